void each(const std::vector<Customer>& customers, const std::function<void(const Customer&)>& visit) {
  for (const Customer& one : customers) visit(one);
}
void leak(const std::vector<Customer>& customers) {
  each(customers, [](const Customer& one) {
    LOG(one.email);  // expect: personal-in-log
  });
}
void clean(const std::vector<Customer>& customers) {
  each(customers, [](const Customer& one) {
    LOG(one.status);
  });
}
