void log_line(const std::string& line) {
  LOG(line);
}
void log_twice(const std::string& line) { log_line(line + line); }
class Logger {
 public:
  void info(const std::string& line) const {
    LOG(line);
  }
};
void leak(const Customer& customer) {
  log_line("mail to " + customer.email);  // expect: personal-in-log
}
void leak_twice(const Customer& customer) {
  log_twice(customer.email);  // expect: personal-in-log
}
void leak_method(const Customer& customer, const Logger& logger) {
  logger.info(customer.phone);  // expect: personal-in-log
}
void clean(const Customer& customer, const Logger& logger) {
  log_line("mail to " + std::to_string(customer.id));
  log_twice(customer.status);
  logger.info(customer.status);
}
