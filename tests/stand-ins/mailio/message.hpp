// mailio: what a mail says.
#pragma once

#include <string>

namespace mailio {

class mail_address {
 public:
  mail_address(const std::string& name, const std::string& address);
};

class message {
 public:
  void subject(const std::string& text);
  void content(const std::string& text);
  void add_recipient(const mail_address& mail);
};

}  // namespace mailio
