void leak(const std::vector<Customer>& customers) {
  for (const Customer& one : customers) {
    LOG(one.email);  // expect: personal-in-log
  }
}
void leak_map(const std::map<std::int64_t, Customer>& customers) {
  for (const auto& [id, one] : customers) {
    LOG(one.phone);  // expect: personal-in-log
  }
}
void leak_collected(const std::vector<Customer>& customers) {
  std::string all;
  for (const Customer& one : customers) all += one.email + ", ";
  LOG(all);  // expect: personal-in-log
}
void clean(const std::vector<Customer>& customers) {
  std::string all;
  for (const Customer& one : customers) {
    LOG(one.status);
    all += one.reference + ", ";
  }
  LOG(all);
}
