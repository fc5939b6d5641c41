void leak(const std::string& email) {
  LOG("mail to " + email);  // expect: personal-in-log
}
void leak_local() {
  std::string line;
  std::getline(std::cin, line);
  const std::string phone_number = line.substr(6);
  LOG(phone_number);  // expect: personal-in-log
}
void clean(const std::string& email_template, const std::string& email_status) {
  LOG(email_template);
  LOG(email_status);
}
