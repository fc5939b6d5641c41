std::string mask_email(const std::string& text) { return text.substr(0, 1) + "***" + text.substr(text.find('@')); }
std::string redacted(const std::string& text);
std::string lower_case(const std::string& text);
void leak(const Customer& customer) {
  LOG(lower_case(customer.email));  // expect: personal-in-log
}
void clean(const Customer& customer) {
  LOG(mask_email(customer.email));
  LOG(redacted(customer.phone));
}
