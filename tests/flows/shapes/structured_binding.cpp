struct Found {
  std::string state;
  std::string address;
};
Found find(const Customer& customer) { return {customer.status, customer.email}; }
void leak(const Customer& customer) {
  const auto [first, second] = find(customer);
  LOG(second);  // expect: personal-in-log
}
void clean(const Customer& customer) {
  const auto [first, second] = find(customer);
  LOG(first);
}
