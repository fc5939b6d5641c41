std::pair<std::string, std::string> both(const Customer& customer) { return {customer.email, customer.status}; }
void leak(const Customer& customer) {
  LOG(both(customer).first);  // expect: personal-in-log
}
void leak_tuple(const Customer& customer) {
  const auto all = std::make_tuple(customer.id, customer.phone);
  LOG(std::get<1>(all));  // expect: personal-in-log
}
void clean(const Customer& customer) {
  LOG(both(customer).second);
}
void clean_tuple(const Customer& customer) {
  const auto all = std::make_tuple(customer.id, customer.phone, customer.status);
  LOG(std::get<2>(all));
}
void leak_tuple_part(const Customer& customer) {
  const auto [id, first, second] = std::make_tuple(customer.id, customer.phone, customer.status);
  LOG(first);  // expect: personal-in-log
}
void clean_tuple_part(const Customer& customer) {
  const auto [id, first, second] = std::make_tuple(customer.id, customer.phone, customer.status);
  LOG(second);
}
