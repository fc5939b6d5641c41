#include <fmt/format.h>
template <class... Arguments>
void log_all(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  const std::string line = fmt::format(format, std::forward<Arguments>(arguments)...);
  LOG(line);
}
template <class Value>
void log_one(const char* what, const Value& value) {
  std::ostringstream out;
  out << what << ": " << value;
  LOG(out.str());
}
void log_printf(const char* format, ...) __attribute__((format(printf, 1, 2)));
void leak(const Customer& customer) {
  log_all("mail to {} of {}", customer.email, customer.id);  // expect: personal-in-log
}
void leak_template(const Customer& customer) {
  log_one("mail", customer.email);  // expect: personal-in-log
}
void clean(const Customer& customer) {
  log_all("mail to {} of {}", customer.status, customer.id);
  log_one("visits", customer.visits);
  log_one("state", customer.status);
}
