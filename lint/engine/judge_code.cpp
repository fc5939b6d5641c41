#include "lint/engine/judge_code.h"

#include <algorithm>
#include <set>

namespace ringfence::engine {

namespace {

// "orgId", "m_org_id", "OrgId" → "org_id"
std::string as_words(const std::string& name) {
  std::string made;
  for (size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    const bool starts = std::isupper(c) != 0 && i > 0 && (std::islower(static_cast<unsigned char>(name[i - 1])) != 0 ||
                                                          (i + 1 < name.size() && std::islower(static_cast<unsigned char>(name[i + 1])) != 0));
    if (starts && !made.empty() && made.back() != '_') made += '_';
    made += static_cast<char>(std::tolower(c));
  }
  if (made.starts_with("m_")) made.erase(0, 2);
  while (!made.empty() && made.back() == '_') made.pop_back();
  return made;
}

std::string last_name(const std::string& name) {
  const size_t colon = name.rfind("::");
  return colon == std::string::npos ? name : name.substr(colon + 2);
}

class ArgumentJudge {
 public:
  ArgumentJudge(const CodeStatement& code, const Policy& policy, const Catalog& catalog, Facts& facts)
      : code_(code), policy_(policy), catalog_(catalog), facts_(facts) {}

  void judge(const TenantParameter& key) {
    for (const BoundArgument& argument : code_.arguments) {
      if (argument.number != key.number) continue;
      for (const ValueOrigin& origin : argument.origins) judge(key, argument, origin);
    }
  }

 private:
  // The names that a value for this level of the key may have.
  std::set<std::string> names_of(int level) const {
    std::set<std::string> names;
    const auto add = [&](const std::vector<std::vector<Setting>>& lists) {
      const size_t index = lists.size() == 1 ? 0 : static_cast<size_t>(level);
      if (index >= lists.size()) return;
      for (const Setting& setting : lists[index]) {
        std::string name = last_name(setting.value);
        if (!name.empty() && (name[0] == '@' || name[0] == ':')) name.erase(0, 1);
        names.insert(as_words(name));
      }
    };
    add(policy_.tenant.keys);
    add(policy_.tenant.terms);
    add(policy_.tenant.context);
    if (level == 0 && policy_.tenant.root) {
      std::string root = as_words(policy_.tenant.root->value);
      names.insert(root + "_id");
      if (root.ends_with("s")) names.insert(root.substr(0, root.size() - 1) + "_id");
    }
    return names;
  }

  // A name that the schema knows as another id: a column that is no tenant key.
  bool is_another_id(const std::string& name, int level) const {
    if (!name.ends_with("_id")) return false;
    const std::set<std::string> own = names_of(level);
    if (own.contains(name)) return false;
    for (int other = 0; other < catalog_.levels; ++other)
      if (other != level && names_of(other).contains(name)) return true;
    const std::string singular = name.substr(0, name.size() - 3);
    for (const auto& table : catalog_.tables) {
      if (table->name == singular || table->name == singular + "s" || table->name == singular + "es" ||
          (singular.ends_with("y") && table->name == singular.substr(0, singular.size() - 1) + "ies"))
        return true;
      for (const Column& column : table->columns)
        if (column.name == name) return true;
    }
    return false;
  }

  void judge(const TenantParameter& key, const BoundArgument& argument, const ValueOrigin& origin) {
    TenantArgument made;
    made.column = key.table->name + "." + key.table->columns[static_cast<size_t>(key.column)].name;
    made.context_declared = !policy_.tenant.context.empty();
    made.compared_at = code_.text.place(key.at.begin, key.at.end);
    made.way = origin.way;
    if (origin.kind == ValueOrigin::Kind::kRequest) {
      made.flaw = TenantArgument::Flaw::kFromRequest;
      made.given = origin.name;
      made.at = origin.at;
    } else {
      const std::string name = as_words(last_name(origin.name));
      const bool other_level = origin.kind == ValueOrigin::Kind::kContext && policy_.tenant.context.size() > 1 && origin.level != key.level;
      const bool other_id = origin.kind == ValueOrigin::Kind::kNamed && is_another_id(name, key.level);
      if (!other_level && !other_id) return;
      made.flaw = TenantArgument::Flaw::kSwapped;
      made.given = name;
      made.at = !origin.way.empty() ? origin.way.back().at : argument.at;
    }
    if (!made.at) made.at = code_.call ? code_.call : made.compared_at;
    const bool known = std::any_of(facts_.tenant_arguments.begin(), facts_.tenant_arguments.end(),
                                   [&](const TenantArgument& one) { return one.at == made.at && one.flaw == made.flaw; });
    if (!known) facts_.tenant_arguments.push_back(std::move(made));
  }

  const CodeStatement& code_;
  const Policy& policy_;
  const Catalog& catalog_;
  Facts& facts_;
};

}  // namespace

void settle_open_text(const CodeStatement& code, const TextHole* open, Facts& facts) {
  for (const TextHole& hole : code.holes)
    if (hole.kind == TextHole::Kind::kValue && !hole.is_safe)
      facts.dynamic_sql.push_back({0, DynamicSql::Kind::kValue, hole.what, hole.at ? hole.at : Place{code.text.source, code.text.host}});
  if (open == nullptr) return;
  Statement& statement = facts.statements[0];
  statement.verdict = Verdict::kUnknown;
  statement.unknown_because = "a part of it is put together at run time: " + open->what;
  for (RelationUse& use : facts.relation_uses)
    if (use.proof.verdict == Verdict::kRefuted) use.proof.verdict = Verdict::kUnknown;
  for (InsertedRow& row : facts.inserted_rows)
    if (row.verdict == Verdict::kRefuted) row.verdict = Verdict::kUnknown;
  facts.dynamic_sql.push_back({0, DynamicSql::Kind::kText, open->what, open->at ? open->at : Place{code.text.source, code.text.host}});
}

void judge_arguments(const CodeStatement& code, const std::vector<TenantParameter>& keys, const Policy& policy,
                     const Catalog& catalog, Facts& facts) {
  ArgumentJudge judge(code, policy, catalog, facts);
  for (const TenantParameter& key : keys) judge.judge(key);
}

}  // namespace ringfence::engine
