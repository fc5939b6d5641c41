const char* name_of(Tier tier) { return tier == Tier::kGold ? "gold" : "basic"; }
void leak(const Customer& customer) {
  LOG(customer.phone + name_of(customer.tier));  // expect: personal-in-log
}
void clean(const Customer& customer, std::int64_t user_id, std::int64_t customer_id) {
  LOG(std::to_string(customer.id));
  LOG(std::to_string(user_id));
  LOG(std::to_string(customer_id));
  LOG(std::to_string(customer.visits));
  LOG(std::string(customer.is_active ? "active" : "closed"));
  LOG(std::string(name_of(customer.tier)));
}
