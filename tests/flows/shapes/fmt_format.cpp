#include <fmt/format.h>
void leak(const Customer& customer) {
  LOG(fmt::format("mail to {} failed", customer.email));  // expect: personal-in-log
}
void leak_into(const Customer& customer) {
  std::string text;
  fmt::format_to(std::back_inserter(text), "mail to {}", customer.email);
  LOG(text);  // expect: personal-in-log
}
void clean(const Customer& customer) {
  LOG(fmt::format("mail to {} failed", customer.id));
}
