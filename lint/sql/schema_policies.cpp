// Row-level security policies, and what the names in them mean later.
#include <algorithm>

#include "lint/sql/lex.h"
#include "lint/sql/schema_builder.h"
#include "lint/sql/schema_names.h"

namespace ringfence::sql {

namespace {

std::string role_name(Node role) {
  const std::string_view type = role.text("roletype");
  if (type == "ROLESPEC_PUBLIC") return "public";
  if (type == "ROLESPEC_CSTRING" || role.has("rolename")) return std::string(role.text("rolename"));
  return "current_user";
}

void read_roles(Node statement, RowPolicy& policy) {
  const NodeList roles = statement.list("roles");
  if (roles.empty()) return;
  policy.roles.clear();
  for (const Node role : roles) policy.roles.push_back(role_name(role));
}

}  // namespace

// The texts stand in parentheses behind USING and WITH CHECK; what the statement does not name stays as it is.
void SchemaBuilder::read_policy_texts(RowPolicy& policy) const {
  Lexer lexer(text_->text);
  std::string last;
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const std::string word = lower_case(std::string_view(text_->text).substr(token.begin, token.end - token.begin));
    if (word == "(" && (last == "using" || last == "check")) {
      int depth = 1;
      uint32_t end = token.end;
      for (Token inner = lexer.next_code(); inner.kind != TokenKind::kEnd; inner = lexer.next_code()) {
        const bool sign = inner.kind == TokenKind::kPunctuation;
        depth += sign && text_->text[inner.begin] == '(' ? 1 : sign && text_->text[inner.begin] == ')' ? -1 : 0;
        end = inner.begin;
        if (depth == 0) break;
      }
      const bool is_using = last == "using";
      (is_using ? policy.using_text : policy.check_text) = text_->text.substr(token.end, end - token.end);
      (is_using ? policy.using_sql : policy.check_sql) = part_of_text(token.end, end);
    }
    last = word;
  }
}

void SchemaBuilder::create_policy(Node statement) {
  Table* on = table(statement["table"]);
  if (on == nullptr) return;
  RowPolicy policy;
  policy.name = statement.text("policy_name");
  policy.command = lower_case(statement.text("cmd_name"));
  policy.permissive = statement.flag("permissive");
  policy.roles = {"public"};
  read_roles(statement, policy);
  read_policy_texts(policy);
  policy.declared_at = place(statement["table"].location());
  on->row_policies.push_back(std::move(policy));
}

void SchemaBuilder::alter_policy(Node statement) {
  Table* on = table(statement["table"]);
  if (on == nullptr) return;
  for (RowPolicy& policy : on->row_policies) {
    if (policy.name != statement.text("policy_name")) continue;
    read_roles(statement, policy);
    read_policy_texts(policy);
    if (statement.has("qual") || statement.has("with_check")) policy.outdated_name.clear();
    policy.declared_at = place(statement["table"].location());
  }
}

// A policy means what it meant when it was made, whatever the names in it mean now.
void SchemaBuilder::outdate_policies(std::string_view old_name) {
  const auto mentions = [&](const std::string& text) {
    Lexer lexer(text);
    for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
      const std::string_view word = std::string_view(text).substr(token.begin, token.end - token.begin);
      const bool quoted = token.kind == TokenKind::kQuotedName && word.size() > 2;
      if (quoted ? word.substr(1, word.size() - 2) == old_name : token.kind == TokenKind::kWord && lower_case(word) == old_name)
        return true;
    }
    return false;
  };
  for (const auto& table : catalog_->tables)
    for (RowPolicy& policy : table->row_policies)
      if (mentions(policy.using_text) || mentions(policy.check_text)) policy.outdated_name = old_name;
}

void SchemaBuilder::rename_role(std::string_view old_name, const std::string& new_name) {
  const std::string old(old_name);
  for (Role& known : catalog_->roles) {
    if (known.name == old) known.name = new_name;
    std::replace(known.member_of.begin(), known.member_of.end(), old, new_name);
  }
  for (const auto& table : catalog_->tables) {
    if (table->owner_role == old) table->owner_role = new_name;
    for (RowPolicy& policy : table->row_policies) std::replace(policy.roles.begin(), policy.roles.end(), old, new_name);
  }
}

}  // namespace ringfence::sql
