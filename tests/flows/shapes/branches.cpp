void leak(const Customer& customer, int kind) {
  std::string text;
  switch (kind) {
    case 0: text = customer.status; break;
    case 1: text = customer.email; break;
    default: text = "none";
  }
  LOG(text);  // expect: personal-in-log
}
void leak_in_branch(const Customer& customer) {
  if (customer.is_active) {
    LOG(customer.email);  // expect: personal-in-log
  } else {
    LOG(customer.status);
  }
}
void clean(const Customer& customer, int kind) {
  std::string text;
  if (kind == 0) text = customer.status;
  else text = customer.reference;
  LOG(text);
}
