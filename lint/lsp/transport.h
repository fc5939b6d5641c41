// Messages as the base protocol frames them: a header with their length, then JSON.
#pragma once

#include <mutex>
#include <string>

#include "lint/lsp/protocol.h"

namespace ringfence::lsp {

class MessageReader {
 public:
  enum class Outcome : uint8_t {
    kMessage,
    kSkipped,  ///< A header without a length, or a message too large to be held: it was passed over.
    kEnd,
  };

  explicit MessageReader(int file) : file_(file) {}
  Outcome next(std::string& body);

 private:
  bool fill();
  bool take(size_t length, std::string* into);
  bool read_line(std::string& line);

  const int file_;
  std::string buffer_;
  size_t at_ = 0;
};

/// Thread-safe: a message is written as a whole.
class MessageWriter {
 public:
  explicit MessageWriter(int file) : file_(file) {}
  void write(const Json& message);

 private:
  const int file_;
  std::mutex mutex_;
};

}  // namespace ringfence::lsp
