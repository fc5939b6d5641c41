void log_elsewhere(const std::string& line) {
  LOG("elsewhere: " + line);
}
std::string address_from_elsewhere(const Customer& customer) { return customer.email; }
