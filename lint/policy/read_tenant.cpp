#include "lint/policy/read_tenant.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/policy/contradictions.h"
#include "lint/policy/owner_override.h"
#include "lint/policy/term.h"
#include "ringfence/policy_reader.h"

namespace ringfence::policy {

namespace {

constexpr std::string_view kRootExample = "root = \"organizations\"";
constexpr std::string_view kKeysExample = "keys = [\"org_id\"]";
constexpr std::string_view kTermsExample = "terms = [\"$1\", \"@org_id\"]";
constexpr std::string_view kContextExample = "context = [\"RequestContext::org_id\"]";
constexpr std::string_view kRequestExample = "request = [\"http::Request::query\"]";
constexpr std::string_view kSharedExample = "shared = [\"currencies\"]";
constexpr std::string_view kSchemasExample = "schemas = [\"tenant_*\"]";
constexpr std::string_view kTemplateExample = "template = \"tenant_template\"";
constexpr std::string_view kSharedSchemasExample = "shared_schemas = [\"public\"]";
constexpr std::string_view kQuotingExample = "quoting = [\"crm::db::quoted_schema\"]";
constexpr std::string_view kRolesExample = "app_roles = [\"app\"]";
constexpr std::string_view kEnforceExample = "enforce = [\"query\", \"rls\"]";
constexpr std::string_view kMembershipsExample = "memberships = [\"memberships.user_id = auth.uid()\"]";
constexpr std::string_view kTablesExample = "notes = { owner = \"via deal_id\" }";

TenantModel read_model(const toml::node& node, SettingReader& reader) {
  const std::optional<Setting> word = reader.text(node, "model", "model = \"row\"");
  if (!word || word->value == "row") return TenantModel::kRow;
  if (word->value == "schema") return TenantModel::kSchema;
  const bool means_policies = word->value == "rls" || word->value.find("row-level") != std::string::npos;
  reader.complain(word->at, fmt::format("{} is no model; it is \"row\" or \"schema\"", quoted(word->value)),
                  means_policies ? "write model = \"row\": row-level security is read from the schema itself"
                                 : "row: each row names its tenant; schema: each tenant has a schema of its own");
  return TenantModel::kRow;
}

// A term that is a mistake stays in the list: it matches nothing. Without it an empty list would trust any parameter.
std::vector<std::vector<Setting>> read_terms(const Levels& levels, const std::vector<std::vector<Setting>>& keys,
                                             SettingReader& reader) {
  const auto is_key = [&](const std::string& word) {
    const auto equal = [&](const Setting& key) { return same_folded(key.value, word); };
    return std::any_of(keys.begin(), keys.end(),
                       [&](const auto& level) { return std::any_of(level.begin(), level.end(), equal); });
  };
  std::vector<std::vector<Setting>> terms = levels.lists;
  for (std::vector<Setting>& level : terms)
    for (Setting& term : level) {
      TermReading reading = read_term(term.value);
      if (!reading.complaint && is_key(reading.value))
        reading.complaint =
            Complaint{fmt::format("{} is a function's name here, not a parameter's", quoted(term.value)),
                      fmt::format("for the parameter write \"@{}\" or \":{}\"", term.value, term.value)};
      if (reading.complaint) reader.complain(term.at, *reading.complaint);
      term.value = std::move(reading.value);
    }
  return terms;
}

void read_enforce(const toml::node& node, SettingReader& reader, Policy::Tenant& tenant) {
  const std::vector<Setting> words = reader.list(node, "enforce", kEnforceExample);
  bool queries = false;
  for (const Setting& word : words) {
    if (word.value == "query") queries = true;
    else if (word.value == "rls") tenant.enforce_rls = true;
    else
      reader.complain(word.at, fmt::format("{} cannot be enforced; \"query\" and \"rls\" can", quoted(word.value)),
                      "query: each statement is isolated, by itself or by row-level security; rls: row-level security "
                      "closes every owned table");
  }
  tenant.enforce_queries = queries || !tenant.enforce_rls;
}

// "crm.memberships.user_id = auth.uid()"
void read_membership(const Setting& written, SettingReader& reader, Policy::Tenant& tenant) {
  const size_t sign = written.value.find('=');
  const auto trimmed = [](std::string text) {
    while (!text.empty() && text.front() == ' ') text.erase(0, 1);
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
  };
  const std::string column = trimmed(written.value.substr(0, sign));
  const size_t dot = column.rfind('.');
  if (sign == std::string::npos || dot == std::string::npos || dot == 0 || dot + 1 == column.size())
    return reader.complain(written.at, fmt::format("{} names no column and what it is compared with", quoted(written.value)),
                           fmt::format("for example: {}", kMembershipsExample));
  TermReading term = read_term(trimmed(written.value.substr(sign + 1)));
  if (term.complaint) return reader.complain(written.at, *term.complaint);
  tenant.memberships.push_back({column.substr(0, dot), column.substr(dot + 1), std::move(term.value), written.at});
}

void read_override(const std::string& table, const toml::node& node, SettingReader& reader, Policy::Tenant& tenant) {
  const std::optional<Setting> text = reader.text(node, "owner", kTablesExample);
  if (!text) return;
  OwnerReading reading = read_owner(text->value);
  if (reading.complaint) return reader.complain(text->at, *reading.complaint);
  reading.owner.at = text->at;
  tenant.tables[table] = std::move(reading.owner);
}

// `crm.notes = { … }` without quotes is a table in a table: the schema's.
bool is_schema(const toml::table& table) {
  return !table.empty() &&
         std::all_of(table.begin(), table.end(), [](const auto& entry) { return entry.second.is_table(); });
}

void read_overrides(const toml::table& tables, const std::string& prefix, SettingReader& reader,
                    Policy::Tenant& tenant) {
  for (const auto& [key, node] : tables) {
    const std::string name = prefix + std::string(key.str());
    const toml::table* entry = node.as_table();
    if (entry == nullptr) {
      if (node.is_string()) read_override(name, node, reader, tenant);
      else reader.wrong_type(node, name, "a table", kTablesExample);
      continue;
    }
    if (prefix.empty() && is_schema(*entry)) {
      read_overrides(*entry, name + ".", reader, tenant);
      continue;
    }
    reader.check_keys(*entry, "tenant.tables");
    if (const toml::node* owner = entry->get("owner")) read_override(name, *owner, reader, tenant);
    else if (entry->empty())
      reader.complain(reader.place(key), fmt::format("nothing is said about {}", quoted(name)),
                      fmt::format("for example: {}", kTablesExample));
  }
}

// What says which schemas are tenants' goes with model = "schema", and the model with it.
void read_schemas(const toml::table& table, SettingReader& reader, Policy::Tenant& tenant) {
  if (const toml::node* schemas = table.get("schemas"))
    tenant.schemas = reader.filled_list(*schemas, "schemas", kSchemasExample);
  if (const toml::node* name = table.get("template"))
    tenant.schema_template = reader.text(*name, "template", kTemplateExample);
  if (const toml::node* shared = table.get("shared_schemas"))
    tenant.shared_schemas = reader.filled_list(*shared, "shared_schemas", kSharedSchemasExample);
  const bool said = !tenant.schemas.empty() || tenant.schema_template;
  const toml::node* model = table.get("model");
  if (tenant.model == TenantModel::kSchema && !said)
    reader.complain(reader.place(*model), "nothing says which schemas are tenants'", fmt::format("for example: {}", kSchemasExample));
  if (tenant.model == TenantModel::kRow && (said || !tenant.shared_schemas.empty())) {
    const toml::node* one = table.get("schemas") ? table.get("schemas") : table.get("template") ? table.get("template") : table.get("shared_schemas");
    reader.complain(reader.place(*one), "tenants have no schemas of their own in model \"row\"", "write model = \"schema\"");
  }
}

}  // namespace

Policy::Tenant read_tenant(const toml::table& table, SettingReader& reader) {
  Policy::Tenant tenant;
  reader.check_keys(table, "tenant");
  if (const toml::node* model = table.get("model")) tenant.model = read_model(*model, reader);
  if (const toml::node* root = table.get("root")) tenant.root = reader.text(*root, "root", kRootExample);
  if (const toml::node* keys = table.get("keys")) tenant.keys = reader.levels(*keys, "keys", kKeysExample).lists;
  std::erase_if(tenant.keys, [](const std::vector<Setting>& level) { return level.empty(); });
  if (const toml::node* terms = table.get("terms")) {
    const Levels levels = reader.levels(*terms, "terms", kTermsExample);
    tenant.terms = read_terms(levels, tenant.keys, reader);
    if (levels.nested) check_term_levels(tenant, reader.place(*terms), reader);
  }
  if (const toml::node* context = table.get("context"))
    tenant.context = reader.levels(*context, "context", kContextExample).lists;
  if (const toml::node* request = table.get("request"))
    tenant.request = reader.list(*request, "request", kRequestExample);
  if (const toml::node* shared = table.get("shared")) tenant.shared = reader.list(*shared, "shared", kSharedExample);
  if (const toml::node* quoting = table.get("quoting"))
    tenant.quoting = reader.list(*quoting, "quoting", kQuotingExample);
  read_schemas(table, reader, tenant);
  if (const toml::node* roles = table.get("app_roles"))
    tenant.app_roles = reader.filled_list(*roles, "app_roles", kRolesExample);
  if (const toml::node* enforce = table.get("enforce")) read_enforce(*enforce, reader, tenant);
  if (const toml::node* memberships = table.get("memberships"))
    for (const Setting& one : reader.list(*memberships, "memberships", kMembershipsExample))
      read_membership(one, reader, tenant);
  if (const toml::node* tables = table.get("tables")) {
    if (tables->is_table()) read_overrides(*tables->as_table(), "", reader, tenant);
    else reader.wrong_type(*tables, "tables", "a table", "[tenant.tables]");
  }
  check_contradictions(tenant, reader);
  return tenant;
}

}  // namespace ringfence::policy
