#include <fmt/format.h>
struct Person {
  std::int64_t id;
  std::string email;
};
struct Ticket {
  std::int64_t id;
  std::string email;
};
}
template <>
struct fmt::formatter<shape_formatter::Person> : fmt::formatter<std::string> {
  auto format(const shape_formatter::Person& person, fmt::format_context& context) const {
    return fmt::format_to(context.out(), "{} <{}>", person.id, person.email);
  }
};
template <>
struct fmt::formatter<shape_formatter::Ticket> : fmt::formatter<std::string> {
  auto format(const shape_formatter::Ticket& ticket, fmt::format_context& context) const {
    return fmt::format_to(context.out(), "ticket {}", ticket.id);
  }
};
namespace shape_formatter {
void leak(const Person& person) {
  FORMAT(person);  // expect: personal-object-in-log
}
void clean(const Ticket& ticket) {
  FORMAT(ticket);
}
