void welcome(const std::string& text) {
  LOG(text);  // expect: personal-in-log
}
void leak(const Customer& customer) { welcome(customer.email); }
void serve(const std::string& text) {
  LOG(text);
}
void clean(const Customer& customer) { serve(customer.status); }
