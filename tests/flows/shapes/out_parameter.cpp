void fill_in(const Customer& customer, std::string& text) { text = customer.email; }
void fill_by_pointer(const Customer& customer, std::string* text) { *text = customer.phone; }
void fill_state(const Customer& customer, std::string& text) { text = customer.status; }
void leak(const Customer& customer) {
  std::string text;
  fill_in(customer, text);
  LOG(text);  // expect: personal-in-log
}
void leak_pointer(const Customer& customer) {
  std::string text;
  fill_by_pointer(customer, &text);
  LOG(text);  // expect: personal-in-log
}
void clean(const Customer& customer) {
  std::string text;
  fill_state(customer, text);
  LOG(text);
}
