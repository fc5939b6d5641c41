struct Person {
  std::int64_t id;
  std::string email;
};
struct Ticket {
  std::int64_t id;
  std::string email;
};
std::ostream& operator<<(std::ostream& out, const Person& person) { return out << person.id << " " << person.email; }
std::ostream& operator<<(std::ostream& out, const Ticket& ticket) { return out << "ticket " << ticket.id; }
void leak(const Person& person) {
  std::ostringstream out;
  out << person;
  LOG(out.str());  // expect: personal-object-in-log
}
void clean(const Ticket& ticket) {
  std::ostringstream out;
  out << ticket;
  LOG(out.str());
}
