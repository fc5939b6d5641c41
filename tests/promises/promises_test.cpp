// Every policy pack that ships has an application, docs/examples/<pack>: with what is planted in it (ringfence.toml) each
// commitment that code can show is broken, without it (kept.toml) each is kept, and nothing is found but what comments announce.
#include <glob.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <pqxx/pqxx>
#include <toml++/toml.h>

#include "lint/witness/scratch_server.h"
#include "tests/example.h"
#include "tests/promises/csv.h"

namespace ringfence::tests {

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = RINGFENCE_SOURCE_DIR;

std::vector<std::string> shipped_packs() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(kRoot / "rules/policies"))
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

// The commitment's status where all that code can show stands so.
std::string statuses(const std::string& pack, const std::string& of_checkable) {
  const toml::table document = toml::parse_file((kRoot / "rules/policies" / (pack + ".toml")).string());
  std::string text;
  for (const toml::node& node : *document["commitments"].as_array()) {
    const toml::table& one = *node.as_table();
    const bool is_checkable = !one.contains("not_checkable");
    text += one["id"].value_or(std::string()) + ": " + (is_checkable ? of_checkable : "not checkable") + "\n";
  }
  return text;
}

class Promises : public testing::TestWithParam<std::string> {
 protected:
  std::string example() const { return "docs/examples/" + GetParam(); }

  // Units that were read once are not read again for the next test.
  std::string arguments(const std::string& config) const {
    return "--quiet --cache-dir '" RINGFENCE_PROMISES_CACHE "' --config " + example() + "/" + config + " " + example();
  }

  std::string reviewed(const std::string& config) const {
    const Outcome outcome = run_ringfence("review --no-record --format csv --table commitments " + arguments(config));
    EXPECT_EQ(outcome.exit_code, 0);
    std::string text;
    for (const CsvRow& row : read_csv(outcome.output)) {
      EXPECT_EQ(row.at("pack"), GetParam());
      EXPECT_NE(row.at("evidence"), "") << row.at("commitment");
      EXPECT_EQ(row.at("findings").empty(), row.at("status") != "broken") << row.at("commitment");
      text += row.at("commitment") + ": " + row.at("status") + "\n";
    }
    return text;
  }

  nlohmann::json checked(const std::string& config, int exit_code) const {
    const Outcome outcome = run_ringfence("check --format json " + arguments(config));
    EXPECT_EQ(outcome.exit_code, exit_code);
    auto document = nlohmann::json::parse(outcome.output, nullptr, false);
    return document.is_object() ? document : nlohmann::json::object({{"findings", nlohmann::json::array()}});
  }
};

TEST_P(Promises, NothingIsFoundButWhatIsPlanted) {
  const nlohmann::json document = checked("ringfence.toml", 1);
  EXPECT_EQ(one_a_line(found(document)), one_a_line(announced(example()))) << "left: found, right: announced";
}

TEST_P(Promises, WithoutItNothingIsFound) {
  const nlohmann::json document = checked("kept.toml", 0);
  EXPECT_EQ(one_a_line(found(document)), "");
  EXPECT_EQ(document["coverage"].value("unreadStatements", -1), 0);
}

TEST_P(Promises, EachIsBrokenWherePlanted) { EXPECT_EQ(reviewed("ringfence.toml"), statuses(GetParam(), "broken")) << "left: reviewed"; }

TEST_P(Promises, EachIsKeptWithoutIt) { EXPECT_EQ(reviewed("kept.toml"), statuses(GetParam(), "kept")) << "left: reviewed"; }

// Heavy headers are parsed once for all units; that each includes what it needs, the reading of the code shows.
constexpr const char* kCompileAll = R"sh(
  cd '%1' && mkdir -p '%2' &&
  printf '#include <%s>\n' pqxx/pqxx nlohmann/json.hpp spdlog/spdlog.h curl/curl.h openssl/evp.h >'%2/heavy.h' &&
  clang++-19 @compile_flags.txt -xc++-header '%2/heavy.h' -o '%2/heavy.pch' 2>&1 &&
  find . -name '*.cpp' -print0 | xargs -0 -n 1 -P 2 clang++-19 @compile_flags.txt -Werror -fsyntax-only -include-pch '%2/heavy.pch' 2>&1)sh";

std::string with(std::string text, const std::string& mark, const std::string& value) {
  for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) text.replace(at, mark.size(), value);
  return text;
}

TEST_P(Promises, ItsUnitsCompile) {
  const nlohmann::json code = checked("ringfence.toml", 1)["coverage"]["code"];
  EXPECT_GE(code.value("units", 0), 10);
  for (const char* count : {"unitsWithErrors", "unitsLost"}) EXPECT_EQ(code.value(count, -1), 0) << count;
  const std::string folder = (kRoot / example() / "src").string();
  const Outcome compiled = run(with(with(kCompileAll, "%1", folder), "%2", RINGFENCE_PROMISES_CACHE "/" + GetParam()));
  EXPECT_EQ(compiled.exit_code, 0) << compiled.output;
}

// Every schema file of ringfence.toml, in the order of its globs.
TEST_P(Promises, PostgresqlTakesItsMigrations) {
  const toml::table document = toml::parse_file((kRoot / example() / "ringfence.toml").string());
  const witness::ScratchServer server;
  pqxx::connection connection(server.connection_string());
  int files = 0;
  for (const toml::node& pattern : *document["inputs"]["schema"].as_array()) {
    glob_t matching{};
    ASSERT_EQ(glob((kRoot / example() / pattern.value_or(std::string())).c_str(), GLOB_BRACE, nullptr, &matching), 0) << pattern.value_or(std::string());
    for (size_t i = 0; i < matching.gl_pathc; ++i, ++files) {
      SCOPED_TRACE(matching.gl_pathv[i]);
      EXPECT_NO_THROW(pqxx::nontransaction(connection).exec(text_of(matching.gl_pathv[i])));
    }
    globfree(&matching);
  }
  EXPECT_GE(files, 3);
}

INSTANTIATE_TEST_SUITE_P(OfPack, Promises, testing::ValuesIn(shipped_packs()), [](const auto& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace

}  // namespace ringfence::tests
