void leak(Customer customer) {
  std::string text;
  text.swap(customer.email);
  LOG(text);  // expect: personal-in-log
}
void leak_exchanged(Customer customer) {
  LOG(std::exchange(customer.phone, std::string()));  // expect: personal-in-log
}
void clean(Customer customer) {
  std::string text;
  text.swap(customer.status);
  LOG(text);
}
