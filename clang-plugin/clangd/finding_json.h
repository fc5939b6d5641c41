// Findings in the words of the protocol.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "clang-plugin/clangd/checked_unit.h"
#include "clang-plugin/clangd/client.h"
#include "clang-plugin/clangd/moved_text.h"

namespace ringfence::clangd {

class FindingJson {
 public:
  /// Findings of `unit`, whose main file the editor calls `uri`.
  FindingJson(const CheckedUnit& unit, const Client& client, std::string uri) : unit_(unit), client_(client), uri_(std::move(uri)) {}
  /// As they stand in `now`, which the main file's text has become since.
  FindingJson(const CheckedUnit& unit, const Client& client, std::string uri, const Source& now)
      : FindingJson(unit, client, std::move(uri)) {
    now_ = &now;
    moved_.emplace(unit.text().text(), now.text());
  }

  /// Of all findings; not of those that stand where the text was edited since.
  nlohmann::json diagnostics() const;
  /// What can be done about the findings that the span touches: each fix, and the comment that allows it. `version`: of the text.
  nlohmann::json actions(Span selected, int64_t version) const;

 private:
  std::optional<nlohmann::json> diagnostic(const ShownFinding& shown) const;
  std::optional<nlohmann::json> location(Place at) const;
  std::string place(Place at) const;
  nlohmann::json action(const std::string& title, const std::vector<Edit>& edits, const ShownFinding& shown, int64_t version) const;

  const CheckedUnit& unit_;
  const Client& client_;
  const std::string uri_;
  const Source* now_ = nullptr;
  std::optional<MovedText> moved_;
};

}  // namespace ringfence::clangd
