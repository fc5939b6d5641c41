// Which calls send SQL to a database, and what the text is.
#include <algorithm>

#include "lint/program/code_reader.h"
#include "lint/program/text_parts.h"
#include "ringfence/catalog.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::program {

void CodeReader::learn(const ClientLibrary& library) {
  for (const ClientCall& call : library.calls)
    for (const std::string& function : call.functions) {
      sinks_[last_part(function)].push_back({&library, &call, &function});
      if (const size_t colon = function.rfind("::"); colon != std::string::npos) classes_.insert(function.substr(0, colon));
      tracer_.client_functions.insert(function);
    }
  texts_.quoting_values.insert(texts_.quoting_values.end(), library.quote_value.begin(), library.quote_value.end());
  texts_.quoting_names.insert(texts_.quoting_names.end(), library.quote_name.begin(), library.quote_name.end());
  for (const std::string& binder : library.binders) binders_.insert(binder);
}

std::vector<Sink> CodeReader::sinks_of(const FunctionRef& in, const CodeCall& call) const {
  std::vector<Sink> found;
  const auto add_all = [&](const std::string& name) {
    const auto known = sinks_.find(last_part(name));
    if (known == sinks_.end() || !found.empty()) return;
    for (const Sink& sink : known->second)
      if (name == *sink.function || (sink.function->find("::") != std::string::npos && is_named(name, *sink.function))) found.push_back(sink);
  };
  add_all(in.name(call.callee));
  for (const NameId base : call.overridden) add_all(in.name(base));
  return found;
}

// A connection or a query, which other signatures take where this one takes the text.
bool CodeReader::is_client(const FunctionRef& in, ValueId value) const { return classes_.contains(in.name(in.value(value).type)); }

int CodeReader::operand_of(const CodeCall& call, int argument) { return argument - 1 + (call.is_method ? 1 : 0); }

bool CodeReader::has_operand(const CodeCall& call, int argument) const {
  return argument > 0 && operand_of(call, argument) < static_cast<int>(call.operands.size());
}

// Of several signatures the one counts whose argument is a text: 2; where it is only declared as one: 1.
int CodeReader::text_fits(const FunctionRef& in, int32_t index, const Sink& sink) {
  if (sink.call->sql == 0) return 2;
  const std::vector<Text> found = text_at(frame_of(in), index, sink);
  if (std::any_of(found.begin(), found.end(), has_literal)) return 2;
  const CodeCall& call = in.call(index);
  return is_text(in.name(in.value(call.operands[static_cast<size_t>(operand_of(call, sink.call->sql))]).type)) ? 1 : 0;
}

void CodeReader::look_at(const FunctionRef& in, int32_t index) {
  const CodeCall& call = in.call(index);
  const std::vector<Sink> sinks = sinks_of(in, call);
  if (sinks.empty()) return;
  const size_t arguments = call.operands.size() - (call.is_method && !call.operands.empty() ? 1 : 0);
  const Sink* chosen = nullptr;
  int best = -1;
  for (const Sink& sink : sinks) {
    if (sink.call->functions.empty()) continue;
    if (static_cast<int>(arguments) < sink.call->least || (sink.call->sql > 0 && !has_operand(call, sink.call->sql))) continue;
    if (sink.call->sql == 0 && !has_operand(call, sink.call->name)) continue;
    if (sink.call->sql > 0 && is_client(in, call.operands[static_cast<size_t>(operand_of(call, sink.call->sql))])) continue;
    const int fits = text_fits(in, index, sink);
    if (fits > best) chosen = &sink;
    best = std::max(best, fits);
    if (best == 2) break;
  }
  if (chosen == nullptr) return;
  libraries_.insert(chosen->library->name);
  if (chosen->call->sql == 0) return walk_prepared(frame_of(in), index, *chosen, 0);
  // A session's `<<` starts a text; those that go on with it are a part of it.
  seen(frame_of(in), index);
  walked_ = 0;
  walk(frame_of(in), index, *chosen, 0);
}

bool CodeReader::has_literal(const Text& text) {
  return std::any_of(text.begin(), text.end(), [](const TextPart& part) {
    return !part.is_hole && !part.segments.empty() &&
           std::any_of(part.text.begin(), part.text.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
  });
}

std::vector<int32_t> CodeReader::chain(const FunctionRef& in, int32_t index) const {
  std::vector<int32_t> calls{index};
  for (size_t i = static_cast<size_t>(index) + 1; i < in.function->calls.size(); ++i) {
    const CodeCall& next = in.function->calls[i];
    if (next.operands.empty()) continue;
    const CodeValue& object = in.value(next.operands[0]);
    if (object.kind == ValueKind::kResult && object.index == calls.back()) calls.push_back(static_cast<int32_t>(i));
  }
  return calls;
}

std::vector<Text> CodeReader::text_at(const FramePtr& frame, int32_t index, const Sink& sink, bool anywhere) {
  const CodeCall& call = frame->function.call(index);
  if (sink.call->sql == 0) return {};
  std::vector<Text> made = texts_.evaluate({frame, call.operands[static_cast<size_t>(operand_of(call, sink.call->sql))]}, anywhere);
  if (texts_.is_cut()) seen(frame, index).is_cut = true;
  if (!sink.call->streams) return made;
  const std::vector<int32_t> all = chain(frame->function, index);
  for (size_t i = 1; i < all.size(); ++i) {
    const CodeCall& next = frame->function.call(all[i]);
    if (!is_named(frame->function.name(next.callee), "operator<<") || next.operands.size() < 2) break;
    bool is_cut = false;
    made = concatenated(made, texts_.evaluate({frame, next.operands[1]}, anywhere), &is_cut);
    if (is_cut || texts_.is_cut()) seen(frame, index).is_cut = true;
  }
  return made;
}

void CodeReader::walk(const FramePtr& frame, int32_t index, const Sink& sink, int depth) {
  const std::vector<Text> texts = text_at(frame, index, sink);
  const bool open = std::any_of(texts.begin(), texts.end(), waits_for_caller);
  if (open && depth < kDeepestWrapper) {
    const FramePtr outermost = outermost_frame(frame);
    size_t followed = 0;
    bool is_cut = false;
    for (const CallRef& caller : program_.callers(outermost->function)) {
      if (caller.in.function == outermost->function.function) continue;
      is_cut = ++followed > kMostCallers || ++walked_ > kMostWays;
      if (is_cut) break;
      walk(under(frame, caller), index, sink, depth + 1);
    }
    if (is_cut) seen(frame, index).is_cut = true;
    else if (followed > 0) return;
  }
  // What the way here does not say, other functions have left in objects.
  const auto has_open_hole = [](const Text& text) {
    return std::any_of(text.begin(), text.end(), [](const TextPart& part) {
      return part.is_hole && !part.is_number && !part.is_quoted && !part.is_quoted_name;
    });
  };
  // It may be left for other ends, too: what is no SQL is not sent here.
  if (std::any_of(texts.begin(), texts.end(), has_open_hole) && emit(frame, index, sink, text_at(frame, index, sink, true), true)) return;
  emit(frame, index, sink, texts);
}

void CodeReader::walk_prepared(const FramePtr& frame, int32_t index, const Sink& sink, int depth) {
  const CodeCall& call = frame->function.call(index);
  const std::vector<Text> names = texts_.evaluate({frame, call.operands[static_cast<size_t>(operand_of(call, sink.call->name))]});
  if (depth < kDeepestWrapper && std::any_of(names.begin(), names.end(), waits_for_caller)) {
    const FramePtr outermost = outermost_frame(frame);
    size_t followed = 0;
    for (const CallRef& caller : program_.callers(outermost->function)) {
      if (caller.in.function == outermost->function.function || ++followed > kMostCallers) continue;
      walk_prepared(under(frame, caller), index, sink, depth + 1);
    }
    if (followed > 0) return;
  }
  prepared_calls_.push_back({frame, index, sink});
}

std::vector<CodeReader::Variant> CodeReader::variants(const std::vector<Text>& texts, HoleFilling filling) {
  std::vector<Variant> all;
  for (size_t i = 0; i < texts.size(); ++i) {
    if (!has_literal(texts[i])) continue;
    for (Composed& composed : compose(texts[i], source_of_, filling)) {
      if (composed.text.source == nullptr) continue;
      Variant made;
      made.statement.text = composed.text;
      made.statement.holes = composed.holes;
      for (const TextHole& hole : composed.holes)
        if (hole.kind == TextHole::Kind::kName) made.statement.text.name_holes.push_back({hole.number, hole.is_quoted_name, hole.what, hole.at});
      made.text = i;
      made.parses = !syntax_error_in(composed.text.text);
      made.composed = std::move(composed);
      all.push_back(std::move(made));
    }
  }
  return all;
}

bool CodeReader::emit(const FramePtr& frame, int32_t index, const Sink& sink, const std::vector<Text>& texts, bool only_sql) {
  const FunctionRef& in = frame->function;
  const CodeCall& call = in.call(index);
  const auto reads = [](const Variant& one) { return one.parses; };
  std::vector<Variant> made = variants(texts, HoleFilling::kByPlace);
  if (std::none_of(made.begin(), made.end(), reads) && !only_sql) made = variants(texts, HoleFilling::kUntilRead);
  // Of the variants that branches and loops give, those that cannot be parsed never run.
  const bool any_parses = std::any_of(made.begin(), made.end(), reads);
  if (only_sql && !any_parses) return false;
  const std::vector<Bound> values = bound_values(frame, index, sink);
  const Place at = place(*in.unit, call.at);
  bool has_any = false;
  for (Variant& one : made) {
    if (any_parses && !one.parses) continue;
    CodeStatement& statement = one.statement;
    const bool is_pieced = texts[one.text].size() > 1;
    if (!one.parses && is_pieced && !starts_a_statement(statement.text.text)) {
      note_segments(statement.text);
      continue;
    }
    has_any = true;
    if (!one.parses && is_of_other_database(statement.text, sink)) {
      note_segments(statement.text);
      elsewhere_.emplace(statement.text.source->path(), statement.text.host.begin, statement.text.text);
      continue;
    }
    statement.shape = shape_of(texts[one.text], frame, index, sink);
    statement.call = at;
    statement.library = sink.library->name;
    statement.function = in.name(call.callee);
    statement.results = {result_site(frame, index)};
    bind(statement, one.composed, values);
    note_segments(statement.text);
    note_prepared(frame, index, sink, texts.size(), one);
    add(std::move(statement));
  }
  if (has_any) seen(frame, index).has_text = true;
  else explain(frame, index, texts);
  return has_any;
}

void CodeReader::note_prepared(const FramePtr& frame, int32_t index, const Sink& sink, size_t texts, const Variant& one) {
  const CodeCall& call = frame->function.call(index);
  if (sink.call->name == 0 || !has_operand(call, sink.call->name)) return;
  const std::vector<Text> names = texts_.evaluate({frame, call.operands[static_cast<size_t>(operand_of(call, sink.call->name))]});
  // A table of names and texts that is prepared in a loop: the n-th name is that of the n-th text.
  const bool in_step = names.size() == texts;
  for (size_t n = 0; n < names.size(); ++n)
    if (names[n].size() == 1 && !names[n][0].is_hole && (!in_step || n == one.text))
      prepared_[names[n][0].text].push_back(key_of(one.statement));
}

// The wrapper that the text was given to hands the rows on, whatever it is made of.
ResultSite CodeReader::result_site(const FramePtr& frame, int32_t index) {
  ResultSite site{frame->function.function, index};
  for (const Frame* at = frame.get(); at->caller != nullptr; at = at->caller.get()) site = {at->caller->function.function, at->call};
  return site;
}

CodeReader::StatementKey CodeReader::key_of(const CodeStatement& statement) {
  return {statement.text.source->path(), statement.text.host.begin, statement.text.text,
          statement.call ? statement.call.source->path() : std::string(), statement.call.span.begin};
}

void CodeReader::add(CodeStatement statement) {
  const StatementKey key = key_of(statement);
  if (const auto known = known_.find(key); known != known_.end()) {
    CodeStatement& before = made_.statements[known->second];
    for (const ResultSite& site : statement.results)
      if (std::find(before.results.begin(), before.results.end(), site) == before.results.end()) before.results.push_back(site);
    // Reached from several callers: their values are all bound here.
    for (BoundArgument& argument : statement.arguments)
      for (BoundArgument& seen : before.arguments)
        if (seen.number == argument.number) {
          seen.values.insert(seen.values.end(), argument.values.begin(), argument.values.end());
          for (ValueOrigin& origin : argument.origins)
            if (std::none_of(seen.origins.begin(), seen.origins.end(),
                             [&](const ValueOrigin& one) { return one.kind == origin.kind && one.name == origin.name && one.at == origin.at; }))
              seen.origins.push_back(std::move(origin));
        }
    return;
  }
  known_[key] = made_.statements.size();
  made_.statements.push_back(std::move(statement));
}

TextShape CodeReader::shape_of(const Text& text, const FramePtr& frame, int32_t index, const Sink& sink) {
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

void CodeReader::note_segments(const SqlText& text) {
  for (const SqlText::Piece& piece : text.pieces)
    if (piece.source != nullptr) used_.emplace(piece.source, piece.host);
  if (text.source != nullptr) used_.emplace(text.source, text.host.begin);
}

}  // namespace ringfence::program
