// Messages of Protocol Buffers: their fields, as the descriptors in generated code (*.pb.cc) tell them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ringfence/program.h"

namespace ringfence::flow {

struct MessageField {
  std::string name;
  bool is_text = false;
  bool is_redacted = false;  ///< `[debug_redact = true]`: DebugString() leaves it out.
  std::string message;       ///< Qualified as in C++, of a field that is a message.
};
using Message = std::vector<MessageField>;

class Messages {
 public:
  explicit Messages(const program::Program& program);
  /// By the class's qualified name; null: it is none, or its generated code is not in sight.
  const Message* find(const std::string& name) const;

 private:
  void read_file(std::string_view descriptor);
  void read_message(std::string_view descriptor, const std::string& outer);

  std::unordered_map<std::string, Message> messages_;
};

}  // namespace ringfence::flow
