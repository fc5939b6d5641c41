#include "lint/policy/owner_override.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "ringfence/policy_reader.h"

namespace ringfence::policy {

namespace {

struct Form {
  std::string_view word;
  OwnerOverride::Kind kind;
  bool has_columns;
};

constexpr Form kForms[] = {
    {"root", OwnerOverride::Kind::kRoot, false},     {"key", OwnerOverride::Kind::kKey, true},
    {"via", OwnerOverride::Kind::kVia, true},        {"mixed", OwnerOverride::Kind::kMixed, true},
    {"shared", OwnerOverride::Kind::kShared, false},
};
constexpr std::string_view kAll = "one of: root, key COLUMN, via COLUMN, mixed COLUMN, shared";

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

OwnerReading wrong(std::string what, std::string advice) { return {{}, Complaint{std::move(what), std::move(advice)}}; }

// Names between commas; "…" keeps spaces in one.
std::optional<Complaint> read_columns(std::string_view rest, std::vector<std::string>& columns) {
  while (!rest.empty()) {
    const size_t comma = rest.find(',');
    std::string_view name = trimmed(rest.substr(0, comma));
    const bool is_quoted = name.size() > 2 && name.front() == '"' && name.back() == '"';
    if (is_quoted) name = name.substr(1, name.size() - 2);
    if (name.empty())
      return Complaint{"a column's name is missing",
                       "names of columns stand between commas: \"key org_id, client_id\""};
    if (!is_quoted && name.find_first_of(" \t\n()") != name.npos)
      return Complaint{fmt::format("{} is no column's name", quoted(name)),
                       "separate columns by commas: \"key org_id, client_id\""};
    if (std::find(columns.begin(), columns.end(), name) != columns.end())
      return Complaint{fmt::format("column {} stands twice", quoted(name)), "remove one of the two"};
    columns.emplace_back(name);
    if (comma == rest.npos) break;
    rest = rest.substr(comma + 1);
    if (rest.empty())
      return Complaint{"a column's name is missing after the last comma", "add it, or remove the comma"};
  }
  return std::nullopt;
}

}  // namespace

OwnerReading read_owner(std::string_view text) {
  const std::string_view all = trimmed(text);
  const std::string_view word = all.substr(0, all.find_first_of(" \t\n,"));
  const std::string_view rest = trimmed(all.substr(word.size()));
  const auto form =
      std::find_if(std::begin(kForms), std::end(kForms), [&](const Form& one) { return one.word == word; });
  if (form == std::end(kForms)) {
    std::vector<std::string> words;
    for (const Form& one : kForms) words.emplace_back(one.word);
    const std::string near = nearest_name(word, words);
    return wrong(fmt::format("{} says no owner", quoted(all)),
                 near.empty() ? std::string(kAll) : fmt::format("did you mean '{}'?", near));
  }
  if (form->has_columns && rest.empty())
    return wrong(fmt::format("'{}' names no column", word),
                 fmt::format("for example: owner = \"{} {}\"", word, word == "via" ? "deal_id" : "org_id"));
  if (!form->has_columns && !rest.empty())
    return wrong(fmt::format("'{}' takes no column", word), fmt::format("write owner = \"{}\", or {}", word, kAll));
  OwnerReading reading;
  reading.owner.kind = form->kind;
  reading.complaint = read_columns(rest, reading.owner.columns);
  return reading;
}

}  // namespace ringfence::policy
