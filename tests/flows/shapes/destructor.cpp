// What a class for log lines keeps is logged when the line ends.
class LogLine {
 public:
  LogLine() = default;
  explicit LogLine(const std::string& first) { out_ << first; }
  ~LogLine() {
    LOG(out_.str());
  }
  template <class Value>
  LogLine& operator<<(const Value& value) {
    out_ << value;
    return *this;
  }

 private:
  std::ostringstream out_;
};
void leak(const Customer& customer) {
  LogLine() << "mail to " << customer.email << " failed";  // expect: personal-in-log
}
void leak_first(const Customer& customer) {
  LogLine line(customer.email);  // expect: personal-in-log
  line << customer.status;
}
void clean(const Customer& customer) {
  LogLine() << "customer " << customer.id << " is " << customer.status;
  LogLine line(customer.status);
}
// A class that keeps text for something else.
class Letter {
 public:
  ~Letter() { out_.clear(); }
  template <class Value>
  Letter& operator<<(const Value& value) {
    out_ << value;
    return *this;
  }

 private:
  std::ostringstream out_;
};
void clean_letter(const Customer& customer) {
  Letter() << "to " << customer.email;
}
