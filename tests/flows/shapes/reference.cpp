void leak(const Customer& customer) {
  const std::string& text = customer.email;
  LOG(text);  // expect: personal-in-log
}
void leak_written_through(const Customer& customer) {
  std::string text;
  std::string& alias = text;
  alias = customer.phone;
  LOG(text);  // expect: personal-in-log
}
void clean(const Customer& customer) {
  const std::string& text = customer.status;
  LOG(text);
}
