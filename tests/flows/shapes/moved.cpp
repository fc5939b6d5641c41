void leak(Customer customer) {
  std::string text = std::move(customer.email);
  LOG(std::move(text));  // expect: personal-in-log
}
void clean(Customer customer) {
  std::string text = std::move(customer.status);
  LOG(std::move(text));
}
