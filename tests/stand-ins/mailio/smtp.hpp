// mailio: who sends it.
#pragma once

#include <string>

#include "mailio/message.hpp"

namespace mailio {

class smtp {
 public:
  smtp(const std::string& hostname, unsigned port);
  std::string submit(const message& msg);
};

class smtps : public smtp {
 public:
  smtps(const std::string& hostname, unsigned port);
};

}  // namespace mailio
