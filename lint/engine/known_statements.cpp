#include "lint/engine/known_statements.h"

#include "lint/engine/statement_tasks.h"

namespace ringfence::engine {

namespace {

constexpr size_t kMostKnown = 20000;

// Everything that the facts of a statement follow from, as bytes.
class StatementKey {
 public:
  StatementKey(const CodeStatement& code, bool by_content, const IsolationProver& prover, const Source* edited) : edited_(edited) {
    add(&prover);
    add(by_content);
    add(code.text);
    add(code.call);
    for (const TextHole& hole : code.holes) {
      add(hole.kind), add(hole.number), add(hole.is_quoted_name), add(hole.is_safe);
      add(hole.what);
      add(hole.at);
    }
    for (const BoundArgument& argument : code.arguments) {
      add(argument.number);
      add(argument.name);
      add(argument.at);
      for (const ValueOrigin& origin : argument.origins) add(origin);
    }
  }

  bool is_of_edited() const { return is_of_edited_; }
  std::string take() { return std::move(bytes_); }

 private:
  template <class Plain>
    requires std::is_scalar_v<Plain>
  void add(Plain value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }

  void add(const std::string& text) {
    add(text.size());
    bytes_ += text;
  }

  void add(const Source* source, Span at) {
    is_of_edited_ = is_of_edited_ || source == edited_;
    add(source);
    add(at.begin), add(at.end);
  }
  void add(Place at) { add(at.source, at.span); }

  void add(const SqlText& text) {
    add(text.text);
    add(text.name);
    add(text.source, text.host);
    for (const SqlText::Piece& piece : text.pieces) add(piece.sql), add(piece.verbatim), add(piece.source, {piece.host, piece.host});
    for (const Placeholder& one : text.placeholders) {
      add(one.number), add(one.list), add(one.from_code), add(one.levels);
      add(one.name), add(one.spelling);
      add(text.source, one.at);
    }
    for (const NameHole& hole : text.name_holes) add(hole.number), add(hole.quoted), add(hole.what), add(hole.at);
  }

  void add(const ValueOrigin& origin) {
    add(origin.kind), add(origin.level);
    add(origin.name);
    add(origin.at);
    for (const Label& label : origin.way) add(label.text), add(label.at);
  }

  const Source* edited_;
  std::string bytes_;
  bool is_of_edited_ = false;
};

}  // namespace

std::vector<Facts> KnownStatements::observe(const CodeReading& code, const Source* edited, const LiveSchema& schema, const LiveSchema::Observed& with) {
  const Project& project = schema.project();
  const BoundCredentials credentials(code, project.policy);
  const PromiseObserver promises(*project.catalog, project.columns, project.policy);
  const Observer observer(*project.catalog, project.policy, *with.prover, schema.columns(), credentials, promises, code, false);
  const size_t count = code.statements.size() + code.by_content.size();
  std::vector<Facts> made(count);
  std::vector<std::string> keys(count);
  std::vector<StatementTask> tasks;
  std::vector<size_t> wanted;
  {
    const std::lock_guard lock(mutex_);
    for (size_t i = 0; i < count; ++i) {
      const bool by_content = i >= code.statements.size();
      const CodeStatement& one = by_content ? code.by_content[i - code.statements.size()] : code.statements[i];
      StatementKey key(one, by_content, *with.prover, edited);
      if (!key.is_of_edited()) {
        keys[i] = key.take();
        if (const auto known = known_.find(keys[i]); known != known_.end()) {
          made[i] = known->second;
          continue;
        }
      }
      wanted.push_back(i);
      tasks.emplace_back([&observer, &one, by_content](SqlBinder& binder) { return observer.code(one, binder, by_content); });
    }
  }
  std::vector<Facts> found = run_tasks(tasks, *project.catalog, {});
  const std::lock_guard lock(mutex_);
  if (known_.size() > kMostKnown) known_.clear();
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (!keys[wanted[i]].empty() && found[i].credential_writes.empty() && found[i].row_changes.empty()) known_.try_emplace(std::move(keys[wanted[i]]), found[i]);
    made[wanted[i]] = std::move(found[i]);
  }
  return made;
}

}  // namespace ringfence::engine
