void leak(const Customer& customer) {
  char text[200];
  std::snprintf(text, sizeof text, "mail to %s", customer.email.c_str());
  LOG(std::string(text));  // expect: personal-in-log
}
void leak_copied(const Customer& customer) {
  char text[200];
  std::strcpy(text, customer.phone.c_str());
  LOG(std::string(text));  // expect: personal-in-log
}
void clean(const Customer& customer) {
  char text[200];
  std::snprintf(text, sizeof text, "mail to %ld", static_cast<long>(customer.id));
  LOG(std::string(text));
}
void clean_length(const Customer& customer) {
  char text[200];
  std::snprintf(text, sizeof text, "%zu letters", customer.email.size());
  LOG(std::string(text));
}
