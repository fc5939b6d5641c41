// Walks the linked units for calls of a database, and puts together what they send.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "lint/program/compose.h"
#include "lint/program/origins.h"
#include "ringfence/program.h"
#include "lint/program/text.h"
#include "ringfence/code.h"

namespace ringfence::program {

inline constexpr size_t kMostCallers = 400;
inline constexpr int kDeepestWrapper = 6;
inline constexpr size_t kMostWays = 4000;  // From one call to its callers, and theirs.

/// One way of calling a function of a client library.
struct Sink {
  const ClientLibrary* library = nullptr;
  const ClientCall* call = nullptr;
  const std::string* function = nullptr;
};

class CodeReader {
 public:
  CodeReader(std::shared_ptr<const Program> linked, const Policy& policy, const std::function<SourcePtr(const std::string&)>& load)
      : linked_(std::move(linked)),
        program_(*linked_),
        load_(load),
        source_of_([this](const Unit& unit, int32_t file) { return source(unit, file); }),
        texts_(program_),
        tracer_(program_, texts_, policy, source_of_) {
    own_.name = "ringfence.toml";
    own_.calls = policy.clients;
    for (const Setting& one : policy.tenant.quoting) own_.quote_name.push_back(one.value);
    for (const ClientLibrary& library : knowledge().clients) learn(library);
    learn(own_);
  }

  CodeReading run();
  /// What texts pass and no unit says anything of: qualified names, sorted.
  std::vector<std::string> not_in_sight() const { return texts_.not_in_sight(); }

 private:
  static bool before(const CodeStatement& a, const CodeStatement& b);

  void learn(const ClientLibrary& library);

  const Source* source(const Unit& unit, int32_t file);

  Place place(const Unit& unit, const CodeRange& at);

  // Whatever namespace a library is wrapped in.
  std::vector<Sink> sinks_of(const FunctionRef& in, const CodeCall& call) const;

  bool is_client(const FunctionRef& in, ValueId value) const;

  static int operand_of(const CodeCall& call, int argument);

  bool has_operand(const CodeCall& call, int argument) const;

  int text_fits(const FunctionRef& in, int32_t index, const Sink& sink);

  void look_at(const FunctionRef& in, int32_t index);

  static bool has_literal(const Text& text);

  // `session << a << b`: the last `<<`.
  std::vector<int32_t> chain(const FunctionRef& in, int32_t index) const;

  std::vector<Text> text_at(const FramePtr& frame, int32_t index, const Sink& sink, bool anywhere = false);

  // From the function of the call up to its callers, as long as they say more of the text.
  void walk(const FramePtr& frame, int32_t index, const Sink& sink, int depth);

  // Up to where the name of the prepared statement is written.
  void walk_prepared(const FramePtr& frame, int32_t index, const Sink& sink, int depth);

  // Whether anything was found; `only_sql`: what cannot be parsed is not counted.
  bool emit(const FramePtr& frame, int32_t index, const Sink& sink, const std::vector<Text>& texts, bool only_sql = false);

  static ResultSite result_site(const FramePtr& frame, int32_t index);

  /// A text as statements.
  struct Variant {
    CodeStatement statement;
    Composed composed;
    size_t text = 0;  ///< Which of the texts it is of.
    bool parses = false;
  };

  std::vector<Variant> variants(const std::vector<Text>& texts, HoleFilling filling);

  void note_prepared(const FramePtr& frame, int32_t index, const Sink& sink, size_t texts, const Variant& one);

  // By its first word.
  static bool starts_a_statement(std::string_view sql);

  // What a client of several databases sends to another one.
  static bool is_of_other_database(const SqlText& text, const Sink& sink);

  struct SeenCall {
    bool has_text = false;
    bool is_cut = false;
    CallWithoutText missing;
  };

  SeenCall& seen(const FramePtr& frame, int32_t index);

  // Why nothing is known of a text.
  void explain(const FramePtr& frame, int32_t index, const std::vector<Text>& texts);

  using StatementKey = std::tuple<std::string, uint32_t, std::string, std::string, uint32_t>;

  static StatementKey key_of(const CodeStatement& statement);

  void add(CodeStatement statement);

  TextShape shape_of(const Text& text, const FramePtr& frame, int32_t index, const Sink& sink);

  /// A value and where it is written as an argument; -1: where it is made.
  struct Bound {
    Located value;
    CodeRange at;
  };

  // What is bound as $1, $2, … in order.
  std::vector<Bound> bound_values(const FramePtr& frame, int32_t index, const Sink& sink);

  // pqxx::params{a, b}
  bool is_params(const Located& value);

  std::vector<Located> unpacked(const Located& value);

  std::vector<Located> chained_values(const FramePtr& frame, int32_t index);

  BoundArgument argument_for(int number, const Located& value, const CodeRange& at = {});

  void bind(CodeStatement& statement, const Composed& composed, const std::vector<Bound>& values);

  // What a prepared statement is run with, where it is run.
  void attach_prepared();

  void note_segments(const SqlText& text);

  // Literals that are DML by their words and reach no known call.
  void find_by_content();

  static bool looks_like_dml(const std::string& text);

  void read_comments();

  void count();

  struct PreparedCall {
    FramePtr frame;
    int32_t index;
    Sink sink;
  };

  const std::shared_ptr<const Program> linked_;
  const Program& program_;
  const std::function<SourcePtr(const std::string&)>& load_;
  const FileSource source_of_;
  TextEvaluator texts_;
  OriginTracer tracer_;
  ClientLibrary own_;
  std::unordered_map<std::string, std::vector<Sink>> sinks_;
  std::set<std::string> binders_, libraries_;
  std::set<std::string> classes_;  ///< Of client libraries.
  std::map<std::string, SourcePtr> files_;  ///< By absolute path; null: cannot be read.
  std::map<std::pair<std::string, uint32_t>, SeenCall> calls_;  ///< By place.
  size_t walked_ = 0;  ///< Ways to the call under way.
  std::set<std::tuple<std::string, uint32_t, std::string>> elsewhere_;  ///< Texts for another database.
  std::map<StatementKey, size_t> known_;
  std::map<std::string, std::vector<StatementKey>> prepared_;  ///< By name.
  std::vector<PreparedCall> prepared_calls_;
  std::set<std::pair<const Source*, uint32_t>> used_;
  CodeReading made_;

};

}  // namespace ringfence::program
