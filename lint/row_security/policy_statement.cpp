#include "lint/row_security/policy_statement.h"

#include <algorithm>
#include <cctype>

namespace ringfence::row_security {

namespace {

void append(SqlText& to, const SqlText& part) {
  const auto begin = static_cast<uint32_t>(to.text.size());
  for (SqlText::Piece piece : part.pieces) {
    piece.sql += begin;
    if (piece.source == nullptr) piece.source = part.source;
    to.pieces.push_back(piece);
  }
  to.text += part.text;
}

void append(SqlText& to, const std::string& own, uint32_t host) {
  to.pieces.push_back({static_cast<uint32_t>(to.text.size()), host, false, to.source});
  to.text += own;
}

bool is_plain(const std::string& name) {
  const auto lower = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  if (name.empty() || !lower(name[0])) return false;
  return std::all_of(name.begin(), name.end(), [&](char c) { return lower(c) || std::isdigit(static_cast<unsigned char>(c)) != 0; });
}

}  // namespace

std::string identifier(const std::string& name) {
  static const std::vector<std::string> kReserved = {"user", "order", "group", "table", "all", "check", "default", "end", "grant", "references", "select", "to", "where", "column", "limit", "offset", "primary"};
  if (is_plain(name) && std::find(kReserved.begin(), kReserved.end(), name) == kReserved.end()) return name;
  std::string made = "\"";
  for (const char c : name) made += c == '"' ? std::string("\"\"") : std::string(1, c);
  return made + "\"";
}

std::string identifier(const Table& table) {
  return table.schema == "public" ? identifier(table.name) : identifier(table.schema) + "." + identifier(table.name);
}

const SqlText* deciding_text(const RowPolicy& policy, bool written) {
  return (written && policy.check_sql != nullptr ? policy.check_sql : policy.using_sql).get();
}

bool is_for(const RowPolicy& policy, RowCommand command) {
  constexpr std::string_view kWords[] = {"select", "insert", "update", "delete"};
  return policy.command == "all" || policy.command == kWords[static_cast<size_t>(command)];
}

SqlText statement_of(const std::string& head, const std::vector<const SqlText*>& parts) {
  SqlText made;
  made.source = parts[0]->source;
  made.host = parts[0]->host;
  append(made, head + " WHERE (", made.host.begin);
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) append(made, "\n) AND (", parts[i]->host.begin);
    append(made, *parts[i]);
  }
  // A comment at the end of a policy's text must not swallow what follows.
  append(made, "\n)", made.host.begin);
  return made;
}

}  // namespace ringfence::row_security
