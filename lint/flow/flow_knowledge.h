// What the flow analysis knows of a function by its name: whether values leave there, what it makes of them, whether it
// carries them on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ringfence/knowledge.h"
#include "ringfence/policy.h"
#include "ringfence/program.h"

namespace ringfence::flow {

using program::last_part;
using program::owner_part;

struct KnownSink {
  const SinkCall* call = nullptr;
  const SinkLibrary* library = nullptr;
};
struct KnownStream {
  const SinkStream* stream = nullptr;
  const SinkLibrary* library = nullptr;
};

/// The entries of knowledge and policy, by the last part of qualified names. Names of a namespace also fit where the
/// namespace itself is wrapped in another; names of C fit only as they are.
class FlowKnowledge {
 public:
  explicit FlowKnowledge(const Policy& policy);
  FlowKnowledge(const FlowKnowledge&) = delete;

  std::vector<KnownSink> sinks(const std::string& function) const;
  /// The streams that this may be the root of, those with a condition before the one without.
  std::vector<int32_t> streams(const std::string& root) const;
  const KnownStream& stream(int32_t index) const { return streams_[static_cast<size_t>(index)]; }
  const Sanitizer* sanitizer(const std::string& function) const;
  const Propagator* propagator(const std::string& function) const;
  bool stops(const std::string& function) const;
  /// Declared in the policy, or named as one that masks ("mask_email", "Redacted").
  bool masks(const std::string& function) const;
  /// Declared as a producer of what may be stored in a credential column.
  bool produces(const std::string& function) const;
  /// Turns a log of statements with their values on.
  bool logs_statements(const std::string& function) const;
  /// The argument of a call of a database that is the SQL; 0: it is none.
  int sql_argument(const std::string& function) const;
  /// A macro that may be compiled out.
  std::pair<const SinkMacro*, const SinkLibrary*> macro(const std::string& name) const;
  /// Whose host or client type this is; empty: nobody's that is known.
  std::string recipient_of(const std::string& host, const std::string& function) const;

 private:
  template <class Entry>
  using ByName = std::unordered_map<std::string, std::vector<std::pair<std::string, Entry>>>;

  void learn(const SinkLibrary& library);

  SinkLibrary own_;
  std::vector<KnownStream> streams_;
  ByName<KnownSink> sinks_;
  ByName<int32_t> roots_;
  ByName<const Sanitizer*> sanitizers_;
  ByName<const Propagator*> propagators_;
  ByName<bool> stops_, masks_, producers_, statement_logs_;
  ByName<int> databases_;
  std::unordered_map<std::string, std::pair<const SinkMacro*, const SinkLibrary*>> macros_;
  std::unordered_set<std::string> mask_words_;
};

}  // namespace ringfence::flow
