void leak(const Customer& customer) {
  const std::variant<int, std::string> either = customer.email;
  LOG(std::get<std::string>(either));  // expect: personal-in-log
}
void clean(const Customer& customer) {
  const std::variant<int, std::string> either = customer.status;
  LOG(std::get<std::string>(either));
}
