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
  STREAM(person);  // expect: personal-object-in-log
}
void clean(const Ticket& ticket) {
  STREAM(ticket);
}
