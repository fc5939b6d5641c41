#include "lint/policy/read_data.h"

#include <fmt/format.h>

#include <algorithm>

#include "ringfence/data_class.h"
#include "ringfence/policy_reader.h"

namespace ringfence::policy {

namespace {

constexpr std::string_view kSanitizersExample = "sanitizers = [\"crm::mask\"]";
constexpr std::string_view kSinksExample = "sinks = [\"crm::Journal::note\"]";
constexpr std::string_view kAllowExample = "allow = [\"contact.email -> log in billing::*\"]";
constexpr std::string_view kProducersExample = "producers = [\"crm::seal\"]";
constexpr std::string_view kVaultExample = "vault = [\"vault.secrets\"]";
constexpr std::string_view kReadersExample = "vault_readers = [\"src/vault/*\", \"app.read_secret\"]";
constexpr std::string_view kColumnExample = "\"people.note\" = \"personal\"";
constexpr std::string_view kRecipientExample = "name = \"summaries\", hosts = [\"openrouter.ai\"]";

const std::vector<std::string>& sinks() {
  static const std::vector<std::string> kSinks = [] {
    std::vector<std::string> made;
    for (const Channel one : kChannels) made.emplace_back(to_string(one));
    made.insert(made.end(), {std::string(kSqlLog), std::string(kStatementLog)});
    return made;
  }();
  return kSinks;
}

std::string trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

// "contact.email -> log in billing::*"
void read_allowance(const Setting& setting, SettingReader& reader, std::vector<Policy::Allowance>& made) {
  const std::string& text = setting.value;
  const size_t arrow = text.find("->");
  if (arrow == std::string::npos)
    return reader.complain(setting.at, fmt::format("{} does not say what may go where", quoted(text)),
                           fmt::format("for example: {}", kAllowExample));
  Policy::Allowance allowance;
  allowance.at = setting.at;
  allowance.category = trimmed(std::string_view(text).substr(0, arrow));
  const std::string rest = text.substr(arrow + 2);
  const size_t in = rest.find(" in ");
  allowance.sink = trimmed(std::string_view(rest).substr(0, in));
  if (in != std::string::npos) allowance.component = trimmed(std::string_view(rest).substr(in + 4));
  if (std::find(sinks().begin(), sinks().end(), allowance.sink) == sinks().end()) {
    const std::string near = nearest_name(allowance.sink, sinks());
    return reader.complain(setting.at, fmt::format("{} is nowhere that data goes", quoted(allowance.sink)),
                           near.empty() ? fmt::format("one of: {}", fmt::join(sinks(), ", ")) : fmt::format("did you mean '{}'?", near));
  }
  made.push_back(std::move(allowance));
}

bool is_class(std::string_view word) { return word == "personal" || word == "credential" || word == "none"; }

void read_column(const std::string& column, const toml::node& node, Place at, SettingReader& reader,
                 std::vector<Policy::ColumnSetting>& made) {
  const std::optional<Setting> value = reader.text(node, column, kColumnExample);
  if (!value) return;
  const std::string word = value->value.substr(0, value->value.find('.'));
  if (column.find('.') == std::string::npos)
    return reader.complain(at, fmt::format("{} does not say of which table", quoted(column)), fmt::format("for example: {}", kColumnExample));
  if (!is_class(word) || value->value == "none." || (word == "none" && word != value->value)) {
    const std::string near = nearest_name(word, {"personal", "credential", "none"});
    return reader.complain(value->at, fmt::format("{} is nothing that a column holds", quoted(value->value)),
                           near.empty() ? "one of: personal, personal.CATEGORY, credential, credential.CATEGORY, none"
                                        : fmt::format("did you mean \"{}\"?", near));
  }
  made.push_back({column, *value, at});
}

// `people.note = "personal"` without quotes is a table in a table.
void read_columns_below(const toml::table& table, const std::string& prefix, SettingReader& reader,
                        std::vector<Policy::ColumnSetting>& made) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string(key.str());
    if (const toml::table* inner = node.as_table()) read_columns_below(*inner, name + ".", reader, made);
    else read_column(name, node, reader.place(key), reader, made);
  }
}

}  // namespace

Policy::Personal read_personal(const toml::table& table, SettingReader& reader) {
  Policy::Personal personal;
  reader.check_keys(table, "personal");
  if (const toml::node* node = table.get("sanitizers")) personal.sanitizers = reader.list(*node, "sanitizers", kSanitizersExample);
  if (const toml::node* node = table.get("sinks")) personal.sinks = reader.list(*node, "sinks", kSinksExample);
  if (const toml::node* node = table.get("allow"))
    for (const Setting& one : reader.list(*node, "allow", kAllowExample)) read_allowance(one, reader, personal.allow);
  return personal;
}

Policy::Credential read_credential(const toml::table& table, SettingReader& reader) {
  Policy::Credential credential;
  reader.check_keys(table, "credential");
  if (const toml::node* node = table.get("producers")) credential.producers = reader.list(*node, "producers", kProducersExample);
  if (const toml::node* node = table.get("vault")) credential.vault = reader.list(*node, "vault", kVaultExample);
  if (const toml::node* node = table.get("vault_readers")) credential.vault_readers = reader.list(*node, "vault_readers", kReadersExample);
  return credential;
}

std::vector<Policy::ColumnSetting> read_columns(const toml::table& table, SettingReader& reader) {
  std::vector<Policy::ColumnSetting> columns;
  read_columns_below(table, "", reader, columns);
  return columns;
}

std::vector<Policy::Recipient> read_recipients(const toml::node& node, SettingReader& reader) {
  std::vector<Policy::Recipient> recipients;
  if (!node.is_array_of_tables()) {
    reader.wrong_type(node, "recipients", "tables", "[[recipients]]");
    return recipients;
  }
  for (const toml::node& one : *node.as_array()) {
    const toml::table& table = *one.as_table();
    reader.check_keys(table, "recipients");
    Policy::Recipient recipient;
    if (const toml::node* name = table.get("name"))
      if (const auto text = reader.text(*name, "name", "name = \"summaries\"")) recipient.name = *text;
    const auto list = [&](std::string_view key, std::string_view example) {
      const toml::node* list = table.get(key);
      return list == nullptr ? std::vector<Setting>() : reader.list(*list, key, example);
    };
    recipient.hosts = list("hosts", "hosts = [\"openrouter.ai\"]");
    recipient.categories = list("categories", "categories = [\"contact.email\"]");
    recipient.deidentify = list("deidentify", "deidentify = [\"crm::pseudonymise\"]");
    if (recipient.name.value.empty() || recipient.hosts.empty())
      reader.complain(reader.place(table), "[[recipients]] needs a name and its hosts", fmt::format("for example: {}", kRecipientExample));
    else recipients.push_back(std::move(recipient));
  }
  return recipients;
}

}  // namespace ringfence::policy
