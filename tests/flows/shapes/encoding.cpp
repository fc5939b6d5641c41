std::string to_base64(const std::string& text);
std::string url_encode(const std::string& text) {
  std::string made;
  for (const char c : text) made += c == '@' ? std::string("%40") : std::string(1, c);
  return made;
}
void leak(const Customer& customer) {
  LOG(to_base64(customer.email));  // expect: personal-in-log
}
void leak_letter_by_letter(const Customer& customer) {
  LOG(url_encode(customer.email));  // expect: personal-in-log
}
void clean(const Customer& customer) {
  LOG(to_base64(customer.status));
}
