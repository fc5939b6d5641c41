// One function: what each of its values carries, given what is known of the functions that it calls.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "lint/flow/flow_context.h"

namespace ringfence::flow {

class FunctionFlow {
 public:
  /// `counts`: log statements are noted.
  FunctionFlow(FlowContext& context, const FunctionRef& in, bool counts = false);

  Summary run();
  /// Of the last run: known data that leaves here, or in what is called from here.
  const std::vector<Escape>& escapes() const { return escapes_; }
  /// Where texts of exceptions leave that are caught here, and of the last run: by which exits data gets into exceptions.
  const std::vector<int32_t>& caught() const { return caught_; }
  const std::vector<int32_t>& thrown() const { return thrown_; }
  TaintPtr value(ValueId id) const { return id < 0 || static_cast<size_t>(id) >= values_.size() ? nullptr : values_[static_cast<size_t>(id)]; }

 private:
  // Values (function_flow.cpp).
  TaintPtr evaluate(const CodeValue& value, ValueId id);
  TaintPtr parameter(const CodeValue& value);
  TaintPtr variable(const CodeValue& value);
  TaintPtr field(const CodeValue& value);
  TaintPtr field_of(const TaintPtr& base, int32_t name, const CodeRange& at);
  TaintPtr element(const CodeValue& value);
  TaintPtr named_local(const TaintPtr& taint, const CodeValue& value, ValueId id);
  bool is_literal(ValueId id) const;
  /// The text of a constant; null: it is none.
  const std::string* constant_text(ValueId id) const;

  // Calls (call_flow.cpp).
  void call(int32_t index);
  void enter(const FunctionRef& callee, const CodeCall& call, int32_t index, TaintPtr& result);
  TaintPtr in_callers_terms(const Atom& atom, const FunctionRef& callee, const CodeCall& call);
  bool is_identifier(ValueId id) const;
  void note_arguments(const FunctionRef& callee, const CodeCall& call);
  void leave_outputs(const FunctionRef& callee, const CodeCall& call, int32_t index, const Summary& known, TaintPtr& result);
  TaintPtr foreign(const CodeCall& call, const std::string& name, int32_t index);
  TaintPtr sanitized(const CodeCall& call, const std::string& name, int32_t index, bool& is_one);
  TaintPtr said_by(ValueId operand, const CodeRange& at);
  TaintPtr propagated(const Propagator& propagator, const CodeCall& call, int32_t index);
  TaintPtr parts_of_tuple(const CodeCall& call, const std::string& name, const std::string& last);
  TaintPtr named_result(const CodeCall& call, const std::string& name, const TaintPtr& carried);
  TaintPtr given(const CodeCall& call, size_t operand) const;
  TaintPtr all_given(const CodeCall& call) const;
  TaintPtr project(TaintPtr taint, int32_t path, const CodeRange& at);
  void keep_globals(const CodeCall& call, int32_t index);

  // Operands and parameters (operand_flow.cpp).
  static size_t operand_for(const FunctionRef& callee, const CodeCall& call, int32_t parameter);
  std::vector<size_t> operands_for(const FunctionRef& callee, const CodeCall& call, int32_t parameter) const;
  bool takes_variadic(const std::string& name, int32_t index);
  void leave_when_destroyed(const FunctionRef& callee, const CodeCall& call, const TaintPtr& object);

  // Callbacks and exceptions (callback_flow.cpp).
  void invoke(const CodeCall& call, const std::string& name);
  void invoke(const TaintPtr& callee, const std::vector<TaintPtr>& arguments, const CodeCall& call);
  void note_thrown(int32_t exit);
  void note_caught(const TaintPtr& taint, int32_t exit);

  // Messages (message_flow.cpp).
  TaintPtr fields_of_message(const std::string& type, bool redacts, const CodeRange& at, int depth = 0);
  TaintPtr text_of_message(const CodeCall& call, const std::string& name);

  // Rows (row_flow.cpp).
  bool read_row(const CodeCall& call, const std::string& name, const CodeRange& at, TaintPtr& result);
  TaintPtr part_of_rows(const Atom& rows, const CodeValue& value);
  TaintPtr part_of_parameter(const CodeCall& call) const;
  void find_into();

  // Who gets it (recipient_flow.cpp); empty: nobody says.
  std::string recipient_of(ValueId object) const;
  std::string recipient_of(ValueId object, int& steps) const;
  std::string recipient_of_first(const std::vector<ValueId>& operands, int& steps) const;
  std::string recipient_of_variable(const std::string& key) const;
  const std::string* named_recipient(const CodeCall& call) const;

  // What leaves (exit_flow.cpp, leave_flow.cpp).
  void leave_by_call(const CodeCall& call, const std::string& name);
  void leave_by_throw(const CodeValue& value);
  void leave_by_stream(const CodeCall& call, const std::string& name);
  TaintPtr printed(const TaintPtr& taint, const std::string& type, const CodeRange& at);
  void leave(const TaintPtr& taint, const std::string& type, int32_t exit, const CodeRange& at);
  int32_t of_own_log(int32_t exit, const std::string& function);
  void leave_through(const ParameterExit& inner, const TaintPtr& taint, const FunctionRef& callee, const CodeCall& call, const CodeRange& operand_at);
  void leave_at(const Atom& atom, int32_t exit, const ParameterExit& as);
  void leave_operands(const SinkCall& sink, const CodeCall& call, int32_t exit);
  /// Of the format that the call has as by its attribute: a letter for each conversion, and a space behind them.
  std::string conversions_of(const CodeCall& call) const;
  static bool prints_text(const CodeCall& call, const std::string& letters, size_t operand);
  int32_t exit_of(const CodeCall& call, Channel channel, const std::string& function, const std::string& level);
  /// The way out that the stream is; -1: it is none.
  int32_t stream_exit(const CodeCall& call, const TaintPtr& stream);
  /// What the call, or without one the variable, is the root of; -1: of no stream.
  int32_t stream_of(const std::string& name, const CodeCall* call) const;
  void note_log(Channel channel, const CodeCall& call) const;
  bool applies(int when, const std::vector<std::string>& is, const CodeCall& call) const;
  bool hands_on(int32_t parameter) const;
  bool is_settled(int32_t parameter, int32_t exit) const;

  FlowContext& context_;
  const FunctionRef in_;
  const bool counts_;
  std::vector<TaintPtr> values_;
  std::vector<TaintPtr> results_;               ///< By call.
  std::vector<std::vector<TaintPtr>> after_;    ///< By call and operand.
  std::unordered_map<ValueId, std::vector<const CodeLocal*>> locals_;
  std::unordered_map<ValueId, std::pair<ValueId, ValueId>> rounds_; ///< Of a carried value: before the loop, and after a round.
  std::unordered_map<int32_t, std::pair<int32_t, int>> into_;  ///< Call of `into`: rows and position.
  std::vector<Escape> escapes_;
  std::vector<int32_t> caught_;  ///< Exits by which texts of exceptions leave that were caught here.
  std::vector<int32_t> thrown_;
  bool catches_ = false;
  Summary made_;
};

/// A type whose objects are one row of a result.
bool is_row_type(const std::string& type);
/// Where an operand stands.
const CodeRange& place_of(const CodeCall& call, size_t operand);
bool is_decision(const std::string& name);
bool is_spoken_for(const TaintPtr& taint);
/// The field that stands for a part of a pair or tuple.
std::string part_name(bool is_pair, int32_t index);
/// Operand of argument `argument` (from 1).
size_t operand_of(const CodeCall& call, int argument);
/// What an object of a library is as text: its own atoms, and what its elements carry.
TaintPtr printable(const TaintPtr& taint, FlowContext& context);

}  // namespace ringfence::flow
