#include "tests/oracle/world.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lint/witness/scratch_schema.h"
#include "ringfence/policy_reader.h"

namespace ringfence::tests {

namespace {

constexpr size_t kSlots = 8;
constexpr size_t kCrossingFrom = 5;  // The last ones have foreign keys that cross tenants.

}  // namespace

ReadCatalog::ReadCatalog(const std::string& ddl, const std::string& policy_text) {
  sources_ = {std::make_shared<Source>("ringfence.toml", policy_text), std::make_shared<Source>("schema.sql", ddl)};
  PolicyReading reading = read_policy(sources_[0], "/", {});
  policy = std::move(reading.policy);
  Schema schema = read_schema({sources_[1]});
  catalog = std::move(schema.catalog);
  for (const PolicyMistake& mistake : reading.mistakes) problems.push_back(mistake.what);
  for (const PolicyMistake& mistake : check_policy(policy, *catalog)) problems.push_back(mistake.what);
  for (const UnreadInput& unread : schema.problems) problems.push_back(unread.what);
  infer_ownership(*catalog, policy);
}

bool is_unsound(Verdict verdict, const Observed& observed) {
  if (verdict == Verdict::kProven) return observed.differs();
  return verdict == Verdict::kConditional && observed.inside;
}

World::World(const std::string& connection, const std::string& prefix, const RandomCatalog& catalog, uint64_t seed)
    : catalog_(catalog),
      read_(catalog.ddl, catalog.policy),
      prover_(*read_.catalog, read_.policy),
      binder_(*read_.catalog),
      part_(witness::whole(*read_.catalog)),
      laboratory_(connection, witness::whole(*read_.catalog), prefix) {
  refill(seed);
}

void World::refill(uint64_t seed) {
  for (size_t slot = 0; slot < kSlots; ++slot) {
    witness::PopulationOptions options;
    options.crossing = slot >= kCrossingFrom;
    laboratory_.load(slot, witness::populate(part_, options, seed * kSlots + slot));
  }
}

Proved World::prove(const std::string& text) const {
  const Source source("statement.sql", text);
  const SqlFile file = read_sql_file(source, SqlFileKind::kQueries);
  if (file.statements.size() != 1) return {Verdict::kUnknown, "not one statement"};
  const BoundStatement bound = binder_.bind(file.statements[0]);
  if (bound.problem) return {Verdict::kUnknown, bound.problem->what};
  const Facts facts = prover_.prove(*bound.query);
  if (facts.statements.size() != 1) return {Verdict::kUnknown, "no facts"};
  return {facts.statements[0].verdict, facts.statements[0].unknown_because};
}

std::string World::argument(RandomStatement::Parameter kind, size_t number, size_t slot,
                            witness::Random& random) const {
  const auto draw = [&](int below) { return 1 + static_cast<int>(random() % static_cast<uint64_t>(below)); };
  const std::string& id = catalog_.id_type;
  const auto typed = [](const std::string& value, const std::string& type) {
    return witness::literal(value) + "::" + type;
  };
  switch (kind) {
    case RandomStatement::Parameter::kTerm: return typed(laboratory_.pair(slot).tenants[0][number], id);
    case RandomStatement::Parameter::kId:
      return draw(12) == 1 ? "NULL::" + id : typed(witness::value_of(id, draw(7)), id);
    case RandomStatement::Parameter::kNumber:
      return draw(12) == 1 ? "NULL::int4" : typed(witness::value_of("int4", draw(3)), "int4");
    case RandomStatement::Parameter::kText:
      return draw(12) == 1 ? "NULL::text" : typed(witness::value_of("text", draw(3)), "text");
    case RandomStatement::Parameter::kIdList: break;
  }
  return typed("{" + witness::value_of(id, draw(5)) + "," + witness::value_of(id, draw(5)) + "}", id + "[]");
}

// Arguments are written into the text: a parameter that only another one's type tells of would be refused.
witness::Experiment World::experiment_of(const RandomStatement& statement, size_t slot, witness::Random& random) const {
  // Now and then nobody is signed in: then nobody's rows may be seen.
  const bool nobody = random() % 8 == 0;
  std::vector<std::string> arguments;
  for (size_t i = 0; i < statement.parameters.size(); ++i)
    arguments.push_back(nobody && statement.parameters[i] == RandomStatement::Parameter::kTerm
                            ? "NULL::" + catalog_.id_type
                            : argument(statement.parameters[i], i, slot, random));
  witness::Experiment experiment;
  experiment.writes = statement.writes;
  const std::string& text = statement.text;
  for (size_t at = 0; at < text.size();) {
    if (text[at] != '$') {
      experiment.text += text[at++];
      continue;
    }
    size_t end = at + 1;
    while (end < text.size() && isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
    experiment.text += arguments[std::stoul(text.substr(at + 1, end - at - 1)) - 1];
    at = end;
  }
  for (size_t level = 0; level < catalog_.terms.size(); ++level)
    experiment.settings.emplace_back(fmt::format("app.level_{}", level),
                                     nobody ? "" : laboratory_.pair(slot).tenants[0][level]);
  return experiment;
}

// Up to RETURNING, or to the end of the statement that the clause stands in.
static size_t end_of_conflict_clause(const std::string& text, size_t begin) {
  int depth = 0;
  for (size_t at = begin; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if ((text[at] == ')' && --depth < 0) || (depth == 0 && text.compare(at, 11, " RETURNING ") == 0)) return at;
  }
  return text.size();
}

// ON CONFLICT keeps silent of a violated unique key, which the constraint is blamed for otherwise.
static bool hides_a_violation(witness::Laboratory& laboratory, size_t slot, witness::Experiment experiment) {
  std::string& text = experiment.text;
  bool has_clause = false;
  for (size_t begin = text.find(" ON CONFLICT"); begin != std::string::npos; begin = text.find(" ON CONFLICT")) {
    text.erase(begin, end_of_conflict_clause(text, begin) - begin);
    has_clause = true;
  }
  return has_clause && !laboratory.run(slot, experiment).failure.empty();
}

Observed World::observe(const RandomStatement& statement, int pairs, uint64_t seed) {
  Observed observed;
  witness::Random random(seed);
  for (int run = 0; run < pairs; ++run) {
    const size_t slot = static_cast<size_t>(run) % kSlots;
    const witness::Experiment experiment = experiment_of(statement, slot, random);
    const witness::Outcome outcome = laboratory_.run(slot, experiment);
    observed.executions += 2;
    if (!outcome.failure.empty()) {
      ++observed.failures;
      observed.failure = outcome.failure;
    }
    if (outcome.difference == witness::Difference::kNone) continue;
    if (outcome.difference != witness::Difference::kOthersRows && hides_a_violation(laboratory_, slot, experiment))
      continue;
    if (!observed.differs())
      observed.example = fmt::format("{}\n  first:  {}\n  second: {}", experiment.text, fmt::join(outcome.first, " "),
                                     fmt::join(outcome.second, " "));
    (slot >= kCrossingFrom         ? observed.crossing
     : outcome.foreign_key_failure ? observed.reference_only
                                   : observed.inside) = true;
  }
  return observed;
}

}  // namespace ringfence::tests
