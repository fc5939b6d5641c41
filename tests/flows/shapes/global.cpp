std::string last_target;
std::string last_state;
void remember(const Customer& customer) {
  last_target = customer.email;
  last_state = customer.status;
}
void leak() {
  LOG(last_target);  // expect: personal-in-log
}
void clean() {
  LOG(last_state);
}
