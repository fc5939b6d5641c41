void leak_transformed(const Customer& customer) {
  std::string text = customer.email;
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  LOG(text);  // expect: personal-in-log
}
void leak_collected(const std::vector<Customer>& customers) {
  std::vector<std::string> texts;
  std::transform(customers.begin(), customers.end(), std::back_inserter(texts), [](const Customer& one) { return one.email; });
  LOG(texts[0]);  // expect: personal-in-log
}
void leak_joined(const std::vector<Customer>& customers) {
  const std::string all = std::accumulate(customers.begin(), customers.end(), std::string(),
                                          [](std::string sum, const Customer& one) { return std::move(sum) + one.phone; });
  LOG(all);  // expect: personal-in-log
}
void clean(const std::vector<Customer>& customers) {
  const auto active = std::count_if(customers.begin(), customers.end(), [](const Customer& one) { return !one.email.empty(); });
  LOG(std::to_string(active));
}
