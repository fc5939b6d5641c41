#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "ringfence/completion.h"
#include "ringfence/policy_reader.h"
#include "ringfence/rule.h"

namespace ringfence {

namespace {

using Kind = Suggestion::Kind;

const std::map<std::string, std::vector<std::string>>& enumerated_values() {
  static const std::map<std::string, std::vector<std::string>> kValues = {
      {"tenant.model", {"row", "schema"}},
      {"tenant.enforce", {"query", "rls"}},
      {"inputs.schema_from_code", {"true"}},
      {"clients.binding", {"none", "variadic", "array", "chain"}},
      {"clients.streams", {"true", "false"}},
  };
  return kValues;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; }

Span word_before(std::string_view text, uint32_t offset, bool with_dots) {
  uint32_t begin = std::min<uint32_t>(offset, static_cast<uint32_t>(text.size()));
  const uint32_t end = begin;
  while (begin > 0 && (is_word(text[begin - 1]) || (with_dots && text[begin - 1] == '.'))) --begin;
  return {begin, end};
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return std::string(text);
}

// Where the cursor is in a TOML that may be broken: lines are enough for that.
struct TomlPlace {
  std::string table;           ///< "tenant.tables"
  bool is_header = false;      ///< Inside [ ].
  std::string key;             ///< Of the line, where the cursor stands behind its `=`.
  bool is_quoted = false;      ///< Inside a string.
  std::set<std::string> given; ///< Keys that the table has.
};

TomlPlace place_in(const Source& text, uint32_t offset) {
  TomlPlace place;
  const uint32_t line = text.position(offset).line;
  for (uint32_t number = 1; number <= text.line_count(); ++number) {
    const std::string all = trimmed(text.line(number));
    const std::string_view content = all;
    if (content.starts_with("[") && number != line && content.find('=') == content.npos) {
      if (number > line) break;
      const size_t begin = content.find_first_not_of('[');
      place.table = trimmed(content.substr(begin, content.find(']') - begin));
      place.given.clear();
    } else if (const size_t equals = content.find('='); equals != content.npos && number != line && !content.starts_with("#")) {
      std::string key = trimmed(content.substr(0, equals));
      if (number < line) place.key = key;
      place.given.insert(std::move(key));
    }
    if (number < line && (content.ends_with("]") || (content.find('[') == content.npos && content.find('=') != content.npos) || content.empty()))
      place.key.clear();  // A list that goes on over lines is open until its bracket.
  }
  const std::string_view before = text.text().substr(text.line_begin(line), offset - text.line_begin(line));
  const std::string start = trimmed(before);
  place.is_header = start.starts_with("[") && start.find(']') == std::string::npos && place.key.empty();
  if (const size_t equals = before.find('='); equals != before.npos && !place.is_header) place.key = trimmed(before.substr(0, equals));
  place.is_quoted = std::count(before.begin(), before.end(), '"') % 2 == 1;
  return place;
}

void suggest_rules(Suggestions& made, bool with_families) {
  std::set<std::string> families;
  for (const Rule& rule : all_rules()) {
    made.all.push_back({std::string(rule.id), std::string(rule.summary), std::string(rule.manual), Kind::kRule});
    families.emplace(rule.family);
  }
  if (!with_families) return;
  for (const std::string& family : families) made.all.push_back({family, "all rules of the family", {}, Kind::kRule});
}

void suggest_tables(Suggestions& made, const ProjectSnapshot& snapshot, bool only_root_candidates) {
  for (const auto& table : snapshot.project.catalog->tables)
    if (!only_root_candidates || !table->unique_keys.empty())
      made.all.push_back({table->display_name(), table->ownership.why, {}, Kind::kTable});
}

void suggest_columns(Suggestions& made, const ProjectSnapshot& snapshot, bool qualified) {
  std::set<std::string> seen;
  for (const auto& table : snapshot.project.catalog->tables)
    for (const Column& column : table->columns) {
      std::string name = qualified ? table->display_name() + "." + column.name : column.name;
      if (seen.insert(name).second) made.all.push_back({std::move(name), column.type, {}, Kind::kColumn});
    }
}

// Of a policy pack, and of the list of packs.
void suggest_promises(Suggestions& made, const TomlPlace& place, const ProjectSnapshot* snapshot) {
  if (place.table == "policy" && place.key == "packs")
    for (const auto& [name, text] : shipped_packs()) made.all.push_back({std::string(name), "ships with ringfence", std::string(text), Kind::kValue});
  if (place.table != "commitments") return;
  if (place.key == "rules") suggest_rules(made, true);
  constexpr std::array kOfNames = {"about", "append_only", "never_stored", "retention", "reveal", "restricted", "deduplicate", "only_in"};
  if (snapshot == nullptr || std::find(kOfNames.begin(), kOfNames.end(), place.key) == kOfNames.end()) return;
  suggest_tables(made, *snapshot, false);
  suggest_columns(made, *snapshot, true);
}

void suggest_values(Suggestions& made, const TomlPlace& place, const ProjectSnapshot* snapshot) {
  const std::string path = place.table + "." + place.key;
  if (place.table == "rules")
    for (const char* severity : {"error", "warning", "note", "audit", "off"}) made.all.push_back({severity, "severity", {}, Kind::kValue});
  if (const auto known = enumerated_values().find(path); known != enumerated_values().end())
    for (const std::string& value : known->second) made.all.push_back({value, place.key, {}, Kind::kValue});
  if (place.table == "columns")
    for (const char* value : {"personal", "credential", "none"}) made.all.push_back({value, "what the column holds", {}, Kind::kValue});
  if (place.table == "columns" || path == "recipients.categories")
    for (const std::string& category : data_categories()) {
      const bool is_credential = category.starts_with("credential");
      const std::string prefix = place.table == "columns" && !is_credential ? "personal." : "";
      made.all.push_back({prefix + category, "category", {}, Kind::kValue});
    }
  if (path.starts_with("tenant.tables."))
    for (const char* owner : {"root", "shared"}) made.all.push_back({owner, "who owns the table", {}, Kind::kValue});
  suggest_promises(made, place, snapshot);
  if (snapshot == nullptr) return;
  if (path == "tenant.root" || path == "tenant.shared") suggest_tables(made, *snapshot, path == "tenant.root");
  if (path == "tenant.keys") suggest_columns(made, *snapshot, false);
}

// A value outside quotes gets them, true and false do not.
void quote(Suggestions& made, const TomlPlace& place) {
  if (place.is_quoted) return;
  for (Suggestion& one : made.all)
    if (one.text != "true" && one.text != "false") one.text = "\"" + one.text + "\"";
}

}  // namespace

Suggestions complete_configuration(const Source& text, uint32_t offset, const ProjectSnapshot* snapshot) {
  Suggestions made;
  const TomlPlace place = place_in(text, offset);
  made.at = word_before(text.text(), offset, true);
  if (place.is_header) {
    const bool is_pack = text.text().find("[pack]") != std::string_view::npos;
    for (const std::string& table : policy_keys(is_pack ? kPolicyPack : "")) made.all.push_back({table, is_pack ? "table of a policy pack" : "table of ringfence.toml", {}, Kind::kKey});
    made.all.push_back({"tenant.tables", "who owns which table", {}, Kind::kKey});
  } else if (!place.key.empty()) {
    suggest_values(made, place, snapshot);
    quote(made, place);
  } else if (place.table == "rules") {
    suggest_rules(made, true);
  } else if (place.table == "tenant.tables" || place.table == "columns") {
    if (snapshot != nullptr && place.table == "columns") suggest_columns(made, *snapshot, true);
    else if (snapshot != nullptr) suggest_tables(made, *snapshot, false);
    for (Suggestion& one : made.all)
      if (one.text.find('.') != std::string::npos && !place.is_quoted) one.text = "\"" + one.text + "\"";
  } else {
    for (const std::string& key : policy_keys(place.table)) made.all.push_back({key, "[" + place.table + "]", {}, Kind::kKey});
  }
  std::erase_if(made.all, [&](const Suggestion& one) { return place.key.empty() && !place.is_header && place.given.count(one.text) != 0; });
  return made;
}

Suggestions complete_allow_comment(const Source& text, uint32_t offset) {
  Suggestions made;
  const std::string_view line = text.text().substr(text.line_begin(text.position(offset).line), offset - text.line_begin(text.position(offset).line));
  constexpr std::string_view kAllow = "ringfence:allow";
  const size_t allow = line.rfind(kAllow);
  if (allow == line.npos || (line.rfind("--", allow) == line.npos && line.rfind("/*", allow) == line.npos)) return made;
  std::string_view rest = line.substr(allow + kAllow.size());
  if (rest.starts_with("-file")) rest.remove_prefix(5);
  if (rest.empty() || rest.front() != ' ' || rest.find(':') != rest.npos || rest.find(" until ") != rest.npos) return made;
  made.at = word_before(text.text(), offset, false);
  suggest_rules(made, true);
  return made;
}

}  // namespace ringfence
