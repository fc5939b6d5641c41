#include "lint/history/words.h"

#include <nlohmann/json.hpp>

namespace ringfence {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RecordedPack, name, title, version, digest)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RecordedTable, name, owner_class, owner, why, at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RecordedColumn, table, column, type, data_class, category, fides, treatment, protection, evidence,
                                                goes_to, recipients, retention, why)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RecordedFlow, given, category, data_class, channel, recipient, at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ProjectState, tables, columns, flows, rules_off, not_read, unknown, dynamic_sql, calls_without_text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CodeCoverage, units, units_skipped, units_with_errors, units_lost, calls, calls_without_text,
                                                calls_cut_short, texts, with_holes, by_content, log_statements, elsewhere)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Coverage, schema_files, query_files, database, executed_statements, unread_files, tables, owned_tables,
                                                unclassified_tables, statements, unread_statements, relation_uses, proven, conditional, refuted,
                                                unknown, code)

}  // namespace ringfence

namespace ringfence::history {

namespace {

using nlohmann::json;

std::string written(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

template <typename What>
What read(const std::string& text) {
  const json value = json::parse(text, nullptr, false);
  try {
    return value.get<What>();
  } catch (const json::exception& error) {
    throw HistoryError(std::string("the history holds something that is not its own: ") + error.what());
  }
}

}  // namespace

std::string coverage_json(const Coverage& coverage) { return written(coverage); }
Coverage coverage_from(const std::string& text) { return read<Coverage>(text); }
std::string packs_json(const std::vector<RecordedPack>& packs) { return written(packs); }
std::vector<RecordedPack> packs_from(const std::string& text) { return read<std::vector<RecordedPack>>(text); }
std::string state_json(const ProjectState& state) { return written(state); }
ProjectState state_from(const std::string& text) { return read<ProjectState>(text); }

std::string commitment_json(const RecordedCommitment& one, size_t position) {
  return written({{"position", position}, {"clause", one.clause}, {"promise", one.promise}, {"evidence", one.evidence}, {"findings", one.findings}, {"reason", one.reason}});
}

size_t read_commitment(const std::string& text, RecordedCommitment& one) {
  const json value = read<json>(text);
  one.clause = value.value("clause", "");
  one.promise = value.value("promise", "");
  one.evidence = value.value("evidence", std::vector<std::string>());
  one.findings = value.value("findings", std::vector<std::string>());
  one.reason = value.value("reason", "");
  return value.value("position", size_t{0});
}

}  // namespace ringfence::history
