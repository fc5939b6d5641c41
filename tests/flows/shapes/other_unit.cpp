void log_elsewhere(const std::string& line);
std::string address_from_elsewhere(const Customer& customer);
void leak(const Customer& customer) {
  log_elsewhere(customer.email);  // expect: personal-in-log
}
void leak_result(const Customer& customer) {
  LOG(address_from_elsewhere(customer));  // expect: personal-in-log
}
void clean(const Customer& customer) { log_elsewhere(customer.status); }
