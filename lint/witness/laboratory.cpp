#include "lint/witness/laboratory.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "lint/witness/scratch_schema.h"

namespace ringfence::witness {

namespace {

constexpr std::string_view kUniqueViolation = "23505";
constexpr std::string_view kExclusionViolation = "23P01";
constexpr std::string_view kForeignKeyViolation = "23503";
constexpr std::string_view kQueryCanceled = "57014";

std::string row_text(const pqxx::row& row) {
  std::string text;
  for (const pqxx::field& field : row) {
    if (!text.empty()) text += ", ";
    text += field.is_null() ? "NULL" : field.c_str();
  }
  return "(" + text + ")";
}

std::vector<std::string> sorted_rows(const pqxx::result& result) {
  std::vector<std::string> rows;
  for (const pqxx::row& row : result) rows.push_back(row_text(row));
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::string insert_text(const std::string& schema, const StoredRow& row) {
  std::vector<std::string> columns, values;
  for (size_t i = 0; i < row.values.size(); ++i) {
    if (row.table->columns[i].generated) continue;
    columns.push_back(quoted(row.table->columns[i].name));
    values.push_back(row.values[i] ? literal(*row.values[i]) : "NULL");
  }
  if (columns.empty()) return fmt::format("INSERT INTO {}.{} DEFAULT VALUES", quoted(schema), quoted(row.table->name));
  return fmt::format("INSERT INTO {}.{} ({}) OVERRIDING SYSTEM VALUE VALUES ({})", quoted(schema),
                     quoted(row.table->name), fmt::join(columns, ", "), fmt::join(values, ", "));
}

bool both_have(const StoredRow& row) { return row.owner <= 0; }

bool is_same(const StoredRow& a, const StoredRow& b) {
  return a.table == b.table && a.owner == b.owner && a.values == b.values;
}

// Rows that both databases have to agree on, and that one of them did not take.
bool agree(Population& first, Population& second) {
  const auto drop_missing = [](Population& from, const Population& in) {
    return std::erase_if(from, [&](const StoredRow& row) {
      return both_have(row) &&
             std::none_of(in.begin(), in.end(), [&](const StoredRow& other) { return is_same(row, other); });
    });
  };
  const size_t dropped = drop_missing(first, second) + drop_missing(second, first);
  return dropped == 0;
}

}  // namespace

Laboratory::Laboratory(const std::string& connection, SchemaPart part, std::string prefix)
    : part_(std::move(part)), connection_(connection), prefix_(std::move(prefix)) {
  pqxx::nontransaction session(connection_);
  session.exec(
      "SET client_min_messages = error; SET statement_timeout = 500; SET TimeZone = 'UTC'; "
      "SET check_function_bodies = off; SET row_security = off");
}

Laboratory::~Laboratory() {
  try {
    pqxx::nontransaction session(connection_);
    for (const Slot& slot : slots_)
      for (const std::string& schema : slot.schemas)
        session.exec("DROP SCHEMA IF EXISTS " + quoted(schema) + " CASCADE");
  } catch (const std::exception&) {
    // The connection is gone, and with a scratch server everything else too.
  }
}

void Laboratory::create(const std::string& schema) {
  pqxx::work work(connection_);
  work.exec("CREATE SCHEMA " + quoted(schema) + "; SET LOCAL search_path TO " + quoted(schema) + ", pg_catalog");
  for (const Definition& definition : definitions_of(part_)) {
    try {
      pqxx::subtransaction attempt(work);
      attempt.exec(definition.text);
      attempt.commit();
    } catch (const pqxx::sql_error& error) {
      if (definition.required) throw;
      refused_.push_back(definition.text + ": " + error.what());
    }
  }
  work.commit();
}

Population Laboratory::load_side(const std::string& schema, const Population& population) {
  pqxx::work work(connection_);
  work.exec("SET LOCAL search_path TO " + quoted(schema) + ", pg_catalog");
  empty_tables(work);
  std::string all;
  for (const StoredRow& row : population) all += insert_text(schema, row) + ";";
  Population stored;
  try {
    pqxx::subtransaction attempt(work);
    attempt.exec(all);
    attempt.commit();
    stored = population;
  } catch (const pqxx::sql_error&) {
    stored = load_one_by_one(work, schema, population);
  }
  work.commit();
  return stored;
}

// DELETE is quicker than TRUNCATE for a handful of rows, but stumbles over keys that refer to each other.
void Laboratory::empty_tables(pqxx::work& work) {
  std::string deletions, tables;
  const std::vector<const Table*> order = insertion_order(part_);
  for (auto table = order.rbegin(); table != order.rend(); ++table)
    deletions += "DELETE FROM " + quoted((*table)->name) + ";";
  for (const Table* table : part_.tables) tables += (tables.empty() ? "" : ", ") + quoted(table->name);
  if (tables.empty()) return;
  try {
    pqxx::subtransaction attempt(work);
    attempt.exec(order.size() == part_.tables.size() ? deletions : "TRUNCATE " + tables);
    attempt.commit();
  } catch (const pqxx::sql_error&) {
    work.exec("TRUNCATE " + tables);
  }
}

Population Laboratory::load_one_by_one(pqxx::work& work, const std::string& schema, const Population& population) {
  Population stored;
  for (const StoredRow& row : population) {
    try {
      pqxx::subtransaction attempt(work);
      attempt.exec(insert_text(schema, row));
      attempt.commit();
      stored.push_back(row);
    } catch (const pqxx::sql_error& error) {
      refused_.push_back(fmt::format("a row of {}: {}", row.table->name, error.what()));
    }
  }
  return stored;
}

void Laboratory::load(size_t slot, PopulationPair pair) {
  while (slots_.size() <= slot) {
    Slot made;
    for (int side = 0; side < 2; ++side) {
      made.schemas[side] = fmt::format("{}_{}_{}", prefix_, slots_.size(), side == 0 ? "a" : "b");
      create(made.schemas[side]);
    }
    slots_.push_back(std::move(made));
  }
  Slot& target = slots_[slot];
  target.pair = std::move(pair);
  do {
    target.pair.first = load_side(target.schemas[0], target.pair.first);
    target.pair.second = load_side(target.schemas[1], target.pair.second);
  } while (!agree(target.pair.first, target.pair.second));
  target.survey = survey_query(target.pair.tenants.front());
  for (int side = 0; side < 2; ++side) {
    pqxx::work work(connection_);
    work.exec("SET LOCAL search_path TO " + quoted(target.schemas[side]) + ", pg_catalog");
    target.before[side] = survey(work, target);
  }
}

std::string Laboratory::survey_query(const std::vector<std::string>& tenant) const {
  std::string query;
  for (const Table* table : part_.tables) {
    if (!query.empty()) query += " UNION ALL ";
    query += fmt::format("SELECT {}, {} AS own, t::text FROM {} t", literal(table->name),
                         ownership_test(*table, "t", tenant), quoted(table->name));
  }
  return query;
}

Laboratory::Census Laboratory::survey(pqxx::dbtransaction& work, const Slot& slot) {
  Census census;
  if (slot.survey.empty()) return census;
  for (const pqxx::row& row : work.exec(slot.survey)) {
    std::vector<std::string>& list = row[1].is_null() ? census.shared : row[1].as<bool>() ? census.own : census.others;
    list.push_back(fmt::format("{} {}", row[0].c_str(), row[2].c_str()));
  }
  for (std::vector<std::string>* list : {&census.own, &census.others, &census.shared})
    std::sort(list->begin(), list->end());
  return census;
}

void Laboratory::add_type(const std::string& name) {
  pqxx::work work(connection_);
  for (const Slot& slot : slots_)
    for (const std::string& schema : slot.schemas)
      work.exec("CREATE DOMAIN " + quoted(schema) + "." + quoted(name) + " AS text");
  work.commit();
}

std::vector<std::string> Laboratory::parameter_types(size_t slot, const std::string& statement, std::string& problem) {
  std::vector<std::string> types;
  try {
    pqxx::work work(connection_);
    work.exec("SET LOCAL search_path TO " + quoted(slots_[slot].schemas[0]) + ", pg_catalog");
    work.exec("PREPARE ringfence_experiment AS " + statement);
    const pqxx::result rows = work.exec(
        "SELECT t.typname FROM pg_prepared_statements s, unnest(s.parameter_types::oid[]) WITH ORDINALITY p (id, "
        "number) "
        "JOIN pg_type t ON t.oid = p.id WHERE s.name = 'ringfence_experiment' ORDER BY p.number");
    for (const pqxx::row& row : rows) types.emplace_back(row[0].c_str());
    work.exec("DEALLOCATE ringfence_experiment");
  } catch (const pqxx::sql_error& error) {
    problem = error.what();
  }
  return types;
}

Laboratory::Observation Laboratory::observe(const Slot& slot, int side, const Experiment& experiment) {
  Observation seen;
  pqxx::work work(connection_);
  std::string preparation = "SET LOCAL search_path TO " + quoted(slot.schemas[side]) + ", pg_catalog";
  for (const auto& [name, value] : experiment.settings)
    preparation += fmt::format("; SELECT set_config({}, {}, true)", literal(name), literal(value));
  if (experiment.writes)
    for (const Table* table : part_.tables)
      preparation += "; SELECT setval(" + literal(quoted("ids of " + table->name)) + ", 1000, false)";
  work.exec(preparation);
  try {
    std::vector<const char*> parameters;
    for (const Value& value : experiment.parameters) parameters.push_back(value ? value->c_str() : nullptr);
    seen.result = sorted_rows(work.exec_params(experiment.text, pqxx::prepare::make_dynamic_params(parameters)));
    if (experiment.writes) seen.after = survey(work, slot);
  } catch (const pqxx::sql_error& error) {
    seen.error_state = error.sqlstate();
    seen.result = {std::string("ERROR: ") + error.what()};
  }
  return seen;
}

// A violated unique key tells that a value exists, and a row that is still referred to tells that somebody refers to
// it: the constraint is what crosses tenants there, not the statement.
static bool is_constraints_fault(const std::string& state, const std::vector<std::string>& result) {
  if (state == kUniqueViolation || state == kExclusionViolation) return true;
  return state == kForeignKeyViolation && !result.empty() && result[0].find("update or delete on") != std::string::npos;
}

Outcome Laboratory::run(size_t slot_number, const Experiment& experiment) {
  const Slot& slot = slots_[slot_number];
  Observation seen[2] = {observe(slot, 0, experiment), observe(slot, 1, experiment)};
  Outcome outcome;
  for (const Observation& side : seen) {
    if (is_constraints_fault(side.error_state, side.result) || side.error_state == kQueryCanceled)
      outcome.failure = side.result[0];
    outcome.foreign_key_failure |= side.error_state == kForeignKeyViolation;
  }
  if (!outcome.failure.empty()) return outcome;
  if (!seen[0].error_state.empty() && seen[0].error_state == seen[1].error_state) {
    outcome.failure = seen[0].result[0];
    return outcome;
  }
  const auto differs = [&](Difference difference, std::vector<std::string>& first, std::vector<std::string>& second) {
    if (first == second) return false;
    outcome.difference = difference;
    outcome.first = std::move(first);
    outcome.second = std::move(second);
    return true;
  };
  for (int side = 0; side < 2 && experiment.writes; ++side) {
    std::vector<std::string> before = slot.before[side].others;
    if (seen[side].error_state.empty() && differs(Difference::kOthersRows, before, seen[side].after.others))
      return outcome;
  }
  if (differs(Difference::kResult, seen[0].result, seen[1].result) || !experiment.writes) return outcome;
  if (differs(Difference::kOwnRows, seen[0].after.own, seen[1].after.own)) return outcome;
  differs(Difference::kSharedRows, seen[0].after.shared, seen[1].after.shared);
  return outcome;
}

}  // namespace ringfence::witness
