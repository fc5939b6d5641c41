void leak(const Customer& customer) {
  LOG(customer.email);  // expect: personal-in-log
}
void clean(const Customer& customer) {
  LOG(customer.status);
}
