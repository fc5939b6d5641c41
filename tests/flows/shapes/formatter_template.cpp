#include <fmt/format.h>
struct Person {
  std::int64_t id;
  std::string email;
};
struct Ticket {
  std::int64_t id;
  std::string email;
};
std::string masked(const std::string& text);
}
template <>
struct fmt::formatter<shape_formatter_template::Person> : fmt::formatter<std::string> {
  template <class Context>
  auto format(const shape_formatter_template::Person& person, Context& context) const -> decltype(context.out()) {
    return fmt::format_to(context.out(), "{} <{}>", person.id, person.email);
  }
};
template <>
struct fmt::formatter<shape_formatter_template::Ticket> : fmt::formatter<std::string> {
  template <class Context>
  auto format(const shape_formatter_template::Ticket& ticket, Context& context) const -> decltype(context.out()) {
    return fmt::format_to(context.out(), "ticket {} of {}", ticket.id, shape_formatter_template::masked(ticket.email));
  }
};
namespace shape_formatter_template {
void leak(const Person& person) {
  FORMAT(person);  // expect: personal-object-in-log
}
void clean(const Ticket& ticket) {
  FORMAT(ticket);
}
