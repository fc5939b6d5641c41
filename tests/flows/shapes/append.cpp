void leak(const Customer& customer) {
  std::string text = "mail to ";
  text.append(customer.email).append(".");
  LOG(text);  // expect: personal-in-log
}
void leak_inserted(const Customer& customer) {
  std::string text = "mail to .";
  text.insert(8, customer.email);
  LOG(text);  // expect: personal-in-log
}
void leak_assigned(const Customer& customer) {
  std::string text;
  text.assign(customer.phone);
  LOG(text);  // expect: personal-in-log
}
void clean(const Customer& customer) {
  std::string text = "mail to ";
  text.append(customer.reference).append(".");
  LOG(text);
}
