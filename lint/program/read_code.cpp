// Which calls send SQL to a database, what the text is, and which values go with it.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "lint/program/compose.h"
#include "lint/program/origins.h"
#include "lint/program/program.h"
#include "lint/program/text.h"
#include "ringfence/catalog.h"
#include "ringfence/code.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

using namespace program;

std::string_view to_string(TextShape shape) {
  switch (shape) {
    case TextShape::kLiteral: return "literal";
    case TextShape::kConstant: return "constant";
    case TextShape::kConcatenation: return "concatenation";
    case TextShape::kFormat: return "format";
  }
  return "";
}

std::string_view to_string(ValueOrigin::Kind kind) {
  switch (kind) {
    case ValueOrigin::Kind::kContext: return "context";
    case ValueOrigin::Kind::kRequest: return "request";
    case ValueOrigin::Kind::kColumn: return "column";
    case ValueOrigin::Kind::kLiteral: return "literal";
    case ValueOrigin::Kind::kNamed: return "named";
    case ValueOrigin::Kind::kUnknown: return "unknown";
  }
  return "";
}

std::string_view to_string(TextHole::Kind kind) {
  switch (kind) {
    case TextHole::Kind::kValue: return "value";
    case TextHole::Kind::kName: return "name";
    case TextHole::Kind::kClause: return "clause";
  }
  return "";
}

namespace {

constexpr size_t kMostCallers = 400;
constexpr int kDeepestWrapper = 5;

struct Sink {
  const ClientLibrary* library = nullptr;
  const ClientCall* call = nullptr;
  const std::string* function = nullptr;
};

class CodeReader {
 public:
  CodeReader(std::vector<Unit> units, const Policy& policy, const std::function<SourcePtr(const std::string&)>& load)
      : program_(std::move(units)),
        load_(load),
        source_of_([this](const Unit& unit, int32_t file) { return source(unit, file); }),
        texts_(program_),
        tracer_(program_, texts_, policy, source_of_) {
    own_.name = "ringfence.toml";
    own_.calls = policy.clients;
    for (const ClientLibrary& library : knowledge().clients) learn(library);
    learn(own_);
  }

  CodeReading run() {
    for (const FunctionRef& function : program_.functions())
      for (size_t i = 0; i < function.function->calls.size(); ++i) look_at(function, static_cast<int32_t>(i));
    attach_prepared();
    find_by_content();
    read_comments();
    count();
    std::stable_sort(made_.statements.begin(), made_.statements.end(), before);
    std::stable_sort(made_.by_content.begin(), made_.by_content.end(), before);
    for (auto& [path, file] : files_)
      if (file != nullptr) made_.sources.push_back(file);
    return std::move(made_);
  }

 private:
  static bool before(const CodeStatement& a, const CodeStatement& b) {
    const auto key = [](const CodeStatement& one) {
      return std::tuple(one.text.source == nullptr ? std::string_view() : std::string_view(one.text.source->path()), one.text.host.begin,
                        std::string_view(one.text.text));
    };
    return key(a) < key(b);
  }

  void learn(const ClientLibrary& library) {
    for (const ClientCall& call : library.calls)
      for (const std::string& function : call.functions) {
        sinks_[last_name(function)].push_back({&library, &call, &function});
        tracer_.client_functions.insert(function);
      }
    texts_.quoting_values.insert(texts_.quoting_values.end(), library.quote_value.begin(), library.quote_value.end());
    texts_.quoting_names.insert(texts_.quoting_names.end(), library.quote_name.begin(), library.quote_name.end());
    for (const std::string& binder : library.binders) binders_.insert(binder);
  }

  const Source* source(const Unit& unit, int32_t file) {
    if (file < 0 || static_cast<size_t>(file) >= unit.files.size()) return nullptr;
    const std::string& path = unit.files[static_cast<size_t>(file)].path;
    const auto [known, is_new] = files_.try_emplace(path);
    if (is_new) known->second = load_(path);
    return known->second.get();
  }

  Place place(const Unit& unit, const CodeRange& at) {
    const Source* found = source(unit, at.file);
    return found == nullptr ? Place{} : Place{found, {at.begin, at.end}};
  }

  static std::string last_name(const std::string& name) {
    const size_t colon = name.rfind("::");
    return colon == std::string::npos ? name : name.substr(colon + 2);
  }

  // Whatever namespace a library is wrapped in.
  std::vector<Sink> sinks_of(const FunctionRef& in, const CodeCall& call) const {
    std::vector<Sink> found;
    const auto add_all = [&](const std::string& name) {
      const auto known = sinks_.find(last_name(name));
      if (known == sinks_.end() || !found.empty()) return;
      for (const Sink& sink : known->second)
        if (name == *sink.function || (sink.function->find("::") != std::string::npos && is_named(name, *sink.function))) found.push_back(sink);
    };
    add_all(in.name(call.callee));
    for (const NameId base : call.overridden) add_all(in.name(base));
    return found;
  }

  static int operand_of(const CodeCall& call, int argument) { return argument - 1 + (call.is_method ? 1 : 0); }

  bool has_operand(const CodeCall& call, int argument) const {
    return argument > 0 && operand_of(call, argument) < static_cast<int>(call.operands.size());
  }

  void look_at(const FunctionRef& in, int32_t index) {
    const CodeCall& call = in.call(index);
    const std::vector<Sink> sinks = sinks_of(in, call);
    if (sinks.empty()) return;
    const size_t arguments = call.operands.size() - (call.is_method && !call.operands.empty() ? 1 : 0);
    const Sink* chosen = nullptr;
    std::vector<Text> texts;
    for (const Sink& sink : sinks) {
      if (sink.call->functions.empty()) continue;
      if (static_cast<int>(arguments) < sink.call->least || (sink.call->sql > 0 && !has_operand(call, sink.call->sql))) continue;
      if (sink.call->sql == 0 && !has_operand(call, sink.call->name)) continue;
      // Of several signatures the one counts whose argument is a text.
      std::vector<Text> found = text_at(frame_of(in), index, sink);
      const bool has_text = sink.call->sql == 0 || std::any_of(found.begin(), found.end(), has_literal);
      if (chosen == nullptr || has_text) {
        chosen = &sink;
        texts = std::move(found);
      }
      if (has_text) break;
    }
    if (chosen == nullptr) return;
    libraries_.insert(chosen->library->name);
    if (chosen->call->sql == 0) return walk_prepared(frame_of(in), index, *chosen, 0);
    // A session's `<<` starts a text; those that go on with it are a part of it.
    const Place at = place(*in.unit, call.at);
    if (at) calls_[std::pair(at.source->path(), at.span.begin)] = false;
    walk(frame_of(in), index, *chosen, 0);
  }

  static bool has_literal(const Text& text) {
    return std::any_of(text.begin(), text.end(), [](const TextPart& part) {
      return !part.is_hole && !part.segments.empty() &&
             std::any_of(part.text.begin(), part.text.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
    });
  }

  // `session << a << b`: the last `<<`.
  std::vector<int32_t> chain(const FunctionRef& in, int32_t index) const {
    std::vector<int32_t> calls{index};
    for (size_t i = static_cast<size_t>(index) + 1; i < in.function->calls.size(); ++i) {
      const CodeCall& next = in.function->calls[i];
      if (next.operands.empty()) continue;
      const CodeValue& object = in.value(next.operands[0]);
      if (object.kind == ValueKind::kResult && object.index == calls.back()) calls.push_back(static_cast<int32_t>(i));
    }
    return calls;
  }

  std::vector<Text> text_at(const FramePtr& frame, int32_t index, const Sink& sink) {
    const CodeCall& call = frame->function.call(index);
    if (sink.call->sql == 0) return {};
    std::vector<Text> made = texts_.evaluate({frame, call.operands[static_cast<size_t>(operand_of(call, sink.call->sql))]});
    if (!sink.call->streams) return made;
    const std::vector<int32_t> all = chain(frame->function, index);
    for (size_t i = 1; i < all.size(); ++i) {
      const CodeCall& next = frame->function.call(all[i]);
      if (!is_named(frame->function.name(next.callee), "operator<<") || next.operands.size() < 2) break;
      made = concatenated(made, texts_.evaluate({frame, next.operands[1]}));
    }
    return made;
  }

  static bool waits_for_caller(const Text& text) {
    return std::any_of(text.begin(), text.end(), [](const TextPart& part) {
      if (!part.is_hole || part.is_number || part.is_quoted || part.is_quoted_name || !part.hole) return false;
      Located at = part.hole;
      for (int step = 0; at && step < 32; ++step) {
        const CodeValue& value = at.get();
        if (value.kind == ValueKind::kParameter) {
          const Located given = argument(at.frame, value.index);
          if (!given) return true;
          at = given;
        } else if ((value.kind == ValueKind::kField || value.kind == ValueKind::kWithField || value.kind == ValueKind::kElement) && !value.operands.empty()) {
          at = {at.frame, value.operands[0]};
        } else if (value.kind == ValueKind::kResult || value.kind == ValueKind::kAfter) {
          const CodeCall& call = at.frame->function.call(value.index);
          if (call.operands.empty()) return false;
          at = {at.frame, call.operands[0]};
        } else {
          return false;
        }
      }
      return false;
    });
  }

  // From the function of the call up to its callers, as long as they say more of the text.
  void walk(const FramePtr& frame, int32_t index, const Sink& sink, int depth) {
    const std::vector<Text> texts = text_at(frame, index, sink);
    const bool open = std::any_of(texts.begin(), texts.end(), waits_for_caller);
    if (open && depth < kDeepestWrapper) {
      const FramePtr outermost = [&] {
        FramePtr at = frame;
        while (at->caller != nullptr) at = at->caller;
        return at;
      }();
      const std::vector<CallRef> callers = program_.callers(outermost->function);
      size_t followed = 0;
      for (const CallRef& caller : callers) {
        if (caller.in.function == outermost->function.function || ++followed > kMostCallers) continue;
        walk(under(frame, caller), index, sink, depth + 1);
      }
      if (followed > 0) return;
    }
    emit(frame, index, sink, texts);
  }

  // Up to where the name of the prepared statement is written.
  void walk_prepared(const FramePtr& frame, int32_t index, const Sink& sink, int depth) {
    const CodeCall& call = frame->function.call(index);
    const std::vector<Text> names = texts_.evaluate({frame, call.operands[static_cast<size_t>(operand_of(call, sink.call->name))]});
    if (depth < kDeepestWrapper && std::any_of(names.begin(), names.end(), waits_for_caller)) {
      FramePtr outermost = frame;
      while (outermost->caller != nullptr) outermost = outermost->caller;
      size_t followed = 0;
      for (const CallRef& caller : program_.callers(outermost->function)) {
        if (caller.in.function == outermost->function.function || ++followed > kMostCallers) continue;
        walk_prepared(under(frame, caller), index, sink, depth + 1);
      }
      if (followed > 0) return;
    }
    prepared_calls_.push_back({frame, index, sink});
  }

  // The same chain of frames, with `caller` on top.
  static FramePtr under(const FramePtr& frame, const CallRef& caller) {
    auto made = std::make_shared<Frame>(*frame);
    if (frame->caller == nullptr) {
      made->call = caller.index;
      made->caller = frame_of(caller.in);
    } else {
      made->caller = under(frame->caller, caller);
    }
    made->depth = made->caller->depth + 1;
    return made;
  }

  void emit(const FramePtr& frame, int32_t index, const Sink& sink, const std::vector<Text>& texts) {
    const FunctionRef& in = frame->function;
    const CodeCall& call = in.call(index);
    std::vector<CodeStatement> made;
    std::vector<Composed> all;
    std::vector<size_t> text_of;
    for (const Text& text : texts) {
      if (!has_literal(text)) continue;
      const TextShape shape = shape_of(text, frame, index, sink);
      for (Composed& composed : compose(text, source_of_)) {
        if (composed.text.source == nullptr) continue;
        CodeStatement statement;
        statement.text = composed.text;
        statement.shape = shape;
        statement.holes = composed.holes;
        made.push_back(std::move(statement));
        all.push_back(std::move(composed));
        text_of.push_back(static_cast<size_t>(&text - texts.data()));
      }
    }
    // Of the variants that branches and loops give, those that cannot be parsed never run.
    std::vector<bool> parses;
    for (const CodeStatement& one : made) parses.push_back(is_sql(one.text));
    const bool any_parses = std::find(parses.begin(), parses.end(), true) != parses.end();
    const std::vector<Located> values = bound_values(frame, index, sink);
    const Place at = place(*in.unit, call.at);
    bool has_any = false;
    for (size_t i = 0; i < made.size(); ++i) {
      if (any_parses && !parses[i]) continue;
      CodeStatement& statement = made[i];
      statement.call = at;
      statement.library = sink.library->name;
      statement.function = in.name(call.callee);
      bind(statement, all[i], values);
      note_segments(statement.text);
      has_any = true;
      if (sink.call->name > 0 && has_operand(call, sink.call->name)) {
        const std::vector<Text> names =
            texts_.evaluate({frame, call.operands[static_cast<size_t>(operand_of(call, sink.call->name))]});
        // A table of names and texts that is prepared in a loop: the n-th name is that of the n-th text.
        const bool in_step = names.size() == texts.size();
        for (size_t n = 0; n < names.size(); ++n)
          if (names[n].size() == 1 && !names[n][0].is_hole && (!in_step || n == text_of[i]))
            prepared_[names[n][0].text].push_back(key_of(statement));
      }
      add(std::move(statement));
    }
    if (has_any && at) calls_[std::pair(at.source->path(), at.span.begin)] = true;
  }

  using StatementKey = std::tuple<std::string, uint32_t, std::string, std::string, uint32_t>;

  static StatementKey key_of(const CodeStatement& statement) {
    return {statement.text.source->path(), statement.text.host.begin, statement.text.text,
            statement.call ? statement.call.source->path() : std::string(), statement.call.span.begin};
  }

  void add(CodeStatement statement) {
    const StatementKey key = key_of(statement);
    if (const auto known = known_.find(key); known != known_.end()) {
      CodeStatement& before = made_.statements[known->second];
      // Reached from several callers: their values are all bound here.
      for (BoundArgument& argument : statement.arguments)
        for (BoundArgument& seen : before.arguments)
          if (seen.number == argument.number)
            for (ValueOrigin& origin : argument.origins)
              if (std::none_of(seen.origins.begin(), seen.origins.end(),
                               [&](const ValueOrigin& one) { return one.kind == origin.kind && one.name == origin.name && one.at == origin.at; }))
                seen.origins.push_back(std::move(origin));
      return;
    }
    known_[key] = made_.statements.size();
    made_.statements.push_back(std::move(statement));
  }

  static bool is_sql(const SqlText& text) {
    static const Catalog kEmpty;
    thread_local SqlBinder binder(kEmpty);
    return !binder.bind(text).problem.has_value();
  }

  TextShape shape_of(const Text& text, const FramePtr& frame, int32_t index, const Sink& sink) {
    size_t literals = 0;
    bool has_hole = false;
    for (const TextPart& part : text) {
      literals += part.is_hole ? 0 : 1;
      has_hole = has_hole || part.is_hole;
    }
    const CodeCall& call = frame->function.call(index);
    const Located given{frame, call.operands[static_cast<size_t>(operand_of(call, sink.call->sql))]};
    Located at = given;
    for (int step = 0; at && at.get().kind == ValueKind::kResult && step < 8; ++step) {
      const CodeCall& made = at.frame->function.call(at.get().index);
      const std::string& name = at.frame->function.name(made.callee);
      if (name.find("format") != std::string::npos || name.find("rintf") != std::string::npos || is_named(name, "QString::arg"))
        return TextShape::kFormat;
      if (made.operands.empty()) break;
      at = {at.frame, made.operands[0]};
    }
    if (literals > 1 || has_hole) return TextShape::kConcatenation;
    const Place at_call = place(*frame->function.unit, call.at);
    const TextPart& only = text[0];
    const Source* typed = only.segments.empty() ? nullptr : source(*only.unit, only.segments[0].file);
    const bool inside = typed == at_call.source && only.segments[0].offset >= at_call.span.begin && only.segments[0].offset < at_call.span.end;
    return inside ? TextShape::kLiteral : TextShape::kConstant;
  }

  // What is bound as $1, $2, … in order.
  std::vector<Located> bound_values(const FramePtr& frame, int32_t index, const Sink& sink) {
    const FunctionRef& in = frame->function;
    const CodeCall& call = in.call(index);
    std::vector<Located> values;
    switch (sink.call->binding) {
      case ClientCall::Binding::kNone: break;
      case ClientCall::Binding::kVariadic:
        for (auto i = static_cast<size_t>(operand_of(call, sink.call->from)); i < call.operands.size(); ++i) {
          const Located one{frame, call.operands[i]};
          const std::vector<Located> inner = is_params(one) ? unpacked(one) : std::vector<Located>();
          if (inner.empty() && is_params(one)) return values;  // So many that nobody knows which is which.
          if (inner.empty()) values.push_back(one);
          else values.insert(values.end(), inner.begin(), inner.end());
        }
        break;
      case ClientCall::Binding::kArray:
        if (has_operand(call, sink.call->from)) {
          const Located given{frame, call.operands[static_cast<size_t>(operand_of(call, sink.call->from))]};
          values = is_params(given) ? unpacked(given) : texts_.elements(given);
        }
        break;
      case ClientCall::Binding::kChain: values = chained_values(frame, index); break;
    }
    return values;
  }

  // pqxx::params{a, b}
  bool is_params(const Located& value) {
    const Located at = texts_.resolve(value);
    if (!at || at.get().kind != ValueKind::kResult) return false;
    const std::string& name = at.frame->function.name(at.frame->function.call(at.get().index).callee);
    return is_named(name, "params") || is_named(name, "make_dynamic_params") || is_named(name, "dynamic_params");
  }

  std::vector<Located> unpacked(const Located& value) {
    const Located at = texts_.resolve(value);
    const CodeCall& call = at.frame->function.call(at.get().index);
    std::vector<Located> made;
    if (call.is_constructor && is_named(at.frame->function.name(call.callee), "params")) {
      for (const ValueId operand : call.operands) made.push_back({at.frame, operand});
      return made;
    }
    return call.operands.empty() ? made : texts_.elements({at.frame, call.operands[0]});
  }

  std::vector<Located> chained_values(const FramePtr& frame, int32_t index) {
    const FunctionRef& in = frame->function;
    std::vector<Located> values;
    for (const int32_t next : chain(in, index)) {
      const CodeCall& call = in.call(next);
      for (size_t i = 1; i < call.operands.size(); ++i) {
        const CodeValue& value = in.value(call.operands[i]);
        if (value.kind != ValueKind::kResult) continue;
        const CodeCall& made = in.call(value.index);
        if (std::any_of(binders_.begin(), binders_.end(), [&](const std::string& one) { return is_named(in.name(made.callee), one); }) &&
            !made.operands.empty())
          values.push_back({frame, made.operands[0]});
      }
    }
    // Statements that are bound after they were prepared, up to the next text.
    for (size_t i = static_cast<size_t>(index) + 1; i < in.function->calls.size(); ++i) {
      const CodeCall& call = in.function->calls[i];
      const std::string& name = in.name(call.callee);
      if (is_named(name, "QSqlQuery::prepare")) break;
      if (is_named(name, "QSqlQuery::addBindValue") && call.operands.size() > 1) values.push_back({frame, call.operands[1]});
      if (is_named(name, "QSqlQuery::bindValue") && call.operands.size() > 2) values.push_back({frame, call.operands[2]});
    }
    return values;
  }

  BoundArgument argument_for(int number, const Located& value) {
    BoundArgument argument;
    argument.number = number;
    argument.name = tracer_.name_of(value);
    argument.at = tracer_.place(value);
    argument.origins = tracer_.origins(value);
    return argument;
  }

  void bind(CodeStatement& statement, const Composed& composed, const std::vector<Located>& values) {
    for (size_t i = 0; i < composed.ordinal.size(); ++i) {
      const int ordinal = composed.ordinal[i];
      const int number = composed.text.placeholders[i].number;
      const bool known = std::any_of(statement.arguments.begin(), statement.arguments.end(),
                                     [&](const BoundArgument& one) { return one.number == number; });
      if (ordinal > 0 && !known && static_cast<size_t>(ordinal) <= values.size())
        statement.arguments.push_back(argument_for(number, values[static_cast<size_t>(ordinal) - 1]));
    }
    for (size_t i = 0; i < statement.holes.size(); ++i)
      if (statement.holes[i].number > 0 && composed.hole_values[i])
        statement.arguments.push_back(argument_for(statement.holes[i].number, composed.hole_values[i]));
  }

  // What a prepared statement is run with, where it is run.
  void attach_prepared() {
    for (const PreparedCall& use : prepared_calls_) {
      const CodeCall& call = use.frame->function.call(use.index);
      const std::vector<Located> values = bound_values(use.frame, use.index, use.sink);
      for (const Text& name : texts_.evaluate({use.frame, call.operands[static_cast<size_t>(operand_of(call, use.sink.call->name))]})) {
        if (name.size() != 1 || name[0].is_hole) continue;
        const auto found = prepared_.find(name[0].text);
        if (found == prepared_.end()) continue;
        for (const StatementKey& key : found->second) {
          CodeStatement& statement = made_.statements[known_.at(key)];
          for (const Placeholder& placeholder : statement.text.placeholders) {
            if (placeholder.number < 1 || static_cast<size_t>(placeholder.number) > values.size()) continue;
            BoundArgument argument = argument_for(placeholder.number, values[static_cast<size_t>(placeholder.number) - 1]);
            statement.arguments.push_back(std::move(argument));
          }
        }
      }
    }
  }

  void note_segments(const SqlText& text) {
    for (const SqlText::Piece& piece : text.pieces)
      if (piece.source != nullptr) used_.emplace(piece.source, piece.host);
    if (text.source != nullptr) used_.emplace(text.source, text.host.begin);
  }

  // Literals that are DML by their words and reach no known call.
  void find_by_content() {
    std::set<std::pair<const Source*, uint32_t>> seen;
    for (const FunctionRef& function : program_.functions())
      for (size_t i = 0; i < function.function->values.size(); ++i) {
        const CodeValue& value = function.function->values[i];
        if (value.kind != ValueKind::kText || !looks_like_dml(function.name(value.name)) || value.segments.empty()) continue;
        const Source* typed = source(*function.unit, value.segments[0].file);
        if (typed == nullptr || !seen.emplace(typed, value.segments[0].offset).second) continue;
        const uint32_t end = value.segments.back().offset + static_cast<uint32_t>(function.name(value.name).size());
        const auto used = used_.lower_bound({typed, value.segments[0].offset});
        if (used != used_.end() && used->first == typed && used->second < end) continue;
        TextPart part;
        part.text = function.name(value.name);
        part.segments = value.segments;
        part.unit = function.unit;
        for (Composed& composed : compose({part}, source_of_)) {
          if (composed.text.source == nullptr || !is_sql(composed.text)) continue;
          CodeStatement statement;
          statement.text = std::move(composed.text);
          statement.shape = TextShape::kLiteral;
          made_.by_content.push_back(std::move(statement));
        }
      }
  }

  static bool looks_like_dml(const std::string& text) {
    static constexpr std::string_view kVerbs[] = {"select", "insert", "update", "delete", "with", "merge"};
    const size_t begin = text.find_first_not_of(" \t\r\n(");
    if (begin == std::string::npos || text.size() < begin + 12) return false;
    std::string word;
    for (size_t i = begin; i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0; ++i)
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
    return std::find(std::begin(kVerbs), std::end(kVerbs), word) != std::end(kVerbs) && text.find(' ') != std::string::npos;
  }

  void read_comments() {
    std::map<const Source*, std::vector<Span>> spans;
    for (const FunctionRef& function : program_.functions()) {
      const auto add_span = [&](const CodeRange& at) {
        if (const Source* found = source(*function.unit, at.file)) spans[found].push_back({at.begin, at.end});
      };
      for (const CodeCall& call : function.function->calls) add_span(call.at);
      if (function.function->is_variable) add_span(function.function->at);
      for (const CodeValue& value : function.function->values)
        if (value.kind == ValueKind::kText) add_span(value.at);
    }
    for (const Unit& unit : program_.units())
      for (size_t i = 0; i < unit.files.size(); ++i)
        if (unit.files[i].in_project) source(unit, static_cast<int32_t>(i));
    for (const auto& [path, file] : files_) {
      if (file == nullptr) continue;
      std::vector<AllowComment> found = read_host_comments(*file, spans[file.get()]);
      made_.allow_comments.insert(made_.allow_comments.end(), found.begin(), found.end());
    }
  }

  void count() {
    CodeCoverage& coverage = made_.coverage;
    coverage.units = static_cast<int>(program_.units().size());
    for (const Unit& unit : program_.units()) {
      coverage.units_lost += std::any_of(unit.problems.begin(), unit.problems.end(), [](const UnitProblem& one) { return one.fatal; });
      coverage.units_with_errors += !unit.problems.empty();
    }
    coverage.calls = static_cast<int>(calls_.size());
    for (const auto& [at, has_text] : calls_) coverage.calls_without_text += has_text ? 0 : 1;
    coverage.texts = static_cast<int>(made_.statements.size());
    for (const CodeStatement& statement : made_.statements) {
      ++coverage.by_shape[static_cast<int>(statement.shape)];
      coverage.with_holes += !statement.holes.empty();
    }
    coverage.by_content = static_cast<int>(made_.by_content.size());
    made_.libraries.assign(libraries_.begin(), libraries_.end());
  }

  struct PreparedCall {
    FramePtr frame;
    int32_t index;
    Sink sink;
  };

  const Program program_;
  const std::function<SourcePtr(const std::string&)>& load_;
  const FileSource source_of_;
  TextEvaluator texts_;
  OriginTracer tracer_;
  ClientLibrary own_;
  std::unordered_map<std::string, std::vector<Sink>> sinks_;
  std::set<std::string> binders_, libraries_;
  std::map<std::string, SourcePtr> files_;  ///< By absolute path; null: cannot be read.
  std::map<std::pair<std::string, uint32_t>, bool> calls_;  ///< By place; whether a text was found.
  std::map<StatementKey, size_t> known_;
  std::map<std::string, std::vector<StatementKey>> prepared_;  ///< By name.
  std::vector<PreparedCall> prepared_calls_;
  std::set<std::pair<const Source*, uint32_t>> used_;
  CodeReading made_;
};

}  // namespace

CodeReading read_code(std::vector<Unit> units, const Policy& policy, const std::function<SourcePtr(const std::string&)>& load) {
  return CodeReader(std::move(units), policy, load).run();
}

}  // namespace ringfence
