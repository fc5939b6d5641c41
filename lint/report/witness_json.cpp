#include "lint/report/witness_json.h"

namespace ringfence {

namespace {

using Json = nlohmann::ordered_json;

Json pairs(const std::vector<std::pair<std::string, std::string>>& list) {
  Json object = Json::object();
  for (const auto& [name, value] : list) object[name] = value;
  return object;
}

Json row_of(const WitnessRow& row) {
  return {{"table", row.table}, {"values", pairs(row.values)}, {"owner", row.owner.empty() ? Json() : Json(row.owner)}};
}

}  // namespace

Json witness_json(const Witness& witness) {
  Json rows = Json::array();
  for (const WitnessRow& row : witness.rows) rows.push_back(row_of(row));
  return {{"summary", witness.summary},
          {"tenant", witness.tenant},
          {"arguments", pairs(witness.arguments)},
          {"foreignRow", witness.foreign.table.empty() ? Json() : row_of(witness.foreign)},
          {"otherRows", rows},
          {"changesForeignRow", witness.changes_foreign},
          {"with", witness.with},
          {"without", witness.without}};
}

}  // namespace ringfence
