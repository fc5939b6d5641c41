std::string address_line(const Customer& customer) { return "<" + customer.email + ">"; }
std::string state_line(const Customer& customer) { return "<" + customer.status + ">"; }
void leak(const Customer& customer) {
  LOG(address_line(customer));  // expect: personal-in-log
}
void clean(const Customer& customer) {
  LOG(state_line(customer));
}
