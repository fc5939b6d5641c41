void leak(const Customer& customer) {
  const std::string_view text = customer.email;
  LOG(std::string(text));  // expect: personal-in-log
}
void clean(const Customer& customer) {
  const std::string_view text = customer.status;
  LOG(std::string(text));
}
