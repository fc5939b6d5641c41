#pragma once

#include <string>
#include <vector>

namespace fieldcrm::assist {

struct Meeting {
  std::string title;
  std::string contact_email;
  std::string contact_phone;
  std::string stage;
};

/// The text without names, addresses and numbers of people.
std::string without_people(const std::string& text);

/// What a language model makes of meetings.
class Assistant {
 public:
  std::string summarize(const Meeting& meeting);
  std::string summarize_stages(const std::vector<Meeting>& meetings);
  std::string draft_reply(const Meeting& meeting);
};

}  // namespace fieldcrm::assist
