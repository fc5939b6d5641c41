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
/// namespace itself is wrapped in another; names of C fit only as they are. For one thread: what is known of a name is kept.
class FlowKnowledge {
 public:
  explicit FlowKnowledge(const Policy& policy);
  FlowKnowledge(const FlowKnowledge&) = delete;

  const std::vector<KnownSink>& sinks(const std::string& function) const { return of(function).sinks; }
  /// The streams that this may be the root of, those with a condition before the one without.
  const std::vector<int32_t>& streams(const std::string& root) const { return of(root).streams; }
  const KnownStream& stream(int32_t index) const { return streams_[static_cast<size_t>(index)]; }
  const Sanitizer* sanitizer(const std::string& function) const { return of(function).sanitizer; }
  const Propagator* propagator(const std::string& function) const { return of(function).propagator; }
  bool stops(const std::string& function) const { return of(function).stops; }
  /// Declared in the policy, or named as one that masks ("mask_email", "Redacted").
  bool masks(const std::string& function) const { return of(function).masks; }
  /// Declared as a producer of what may be stored in a credential column.
  bool produces(const std::string& function) const { return of(function).produces; }
  /// Turns a log of statements with their values on.
  bool logs_statements(const std::string& function) const { return of(function).logs_statements; }
  /// The argument of a call of a database that is the SQL; 0: it is none.
  int sql_argument(const std::string& function) const { return of(function).sql_argument; }
  /// A macro that may be compiled out.
  std::pair<const SinkMacro*, const SinkLibrary*> macro(const std::string& name) const;
  /// Whose host or client type this is; empty: nobody's that is known.
  std::string recipient_of(const std::string& host, const std::string& function) const;

 private:
  template <class Entry>
  using ByName = std::unordered_map<std::string, std::vector<std::pair<std::string, Entry>>>;

  struct KnownName {
    std::vector<KnownSink> sinks;
    std::vector<int32_t> streams;
    const Sanitizer* sanitizer = nullptr;
    const Propagator* propagator = nullptr;
    int sql_argument = 0;
    bool stops = false, masks = false, produces = false, logs_statements = false;
  };

  void learn(const SinkLibrary& library);
  const KnownName& of(const std::string& name) const;
  bool is_mask(const std::string& name) const;

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
  mutable std::unordered_map<std::string, KnownName> known_;
};

/// Log, MessageWriter, LogSystem: a class whose methods are there to log.
bool is_logger_class(const std::string& name);

}  // namespace ringfence::flow
