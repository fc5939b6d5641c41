// Messages of the language server protocol on file descriptors.
#pragma once

#include <optional>
#include <string>

namespace ringfence::clangd {

class MessageStream {
 public:
  explicit MessageStream(int descriptor) : descriptor_(descriptor) {}

  /// The next message's body; nothing at the end, and where what comes is no message: `rest` then hands it on as it is.
  std::optional<std::string> read();
  /// What was read and is no message, and all that follows, bit by bit; empty at the end.
  std::string rest();

 private:
  bool fill();

  int descriptor_;
  std::string buffer_;
};

/// With the header in front.
std::string as_message(const std::string& body);
bool write_all(int descriptor, const std::string& bytes);

}  // namespace ringfence::clangd
