#define NOTE_DOWN(what) \
  do { \
    const std::string noted = "note: " + std::string(what); \
    LOG(noted); \
  } while (false)
void leak(const Customer& customer) {
  NOTE_DOWN(customer.email);  // expect: personal-in-log
}
void clean(const Customer& customer) {
  NOTE_DOWN(customer.status);
}
#undef NOTE_DOWN
