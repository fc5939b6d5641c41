// Looks for a pair of databases on which a statement differs, and tells it.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <regex>

#include "lint/witness/arguments.h"
#include "lint/witness/minimise.h"
#include "lint/witness/scratch_server.h"
#include "ringfence/witness.h"

namespace ringfence {

using namespace witness;

namespace {

constexpr int kRunsOfAPair = 30;

// Which levels of the tenant key a table's rows have.
std::vector<bool> levels_of(const Table& table, size_t levels) {
  const Ownership& ownership = table.ownership;
  if (ownership.owner_class == OwnerClass::kVia && !ownership.parents.empty())
    return levels_of(*table.foreign_keys[static_cast<size_t>(ownership.parents[0])].target, levels);
  std::vector<bool> has(levels, false);
  for (size_t level = 0; level < levels && level < ownership.keys.size(); ++level)
    has[level] = ownership.keys[level] >= 0;
  return has;
}

std::string joined_key(const std::vector<std::string>& tenant, const std::vector<bool>& levels) {
  std::string key;
  for (size_t level = 0; level < tenant.size(); ++level)
    if (levels[level]) key += (key.empty() ? "" : "/") + tenant[level];
  return key;
}

WitnessRow told(const StoredRow& row, const PopulationPair& pair) {
  WitnessRow made;
  made.table = row.table->display_name();
  for (size_t i = 0; i < row.values.size(); ++i)
    made.values.emplace_back(row.table->columns[i].name, row.values[i].value_or("NULL"));
  const std::vector<std::string>& owner = pair.tenants[static_cast<size_t>(std::max(row.owner, 0))];
  if (row.owner >= 0) made.owner = joined_key(owner, levels_of(*row.table, owner.size()));
  return made;
}

// By what people call the row: its primary key, else its first column.
std::string name_of(const StoredRow& row) {
  for (const UniqueKey& key : row.table->unique_keys) {
    if (!key.primary) continue;
    std::string name;
    for (const int column : key.columns) {
      const auto index = static_cast<size_t>(column);
      name += fmt::format("{}{} = {}", name.empty() ? "" : ", ", row.table->columns[index].name,
                          row.values[index].value_or("NULL"));
    }
    return name;
  }
  return row.table->columns.empty()
             ? ""
             : fmt::format("{} = {}", row.table->columns[0].name, row.values[0].value_or("NULL"));
}

std::vector<std::string> only_in(std::vector<std::string> these, std::vector<std::string> those) {
  std::sort(these.begin(), these.end());
  std::sort(those.begin(), those.end());
  std::vector<std::string> only;
  std::set_difference(these.begin(), these.end(), those.begin(), those.end(), std::back_inserter(only));
  return only;
}

// What a LIMIT of fifty cuts shows with more than fifty rows.
void crowd(const std::string& sql, const Facts& facts, PopulationOptions& options) {
  static const std::regex kLimit(R"(\b(?:limit|offset|first|next)\s+(\d{1,3})\b)", std::regex::icase);
  constexpr int kMost = 200;
  for (std::sregex_iterator it(sql.begin(), sql.end(), kLimit), end; it != end; ++it)
    if (const int rows = std::stoi((*it)[1]); rows <= kMost) options.crowd = std::max(options.crowd, rows + 2);
  if (options.crowd == 0) return;
  for (const RelationUse& use : facts.relation_uses)
    if (use.proof.verdict == Verdict::kRefuted) options.crowded.push_back(use.table);
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string what_happens(const Witness& witness, Difference difference) {
  const auto first = [](const std::vector<std::string>& rows) { return rows.empty() ? std::string() : rows.front(); };
  if (witness.changes_foreign)
    return witness.without.empty() ? "this removes " + first(witness.with)
                                   : fmt::format("this makes {} of {}", first(witness.without), first(witness.with));
  const bool is_error = first(witness.with).starts_with("ERROR") || first(witness.without).starts_with("ERROR");
  if (is_error) return "whether this fails depends on it";
  const std::string_view verb = difference == Difference::kResult ? "returns" : "leaves";
  if (!witness.with.empty()) return fmt::format("this {} {} because of it", verb, first(witness.with));
  return fmt::format("this no longer {} {} because of it", verb, first(witness.without));
}

}  // namespace

struct WitnessFinder::Impl {
  Impl(const Catalog& of, const Policy& by, WitnessOptions how) : catalog(of), policy(by), options(std::move(how)) {
    if (options.database.empty()) server = std::make_unique<ScratchServer>();
    else refuse_databases_in_use();
  }

  const std::string& connection() const { return server ? server->connection_string() : options.database; }

  void refuse_databases_in_use() const {
    pqxx::connection there(options.database);
    pqxx::nontransaction session(there);
    const pqxx::result tables = session.exec(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') "
        "AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'");
    if (!options.any_database && tables[0][0].as<int>() > 0)
      throw std::runtime_error("the database has tables; give an empty scratch database, or say --any-database");
  }

  // Types that the catalog does not keep are made as the server misses them.
  static std::optional<std::vector<std::string>> types_of(Laboratory& laboratory, const NumberedStatement& statement,
                                                          std::string& why_not) {
    static const std::regex kMissing(R"re(type "([^"]+)" does not exist)re");
    for (int attempt = 0; attempt < 8; ++attempt) {
      std::string problem;
      std::vector<std::string> types = laboratory.parameter_types(0, statement.text, problem);
      if (problem.empty()) return types;
      why_not = "PostgreSQL refuses the statement: " + first_line(problem);
      std::smatch missing;
      if (!std::regex_search(problem, missing, kMissing)) break;
      laboratory.add_type(missing[1]);
    }
    return std::nullopt;
  }

  std::optional<Witness> find(const SqlText& statement, const Facts& facts, std::string& why_not) {
    std::vector<const Table*> used;
    for (const RelationUse& use : facts.relation_uses) used.push_back(use.table);
    for (const InsertedRow& row : facts.inserted_rows) used.push_back(row.table);
    const SchemaPart part = part_with(catalog, used);
    const TenantTerms terms(policy, statement, facts);
    Laboratory laboratory(connection(), part, fmt::format("ringfence_witness_{}_{}", getpid(), ++count));
    const NumberedStatement numbered = without_gaps(statement);
    PopulationOptions population;
    add_constants(statement.text, population);
    for (const RelationUse& use : facts.relation_uses)
      if (use.through != nullptr && use.through->definition != nullptr)
        add_constants(use.through->definition->text, population);
    crowd(statement.text, facts, population);
    for (const Table* table : part.tables)
      for (const CheckConstraint& check : table->checks) add_constants(check.expression, population);
    laboratory.load(0, populate(part, population, 1));
    const std::optional<std::vector<std::string>> types = types_of(laboratory, numbered, why_not);
    if (!types) return std::nullopt;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(options.seconds);
    const bool only_crossing = !facts.statements.empty() && facts.statements[0].verdict == Verdict::kConditional;
    Random random(1);
    std::optional<std::string> fails;  // Whether, and how, the latest runs failed.
    for (uint64_t seed = 2; std::chrono::steady_clock::now() < deadline; ++seed) {
      population.crossing = only_crossing || seed % 4 == 0;
      laboratory.load(0, populate(part, population, seed));
      for (int run = 0; run < kRunsOfAPair; ++run) {
        const Experiment experiment = draw_experiment(numbered, *types, terms, laboratory.pair(0), random);
        const Outcome outcome = laboratory.run(0, experiment);
        fails = outcome.failure.empty() ? std::nullopt : fails ? fails : std::optional(outcome.failure);
        if (outcome.difference == Difference::kNone) continue;
        if (const std::optional<Minimal> minimal = minimise(laboratory, 0, experiment))
          return told_as_witness(*minimal, experiment, numbered, statement, laboratory.pair(0));
        break;  // Several rows make it together: the next pair may be plainer.
      }
    }
    why_not = fails ? "it fails: " + first_line(*fails)
                    : fmt::format("no pair of databases showed a difference in {:.0f} s", options.seconds);
    return std::nullopt;
  }

  static Witness told_as_witness(const Minimal& minimal, const Experiment& experiment,
                                 const NumberedStatement& numbered, const SqlText& statement,
                                 const PopulationPair& pair) {
    Witness witness;
    witness.tenant = experiment.nobody ? "nobody"
                                       : joined_key(pair.tenants.front(),
                                                    levels_of(*minimal.foreign.table, pair.tenants.front().size()));
    for (size_t i = 0; i < experiment.parameters.size(); ++i) {
      const Placeholder* placeholder = statement.placeholder(numbered.numbers[i]);
      witness.arguments.emplace_back(
          placeholder != nullptr ? placeholder->spelling : fmt::format("${}", numbered.numbers[i]),
          experiment.parameters[i].value_or("NULL"));
    }
    for (const auto& [name, value] : experiment.settings)
      if (numbered.text.find(name) != std::string::npos) witness.arguments.emplace_back(name, value);
    for (const StoredRow& row : minimal.rows) witness.rows.push_back(told(row, pair));
    witness.foreign = told(minimal.foreign, pair);
    witness.changes_foreign = minimal.outcome.difference == Difference::kOthersRows;
    witness.with = only_in(minimal.outcome.first, minimal.outcome.second);
    witness.without = only_in(minimal.outcome.second, minimal.outcome.first);
    const std::string whom = experiment.nobody ? witness.tenant : "tenant " + witness.tenant;
    if (witness.changes_foreign && witness.with.empty()) {
      // It makes a row for somebody else, whatever is there.
      witness.foreign = {};
      witness.summary = fmt::format("as {}: this adds {}, which is not theirs", whom,
                                    witness.without.empty() ? "" : witness.without.front());
      return witness;
    }
    witness.summary =
        fmt::format("as {}, with the row {} of {} that is tenant {}'s: {}", whom, name_of(minimal.foreign),
                    witness.foreign.table, witness.foreign.owner, what_happens(witness, minimal.outcome.difference));
    return witness;
  }

  const Catalog& catalog;
  const Policy& policy;
  const WitnessOptions options;
  std::unique_ptr<ScratchServer> server;
  int count = 0;
};

WitnessFinder::WitnessFinder(const Catalog& catalog, const Policy& policy, WitnessOptions options)
    : impl_(std::make_unique<Impl>(catalog, policy, std::move(options))) {}
WitnessFinder::~WitnessFinder() = default;

std::optional<Witness> WitnessFinder::find(const SqlText& statement, const Facts& facts, std::string& why_not) {
  try {
    return impl_->find(statement, facts, why_not);
  } catch (const pqxx::pqxx_exception& error) {
    why_not = error.base().what();
    return std::nullopt;
  }
}

namespace {

std::string row_text(const WitnessRow& row) {
  std::string values;
  for (const auto& [column, value] : row.values)
    values += fmt::format("{}{} = {}", values.empty() ? "" : ", ", column, value);
  return fmt::format("{} ({}){}", row.table, values, row.owner.empty() ? ", shared" : ", tenant " + row.owner + "'s");
}

}  // namespace

std::string witness_text(const Witness& witness) {
  std::string text = witness.summary + "\n";
  if (!witness.arguments.empty()) {
    text += "  with ";
    for (size_t i = 0; i < witness.arguments.size(); ++i)
      text += fmt::format("{}{} = {}", i == 0 ? "" : ", ", witness.arguments[i].first, witness.arguments[i].second);
    text += "\n";
  }
  if (!witness.foreign.table.empty()) text += "  the row:    " + row_text(witness.foreign) + "\n";
  for (const WitnessRow& row : witness.rows) text += "  beside it:  " + row_text(row) + "\n";
  const bool changed = witness.changes_foreign;
  for (const std::string& row : witness.with)
    text += fmt::format("  {} {}\n", changed ? "before:    " : "with it:   ", row);
  for (const std::string& row : witness.without)
    text += fmt::format("  {} {}\n", changed ? "after:     " : "without it:", row);
  return text;
}

}  // namespace ringfence
