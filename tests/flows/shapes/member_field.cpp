class Mailer {
 public:
  void take(const Customer& customer) {
    target_ = customer.email;
    state_ = customer.status;
  }
  void run() {
    LOG(target_);  // expect: personal-in-log
    LOG(state_);
  }

 private:
  std::string target_;
  std::string state_;
};
