void leak(const Customer& customer) {
  throw std::runtime_error("no mail for " + customer.email);  // expect: personal-in-exception
}
class NotFound : public std::exception {
 public:
  explicit NotFound(std::string text) : text_(std::move(text)) {}
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::string text_;
};
void leak_of_own_type(const Customer& customer) {
  throw NotFound("no mail for " + customer.phone);  // expect: personal-in-exception
}
void clean(const Customer& customer) {
  throw std::runtime_error("no mail for customer " + std::to_string(customer.id));
}
void clean_caught(const Customer& customer) {
  try {
    clean(customer);
  } catch (const std::exception& error) {
    LOG(std::string(error.what()));
  }
}
