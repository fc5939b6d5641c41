// What a caller needs to know of a function: what its result and its outputs carry, and which of its parameters leave.
#pragma once

#include <string>
#include <vector>

#include "lint/flow/taint.h"
#include "ringfence/columns.h"
#include "ringfence/knowledge.h"

namespace ringfence::flow {

/// Data that is known to be personal or a credential, where it comes into sight.
struct Origin {
  DataKind kind;
  std::string name;             ///< "customer.email", "customers.email"
  const Table* table = nullptr; ///< Of a column that was read.
  int column = -1;
  const Unit* unit = nullptr;   ///< Where it is read or named.
  CodeRange at;
  int32_t parameter = -2;       ///< Named by a parameter of `function`: callers may know better.
  const CodeFunction* function = nullptr;
};

/// A place where values leave.
struct Exit {
  Channel channel = Channel::kLog;
  std::string function;   ///< "spdlog::info"
  std::string level;
  std::string recipient;  ///< The URL or host that it says, where it is known.
  const Unit* unit = nullptr;
  CodeRange at;           ///< The whole call.
  bool dropped = false;   ///< A macro that makes nothing of its arguments in this configuration.
  bool presents = false;  ///< Headers of a request, where the client says who it is.
};

/// Part `path` of parameter `parameter` leaves.
struct ParameterExit {
  int32_t parameter = 0;
  int32_t path = 0;
  uint8_t marks = 0;
  int32_t exit = 0;         ///< Index of an Exit.
  const Unit* unit = nullptr;
  CodeRange at;             ///< The argument that leaves: of the exit itself, or of a call of one that only hands on.
  bool is_settled = false;  ///< `at` stays, whoever calls.
  Way way;                  ///< From the parameter to the exit.
};

/// Known data leaves.
struct Escape {
  int32_t origin = 0;
  uint8_t marks = 0;
  int32_t exit = 0;
  const Unit* unit = nullptr;
  CodeRange at;
  Way way;
};

/// Part `path` of parameter `parameter` is called with these arguments.
struct Invocation {
  int32_t parameter = 0;
  int32_t path = 0;
  std::vector<TaintPtr> arguments;
  const Unit* unit = nullptr;
  CodeRange at;
};

struct Summary {
  TaintPtr result;
  std::vector<std::pair<int32_t, TaintPtr>> outputs;  ///< By parameter; kThis: the object.
  std::vector<ParameterExit> exits;
  std::vector<Invocation> invocations;
  std::vector<int32_t> thrown;  ///< Exits by which data gets into exceptions that leave the function.
  bool is_known = false;
};

bool same(const Summary& a, const Summary& b);

}  // namespace ringfence::flow
