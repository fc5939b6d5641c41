class Source {
 public:
  virtual ~Source() = default;
  virtual std::string text(const Customer& customer) const = 0;
};
class MailSource : public Source {
 public:
  std::string text(const Customer& customer) const override { return customer.email; }
};
class Label {
 public:
  virtual ~Label() = default;
  virtual std::string text(const Customer& customer) const = 0;
};
class StateLabel : public Label {
 public:
  std::string text(const Customer& customer) const override { return customer.status; }
};
void leak(const Customer& customer, const Source& source) {
  LOG(source.text(customer));  // expect: personal-in-log
}
void clean(const Customer& customer, const Label& label) {
  LOG(label.text(customer));
}
