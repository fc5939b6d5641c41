void leak(const std::shared_ptr<Customer>& customer) {
  LOG(customer->email);  // expect: personal-in-log
}
void leak_made(const Customer& customer) {
  const auto text = std::make_unique<std::string>(customer.email);
  LOG(*text);  // expect: personal-in-log
}
void clean(const std::unique_ptr<Customer>& customer) {
  LOG(customer->status);
}
