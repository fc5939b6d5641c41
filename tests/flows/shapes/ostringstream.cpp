void leak(const Customer& customer) {
  std::ostringstream out;
  out << "mail to " << customer.email << " failed";
  LOG(out.str());  // expect: personal-in-log
}
void clean(const Customer& customer) {
  std::ostringstream out;
  out << "mail to " << customer.id << " failed";
  LOG(out.str());
}
