#include "lint/analysis/schema_scope.h"

#include <algorithm>
#include <cctype>

namespace ringfence::analysis {

namespace {

constexpr std::string_view kSearchPath = "search_path";

// "current_setting('app.org_id') …" → "app.org_id"
std::string setting_in(std::string_view term) {
  constexpr std::string_view kCall = "current_setting('";
  const size_t call = term.find(kCall);
  if (call == term.npos) return {};
  const size_t begin = call + kCall.size();
  return std::string(term.substr(begin, term.find('\'', begin) - begin));
}

// The last word of "session.schema_name()".
std::string last_word(std::string_view text) {
  size_t end = text.size();
  while (end > 0 && std::isalnum(static_cast<unsigned char>(text[end - 1])) == 0 && text[end - 1] != '_') --end;
  size_t begin = end;
  while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0 || text[begin - 1] == '_')) --begin;
  return std::string(text.substr(begin, end - begin));
}

const NameHole* hole_in(const Query& query, std::string_view schema) {
  const size_t at = schema.find(kNameHole);
  if (at == schema.npos || query.text == nullptr) return nullptr;
  const int number = std::atoi(std::string(schema.substr(at + kNameHole.size())).c_str());
  for (const NameHole& hole : query.text->name_holes)
    if (hole.number == number) return &hole;
  return nullptr;
}

// Where the view is named whose body the relation stands in.
std::string_view schema_of_view(const Query& query, const Relation& relation) {
  for (const Relation& one : query.relations)
    if (one.view == relation.through && one.through == nullptr && one.at == relation.through_at) return one.schema;
  return {};
}

bool is_inserted(const Query& query, RelationId id) {
  return std::any_of(query.writes.begin(), query.writes.end(),
                     [&](const Write& write) { return write.target == id && write.kind == StatementKind::kInsert; });
}

}  // namespace

SchemaScope::SchemaScope(const Catalog& catalog, const Policy& policy, bool path_is_tenants)
    : catalog_(catalog), path_is_tenants_(path_is_tenants) {
  if (policy.tenant.schema_template) template_ = policy.tenant.schema_template->value;
  for (const auto& level : policy.tenant.terms)
    for (const Setting& term : level) {
      any_term_ = false;
      if (std::string setting = setting_in(term.value); !setting.empty()) settings_.push_back(std::move(setting));
      else if (term.value.starts_with(kSearchPath)) path_is_tenants_ = true;
      else names_.push_back(last_word(term.value));
    }
}

SchemaScope::Kind SchemaScope::kind_of(std::string_view schema) const {
  if (schema.empty()) return Kind::kPath;
  if (schema.find(kNameHole) != schema.npos) return Kind::kHole;
  return schema == template_ ? Kind::kTemplate : Kind::kLiteral;
}

// As with parameters: where no term is declared, any one value may say the tenant's schema.
bool SchemaScope::is_tenants(const NameHole& hole) const {
  return any_term_ || std::find(names_.begin(), names_.end(), last_word(hole.what)) != names_.end();
}

Proof SchemaScope::proof_of(const Query& query, const Reach& reach) const {
  Proof proof;
  const NameHole* hole = hole_in(query, reach.schema);
  switch (kind_of(reach.schema)) {
    case Kind::kTemplate: proof.verdict = Verdict::kProven; break;
    case Kind::kPath:
      proof.verdict = path_is_tenants_ ? Verdict::kProven : Verdict::kUnknown;
      proof.term = kSearchPath;
      if (!path_is_tenants_) proof.detail = "nothing in sight sets the search path of the transaction to the tenant's schema";
      break;
    case Kind::kLiteral:
      proof.verdict = Verdict::kRefuted;
      proof.gap = Gap::kLiteral;
      proof.detail = reach.schema;
      proof.detail_at = reach.at;
      break;
    case Kind::kHole:
      proof.verdict = hole != nullptr && hole->quoted && is_tenants(*hole) ? Verdict::kProven : Verdict::kUnknown;
      proof.term = hole == nullptr ? std::string() : hole->what;
      if (proof.verdict == Verdict::kUnknown) proof.detail = "whose schema it reaches into is not known: " + proof.term;
      break;
  }
  return proof;
}

SchemaScope::Reach SchemaScope::reach_of(const Query& query, const Relation& relation) const {
  // A view of a tenant's schema reads the tables beside it; one elsewhere what its definition names.
  const View* view = relation.through;
  Reach reach;
  if (view != nullptr && catalog_.is_tenant_schema(view->schema)) reach.schema = schema_of_view(query, relation);
  else reach.schema = view != nullptr && relation.schema.empty() ? relation.table->schema : std::string(relation.schema);
  reach.at = view != nullptr ? query.text->place(relation.through_at.begin, relation.through_at.end)
                             : relation.text->place(relation.at.begin, relation.at.end);
  return reach;
}

// Both are the tenant's by their names, or are the same value; nobody can tell that of the search path and a value.
bool SchemaScope::same_tenant(const Query& query, const Reach& a, const Reach& b) const {
  if (a.schema == b.schema) return true;
  const NameHole* first = hole_in(query, a.schema);
  const NameHole* second = hole_in(query, b.schema);
  if (first != nullptr && second != nullptr && first->what == second->what) return true;
  const auto is_declared = [&](const Reach& reach, const NameHole* hole) { return reach.schema.empty() || (hole != nullptr && is_tenants(*hole)); };
  return !any_term_ && is_declared(a, first) && is_declared(b, second);
}

void SchemaScope::judge_relations(const Query& query, Facts& facts, std::vector<Reach>& reaches) const {
  Statement& statement = facts.statements[0];
  size_t next_use = 0;
  for (size_t i = 0; i < query.relations.size(); ++i) {
    const auto id = static_cast<RelationId>(i);
    const Relation& relation = query.relation(id);
    if (relation.kind != Relation::Kind::kTable) continue;
    const bool has_use = query.root != kNothing && !is_inserted(query, id);
    RelationUse* use = has_use && next_use < facts.relation_uses.size() ? &facts.relation_uses[next_use++] : nullptr;
    if (relation.table->ownership.owner_class != OwnerClass::kSchema) continue;
    const Reach reach = reach_of(query, relation);
    Proof proof = proof_of(query, reach);
    const bool counts = kind_of(reach.schema) != Kind::kTemplate;
    if (counts && !reaches.empty() && !same_tenant(query, reaches[0], reach) && proof.verdict < Verdict::kRefuted) {
      proof.verdict = Verdict::kRefuted;
      proof.gap = Gap::kOtherTerm;
      proof.detail = "the statement reaches into another schema as well";
    }
    statement.verdict = std::max(statement.verdict, proof.verdict);
    if (proof.verdict == Verdict::kUnknown && statement.unknown_because.empty()) statement.unknown_because = proof.detail;
    if (use != nullptr) use->proof = std::move(proof);
    if (counts) reaches.push_back(reach);
  }
  if (statement.verdict != Verdict::kUnknown) statement.unknown_because.clear();
}

void SchemaScope::note_settings(const Query& query, Facts& facts, std::vector<Reach>& reaches) const {
  const bool by_schema = !catalog_.tenant_schemas.empty();
  for (SettingChange change : query.setting_changes) {
    const bool is_path = by_schema && change.setting == kSearchPath;
    if (!is_path && std::find(settings_.begin(), settings_.end(), change.setting) == settings_.end()) continue;
    const auto says_tenant = [&](const std::string& value) { return is_path ? catalog_.is_tenant_schema(value) : !value.empty(); };
    change.clears = !change.values.empty() && std::none_of(change.values.begin(), change.values.end(), says_tenant);
    for (const std::string& list : change.values)
      if (is_path && says_tenant(list)) reaches.push_back({list, change.at});
    facts.setting_changes.push_back(std::move(change));
  }
}

// Names that are written out, two tenants in one statement, names that are not quoted.
void SchemaScope::note_schemas(const Query& query, const std::vector<Reach>& reaches, Facts& facts) const {
  // Of text that is put together the names stand apart where they are put in.
  const auto place_of = [&](const Reach& reach) {
    const NameHole* hole = hole_in(query, reach.schema);
    return hole != nullptr && hole->at ? hole->at : reach.at;
  };
  const auto name_of = [&](const Reach& reach) {
    const NameHole* hole = hole_in(query, reach.schema);
    return hole != nullptr ? hole->what : reach.schema.empty() ? std::string(kSearchPath) : reach.schema;
  };
  std::vector<Reach> seen;
  for (const Reach& reach : reaches) {
    if (std::any_of(seen.begin(), seen.end(), [&](const Reach& one) { return same_tenant(query, one, reach); })) continue;
    const bool literal = kind_of(reach.schema) == Kind::kLiteral;
    const bool beside_path = !seen.empty() && (seen[0].schema.empty() || reach.schema.empty());
    // A literal beside the search path is one finding: the literal.
    if (literal && (seen.empty() || beside_path)) facts.tenant_schemas.push_back({0, TenantSchema::Flaw::kLiteral, name_of(reach), {}, place_of(reach), {}});
    else if (!seen.empty() && !(beside_path && kind_of(seen[0].schema) == Kind::kLiteral))
      facts.tenant_schemas.push_back({0, TenantSchema::Flaw::kSecond, name_of(reach), name_of(seen[0]), place_of(reach), place_of(seen[0])});
    seen.push_back(reach);
  }
  if (query.text == nullptr || catalog_.tenant_schemas.empty()) return;
  for (const NameHole& hole : query.text->name_holes)
    if (!hole.quoted && names_schema(*query.text, hole))
      facts.tenant_schemas.push_back({0, TenantSchema::Flaw::kUnquoted, hole.what, {}, hole.at ? hole.at : Place{query.text->source, query.text->host}, {}});
}

void SchemaScope::judge(const Query& query, Facts& facts) const {
  if (facts.statements.empty()) return;
  std::vector<Reach> reaches;
  if (!catalog_.tenant_schemas.empty()) judge_relations(query, facts, reaches);
  note_settings(query, facts, reaches);
  note_schemas(query, reaches, facts);
}

}  // namespace ringfence::analysis
