#include "lint/policy/read_history.h"

#include "lint/policy/read_sections.h"

namespace ringfence {

namespace policy {

HistorySetting read_history(const toml::table& table, SettingReader& reader) {
  HistorySetting history;
  reader.check_keys(table, "history");
  if (const toml::node* url = table.get("url")) history.url = reader.text(*url, "url", "url = \"postgresql://db.example.com/ringfence\"");
  if (const toml::node* project = table.get("project")) history.project = reader.text(*project, "project", "project = \"crm\"");
  if (!history.url) return history;
  const std::string& url = history.url->value;
  const size_t scheme = url.find("://");
  if (scheme == std::string::npos) return history;
  const size_t at = url.find('@');
  if (!url.starts_with("postgres://") && !url.starts_with("postgresql://")) {
    reader.complain(history.url->at, "a history is kept in PostgreSQL or in a file of SQLite", "postgresql://host/database, or the file's path");
    history.url.reset();
  } else if (at != std::string::npos && url.find(':', scheme + 3) < at) {
    reader.complain(history.url->at, "a password stands in the history's URL", "leave it out: it is taken from PGPASSWORD, a service file or the password file");
  }
  return history;
}

}  // namespace policy

HistorySetting history_setting(const Source& toml) {
  HistorySetting history;
  std::vector<PolicyMistake> mistakes;
  policy::SettingReader reader(toml, mistakes);
  policy::with_document(toml, reader, [&](const toml::table& document) {
    if (const toml::table* table = document["history"].as_table()) history = policy::read_history(*table, reader);
  });
  return history;
}

}  // namespace ringfence
