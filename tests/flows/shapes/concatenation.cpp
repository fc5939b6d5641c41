void leak(const Customer& customer) {
  LOG("mail to " + customer.email + " failed");  // expect: personal-in-log
}
void clean(const Customer& customer) {
  LOG("mail to " + std::to_string(customer.id) + " failed");
}
