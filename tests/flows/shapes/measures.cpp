void leak(const Customer& customer) {
  LOG((customer.email.empty() ? "none" : customer.email));  // expect: personal-in-log
}
void clean_size(const Customer& customer) {
  LOG(std::to_string(customer.email.size()));
}
void clean_empty(const Customer& customer) {
  LOG(std::string(customer.email.empty() ? "no address" : "an address"));
}
void clean_compared(const Customer& customer, const Customer& other) {
  LOG(std::string(customer.email == other.email ? "same" : "another"));
}
void clean_found(const Customer& customer) {
  LOG(std::to_string(customer.email.find('@')));
}
