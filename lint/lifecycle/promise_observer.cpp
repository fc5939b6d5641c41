// PromiseObserver: from statements to facts, and from all facts to what is said of each commitment.
#include "ringfence/promise_observer.h"

#include <algorithm>

#include "lint/lifecycle/bound_durations.h"
#include "lint/lifecycle/conclusion.h"
#include "lint/lifecycle/uses.h"
#include "ringfence/lower_case.h"

namespace ringfence {

using lifecycle::Observation;

struct PromiseObserver::Known {
  lifecycle::Promises promises;
};

PromiseObserver::PromiseObserver(const Catalog& catalog, const ColumnClasses& classes, const Policy& policy)
    : known_(new Known{lifecycle::Promises(catalog, classes, policy)}) {}
PromiseObserver::~PromiseObserver() = default;

namespace {

void observe_scheduled(const Observation& outer);

void observe_all(const Observation& with) {
  if (with.bound.query == nullptr || with.query().text == nullptr || with.bound.is_raise) return;
  lifecycle::observe_changes(with);
  lifecycle::observe_inserts(with);
  lifecycle::observe_reads(with);
  lifecycle::observe_calls(with);
  lifecycle::observe_definitions(with);
  observe_scheduled(with);
}

// What cron is told to run is run again and again, wherever it is told so.
void observe_scheduled(const Observation& outer) {
  const std::vector<SqlText> commands = lifecycle::scheduled_commands(outer.query());
  if (commands.empty()) return;
  SqlBinder binder(outer.promises.catalog);
  for (const SqlText& command : commands) {
    const BoundStatement bound = binder.bind(command);
    observe_all({outer.promises, bound, outer.statement, false, nullptr, outer.facts});
    binder.bind_do(command, [&](const BoundStatement& inner) { observe_all({outer.promises, inner, outer.statement, false, nullptr, outer.facts}); });
  }
}

}  // namespace

void PromiseObserver::observe(const BoundStatement& bound, int statement, Facts& facts) const {
  if (!known_->promises.empty()) observe_all({known_->promises, bound, statement, false, nullptr, facts});
}

void PromiseObserver::observe_migration(const SqlText& text, SqlBinder& binder, Facts& facts) const {
  if (known_->promises.empty()) return;
  const auto observe = [&](const BoundStatement& bound) { observe_all({known_->promises, bound, -1, true, nullptr, facts}); };
  observe(binder.bind(text));
  binder.bind_do(text, observe);
}

void PromiseObserver::observe_view(const View& view, const BoundStatement& bound, Facts& facts) const {
  if (known_->promises.empty() || bound.query == nullptr || bound.query->text == nullptr) return;
  lifecycle::observe_reads({known_->promises, bound, -1, false, &view, facts});
}

void PromiseObserver::settle(const CodeStatement& statement, const CodeReading& code, Facts& facts) const {
  if (!known_->promises.empty() && code.linked != nullptr) lifecycle::settle_durations(statement, code, facts);
}

void PromiseObserver::observe_open(const CodeStatement& statement, int index, Facts& facts) const {
  if (!known_->promises.empty()) facts.open_texts.push_back({index, lower_case(statement.text.text), {statement.text.source, statement.text.host}});
}

void PromiseObserver::conclude(const CodeReading& code, Facts& facts) const {
  if (known_->promises.empty()) return;
  const lifecycle::Conclusion with(known_->promises, code, facts);
  lifecycle::conclude_retentions(with);
  lifecycle::conclude_audits(with);
  lifecycle::conclude_reveals(with);
  lifecycle::conclude_storage(with);
  lifecycle::conclude_restrictions(with);
  lifecycle::conclude_events(with);
  lifecycle::conclude_confinements(with);
  lifecycle::conclude_roles(with);
}

}  // namespace ringfence
