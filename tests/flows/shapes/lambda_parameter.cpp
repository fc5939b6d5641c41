void leak(const std::vector<Customer>& customers) {
  std::for_each(customers.begin(), customers.end(), [](const Customer& one) {
    LOG(one.email);  // expect: personal-in-log
  });
}
void leak_passed(const Customer& customer) {
  const auto speak = [](const std::string& text) {
    LOG(text);  // expect: personal-in-log
  };
  speak(customer.phone);
}
void clean(const Customer& customer) {
  const auto speak = [](const std::string& text) {
    LOG(text);
  };
  speak(customer.status);
}
