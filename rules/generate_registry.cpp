// Writes registry.cpp from the rule folders: rules/<family>/<rule>/{rule.cpp,rule.toml,rule.md,fixtures/}. Run by the build;
// a folder that is not complete, or whose function has another name than its id, fails the build.
#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

struct RuleFolder {
  std::string family;
  std::string id;
  std::string function;
  std::string manual;
  toml::table data;
};

[[noreturn]] void fail(const fs::path& where, const std::string& what) {
  std::cerr << where.string() << ": " << what << "\n";
  std::exit(1);
}

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) fail(path, "is missing");
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string string_literal(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') literal += '\\';
    if (c == '\n') literal += "\\n\"\n    \"";
    else literal += c;
  }
  return literal + "\"";
}

RuleFolder read_rule(const fs::path& folder) {
  RuleFolder rule;
  rule.family = folder.parent_path().filename().string();
  rule.id = rule.family + "-" + folder.filename().string();
  rule.function = rule.id;
  std::replace(rule.function.begin(), rule.function.end(), '-', '_');
  rule.manual = read(folder / "rule.md");
  for (const std::string_view section : {"What it does", "Why it matters", "Examples", "How to fix", "When to allow it"})
    if (rule.manual.find("## " + std::string(section)) == std::string::npos) fail(folder / "rule.md", "has no section '" + std::string(section) + "'");
  rule.data = toml::parse(read(folder / "rule.toml"), (folder / "rule.toml").string());
  for (const std::string_view field : {"summary", "severity", "since", "stability", "cwe", "controls", "languages"})
    if (!rule.data.contains(field)) fail(folder / "rule.toml", "lacks '" + std::string(field) + "'");
  if (!fs::is_directory(folder / "fixtures")) fail(folder / "fixtures", "is missing: write the fixture first");
  return rule;
}

std::string severity_of(const RuleFolder& rule) {
  const std::string word = rule.data["severity"].value_or(std::string());
  for (const auto& [name, value] : {std::pair{"error", "kError"}, {"warning", "kWarning"}, {"note", "kNote"}, {"audit", "kAudit"}})
    if (word == name) return value;
  fail(rule.id, "severity '" + word + "' is none of error, warning, note, audit");
}

void write(std::ostream& out, const std::vector<RuleFolder>& rules) {
  out << "// Generated from the rule folders; do not edit.\n#include <algorithm>\n#include <array>\n\n#include \"ringfence/rule.h\"\n\nnamespace ringfence {\n\n";
  for (const RuleFolder& rule : rules) out << "void " << rule.function << "(const Facts& facts, Findings& findings);\n";
  out << "\nnamespace {\n\n";
  for (const RuleFolder& rule : rules) {
    out << "constexpr std::array<int, " << rule.data["cwe"].as_array()->size() << "> cwe_" << rule.function << " = {";
    for (const toml::node& cwe : *rule.data["cwe"].as_array()) out << cwe.value_or(0) << ", ";
    out << "};\n";
    std::ostringstream controls;
    size_t count = 0;
    for (const auto& [framework, list] : *rule.data["controls"].as_table())
      for (const toml::node& control : *list.as_array()) {
        controls << "{" << string_literal(framework.str()) << ", " << string_literal(control.value_or(std::string())) << "}, ";
        ++count;
      }
    out << "constexpr std::array<ControlMapping, " << count << "> controls_" << rule.function << " = {{" << controls.str() << "}};\n";
  }
  out << "\nconstexpr Rule kRules[] = {\n";
  for (const RuleFolder& rule : rules)
    out << "  {" << string_literal(rule.id) << ", " << string_literal(rule.family) << ", " << string_literal(rule.data["summary"].value_or(std::string())) << ",\n    "
        << string_literal(rule.manual) << ",\n    Severity::" << severity_of(rule) << ", " << string_literal(rule.data["since"].value_or(std::string())) << ", "
        << string_literal(rule.data["stability"].value_or(std::string())) << ", cwe_" << rule.function << ", controls_" << rule.function << ", " << rule.function << "},\n";
  out << "};\n\n}  // namespace\n\nstd::span<const Rule> all_rules() { return kRules; }\n\n"
      << "const Rule* find_rule(std::string_view id) {\n"
      << "  const auto* found = std::lower_bound(std::begin(kRules), std::end(kRules), id, [](const Rule& rule, std::string_view wanted) { return rule.id < wanted; });\n"
      << "  return found != std::end(kRules) && found->id == id ? found : nullptr;\n}\n\n}  // namespace ringfence\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: generate_registry RULES_FOLDER OUTPUT\n";
    return 1;
  }
  std::vector<RuleFolder> rules;
  try {
    for (const fs::directory_entry& family : fs::directory_iterator(argv[1])) {
      if (!family.is_directory()) continue;
      for (const fs::directory_entry& folder : fs::directory_iterator(family.path()))
        if (folder.is_directory() && fs::exists(folder.path() / "rule.cpp")) rules.push_back(read_rule(folder.path()));
    }
  } catch (const std::exception& error) {
    fail(argv[1], error.what());
  }
  std::sort(rules.begin(), rules.end(), [](const RuleFolder& a, const RuleFolder& b) { return a.id < b.id; });
  std::ofstream out(argv[2]);
  write(out, rules);
  return out.good() ? 0 : 1;
}
