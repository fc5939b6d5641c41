// From escapes of data to facts: each place once, with the way, and without what the policy allows.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "lint/flow/flow_context.h"
#include "ringfence/code.h"

namespace ringfence::flow {

class LeakFacts {
 public:
  LeakFacts(const FlowContext& context, const CodeReading& code, const Policy& policy);

  void add(const FunctionRef& in, const Escape& escape);
  /// What gets into an exception by the exit `thrown` is written to a log where it is caught.
  void note_logged(int32_t thrown, int32_t log);
  /// `sent`: the call that sends the statement, where it is known.
  void add_statement_log(const FunctionRef& in, std::string what, const Unit& unit, const CodeRange& at, const CodeCall* sent);
  std::vector<StatementLog> take_statement_logs() { return std::move(statement_logs_); }
  /// Sorted by place.
  std::vector<ValueLeak> take();
  /// Of columns that commitments watch, likewise.
  std::vector<ValueLeak> take_watched();

 private:
  std::vector<StatementLog> statement_logs_;
  Place place(const Unit& unit, const CodeRange& at) const;
  void add_where_logged();
  std::vector<Label> way_of(const Origin& origin, const Escape& escape, Place at) const;
  void name_recipient(ValueLeak& leak, const Exit& exit) const;
  /// Whether the recipient may have it as it is.
  bool is_for(const std::string& recipient, const std::string& category) const;

  const FlowContext& context_;
  const Policy& policy_;
  const CodeReading& code_;
  std::map<std::tuple<const Source*, uint32_t, DataClass, Channel>, ValueLeak> leaks_;
  std::map<std::tuple<std::string, uint32_t, std::string, Channel>, ValueLeak> watched_;  ///< By place and column.
  std::map<std::pair<const Source*, uint32_t>, Label> logged_;  ///< By the place that throws: where it is logged.
  std::map<std::pair<const Source*, uint32_t>, uint32_t> thrown_ends_;
};

}  // namespace ringfence::flow
