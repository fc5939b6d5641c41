class Delivery {
 public:
  Delivery(const Customer& customer, std::string text) : target_(customer.email), text_(std::move(text)) {}
  void leak() const {
    LOG(target_);  // expect: personal-in-log
  }
  void clean() const {
    LOG(text_);
  }

 private:
  std::string target_;
  std::string text_;
};
void deliver(const Customer& customer) {
  const Delivery delivery(customer, customer.status);
  delivery.leak();
  delivery.clean();
}
