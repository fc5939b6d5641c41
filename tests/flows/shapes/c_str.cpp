void leak(const Customer& customer) {
  const char* text = customer.email.c_str();
  LOG(std::string(text));  // expect: personal-in-log
}
void leak_data(const Customer& customer) {
  LOG(std::string(customer.phone.data(), customer.phone.size()));  // expect: personal-in-log
}
void clean(const Customer& customer) {
  const char* text = customer.status.c_str();
  LOG(std::string(text));
}
