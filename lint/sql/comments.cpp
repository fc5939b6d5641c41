#include "lint/sql/comments.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace ringfence::sql {

namespace {

// What editors write where a person has to.
constexpr std::string_view kNoReasonYet = "<reason>";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return text;
}

std::string_view first_word(std::string_view text) {
  const auto end = std::find_if(text.begin(), text.end(), [](unsigned char c) { return std::isspace(c); });
  return text.substr(0, static_cast<size_t>(end - text.begin()));
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const size_t i : {0u, 1u, 2u, 3u, 5u, 6u, 8u, 9u})
    if (!std::isdigit(static_cast<unsigned char>(text[i]))) return false;
  const int month = (text[5] - '0') * 10 + text[6] - '0';
  const int day = (text[8] - '0') * 10 + text[9] - '0';
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

}  // namespace

bool CommentReader::names_query(std::string_view comment) {
  const std::string_view text = trimmed(comment.substr(2));
  return text.substr(0, 5) == "name:" || text.substr(0, 5) == ":name";
}

void CommentReader::see(const Token& comment, bool inside) {
  std::string_view text = source_.text({comment.begin, comment.end});
  text.remove_prefix(2);
  if (comment.kind == TokenKind::kBlockComment && text.size() >= 2) text.remove_suffix(2);
  text = trimmed(text);
  constexpr std::string_view kAllowFile = "ringfence:allow-file";
  constexpr std::string_view kAllow = "ringfence:allow";
  if (text.substr(0, kAllowFile.size()) == kAllowFile)
    return read_allow(trimmed(text.substr(kAllowFile.size())), comment, inside, true);
  if (text.substr(0, kAllow.size()) == kAllow)
    return read_allow(trimmed(text.substr(kAllow.size())), comment, inside, false);
  if (inside) return;
  if (names_query(source_.text({comment.begin, comment.end}))) name_ = first_word(trimmed(text.substr(5)));
}

// RULE[, RULE…] [until YYYY-MM-DD][: reason]
void CommentReader::read_allow(std::string_view text, const Token& comment, bool inside, bool whole_file) {
  AllowComment allow;
  allow.at = {&source_, {comment.begin, comment.end}};
  const size_t colon = text.find(':');
  if (colon != text.npos) allow.reason = trimmed(text.substr(colon + 1));
  if (allow.reason == kNoReasonYet) allow.reason.clear();
  std::string_view head = trimmed(text.substr(0, colon));
  const size_t until = head.find(" until ");
  if (until != head.npos) {
    allow.until = trimmed(head.substr(until + 7));
    allow.malformed = !is_date(allow.until);
    head = trimmed(head.substr(0, until));
  }
  while (!head.empty()) {
    const size_t comma = head.find(',');
    const std::string_view rule = trimmed(head.substr(0, comma));
    // Without a colon the reason would be taken for rules: an id has no spaces.
    if (rule.find(' ') != rule.npos) allow.malformed = true;
    if (!rule.empty()) allow.rules.emplace_back(first_word(rule));
    head = comma == head.npos ? std::string_view() : trimmed(head.substr(comma + 1));
  }
  allow.malformed = allow.malformed || allow.rules.empty();
  const uint32_t line = source_.position(comment.begin).line;
  const bool code_before = has_code_ && last_code_ >= source_.line_begin(line) && last_code_ < comment.begin;
  allow.first_line = allow.last_line = line;
  if (whole_file) {
    allow.first_line = 1;
    allow.last_line = source_.line_count();
  } else if (inside && !code_before) {
    allow.last_line = line + 1;
  } else if (!code_before) {
    pending_.push_back(allows_.size());
  }
  allows_.push_back(std::move(allow));
}

std::string CommentReader::finish_statement(uint32_t, uint32_t end) {
  const uint32_t last = pending_.empty() ? 0 : source_.position(end).line;
  for (const size_t index : pending_) allows_[index].last_line = last;
  pending_.clear();
  return std::exchange(name_, std::string());
}

void CommentReader::close() { pending_.clear(); }

}  // namespace ringfence::sql
