// From what a run noted to the facts that rules read.
#pragma once

#include <optional>

#include "lint/analysis/run.h"
#include "ringfence/facts.h"

namespace ringfence::analysis {

class StatementFacts {
 public:
  /// `strict` has been executed.
  StatementFacts(const Problem& problem, const Run& strict, bool reasons);
  Facts take() { return std::move(facts_); }

 private:
  void add_relation_uses();
  RelationUse relation_use(RelationId id) const;
  void settle(RelationUse& use, RelationId id);
  void classify(RelationUse& use, RelationId id);
  static std::string hidden_by(const RowClosure& closure);
  bool bound_under(const Suppositions& suppositions, RelationId id) const;
  void suggest(RelationUse& use, RelationId id);
  void find_followers(const std::vector<std::pair<size_t, RelationId>>& refuted);
  void settle_terms();
  void add_inserted_rows();
  void inserted_row(size_t index);
  bool is_hidden_write(const WrittenRow& row);
  bool follows_read(size_t index);
  void add_owner_change(const WrittenRow& row, size_t index);
  void add_upserts();
  bool is_tied_where_references_agree(const ConflictRow& row);
  void add_free_parents(const WrittenRow& row);
  void settle_verdict();

  const WrittenRow* written_under(const Run& run, size_t index) const;
  Place place_of(RelationId id, Span at) const;
  const Run& conditional();

  const Problem& problem_;
  const Query& query_;
  const Run& strict_;
  std::optional<Run> conditional_;
  Suppositions conditional_suppositions_;
  bool reasons_;
  Facts facts_;
  std::vector<RelationId> relation_of_use_;
  std::string unknown_write_;  ///< Why nobody can tell whose rows are written.
  uint64_t main_terms_ = 0;  ///< The term that most of the statement is tied to, as bits; 0: none is.
};

}  // namespace ringfence::analysis
