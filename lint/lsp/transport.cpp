#include "lint/lsp/transport.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "ringfence/lower_case.h"

namespace ringfence::lsp {

namespace {

constexpr size_t kLargestMessage = size_t{512} << 20;
constexpr size_t kLongestHeaderLine = 4096;
constexpr size_t kNoLength = SIZE_MAX;

size_t length_in(const std::string& line) {
  constexpr std::string_view kName = "content-length:";
  if (!lower_case(line.substr(0, kName.size())).starts_with(kName)) return kNoLength;
  size_t begin = kName.size();
  while (begin < line.size() && (line[begin] == ' ' || line[begin] == '\t')) ++begin;
  size_t length = kNoLength;
  const auto [end, error] = std::from_chars(line.data() + begin, line.data() + line.size(), length);
  return error == std::errc() && end == line.data() + line.size() ? length : kNoLength;
}

}  // namespace

bool MessageReader::fill() {
  buffer_.erase(0, at_);
  at_ = 0;
  char bytes[65536];
  ssize_t count = 0;
  do {
    count = ::read(file_, bytes, sizeof bytes);
  } while (count < 0 && errno == EINTR);
  if (count <= 0) return false;
  buffer_.append(bytes, static_cast<size_t>(count));
  return true;
}

bool MessageReader::read_line(std::string& line) {
  line.clear();
  while (true) {
    const size_t end = buffer_.find('\n', at_);
    const size_t stop = end == std::string::npos ? buffer_.size() : end;
    // Of what is no header only the beginning is kept.
    line.append(buffer_, at_, std::min(stop - at_, kLongestHeaderLine - std::min(line.size(), kLongestHeaderLine)));
    at_ = end == std::string::npos ? stop : end + 1;
    if (end != std::string::npos) break;
    if (!fill()) return false;
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return true;
}

bool MessageReader::take(size_t length, std::string* into) {
  while (length > 0) {
    if (at_ == buffer_.size() && !fill()) return false;
    const size_t count = std::min(length, buffer_.size() - at_);
    if (into != nullptr) into->append(buffer_, at_, count);
    at_ += count;
    length -= count;
  }
  return true;
}

MessageReader::Outcome MessageReader::next(std::string& body) {
  body.clear();
  size_t length = kNoLength;
  std::string line;
  bool any = false;
  while (true) {
    if (!read_line(line)) return Outcome::kEnd;
    if (line.empty() && any) break;
    any = any || !line.empty();
    // Behind a message that was cut short, its rest may stand in front of the next header.
    size_t header = lower_case(line).rfind("content-length:");
    if (header != std::string::npos) length = length_in(line.substr(header));
  }
  if (length == kNoLength) return Outcome::kSkipped;
  if (length > kLargestMessage) return take(length, nullptr) ? Outcome::kSkipped : Outcome::kEnd;
  return take(length, &body) ? Outcome::kMessage : Outcome::kEnd;
}

void MessageWriter::write(const Json& message) {
  const std::string body = message.dump(-1, ' ', false, Json::error_handler_t::replace);
  const std::string all = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  const std::lock_guard lock(mutex_);
  for (size_t at = 0; at < all.size();) {
    const ssize_t count = ::write(file_, all.data() + at, all.size() - at);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;  // Nobody reads any more; the end of the input will say so too.
    at += static_cast<size_t>(count);
  }
}

}  // namespace ringfence::lsp
