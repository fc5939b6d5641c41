// What the analysis of all functions shares: names, known data, places where values leave, and the summaries so far.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lint/flow/flow_knowledge.h"
#include "lint/flow/messages.h"
#include "lint/flow/row_columns.h"
#include "lint/flow/summary.h"
#include "ringfence/program.h"
#include "ringfence/watched_columns.h"

namespace ringfence::flow {

using program::FunctionRef;

class FlowContext {
 public:
  FlowContext(const program::Program& program, const FlowKnowledge& known, const RowColumns& rows, const ColumnClasses& classes, WatchedColumns watched = {});

  const program::Program& program;
  const FlowKnowledge& known;
  const RowColumns& rows;
  const Messages messages;
  const WatchedColumns watched;  ///< Followed whatever they hold.

  /// Fields by their qualified names. 0: none.
  int32_t field(const std::string& name);
  const std::string& field_name(int32_t field) const { return names_[static_cast<size_t>(field)]; }
  /// -1 where it would be too long.
  int32_t longer_path(int32_t path, int32_t field);
  const std::vector<int32_t>& path(int32_t index) const { return paths_[static_cast<size_t>(index)]; }

  /// Data that a name says to be personal or a credential; null: it says nothing.
  TaintPtr named(const std::string& name, const std::string& type, const std::string& owner, const FunctionRef& in,
                 const CodeRange& at, int32_t parameter = -2);
  TaintPtr of_column(const OutputColumn& column, const FunctionRef& in, const CodeRange& at);
  TaintPtr of_origin(const DataKind& kind, std::string name, const FunctionRef& in, const CodeRange& at, int32_t parameter = -2);

  /// Functions that a value stands for: a lambda by its key, functions by their qualified name.
  TaintPtr callables(const std::string& name);
  const FunctionRef& callable(int32_t index) const { return callables_[static_cast<size_t>(index)]; }

  /// What `[[clang::annotate]]` says of a field, function or parameter: data; null: nothing.
  TaintPtr declared(const std::string& name, const FunctionRef& in, const CodeRange& at);
  bool is_declared_harmless(const std::string& name) const { return harmless_.contains(name); }
  /// A function, or a class whose objects are harmless.
  bool redacts(const std::string& function) const;

  int32_t add_exit(Exit exit);
  void set_recipient(int32_t exit, const std::string& recipient) { exits_[static_cast<size_t>(exit)].recipient = recipient; }
  void set_presents(int32_t exit) { exits_[static_cast<size_t>(exit)].presents = true; }
  const Exit& exit(int32_t index) const { return exits_[static_cast<size_t>(index)]; }
  const Origin& origin(int32_t index) const { return origins_[static_cast<size_t>(index)]; }

  const Summary* summary(const CodeFunction* function) const;
  /// Whether it is another than before.
  bool set_summary(const CodeFunction* function, Summary summary);
  /// From now on it is noted what `function` asks for: summaries and stored fields. Null: of nobody.
  void begin(const CodeFunction* function);
  /// Whether any of that has changed since: if not, looking at the function again would tell nothing new.
  bool is_outdated(const CodeFunction* function) const;

  /// A place that writes to a log, whoever decides what.
  void note_log_statement(const Unit& unit, const CodeRange& at);
  size_t log_statements() const { return log_statements_.size(); }

  /// The bodies that a call may run: of the function itself, or of methods that override it.
  std::vector<FunctionRef> bodies(const FunctionRef& in, const CodeCall& call) const;
  /// Functions of the project that write an object of this type as text.
  const std::vector<std::pair<FunctionRef, int32_t>>& printers(const std::string& type) const;

  /// Of a class that is there to log and writes when its objects go; null: it is none.
  const Summary* logging_destructor(const std::string& type) const;
  bool is_logging_destructor(const CodeFunction* function) const;

  /// What some object of the class got in this field.
  void store(int32_t field, const TaintPtr& value);
  TaintPtr stored(int32_t field) const;
  /// A caller passes something known to be harmless for a parameter, or something else.
  void note_argument(const CodeFunction* function, int32_t parameter, bool is_harmless);
  void forget_arguments() { arguments_.clear(); }
  bool is_always_harmless(const CodeFunction* function, int32_t parameter) const;

 private:
  int32_t add_origin(Origin origin);
  const DataKind& kind_of(const std::string& name, const std::string& type, const std::string& owner, const std::string& function);
  void read_annotation(const std::string& name, std::string_view text);

  const ColumnClasses& classes_;
  std::unordered_map<std::string, int32_t> fields_;
  std::vector<std::string> names_;
  std::map<std::vector<int32_t>, int32_t> path_of_;
  std::vector<std::vector<int32_t>> paths_;
  std::map<std::tuple<const Unit*, const CodeFunction*, int32_t, uint32_t, std::string>, int32_t> origin_of_;
  std::vector<Origin> origins_;
  std::map<std::tuple<const Unit*, int32_t, uint32_t, std::string, Channel>, int32_t> exit_of_;
  std::vector<Exit> exits_;
  /// What a function asked for when it was looked at last.
  struct Reading {
    uint64_t at = 0;
    std::unordered_set<const CodeFunction*> summaries;
    std::unordered_set<int32_t> fields;
  };
  uint64_t now_ = 1;  ///< Counts changes.
  std::unordered_map<const CodeFunction*, Reading> readings_;
  Reading* reading_ = nullptr;
  std::unordered_map<const CodeFunction*, uint64_t> summary_changed_;
  std::unordered_map<int32_t, uint64_t> field_changed_;
  std::unordered_map<const CodeFunction*, Summary> summaries_;
  std::unordered_map<std::string, std::vector<FunctionRef>> overriders_;
  std::unordered_map<std::string, std::vector<std::pair<FunctionRef, int32_t>>> printers_;
  std::unordered_map<std::string, const CodeFunction*> logging_destructors_;
  std::unordered_map<int32_t, TaintPtr> stored_;
  std::map<std::pair<const CodeFunction*, int32_t>, std::pair<int, int>> arguments_;
  std::unordered_map<std::string, DataKind> kinds_;
  std::unordered_map<std::string, DataKind> declared_;
  std::unordered_set<std::string> harmless_, redacting_;
  std::set<std::pair<std::string_view, uint32_t>> log_statements_;
  std::vector<FunctionRef> callables_;
  std::unordered_map<std::string, TaintPtr> callable_of_;
};

/// "std::cerr" of "c:@N@std@cerr".
std::string name_of_key(const std::string& key);
/// A type whose values are text, or hold it.
bool is_text(const std::string& type);
bool is_number(const std::string& type);
/// A type of a library that holds whatever it was given: strings, containers, JSON.
bool is_carrier(const std::string& type);

}  // namespace ringfence::flow
