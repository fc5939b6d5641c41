void leak(const Customer* customer) {
  LOG(customer->email);  // expect: personal-in-log
}
void leak_of_field(const Customer& customer) {
  const std::string* text = &customer.phone;
  LOG(*text);  // expect: personal-in-log
}
void clean(const Customer* customer) {
  const std::string* text = &customer->status;
  LOG(*text);
}
