void leak(const Customer& customer) {
  const std::string text = customer.email;
  LOG(text);  // expect: personal-in-log
}
void clean(const Customer& customer) {
  const std::string text = customer.reference;
  LOG(text);
}
// What it was before says nothing.
void clean_overwritten(const Customer& customer) {
  std::string text = customer.email;
  text = customer.status;
  LOG(text);
}
