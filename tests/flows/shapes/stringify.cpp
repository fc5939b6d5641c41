struct Person {
  std::int64_t id;
  std::string email;
  template <class Sink>
  friend void AbslStringify(Sink& sink, const Person& person) {
    sink.Append("person ");
    sink.Append(person.email);
  }
};
struct Ticket {
  std::int64_t id;
  std::string email;
  template <class Sink>
  friend void AbslStringify(Sink& sink, const Ticket& ticket) {
    sink.Append(std::to_string(ticket.id));
  }
};
void leak(const Person& person) {
  STRINGIFY(person);  // expect: personal-object-in-log
}
void clean(const Ticket& ticket) {
  STRINGIFY(ticket);
}
