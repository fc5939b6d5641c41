#include "lint/engine/judge_code.h"

#include <algorithm>
#include <set>

#include "ringfence/program.h"

namespace ringfence::engine {

using program::last_part;

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

// What the names of values say, by policy and schema.
class TenantNames {
 public:
  TenantNames(const Policy& policy, const Catalog& catalog) : policy_(policy), catalog_(catalog) {}

  bool are_declared() const { return !policy_.tenant.terms.empty() || !policy_.tenant.context.empty(); }

  // The names that a value for this level of the key may have.
  std::set<std::string> of(int level) const {
    std::set<std::string> names;
    const auto add = [&](const std::vector<std::vector<Setting>>& lists) {
      const size_t index = lists.size() == 1 ? 0 : static_cast<size_t>(level);
      if (index >= lists.size()) return;
      for (const Setting& setting : lists[index]) {
        std::string name = last_part(setting.value);
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
    const std::set<std::string> own = of(level);
    if (own.contains(name)) return false;
    for (int other = 0; other < catalog_.levels; ++other)
      if (other != level && of(other).contains(name)) return true;
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

  // One that says nothing of what it is.
  static bool is_neutral(const std::string& name) {
    static const std::set<std::string> kNeutral = {"id", "ids", "value", "arg", "args", "param", "params", "key", "data", "it", "tenant", "begin", "front", "first", "second", "item", "element"};
    return name.size() < 3 || kNeutral.contains(name) || std::isalpha(static_cast<unsigned char>(name[0])) == 0;
  }

  // Of which levels the value may be the tenant, by one of its names.
  uint32_t levels_of(const std::string& given) const {
    const std::string name = as_words(last_part(given));
    uint32_t levels = 0;
    for (int level = 0; level < catalog_.levels && level < 32; ++level)
      if (is_neutral(name) || of(level).contains(name) || is_another_id(name, level)) levels |= 1u << level;
    return levels;
  }

 private:
  const Policy& policy_;
  const Catalog& catalog_;
};

// "deal_id" of `request.deal_id`; empty where the text is no plain name.
std::string name_at(Place at) {
  if (!at || at.span.end - at.span.begin > 80) return {};
  std::string_view text = at.source->text(at.span);
  if (text.ends_with("()")) text.remove_suffix(2);
  size_t begin = text.size();
  while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0 || text[begin - 1] == '_')) --begin;
  const bool plain = std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '.' || c == '-' || c == '>' || c == ':'; });
  return plain ? as_words(std::string(text.substr(begin))) : std::string();
}

class ArgumentJudge {
 public:
  ArgumentJudge(const CodeStatement& code, const Policy& policy, const Catalog& catalog, Facts& facts)
      : code_(code), policy_(policy), names_(policy, catalog), facts_(facts) {}

  void judge(const TenantParameter& key) {
    for (const BoundArgument& argument : code_.arguments) {
      if (argument.number != key.number) continue;
      for (const ValueOrigin& origin : argument.origins) judge(key, argument, origin);
    }
  }

 private:
  void judge(const TenantParameter& key, const BoundArgument& argument, const ValueOrigin& origin) {
    TenantArgument made;
    made.table = key.table;
    made.column = key.table->name + "." + key.table->columns[static_cast<size_t>(key.column)].name;
    made.context_declared = !policy_.tenant.context.empty();
    made.compared_at = code_.text.place(key.at.begin, key.at.end);
    made.way = origin.way;
    // What it is called where it is handed on tells more than where it comes from.
    Place swapped;
    for (const Label& label : made.way)
      if (names_.is_another_id(name_at(label.at), key.level)) swapped = label.at;
    if (names_.is_another_id(name_at(argument.at), key.level)) swapped = argument.at;
    const std::string name = as_words(last_part(origin.name));
    const bool other_level = origin.kind == ValueOrigin::Kind::kContext && policy_.tenant.context.size() > 1 && origin.level != key.level;
    const bool other_id = (origin.kind == ValueOrigin::Kind::kNamed || origin.kind == ValueOrigin::Kind::kColumn) && names_.is_another_id(name, key.level);
    if (swapped || other_level || other_id) {
      made.flaw = TenantArgument::Flaw::kSwapped;
      made.at = swapped ? swapped : !origin.way.empty() ? origin.way.back().at : argument.at;
      made.given = swapped ? name_at(swapped) : name;
    } else if (origin.kind == ValueOrigin::Kind::kRequest) {
      made.flaw = TenantArgument::Flaw::kFromRequest;
      made.given = origin.name;
      made.at = origin.at;
    } else {
      return;
    }
    if (!made.at) made.at = code_.call ? code_.call : made.compared_at;
    const bool known = std::any_of(facts_.tenant_arguments.begin(), facts_.tenant_arguments.end(),
                                   [&](const TenantArgument& one) { return one.at == made.at && one.flaw == made.flaw; });
    if (!known) facts_.tenant_arguments.push_back(std::move(made));
  }

  const CodeStatement& code_;
  const Policy& policy_;
  const TenantNames names_;
  Facts& facts_;
};

}  // namespace

SqlText with_tenant_levels(const CodeStatement& code, const std::vector<TenantParameter>& keys, const Policy& policy,
                           const Catalog& catalog) {
  SqlText text = code.text;
  const TenantNames names(policy, catalog);
  if (!names.are_declared()) return text;
  for (Placeholder& placeholder : text.placeholders) {
    uint32_t levels = 0;
    bool bound = false;
    for (const BoundArgument& argument : code.arguments) {
      if (argument.number != placeholder.number) continue;
      bound = true;
      if (argument.origins.empty() || argument.name.empty()) levels = ~uint32_t{0};
      else levels |= names.levels_of(argument.name);
      for (const ValueOrigin& origin : argument.origins) {
        if (origin.kind == ValueOrigin::Kind::kContext) levels |= policy.tenant.context.size() > 1 ? 1u << origin.level : ~uint32_t{0};
        else if (origin.kind == ValueOrigin::Kind::kRequest) {
          // Taken for the tenant where it stands for one, so that what is wrong is said once, and rightly.
          for (const TenantParameter& key : keys)
            if (key.number == placeholder.number) levels |= 1u << key.level;
        }
        else if (!origin.name.empty() && origin.kind != ValueOrigin::Kind::kLiteral) levels |= names.levels_of(origin.name);
      }
    }
    if (bound) placeholder.levels = levels;
  }
  return text;
}

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

const TextHole* open_hole(const CodeStatement& code, const Catalog& catalog) {
  for (const TextHole& hole : code.holes) {
    if (hole.kind == TextHole::Kind::kValue || hole.is_safe) continue;
    // Whose schema it is is asked by the proof, and whether it is quoted by a rule.
    const NameHole name{hole.number, hole.is_quoted_name, hole.what, hole.at};
    if (!catalog.tenant_schemas.empty() && hole.kind == TextHole::Kind::kName && names_schema(code.text, name)) continue;
    return &hole;
  }
  return nullptr;
}

void note_unquoted_schemas(const CodeStatement& code, const Catalog& catalog, Facts& facts) {
  if (catalog.tenant_schemas.empty()) return;
  const Place whole{code.text.source, code.text.host};
  for (const NameHole& hole : code.text.name_holes)
    if (!hole.quoted && names_schema(code.text, hole))
      facts.tenant_schemas.push_back({0, TenantSchema::Flaw::kUnquoted, hole.what, {}, hole.at ? hole.at : whole, {}});
}

void judge_arguments(const CodeStatement& code, const std::vector<TenantParameter>& keys, const Policy& policy,
                     const Catalog& catalog, Facts& facts) {
  ArgumentJudge judge(code, policy, catalog, facts);
  for (const TenantParameter& key : keys) judge.judge(key);
}

}  // namespace ringfence::engine
