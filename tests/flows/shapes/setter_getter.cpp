class Envelope {
 public:
  void set_target(const std::string& target) { target_ = target; }
  const std::string& target() const { return target_; }
  void set_state(const std::string& state) { state_ = state; }
  const std::string& state() const { return state_; }

 private:
  std::string target_;
  std::string state_;
};
void leak(const Customer& customer) {
  Envelope envelope;
  envelope.set_target(customer.email);
  LOG(envelope.target());  // expect: personal-in-log
}
void clean(const Customer& customer) {
  Envelope envelope;
  envelope.set_target(customer.email);
  envelope.set_state(customer.status);
  LOG(envelope.state());
}
