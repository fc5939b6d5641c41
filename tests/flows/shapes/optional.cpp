std::optional<std::string> address_of(const Customer& customer) {
  if (!customer.is_active) return std::nullopt;
  return customer.email;
}
std::optional<std::string> state_of(const Customer& customer) {
  if (!customer.is_active) return std::nullopt;
  return customer.status;
}
void leak(const Customer& customer) {
  const auto found = address_of(customer);
  if (found) LOG(*found);  // expect: personal-in-log
}
void leak_value(const Customer& customer) {
  LOG(address_of(customer).value_or("none"));  // expect: personal-in-log
}
void leak_inside(const std::optional<Customer>& customer) {
  if (customer) LOG(customer->email);  // expect: personal-in-log
}
void clean(const Customer& customer) {
  const auto found = state_of(customer);
  if (found) LOG(*found);
}
void clean_inside(const std::optional<Customer>& customer) {
  if (customer) LOG(customer->status);
}
void clean_has_value(const Customer& customer) {
  LOG(std::string(address_of(customer).has_value() ? "known" : "unknown"));
}
