// What statements write to credential columns, and how they read them back.
#include "lint/columns/observation.h"
#include "lint/columns/lexicon.h"
#include "lint/columns/value.h"

namespace ringfence::columns {

namespace {

class WriteObserver {
 public:
  WriteObserver(const Query& query, const Observation& with) : query_(query), with_(with), judge_(query, with.catalog, with.classes, with.policy) {}

  void observe() {
    for (const Write& write : query_.writes) observe_write(write);
    for (size_t i = 0; i < query_.expressions.size(); ++i) observe_reading(query_.expressions[i]);
  }

  void assigned(const Table& table, int column, ExpressionId value) { written(&table, column, value); }

 private:
  void observe_write(const Write& write) {
    if (write.target == kNothing) return;
    const Table* table = query_.relation(write.target).table;
    if (table == nullptr) return;
    for (const Assignment& one : write.assignments) written(table, one.column, one.value);
    for (const Assignment& one : write.conflict.assignments)
      if (!is_excluded(one.value, write.conflict.excluded)) written(table, one.column, one.value);
    for (const MergeAction& action : write.merge_actions)
      for (const Assignment& one : action.assignments) written(table, one.column, one.value);
    if (write.source != kNothing) observe_source(write, *table, write.source, 0);
  }

  // What the row that could not be inserted brings has been judged where it stands.
  bool is_excluded(ExpressionId id, RelationId excluded) const {
    if (id == kNothing) return false;
    const Expression& expression = query_.expression(id);
    return expression.kind == ExpressionKind::kColumn && expression.relation == excluded;
  }

  void observe_source(const Write& write, const Table& table, BlockId id, int depth) {
    constexpr int kDeepest = 30;
    if (id == kNothing || depth > kDeepest) return;
    const Block& block = query_.block(id);
    if (block.kind == Block::Kind::kUnion) {
      observe_source(write, table, block.left, depth + 1);
      observe_source(write, table, block.right, depth + 1);
    }
    for (const auto& row : block.rows)
      for (size_t i = 0; i < row.size() && i < write.columns.size(); ++i) written(&table, write.columns[i], row[i]);
    if (block.kind != Block::Kind::kSelect || block.open_outputs) return;
    for (size_t i = 0; i < block.outputs.size() && i < write.columns.size(); ++i) written(&table, write.columns[i], block.outputs[i].value);
  }

  void written(const Table* table, int column, ExpressionId id) {
    if (table == nullptr || column < 0 || id == kNothing) return;
    const DataKind& kind = with_.classes.of(*table, column);
    if (kind.data_class != DataClass::kCredential) return;
    const Value value = judge_.judge(id, *table, column, kind);
    CredentialWrite write;
    write.statement = with_.statement;
    write.table = table;
    write.column = column;
    write.kind = kind;
    write.form = value.form;
    write.given = value.given;
    write.parameter = value.parameter;
    write.at = place_of(*query_.text, value.at);
    with_.facts.credential_writes.push_back(std::move(write));
  }

  // pgp_sym_decrypt(column, key), and crypt(what was typed, column).
  void observe_reading(const Expression& call) {
    const bool decrypts = lexicon().does(call.function, "decrypt") && call.child_count > 0;
    const bool compares = lexicon().does(call.function, "password_hash") && call.child_count > 1;
    if (!decrypts && !compares) return;
    const BaseColumn base = base_column(query_, query_.child(call, decrypts ? 0 : 1));
    if (!base) return;
    const DataKind& kind = with_.classes.of(*base.table, base.column);
    if (kind.data_class != DataClass::kCredential) return;
    CredentialWrite read;
    read.statement = with_.statement;
    read.table = base.table;
    read.column = base.column;
    read.kind = kind;
    read.form = CredentialWrite::Form::kReadBack;
    read.given = std::string(call.function) + "(…)";
    read.at = place_of(*query_.text, call.at);
    with_.facts.credential_writes.push_back(std::move(read));
  }

  const Query& query_;
  const Observation& with_;
  ValueJudge judge_;
};

}  // namespace

void observe_writes(const BoundStatement& bound, const Observation& with) {
  WriteObserver observer(*bound.query, with);
  observer.observe();
  const Query& query = *bound.query;
  if (bound.assigned_table == nullptr || query.root == kNothing) return;
  const Block& block = query.block(query.root);
  if (block.outputs.size() == 1) observer.assigned(*bound.assigned_table, bound.assigned_column, block.outputs[0].value);
}

}  // namespace ringfence::columns
