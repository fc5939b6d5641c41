// Writes registry.cpp from the rule folders: rules/<family>/<rule>/{rule.cpp,rule.toml,rule.md,fixtures/}. Run by the build.
// A folder that is not complete fails the build here; one whose function has another name than its id fails to link.
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 2> kReserved = {"knowledge", "policies"};
constexpr std::array<std::string_view, 7> kFields = {"summary", "severity", "since", "stability", "cwe", "controls", "languages"};
constexpr std::array<std::string_view, 5> kSections = {"What it does", "Why it matters", "Examples", "How to fix",
                                                       "When to allow it"};
constexpr std::array<std::string_view, 5> kFrameworks = {"SOC 2", "ISO 27001", "GDPR", "CCPA", "OWASP ASVS"};

struct RuleFolder {
  std::string family;
  std::string id;
  std::string function;
  std::string manual;
  std::string summary;
  std::string severity;  ///< As C++ spells it: "kError".
  std::string since;
  std::string stability;
  std::vector<int64_t> cwe;
  std::vector<std::pair<std::string, std::string>> controls;
};

[[noreturn]] void fail(const fs::path& where, const std::string& what) {
  std::cerr << where.string() << ": " << what << "\n";
  std::exit(1);
}

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) fail(path, "is missing");
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The typed reading of rule.toml: whatever is not as described fails with the file and the field.
class RuleToml {
 public:
  explicit RuleToml(const fs::path& path) : path_(path) {
    try {
      table_ = toml::parse(read(path), path.string());
    } catch (const toml::parse_error& error) {
      fail(path.string() + ":" + std::to_string(error.source().begin.line), std::string(error.description()));
    }
    for (const auto& [key, node] : table_)
      if (!contains(kFields, key.str())) fail(path_, "unknown field '" + std::string(key.str()) + "'");
    for (const std::string_view field : kFields)
      if (!table_.contains(field)) fail(path_, "lacks '" + std::string(field) + "'");
  }

  std::string line(std::string_view field) const {
    const std::string value = table_[field].value_or(std::string());
    if (value.empty() || value.find('\n') != std::string::npos) wrong(field, "one line of text");
    return value;
  }

  std::string word(std::string_view field, const std::map<std::string, std::string>& meanings) const {
    const auto found = meanings.find(line(field));
    if (found != meanings.end()) return found->second;
    std::string known;
    for (const auto& [name, meaning] : meanings) known += (known.empty() ? "" : ", ") + name;
    wrong(field, "one of " + known);
  }

  template <class Value>
  std::vector<Value> list(const toml::node_view<const toml::node>& node, std::string_view field) const {
    const toml::array* array = node.as_array();
    if (array == nullptr || array->empty()) wrong(field, "a list that is not empty");
    std::vector<Value> values;
    for (const toml::node& element : *array) {
      const auto value = element.value_exact<Value>();
      if (!value) wrong(field, "a list of one type");
      values.push_back(*value);
    }
    return values;
  }

  template <class Value>
  std::vector<Value> list(std::string_view field) const {
    return list<Value>(table_[field], field);
  }

  std::vector<std::pair<std::string, std::string>> controls() const {
    const toml::table* frameworks = table_["controls"].as_table();
    if (frameworks == nullptr) wrong("controls", "a table of lists");
    std::vector<std::pair<std::string, std::string>> controls;
    for (const auto& [framework, node] : *frameworks) {
      if (!contains(kFrameworks, framework.str())) fail(path_, "unknown framework '" + std::string(framework.str()) + "'");
      for (std::string& control : list<std::string>(toml::node_view<const toml::node>(node), framework.str()))
        controls.emplace_back(framework.str(), std::move(control));
    }
    return controls;
  }

 private:
  [[noreturn]] void wrong(std::string_view field, const std::string& wanted) const {
    fail(path_, "'" + std::string(field) + "' must be " + wanted);
  }

  fs::path path_;
  toml::table table_;
};

std::string read_manual(const fs::path& path, const std::string& id) {
  std::string manual = read(path);
  if (!manual.starts_with("# " + id + "\n")) fail(path, "does not begin with '# " + id + "'");
  size_t last = 0;
  for (const std::string_view section : kSections) {
    const size_t found = manual.find("\n## " + std::string(section) + "\n");
    if (found == std::string::npos) fail(path, "has no section '## " + std::string(section) + "'");
    if (found < last) fail(path, "section '## " + std::string(section) + "' stands too early");
    last = found;
  }
  return manual;
}

RuleFolder read_rule(const fs::path& folder) {
  RuleFolder rule;
  rule.family = folder.parent_path().filename().string();
  rule.id = rule.family + "-" + folder.filename().string();
  rule.function = rule.id;
  std::replace(rule.function.begin(), rule.function.end(), '-', '_');
  if (!fs::exists(folder / "rule.cpp")) fail(folder / "rule.cpp", "is missing");
  rule.manual = read_manual(folder / "rule.md", rule.id);
  const RuleToml toml(folder / "rule.toml");
  rule.summary = toml.line("summary");
  rule.severity = toml.word("severity", {{"error", "kError"}, {"warning", "kWarning"}, {"note", "kNote"}, {"audit", "kAudit"}});
  rule.since = toml.line("since");
  rule.stability = toml.word("stability", {{"stable", "stable"}, {"preview", "preview"}});
  rule.cwe = toml.list<int64_t>("cwe");
  rule.controls = toml.controls();
  for (const std::string& language : toml.list<std::string>("languages"))
    if (language != "sql" && language != "c++") fail(folder / "rule.toml", "unknown language '" + language + "'");
  if (!fs::is_directory(folder / "fixtures") || fs::is_empty(folder / "fixtures"))
    fail(folder / "fixtures", "is missing or empty: write the fixture first");
  return rule;
}

std::vector<RuleFolder> read_rules(const fs::path& root) {
  std::vector<RuleFolder> rules;
  for (const fs::directory_entry& family : fs::directory_iterator(root)) {
    if (!family.is_directory() || contains(kReserved, family.path().filename().string())) continue;
    for (const fs::directory_entry& folder : fs::directory_iterator(family.path()))
      if (folder.is_directory()) rules.push_back(read_rule(folder.path()));
  }
  std::sort(rules.begin(), rules.end(), [](const RuleFolder& a, const RuleFolder& b) { return a.id < b.id; });
  return rules;
}

std::string string_literal(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') literal += '\\';
    if (c == '\n')
      literal += "\\n\"\n    \"";
    else
      literal += c;
  }
  return literal + "\"";
}

void write_rule_data(std::ostream& out, const RuleFolder& rule) {
  out << "constexpr std::array<int, " << rule.cwe.size() << "> cwe_" << rule.function << " = {";
  for (const int64_t cwe : rule.cwe) out << cwe << ", ";
  out << "};\nconstexpr std::array<ControlMapping, " << rule.controls.size() << "> controls_" << rule.function << " = {{";
  for (const auto& [framework, control] : rule.controls) out << "{" << string_literal(framework) << ", " << string_literal(control) << "}, ";
  out << "}};\n";
}

void write_rule(std::ostream& out, const RuleFolder& rule) {
  out << "  {" << string_literal(rule.id) << ", " << string_literal(rule.family) << ", " << string_literal(rule.summary) << ",\n    "
      << string_literal(rule.manual) << ",\n    Severity::" << rule.severity << ", " << string_literal(rule.since) << ", "
      << string_literal(rule.stability) << ", cwe_" << rule.function << ", controls_" << rule.function << ", " << rule.function
      << "},\n";
}

std::string registry(const std::vector<RuleFolder>& rules) {
  std::ostringstream out;
  out << "// Generated from the rule folders; do not edit.\n"
         "#include <algorithm>\n#include <array>\n\n#include \"ringfence/rule.h\"\n\nnamespace ringfence {\n\n";
  for (const RuleFolder& rule : rules) out << "void " << rule.function << "(const Facts& facts, Findings& findings);\n";
  out << "\nnamespace {\n\n";
  for (const RuleFolder& rule : rules) write_rule_data(out, rule);
  out << "\nconstexpr std::array<Rule, " << rules.size() << "> kRules = {{\n";
  for (const RuleFolder& rule : rules) write_rule(out, rule);
  out << "}};\n\n}  // namespace\n\n"
         "std::span<const Rule> all_rules() { return kRules; }\n\n"
         "const Rule* find_rule(std::string_view id) {\n"
         "  const auto found = std::lower_bound(kRules.begin(), kRules.end(), id,\n"
         "                                      [](const Rule& rule, std::string_view wanted) { return rule.id < wanted; });\n"
         "  return found != kRules.end() && found->id == id ? &*found : nullptr;\n"
         "}\n\n}  // namespace ringfence\n";
  return out.str();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: generate_registry RULES_FOLDER OUTPUT\n";
    return 1;
  }
  try {
    std::ofstream out(argv[2]);
    out << registry(read_rules(argv[1]));
    out.close();
    if (out) return 0;
    fail(argv[2], "cannot be written");
  } catch (const std::exception& error) {
    fail(argv[1], error.what());
  }
}
