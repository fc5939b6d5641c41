std::string to_string(const Customer& customer) { return std::to_string(customer.id) + " " + customer.email; }
std::string short_text(const Customer& customer) { return std::to_string(customer.id) + " " + customer.status; }
void leak(const Customer& customer) {
  LOG(to_string(customer));  // expect: personal-object-in-log
}
void clean(const Customer& customer) {
  LOG(short_text(customer));
}
