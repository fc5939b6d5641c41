void leak(const Customer& customer) {
  const auto speak = [&customer] {
    LOG(customer.email);  // expect: personal-in-log
  };
  speak();
}
void leak_by_value(const Customer& customer) {
  const std::string text = customer.phone;
  std::function<void()> later = [text] {
    LOG(text);  // expect: personal-in-log
  };
  later();
}
void leak_renamed(const Customer& customer) {
  const auto speak = [who = customer.email] {
    LOG(who);  // expect: personal-in-log
  };
  speak();
}
void clean(const Customer& customer) {
  const auto speak = [&customer] {
    LOG(customer.status);
  };
  speak();
}
