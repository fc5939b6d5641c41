struct Ticket {
  std::int64_t id = 0;
  [[clang::annotate("personal.contact.email")]] std::string opened_by;
  [[clang::annotate("pii:contact.phone")]] std::string reached_at;
  [[clang::annotate("none")]] std::string email;  // Of the department.
  std::string queue;
};
[[clang::annotate("redacts")]] std::string brief(const std::string& text);
[[clang::annotate("personal")]] std::string last_caller();
std::string last_ticket();
void note([[clang::annotate("credential")]] const std::string& text, const std::string& more) {
  LOG(text);  // expect: credential-in-log
  LOG(more);
}
void leak(const Ticket& ticket) {
  LOG(ticket.opened_by);  // expect: personal-in-log
  LOG(ticket.reached_at);  // expect: personal-in-log
  LOG(last_caller());  // expect: personal-in-log
}
void clean(const Ticket& ticket) {
  LOG(ticket.email);
  LOG(ticket.queue);
  LOG(brief(ticket.opened_by));
  LOG(last_ticket());
}
