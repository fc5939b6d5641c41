#include "lint/analysis/terms.h"

#include <algorithm>
#include <cctype>

#include "ringfence/row_security.h"

namespace ringfence::analysis {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return text;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.'; }

// Behind `::`, a type's name: `uuid`, `pg_catalog.text[]`, `varchar(36)`.
size_t skip_type(std::string_view text, size_t at) {
  while (at < text.size() && (is_word(text[at]) || std::isspace(static_cast<unsigned char>(text[at])))) ++at;
  while (at < text.size() && (text[at] == '[' || text[at] == '(')) {
    const size_t close = text.find_first_of("])", at);
    if (close == text.npos) return text.size();
    at = close + 1;
  }
  return at;
}

// Spaces, casts and parentheses around a whole say nothing: `(current_setting( 'app.claims' )::json ->> 'org')::uuid`.
std::string canonical(std::string_view text) {
  std::string made;
  std::vector<bool> kept;  // By open parenthesis: it holds the arguments of a call.
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\'') {
      const size_t close = std::min(text.find('\'', i + 1), text.size() - 1);
      made += text.substr(i, close - i + 1);
      i = close;
    } else if (text.substr(i, 2) == "::") {
      i = skip_type(text, i + 2) - 1;
    } else if (c == '(') {
      kept.push_back(!made.empty() && is_word(made.back()));
      if (kept.back()) made += c;
    } else if (c == ')') {
      if (kept.empty() || kept.back()) made += c;
      if (!kept.empty()) kept.pop_back();
    } else if (!std::isspace(static_cast<unsigned char>(c))) {
      made += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  // The second argument of current_setting says what happens when it is missing, not what it is.
  constexpr std::string_view kSetting = "current_setting(";
  if (const size_t call = made.find(kSetting); call != made.npos) {
    const size_t close = made.find(')', call);
    if (const size_t comma = made.find(',', call); comma < close && close != made.npos)
      made.erase(comma, close - comma);
  }
  return !made.empty() && std::all_of(made.begin(), made.end(), is_word) ? made + "()" : made;
}

// `p_org_id`, `_org_id`, `in_org_id`, `v_org_id`: routines mark their parameters.
std::string_view without_parameter_mark(std::string_view name) {
  for (const std::string_view mark : {"p_", "in_", "_", "arg_", "i_"})
    if (name.size() > mark.size() && name.substr(0, mark.size()) == mark) return name.substr(mark.size());
  return name;
}

}  // namespace

bool is_editable_claim(std::string_view text) {
  for (const std::string_view name : {"user_metadata", "raw_user_meta_data", "request.header", "request.cookie"})
    if (text.find(name) != text.npos) return true;
  return false;
}

bool is_custom_setting(std::string_view text) {
  constexpr std::string_view kCall = "current_setting('";
  const bool setting = text.substr(0, kCall.size()) == kCall && text.find('.', kCall.size()) != text.npos;
  const bool claim = text == "auth.uid()" || text.substr(0, 11) == "auth.jwt() ";
  return (setting || claim) && !is_editable_claim(text);
}

namespace {

// Who is signed in, not for whom.
bool is_identity(std::string_view text) {
  if (text == "auth.uid()" || text == "current_user" || text == "session_user") return true;
  const bool is_sub = text.size() > 5 && text.substr(text.size() - 5) == "'sub'";
  return is_custom_setting(text) && (is_sub || text.find("user") != text.npos);
}

// organization_members (org_id, user_id), unique over both: one row for each tenant that a user belongs to.
bool looks_like_membership(const Table& table, int column) {
  const bool named = table.name.find("member") != table.name.npos || table.name.find("user") != table.name.npos;
  const std::vector<int>& keys = table.ownership.keys;
  if (!named || table.ownership.owner_class != OwnerClass::kDirect || keys.size() != 1 || keys[0] == column) return false;
  return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](const UniqueKey& key) {
    return key.columns.size() == 2 && !key.over_expressions && key.predicate.empty() &&
           (key.columns == std::vector{keys[0], column} || key.columns == std::vector{column, keys[0]});
  });
}

}  // namespace

Terms::Term Terms::parse(std::string_view written) {
  Term term;
  term.written = written;
  std::string_view text = trimmed(written);
  const std::string folded = canonical(text);
  if (folded.rfind("any(", 0) == 0 && text.back() == ')') {
    term.set = true;
    text = trimmed(text.substr(text.find('(') + 1));
    text = trimmed(text.substr(0, text.size() - 1));
  }
  if (text.size() > 1 && text[0] == '$' && std::isdigit(static_cast<unsigned char>(text[1]))) {
    term.number = std::atoi(std::string(text.substr(1)).c_str());
    return term;
  }
  if (!text.empty() && (text[0] == '@' || text[0] == ':')) {
    term.name = text.substr(1);
    return term;
  }
  const size_t open = text.find_first_of("{(");
  if (open != text.npos && (text.substr(0, open) == "$" || text.substr(0, open) == "#" || text.substr(0, open) == "%" ||
                            text.substr(0, 6) == "sqlc.a" || text.substr(0, 6) == "sqlc.n")) {
    const size_t close = text.find_last_of("})");
    term.name = trimmed(text.substr(open + 1, close == text.npos ? text.npos : close - open - 1));
    std::erase(term.name, '\'');
    return term;
  }
  term.text = canonical(text);
  return term;
}

Terms::Terms(const Policy& policy, bool infers_memberships)
    : any_(policy.tenant.terms.empty()), infers_memberships_(infers_memberships && policy.tenant.memberships.empty()) {
  for (const Membership& one : policy.tenant.memberships) members_.push_back({one.table, one.column, parse(one.term)});
  for (const std::vector<Setting>& level : policy.tenant.terms) {
    levels_.emplace_back();
    for (const Setting& term : level) levels_.back().push_back(parse(term.value));
  }
  for (const auto& level : policy.tenant.keys)
    for (const Setting& key : level) key_names_.push_back(key.value);
}

bool has_routine_parameters(const Query& query) {
  return std::any_of(query.parameters.begin(), query.parameters.end(), [&](const Parameter& parameter) {
    return query.text == nullptr || query.text->placeholder(parameter.number) == nullptr;
  });
}

const std::vector<Terms::Term>& Terms::of_level(int level) const {
  return levels_[std::min<size_t>(static_cast<size_t>(level), levels_.size() - 1)];
}

bool Terms::is(const Term& term, const Parameter& parameter) {
  if (!term.name.empty()) return term.name == parameter.name;
  return term.number != 0 && parameter.name.empty() && term.number == parameter.number;
}

bool Terms::matches_parameter(const Parameter& parameter, int level, bool in_routine) const {
  if (any_) return true;
  if (parameter.from_code) return level < 32 && ((parameter.levels >> level) & 1) != 0;
  for (const Term& term : of_level(level))
    if (!term.set && is(term, parameter)) return true;
  if (!in_routine || parameter.name.empty()) return false;
  const std::string_view plain = without_parameter_mark(parameter.name);
  for (const Term& term : of_level(level))
    if (!term.set && !term.name.empty() && term.name == plain) return true;
  return std::find(key_names_.begin(), key_names_.end(), plain) != key_names_.end();
}

bool Terms::matches_stable(std::string_view text, int level) const {
  if (any_) return is_custom_setting(text);
  const std::string folded = canonical(text);
  for (const Term& term : of_level(level))
    if (!term.text.empty() && term.text == folded) return true;
  return false;
}

bool Terms::trusts_set(const Parameter& parameter) const {
  for (const std::vector<Term>& level : levels_)
    for (const Term& term : level)
      if (term.set && is(term, parameter)) return true;
  return false;
}

const Terms::MemberColumn* Terms::declared_member(const Table& table, int column) const {
  for (const MemberColumn& one : members_)
    if ((one.table == table.name || one.table == table.schema + "." + table.name) &&
        table.column_index(one.column) == column)
      return &one;
  return nullptr;
}

bool Terms::is_member_term(std::string_view text) const {
  const std::string folded = canonical(text);
  return (infers_memberships_ && is_identity(text)) ||
         std::any_of(members_.begin(), members_.end(), [&](const MemberColumn& one) { return one.term.text == folded; });
}

bool Terms::identifies_member(const Table& table, int column, std::string_view text) const {
  const MemberColumn* declared = declared_member(table, column);
  if (declared != nullptr) return !declared->term.text.empty() && declared->term.text == canonical(text);
  return infers_memberships_ && is_identity(text) && looks_like_membership(table, column);
}

bool Terms::identifies_member(const Table& table, int column, const Parameter& parameter) const {
  const MemberColumn* declared = declared_member(table, column);
  return declared != nullptr && is(declared->term, parameter);
}

bool Terms::calls(std::string_view function) const {
  if (function.empty()) return false;
  const std::string call = canonical(function).substr(0, function.size()) + "(";
  const auto is_called_by = [&](const Term& term) {
    const size_t at = term.text.find(call);
    return at != std::string::npos && (at == 0 || !is_word(term.text[at - 1]));
  };
  const bool by_member = std::any_of(members_.begin(), members_.end(), [&](const MemberColumn& one) { return is_called_by(one.term); });
  return by_member || std::any_of(levels_.begin(), levels_.end(), [&](const std::vector<Term>& level) {
           return std::any_of(level.begin(), level.end(), is_called_by);
         });
}

std::string Terms::spelling(const Query& query, int level, bool in_routine) const {
  if (any_) return query.parameters.empty() ? "the current tenant" : std::string();
  for (const Parameter& parameter : query.parameters)
    if (matches_parameter(parameter, level, in_routine)) return parameter.spelling;
  for (const Term& term : of_level(level))
    if (!term.set) return term.written;
  return {};
}

}  // namespace ringfence::analysis

bool ringfence::is_tenant_term(const Policy& policy, std::string_view stable_text) {
  return analysis::Terms(policy).matches_stable(stable_text, 0);
}
