void leak(const std::vector<Customer>& customers) {
  LOG(customers[0].email);  // expect: personal-in-log
}
void leak_pushed(const Customer& customer) {
  std::vector<std::string> texts;
  texts.push_back(customer.email);
  LOG(texts.front());  // expect: personal-in-log
}
void leak_listed(const Customer& customer) {
  const std::vector<std::string> texts = {"mail", customer.phone};
  LOG(texts[1]);  // expect: personal-in-log
}
void clean(const std::vector<Customer>& customers) {
  LOG(customers[0].status);
}
void clean_size(const Customer& customer) {
  std::vector<std::string> texts;
  texts.push_back(customer.email);
  LOG(std::to_string(texts.size()));
}
