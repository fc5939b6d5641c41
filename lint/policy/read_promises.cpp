#include "lint/policy/read_promises.h"

#include <fmt/format.h>

namespace ringfence::policy {

namespace {

constexpr std::string_view kRetentionExample = "retention = { tables = [\"uploads\"], at_most = \"24 hours\" }";
constexpr std::string_view kRevealExample = "reveal = { columns = [\"buyers.phone\"], functions = [\"reveal_buyer\"], audit = \"reveal_audit\" }";
constexpr std::string_view kRestrictedExample = "restricted = { tables = [\"orders\"], never_to = [\"sms\"] }";
constexpr std::string_view kDeduplicateExample = "deduplicate = { tables = [\"webhook_events\"], key = [\"org_id\", \"event_id\"] }";
constexpr std::string_view kOnlyInExample = "only_in = { columns = [\"visits.latitude\"], places = [\"src/visits/*\"] }";

// A table, or a list of tables; `read` is called for each.
template <class Read>
void each_table(const toml::table& in, std::string_view key, std::string_view example, SettingReader& reader, Read read) {
  const toml::node* node = in.get(key);
  if (node == nullptr) return;
  const auto one = [&](const toml::node& element) {
    const toml::table* table = element.as_table();
    if (table == nullptr) return reader.wrong_type(element, key, "a table or a list of tables", example);
    reader.check_keys(*table, key);
    read(*table);
  };
  if (const toml::array* array = node->as_array())
    for (const toml::node& element : *array) one(element);
  else one(*node);
}

// Lists and texts of one parameter; whatever it lacks is told once, with the example.
class Parameter {
 public:
  Parameter(const toml::table& table, std::string_view key, std::string_view example, SettingReader& reader)
      : table_(table), key_(key), example_(example), reader_(reader) {}

  std::vector<Setting> list(std::string_view key) const {
    const toml::node* node = table_.get(key);
    return node == nullptr ? std::vector<Setting>() : reader_.filled_list(*node, key, example_);
  }
  std::optional<Setting> text(std::string_view key) const {
    const toml::node* node = table_.get(key);
    return node == nullptr ? std::nullopt : reader_.text(*node, key, example_);
  }
  std::optional<Interval> interval(std::string_view key) const {
    const std::optional<Setting> word = text(key);
    if (!word) return std::nullopt;
    const std::optional<Interval> made = interval_from(word->value);
    if (made && made->shortest() > 0) return made;
    reader_.complain(word->at, fmt::format("{} is no length of time", policy::quoted(word->value)), "for example: \"24 hours\", \"30 days\", \"13 months\"");
    return std::nullopt;
  }
  Place at() const { return reader_.place(table_); }
  bool complain_unless(bool complete, std::string_view needs) const {
    if (!complete) reader_.complain(at(), fmt::format("'{}' needs {}", key_, needs), fmt::format("for example: {}", example_));
    return complete;
  }

 private:
  const toml::table& table_;
  std::string_view key_;
  std::string_view example_;
  SettingReader& reader_;
};

void read_retention(const toml::table& table, SettingReader& reader, Commitment& made) {
  const Parameter parameter(table, "retention", kRetentionExample, reader);
  Retention one{parameter.list("tables"), parameter.list("redact"), parameter.interval("at_most"), parameter.interval("at_least"), parameter.at()};
  const bool is_one = one.tables.empty() != one.redact.empty();
  const bool has_limit = table.contains("at_most") || table.contains("at_least");
  if (!parameter.complain_unless(is_one && has_limit, "either 'tables' or 'redact', and 'at_most', 'at_least' or both")) return;
  if (one.at_most && one.at_least && is_longer(*one.at_least, *one.at_most))
    return reader.complain(one.at, fmt::format("'at_least' ({}) is longer than 'at_most' ({})", to_string(*one.at_least), to_string(*one.at_most)),
                           "nothing can keep both");
  if (one.at_most || one.at_least) made.retentions.push_back(std::move(one));
}

void read_reveal(const toml::table& table, SettingReader& reader, Commitment& made) {
  const Parameter parameter(table, "reveal", kRevealExample, reader);
  Reveal one{parameter.list("columns"), parameter.list("functions"), parameter.text("audit").value_or(Setting{}), parameter.at()};
  if (parameter.complain_unless(!one.columns.empty() && !one.functions.empty() && !one.audit.value.empty(), "'columns', 'functions' and 'audit'"))
    made.reveals.push_back(std::move(one));
}

void read_restriction(const toml::table& table, SettingReader& reader, Commitment& made) {
  const Parameter parameter(table, "restricted", kRestrictedExample, reader);
  Restriction one{parameter.list("tables"), parameter.list("never_to"), parameter.at()};
  if (parameter.complain_unless(!one.tables.empty() && !one.never_to.empty(), "'tables' and 'never_to'")) made.restrictions.push_back(std::move(one));
}

void read_deduplication(const toml::table& table, SettingReader& reader, Commitment& made) {
  const Parameter parameter(table, "deduplicate", kDeduplicateExample, reader);
  Deduplication one{parameter.list("tables"), parameter.list("key"), parameter.at()};
  if (parameter.complain_unless(!one.tables.empty() && !one.key.empty(), "'tables' and 'key'")) made.deduplications.push_back(std::move(one));
}

void read_confinement(const toml::table& table, SettingReader& reader, Commitment& made) {
  const Parameter parameter(table, "only_in", kOnlyInExample, reader);
  Confinement one{parameter.list("columns"), parameter.list("places"), parameter.at()};
  if (parameter.complain_unless(!one.columns.empty() && !one.places.empty(), "'columns' and 'places'")) made.confinements.push_back(std::move(one));
}

}  // namespace

bool read_promises(const toml::table& table, SettingReader& reader, Commitment& commitment) {
  const auto list = [&](std::string_view key, std::string_view example) {
    const toml::node* node = table.get(key);
    return node == nullptr ? std::vector<Setting>() : reader.filled_list(*node, key, example);
  };
  const auto each = [&](std::string_view key, std::string_view example, auto read) {
    each_table(table, key, example, reader, [&](const toml::table& one) { read(one, reader, commitment); });
  };
  each("retention", kRetentionExample, read_retention);
  each("reveal", kRevealExample, read_reveal);
  each("restricted", kRestrictedExample, read_restriction);
  each("deduplicate", kDeduplicateExample, read_deduplication);
  each("only_in", kOnlyInExample, read_confinement);
  commitment.append_only = list("append_only", "append_only = [\"audit_events\"]");
  commitment.never_stored = list("never_stored", "never_stored = [\"calendar_events\", \"*.card_number\"]");
  commitment.roles = list("roles", "roles = [\"app_reader\", \"app_writer\"]");
  for (const std::string_view key : {"retention", "reveal", "restricted", "deduplicate", "only_in", "append_only", "never_stored", "roles"})
    if (table.contains(key)) return true;
  return false;
}

}  // namespace ringfence::policy
