void leak(const Customer& customer) {
  LOG(customer.email.substr(1));  // expect: personal-in-log
}
void leak_up_to_the_sign(const Customer& customer) {
  LOG(customer.email.substr(0, customer.email.find('@')));  // expect: personal-in-log
}
// Four letters do not tell who it is.
void clean(const Customer& customer) {
  LOG(customer.phone.substr(0, 4));
}
void clean_last_four(const Customer& customer) {
  LOG("ends in " + customer.phone.substr(customer.phone.size() - 4, 4));
}
