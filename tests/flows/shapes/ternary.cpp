void leak(const Customer& customer, bool known) {
  const std::string text = known ? customer.email : "unknown";
  LOG(text);  // expect: personal-in-log
}
void clean(const Customer& customer, bool known) {
  const std::string text = known ? customer.status : "unknown";
  LOG(text);
}
