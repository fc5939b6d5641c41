class Contact {
 public:
  const std::string& email() const { return mail_; }
  std::string get_phone() const;
  const std::string& status() const { return stage_; }
  std::int64_t id() const { return 1; }

 private:
  std::string mail_;
  std::string stage_;
};
void leak(const Contact& contact) {
  LOG(contact.email());  // expect: personal-in-log
}
void leak_without_body(const Contact& contact) {
  LOG(contact.get_phone());  // expect: personal-in-log
}
void clean(const Contact& contact) {
  LOG(contact.status());
  LOG(std::to_string(contact.id()));
}
