constexpr const char* kEmailField = "email";
const std::string password_prompt = "password:";
void leak(const Customer& customer) {
  LOG(std::string(kEmailField) + "=" + customer.email);  // expect: personal-in-log
}
void clean() {
  LOG(std::string("no email, no password, no phone"));
  LOG(std::string(kEmailField));
  LOG(password_prompt);
  const std::string email = "nobody@example.com";
  LOG(email);
}
