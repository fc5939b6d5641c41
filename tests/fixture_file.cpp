#include "tests/fixture_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

#include "ringfence/drift.h"
#include "ringfence/policy_reader.h"
#include "ringfence/sql_front_end.h"
#include "ringfence/units.h"

namespace fs = std::filesystem;

namespace ringfence::tests {

namespace {

const fs::path kRules = fs::path(RINGFENCE_SOURCE_DIR) / "rules";
constexpr const char* kDefaultPolicy = "[tenant]\nroot = \"organizations\"\nkeys = [\"org_id\"]\nterms = [\"$1\"]\n";
constexpr const char* kToday = "2026-01-01";

NamedText first_existing(std::initializer_list<fs::path> paths, NamedText otherwise) {
  for (const fs::path& path : paths)
    if (fs::exists(path)) return {path.filename().string(), read_text(path)};
  return otherwise;
}

// The same text with nothing in [begin, end) but its line ends.
std::string blanked(std::string text, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i)
    if (text[i] != '\n') text[i] = ' ';
  return text;
}

void collect_expectations(const NamedText& file, Expectations& expectations) {
  static const std::regex pattern("(?:--|#|//) *expect(-next)?: *([a-z][a-z, -]*)");
  std::istringstream lines(file.text);
  uint32_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::smatch match;
    if (!std::regex_search(line, match, pattern)) continue;
    std::istringstream rules(match[2].str());
    for (std::string rule; std::getline(rules, rule, ',');) {
      std::erase(rule, ' ');
      expectations[{file.name, number + (match[1].matched ? 1 : 0)}].insert(rule);
    }
  }
}

#if RINGFENCE_HAS_CPP
// Units are extracted by the program itself, from a folder of their own that is gone afterwards.
CodeReading read_cpp(const FixtureFile& fixture, const Policy& policy) {
  std::string folder = (fs::temp_directory_path() / "ringfence-fixture.XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
  std::map<std::string, const NamedText*> files;
  std::vector<CompileCommand> commands;
  const auto place = [&](const NamedText& file) {
    const std::string path = folder + "/" + file.name;
    std::ofstream(path, std::ios::binary) << file.text;
    files[path] = &file;
    if (!file.name.ends_with(".cpp")) return;
    commands.push_back({folder, path, {"clang++", "-std=c++17", "-fPIC", "-I/usr/include/postgresql", "-I/usr/include/x86_64-linux-gnu/qt5",
                                       "-I/usr/include/x86_64-linux-gnu/qt5/QtCore", "-I/usr/include/x86_64-linux-gnu/qt5/QtSql",
                                       "-I" RINGFENCE_SOURCE_DIR "/tests/stand-ins"}});
    commands.back().arguments.insert(commands.back().arguments.end(), fixture.flags.begin(), fixture.flags.end());
    commands.back().arguments.push_back(path);
  };
  place(fixture.queries);
  for (const NamedText& file : fixture.more_units) place(file);
  ExtractionOptions options;
  options.project = folder;
  options.program = RINGFENCE_PROGRAM;
  ExtractionResult result = extract_units(commands, options);
  for (const Unit& unit : result.units)
    for (const UnitProblem& problem : unit.problems) ADD_FAILURE() << fs::path(unit.path).filename() << ": " << problem.what;
  CodeReading code = read_code(std::move(result.units), policy, [&](const std::string& read) -> SourcePtr {
    const auto known = files.find(read);
    return known == files.end() ? nullptr : std::make_shared<Source>(read, known->second->text);
  });
  fs::remove_all(folder);
  return code;
}
#endif

// The one pack, wherever it is looked for.
class PackFiles : public ProjectFiles {
 public:
  explicit PackFiles(const NamedText& pack) : pack_(pack) {}
  ReadFile read(const std::string&) const override { return ringfence::read_text(pack_.name, pack_.text); }

 private:
  const NamedText& pack_;
};

PolicyReading read_policy_of(const FixtureFile& fixture) {
  std::string text = fixture.policy.text;
  if (!fixture.pack.text.empty()) text += "\n[policy]\npacks = [\"" + fixture.pack.name + "\"]\n";
  return read_policy(std::make_shared<Source>(fixture.policy.name, std::move(text)), "/", rule_names(), PackFiles(fixture.pack));
}

bool is_cpp(const std::string& name) { return name.ends_with(".cpp"); }

Project read_project(const FixtureFile& fixture, const LiveDatabase* live) {
  Project project;
  PolicyReading reading = read_policy_of(fixture);
  project.policy = std::move(reading.policy);
  project.input_facts.policy_mistakes = std::move(reading.mistakes);
  if (live != nullptr) project.database = *live;
  const NamedText& in_force = fixture.database.text.empty() ? fixture.schema : fixture.database;
  if (live != nullptr) project.schema_sources = live->schema;
  else project.schema_sources.push_back(std::make_shared<Source>(in_force.name, in_force.text));
  if (!fixture.database.text.empty()) project.migrations.push_back(std::make_shared<Source>(fixture.schema.name, fixture.schema.text));
  if (!is_cpp(fixture.queries.name))
    project.query_sources.push_back(std::make_shared<Source>(fixture.queries.name, fixture.queries.text));
#if RINGFENCE_HAS_CPP
  else project.code = read_cpp(fixture, project.policy);
#endif
  Schema schema = read_schema(project.schema_sources);
  project.catalog = std::move(schema.catalog);
  project.input_facts.unread_inputs = std::move(schema.problems);
  project.input_facts.allow_comments = std::move(schema.allow_comments);
  if (!project.migrations.empty()) project.input_facts.schema_drifts = compare_schemas(*read_schema(project.migrations).catalog, *project.catalog);
  for (PolicyMistake& mistake : check_policy(project.policy, *project.catalog))
    project.input_facts.policy_mistakes.push_back(std::move(mistake));
  for (PolicyMistake& mistake : check_columns(project.policy, *project.catalog))
    project.input_facts.policy_mistakes.push_back(std::move(mistake));
  infer_ownership(*project.catalog, project.policy);
  project.columns = classify_columns(*project.catalog, project.policy);
  return project;
}

}  // namespace

std::string describe(const Expectations& expectations) {
  std::string text;
  for (const auto& [at, rules] : expectations)
    for (const std::string& rule : rules) text += at.first + ":" + std::to_string(at.second) + ": " + rule + "\n";
  return text;
}

std::string read_text(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

bool is_fixture(const fs::path& path) {
  if (path.extension() == ".cpp") return RINGFENCE_HAS_CPP != 0;
  return path.extension() == ".sql" && path.filename() != "schema.sql" && path.stem().extension() != ".schema" && path.stem().extension() != ".database";
}

FixtureFile default_fixture(std::string queries) {
  return {{"default_schema.sql", read_text(kRules / "default_schema.sql")},
          {"queries.sql", std::move(queries)},
          {"ringfence.toml", kDefaultPolicy}};
}

FixtureFile read_fixture(const fs::path& path) {
  FixtureFile fixture = default_fixture(read_text(path));
  const std::string& text = fixture.queries.text;
  fixture.queries.name = path.filename().string();
  const fs::path folder = path.parent_path();
  const std::string stem = path.stem().string();
  fixture.is_of_tables = path.string().find("/rules/schema/") != std::string::npos;
  fixture.policy = first_existing({folder / (stem + ".toml"), folder / "ringfence.toml"}, fixture.policy);
  fixture.pack = first_existing({folder / (stem + ".pack.toml"), folder / "pack.toml"}, {});
  fixture.schema = first_existing({folder / (stem + ".schema.sql"), folder / "schema.sql"}, fixture.schema);
  fixture.database = first_existing({folder / (stem + ".database.sql")}, {});
  const size_t mark = text.starts_with("-- queries\n") ? 0 : text.find("\n-- queries\n");
  if (mark != std::string::npos) {
    fixture.schema = {fixture.queries.name, blanked(text, mark, text.size())};
    fixture.queries.text = blanked(text, 0, mark);
  }
  return fixture;
}

Expectations expectations_of(const FixtureFile& fixture) {
  Expectations expectations;
  for (const NamedText* part : {&fixture.schema, &fixture.queries, &fixture.policy, &fixture.pack, &fixture.database})
    collect_expectations(*part, expectations);
  for (auto& [at, rules] : expectations)
    if (!fixture.is_of_tables && at.first == fixture.schema.name && fixture.schema.name != fixture.queries.name)
      std::erase_if(rules, [](const std::string& rule) { return rule.starts_with("schema-"); });
  std::erase_if(expectations, [](const auto& one) { return one.second.empty(); });
  return expectations;
}

FixtureProject::FixtureProject(FixtureFile fixture, const LiveDatabase* live) : fixture_(std::move(fixture)), project_(read_project(fixture_, live)) {
  CheckOptions options;
  options.threads = 1;
  options.today = kToday;
  for (ReportedFinding& one : check_project(project_, options).findings)
    if (!one.suppression && (fixture_.is_of_tables || !is_of_tables(one.finding))) findings_.push_back(std::move(one.finding));
}

bool FixtureProject::is_of_tables(const Finding& finding) const {
  return finding.rule.starts_with("schema-") && !project_.schema_sources.empty() && finding.at.source == project_.schema_sources[0].get();
}

Expectations FixtureProject::found() const {
  Expectations found;
  for (const Finding& finding : findings_) {
    if (finding.at)
      found[{fs::path(finding.at.source->path()).filename().string(), finding.at.source->position(finding.at.span.begin).line}].insert(finding.rule);
    else
      found[{"nowhere", 0}].insert(finding.rule);
  }
  return found;
}

FixtureFile FixtureProject::with_fix(const Fix& fix) const {
  FixtureFile fixed = fixture_;
  std::vector<Edit> edits = fix.edits;
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.at.span.begin > b.at.span.begin; });
  for (const Edit& edit : edits) {
    const bool in_schema = edit.at.source == project_.schema_sources[0].get();
    std::string& text = in_schema ? fixed.schema.text : fixed.queries.text;
    text.replace(edit.at.span.begin, edit.at.span.end - edit.at.span.begin, edit.text);
  }
  return fixed;
}

}  // namespace ringfence::tests
