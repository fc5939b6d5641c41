#include "tests/bench/generated_project.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/bench/statement_templates.h"

namespace ringfence::bench {

namespace {

constexpr int kTablesOfModule = 4;
constexpr int kModulesOfMigration = 10;
constexpr int kStatementsForOneLeak = 50;

constexpr const char* kToml = R"([inputs]
schema  = ["db/migrations/*.sql"]
queries = ["db/queries/*.sql"]

[tenant]
root  = "organizations"
keys  = ["org_id"]
terms = ["$1"]
)";

constexpr const char* kModuleTables = R"(
CREATE TABLE {k} (
  code  text PRIMARY KEY,
  title text NOT NULL
);
CREATE TABLE {a} (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id     bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  parent_id  bigint,
  kind       text NOT NULL REFERENCES {k} (code),
  name       text NOT NULL,
  email      text,
  region     text,
  score      integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  UNIQUE (org_id, id),
  UNIQUE (org_id, email)
);
CREATE INDEX ON {a} (org_id, lower(name)) WHERE deleted_at IS NULL;
CREATE TABLE {o} (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id     bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  account_id bigint NOT NULL,
  number     text NOT NULL,
  state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paid', 'refunded', 'cancelled')),
  amount     numeric(12, 2) NOT NULL DEFAULT 0,
  placed_on  date NOT NULL DEFAULT current_date,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (org_id, number),
  FOREIGN KEY (org_id, account_id) REFERENCES {a} (org_id, id)
);
CREATE TABLE {l} (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES {o} (id) ON DELETE CASCADE,
  item     text NOT NULL,
  quantity integer NOT NULL DEFAULT 1,
  price    numeric(12, 2) NOT NULL,
  position integer NOT NULL,
  UNIQUE (order_id, position)
);
)";

std::string fill(std::string_view text, int module, int number) {
  std::string filled;
  for (size_t at = 0; at < text.size(); ++at) {
    const bool mark = text[at] == '{' && at + 2 < text.size() && text[at + 2] == '}';
    if (!mark) {
      filled += text[at];
      continue;
    }
    switch (text[at + 1]) {
      case 'a': filled += fmt::format("module{}_accounts", module); break;
      case 'o': filled += fmt::format("module{}_orders", module); break;
      case 'l': filled += fmt::format("module{}_order_lines", module); break;
      case 'k': filled += fmt::format("module{}_kinds", module); break;
      default: filled += std::to_string(number); break;
    }
    at += 2;
  }
  return filled;
}

std::string_view statement_template(int statement) {
  const auto index = static_cast<size_t>(statement);
  if (statement % kStatementsForOneLeak == kStatementsForOneLeak - 1)
    return kLeakTemplates[index / kStatementsForOneLeak % std::size(kLeakTemplates)];
  return kStatementTemplates[index % std::size(kStatementTemplates)];
}

}  // namespace

GeneratedProject generate_project(const ProjectSize& size) {
  GeneratedProject project;
  project.toml = kToml;
  const int modules = std::max(1, size.tables / kTablesOfModule);
  project.schema.emplace_back("db/migrations/00000_organizations.sql",
                              "CREATE TABLE organizations (id bigint PRIMARY KEY, name text NOT NULL);\n");
  for (int module = 0; module < modules; ++module) {
    if (module % kModulesOfMigration == 0)
      project.schema.emplace_back(fmt::format("db/migrations/{:05}_modules.sql", module + 1), std::string());
    project.schema.back().second += fill(kModuleTables, module, 0);
  }
  for (int file = 0; file < size.query_files; ++file)
    project.queries.emplace_back(fmt::format("db/queries/module{:05}.sql", file), std::string());
  for (int statement = 0; statement < size.statements; ++statement) {
    const auto file = static_cast<size_t>(static_cast<int64_t>(statement) * size.query_files / size.statements);
    project.queries[file].second +=
        fmt::format("-- name: Statement{} :many\n{};\n\n", statement,
                    fill(statement_template(statement), statement % modules, statement % 97 + 1));
  }
  return project;
}

void write_project(const GeneratedProject& project, const std::string& folder) {
  const std::filesystem::path root(folder);
  std::filesystem::create_directories(root / "db/migrations");
  std::filesystem::create_directories(root / "db/queries");
  const auto write = [&](const std::string& path, const std::string& text) {
    std::ofstream(root / path, std::ios::binary) << text;
  };
  write("ringfence.toml", project.toml);
  for (const auto& [path, text] : project.schema) write(path, text);
  for (const auto& [path, text] : project.queries) write(path, text);
}

}  // namespace ringfence::bench
