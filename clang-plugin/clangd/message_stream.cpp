#include "clang-plugin/clangd/message_stream.h"

#include <strings.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <utility>

namespace ringfence::clangd {

namespace {

constexpr size_t kLongestHeader = 4096;

// The number behind Content-Length in a header; nothing where there is none.
std::optional<size_t> length_in(const std::string& header) {
  static constexpr std::string_view kName = "Content-Length:";
  for (size_t line = 0; line < header.size(); line = header.find('\n', line) + 1) {
    if (strncasecmp(header.c_str() + line, kName.data(), kName.size()) == 0) {
      const size_t digits = header.find_first_not_of(' ', line + kName.size());
      size_t length = 0;
      if (digits == std::string::npos) return std::nullopt;
      const auto [end, error] = std::from_chars(header.data() + digits, header.data() + header.size(), length);
      return error == std::errc() ? std::optional<size_t>(length) : std::nullopt;
    }
    if (header.find('\n', line) == std::string::npos) break;
  }
  return std::nullopt;
}

}  // namespace

bool MessageStream::fill() {
  char bytes[65536];
  ssize_t got = 0;
  do got = ::read(descriptor_, bytes, sizeof bytes);
  while (got < 0 && errno == EINTR);
  if (got <= 0) return false;
  buffer_.append(bytes, static_cast<size_t>(got));
  return true;
}

std::optional<std::string> MessageStream::read() {
  size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (buffer_.size() > kLongestHeader || !fill()) return std::nullopt;
  const std::optional<size_t> length = length_in(buffer_.substr(0, end + 2));
  if (!length) return std::nullopt;
  while (buffer_.size() < end + 4 + *length)
    if (!fill()) return std::nullopt;
  std::string body = buffer_.substr(end + 4, *length);
  buffer_.erase(0, end + 4 + *length);
  return body;
}

std::string MessageStream::rest() {
  if (buffer_.empty()) fill();
  return std::exchange(buffer_, {});
}

bool write_all(int descriptor, const std::string& bytes) {
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t wrote = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return false;
    done += static_cast<size_t>(wrote);
  }
  return true;
}

std::string as_message(const std::string& body) { return "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body; }

}  // namespace ringfence::clangd
