template <class Value>
std::string quoted(const Value& value) {
  std::ostringstream out;
  out << '"' << value << '"';
  return out.str();
}
void leak(const Customer& customer) {
  LOG(quoted(customer.email));  // expect: personal-in-log
}
void clean(const Customer& customer) {
  LOG(quoted(customer.status));
  LOG(quoted(customer.id));
}
