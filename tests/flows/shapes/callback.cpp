void each(const std::vector<Customer>& customers, const std::function<void(const std::string&)>& visit) {
  for (const Customer& one : customers) visit(one.email);
}
void each_state(const std::vector<Customer>& customers, const std::function<void(const std::string&)>& visit) {
  for (const Customer& one : customers) visit(one.status);
}
void leak(const std::vector<Customer>& customers) {
  each(customers, [](const std::string& text) {
    LOG(text);  // expect: personal-in-log
  });
}
void clean(const std::vector<Customer>& customers) {
  each_state(customers, [](const std::string& text) {
    LOG(text);
  });
}
