#include <cstdarg>
void log_line(int level, const char* format, ...) __attribute__((format(printf, 2, 3)));
void log_line(int, const char* format, ...) {
  char line[256];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  LOG(std::string(line));
}
void leak(const Customer& customer) {
  log_line(1, "mail %d to %s", customer.visits, customer.email.c_str());  // expect: personal-in-log
}
void clean(const Customer& customer) {
  log_line(1, "customer of %d visits is %s", customer.visits, customer.status.c_str());
}
// Without the attribute everything counts.
std::string filled(const char* format, va_list arguments) {
  char text[256];
  std::vsnprintf(text, sizeof text, format, arguments);
  return text;
}
void trace_line(const char* format, ...) {
  va_list arguments, copy;
  va_start(arguments, format);
  va_copy(copy, arguments);
  const std::string line = filled(format, copy);
  va_end(copy);
  va_end(arguments);
  LOG(line);
}
void leak_copied(const Customer& customer) {
  trace_line("mail %d to %s", customer.visits, customer.phone.c_str());  // expect: personal-in-log
}
void clean_copied(const Customer& customer) {
  trace_line("customer of %d visits is %s", customer.visits, customer.status.c_str());
}
