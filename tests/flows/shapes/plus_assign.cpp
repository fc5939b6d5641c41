void leak(const Customer& customer) {
  std::string text = "mail to ";
  text += customer.email;
  text += '.';
  LOG(text);  // expect: personal-in-log
}
void clean(const Customer& customer) {
  std::string text = "mail to ";
  text += std::to_string(customer.id);
  LOG(text);
}
