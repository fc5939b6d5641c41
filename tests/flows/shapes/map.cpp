void leak(const std::map<std::int64_t, Customer>& customers, std::int64_t id) {
  LOG(customers.at(id).email);  // expect: personal-in-log
}
void leak_stored(const Customer& customer) {
  std::unordered_map<std::int64_t, std::string> texts;
  texts[customer.id] = customer.email;
  LOG(texts[customer.id]);  // expect: personal-in-log
}
void leak_found(const std::map<std::int64_t, Customer>& customers, std::int64_t id) {
  const auto found = customers.find(id);
  if (found != customers.end()) LOG(found->second.email);  // expect: personal-in-log
}
void clean(const std::map<std::int64_t, Customer>& customers, std::int64_t id) {
  LOG(customers.at(id).status);
}
