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
// The name of the callback's parameter says nothing: what it is called with does.
void tell_email(const Customer& customer, const std::function<void(const std::string&)>& tell) { tell(customer.email); }
void tell_status(const Customer& customer, const std::function<void(const std::string&)>& tell) { tell(customer.status); }
void leak_text(const Customer& customer) {
  tell_email(customer, [](const std::string& text) {
    LOG(text);  // expect: personal-in-log
  });
}
void clean_text(const Customer& customer) {
  tell_status(customer, [](const std::string& text) {
    LOG(text);
  });
}
// Through a pointer to a function.
void take_phone(const std::string& text) {
  LOG(text);  // expect: personal-in-log
}
void take_status(const std::string& text) {
  LOG(text);
}
void hand_on(void (*take)(const std::string&), const std::string& text) { take(text); }
void leak_pointer(const Customer& customer) { hand_on(take_phone, customer.phone); }
void clean_pointer(const Customer& customer) { hand_on(take_status, customer.status); }
// Kept in a field until somebody calls it.
class Mailer {
 public:
  void on_sent(std::function<void(const std::string&)> handler) { sent_ = std::move(handler); }
  void on_state(std::function<void(const std::string&)> handler) { state_ = std::move(handler); }
  void send(const Customer& customer) {
    sent_(customer.email);
    state_(customer.status);
  }

 private:
  std::function<void(const std::string&)> sent_, state_;
};
void leak_kept(Mailer& mailer) {
  mailer.on_sent([](const std::string& text) {
    LOG(text);  // expect: personal-in-log
  });
}
void clean_kept(Mailer& mailer) {
  mailer.on_state([](const std::string& text) {
    LOG(text);
  });
}
