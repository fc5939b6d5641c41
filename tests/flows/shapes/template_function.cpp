template <class Value>
std::string in_quotes(const Value& value) {
  std::ostringstream out;
  out << '"' << value << '"';
  return out.str();
}
void leak(const Customer& customer) {
  LOG(in_quotes(customer.email));  // expect: personal-in-log
}
void clean(const Customer& customer) {
  LOG(in_quotes(customer.status));
  LOG(in_quotes(customer.id));
}
