// Tables that only grow: what changes their rows, and who may.
#include <algorithm>

#include "lint/lifecycle/condition.h"
#include "lint/lifecycle/conclusion.h"
#include "ringfence/lower_case.h"

namespace ringfence::lifecycle {

namespace {

using Kind = RowChange::Kind;

std::string word(const RowChange& change) {
  switch (change.kind) {
    case Kind::kUpdate: return "UPDATE";
    case Kind::kDelete: return "DELETE";
    case Kind::kTruncate: return "TRUNCATE";
    case Kind::kDropTable: return "DROP TABLE";
    case Kind::kDetach: return "DETACH PARTITION";
    case Kind::kDropColumn: return "DROP COLUMN " + change.column;
    case Kind::kUpsert: return "ON CONFLICT DO UPDATE";
    case Kind::kMergeUpdate: return "MERGE … UPDATE";
    case Kind::kMergeDelete: return "MERGE … DELETE";
    case Kind::kManaged: return "a retention policy that drops partitions";
    default: return {};
  }
}

bool is_ours(std::string_view privilege, std::string_view word) { return privilege == word || privilege.starts_with(std::string(word) + " ("); }

class AuditJudge {
 public:
  AuditJudge(const Conclusion& with, const Commitment& commitment) : with_(with), commitment_(commitment) {}

  void judge() {
    std::vector<NamePattern> missing;
    const std::vector<const Table*> tables = with_.promises.tables_of(commitment_.append_only, &missing);
    std::erase_if(missing, [&](const NamePattern& one) { return removals(one); });
    with_.leave_open(commitment_, missing, "table");
    for (const Table* table : tables) {
      const size_t before = with_.facts.audit_changes.size();
      judge_changes(*table);
      judge_references(*table);
      judge_grants(*table);
      for (const NamePattern& one : commitment_.append_only)
        if (means_table(one, *table)) removals(one);
      const Trigger* guard = guard_of(*table, {});
      if (with_.facts.audit_changes.size() != before) continue;
      std::string kept = table->display_name() + ": nothing changes or deletes its rows, and nobody may";
      if (guard != nullptr) kept = table->display_name() + ": trigger '" + guard->name + "' refuses changes";
      with_.keep(commitment_, kept, guard != nullptr ? guard->declared_at : table->declared_at);
    }
  }

 private:
  void add(const Table* table, const std::string& name, std::string how, Place at) const {
    auto& all = with_.facts.audit_changes;
    const bool is_known = std::any_of(all.begin(), all.end(), [&](const AuditChange& one) {
      return one.at == at && one.how == how && one.name == name && one.promised.commitment == commitment_.name();
    });
    if (!is_known) all.push_back({promised(commitment_, {}), table, name, std::move(how), at});
  }

  // What the same pack says of how long rows of the table are kept.
  const Retention* retention_of(const Table& table) const {
    for (const Commitment& one : with_.promises.policy.commitments)
      for (const Retention& retention : one.retentions)
        if (one.pack == commitment_.pack && std::any_of(retention.tables.begin(), retention.tables.end(), [&](const NamePattern& name) { return means_table(name, table); }))
          return &retention;
    return nullptr;
  }

  bool is_promised_purge(const RowChange& change, const Table& table) const {
    const Retention* retention = retention_of(table);
    if (retention == nullptr) return false;
    const bool drops_part = (change.kind == Kind::kDropTable || change.kind == Kind::kDetach) && change.table != &table;
    if (drops_part) return true;
    if ((change.kind != Kind::kDelete && change.kind != Kind::kManaged) || !has_age(change.ages)) return false;
    const Routine* routine = with_.routine_of(change.statement);
    for (const AgeLimits& limits : change.ages) {
      if (limits.empty()) return false;
      for (const Age& age : with_.durations.ages(limits, routine))
        if (age.is_known && retention->at_least && is_longer(*retention->at_least, age.longest)) return false;
    }
    return true;
  }

  void judge_changes(const Table& table) const {
    for (const RowChange& change : with_.facts.row_changes) {
      if (change.table == nullptr || &whole_table(*change.table) != &table || word(change).empty()) continue;
      const bool is_inert = (change.kind == Kind::kUpdate && has_rule(table, "update")) || (change.kind == Kind::kDelete && has_rule(table, "delete"));
      if (!is_inert && !is_promised_purge(change, table)) add(&table, table.display_name(), word(change), change.at);
    }
  }

  void judge_references(const Table& table) const {
    for (const ForeignKey& key : table.foreign_keys) {
      if (key.on_delete.empty() || key.on_delete.starts_with("RESTRICT") || key.on_delete.starts_with("NO ACTION")) continue;
      const std::string_view command = key.on_delete.starts_with("CASCADE") ? "delete" : "update";
      if (!is_guarded(table, command)) add(&table, table.display_name(), "ON DELETE " + key.on_delete + " from " + key.target_name, key.declared_at);
    }
  }

  // One GRANT is one change, whatever it grants.
  void judge_grants(const Table& table) const {
    struct Given {
      std::string role;
      Place at;
      std::string privileges;
    };
    std::vector<Given> all;
    for (const char* command : {"update", "delete", "truncate"})
      for (const Grant& grant : table.grants) {
        if (!is_ours(grant.privilege, command) || grant.role == table.owner_role || is_superuser(grant.role) || is_guarded(table, command)) continue;
        std::string privilege = command;
        std::transform(privilege.begin(), privilege.end(), privilege.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        auto known = std::find_if(all.begin(), all.end(), [&](const Given& one) { return one.role == grant.role && one.at == grant.declared_at; });
        if (known == all.end()) known = all.insert(all.end(), {grant.role, grant.declared_at, {}});
        if (known->privileges.find(privilege) == std::string::npos) known->privileges += (known->privileges.empty() ? "" : ", ") + privilege;
      }
    for (const Given& one : all) add(&table, table.display_name(), "grants " + one.privileges + " to " + (one.role == "public" ? "PUBLIC" : one.role), one.at);
  }

  bool is_superuser(const std::string& name) const {
    const Role* role = with_.promises.catalog.find_role(name);
    return role != nullptr && role->superuser;
  }

  // A trigger that refuses the command, whatever the row; with no command: any of them.
  const Trigger* guard_of(const Table& table, std::string_view command) const {
    for (const Trigger& trigger : with_.promises.catalog.triggers) {
      if (trigger.table != &table || !trigger.before || trigger.conditional || trigger.disabled) continue;
      const bool fires = command.empty() ? std::any_of(trigger.commands.begin(), trigger.commands.end(), [](const std::string& one) { return one != "insert"; })
                                         : std::find(trigger.commands.begin(), trigger.commands.end(), command) != trigger.commands.end();
      if (fires && refuses(trigger, command)) return &trigger;
    }
    return nullptr;
  }

  // By a trigger, or by a rule that does nothing instead.
  bool is_guarded(const Table& table, std::string_view command) const {
    return guard_of(table, command) != nullptr || has_rule(table, command);
  }

  bool has_rule(const Table& table, std::string_view command) const {
    const auto& rules = with_.promises.catalog.inert_rules;
    return std::any_of(rules.begin(), rules.end(), [&](const InertRule& one) { return one.table == &table && one.command == command; });
  }

  // Its function does nothing but raise, at most after it has asked which command it is.
  bool refuses(const Trigger& trigger, std::string_view command) const {
    for (const Routine* routine : with_.promises.catalog.find_routines(trigger.routine_schema, trigger.routine)) {
      const std::string body = lower_case(routine->body_text);
      const size_t raise = body.find("raise exception");
      const size_t begin = body.find("begin");
      if (raise == std::string::npos || begin == std::string::npos || begin > raise) continue;
      const std::string before = body.substr(begin + 5, raise - begin - 5);
      const auto has = [&](std::string_view word) { return before.find(word) != std::string::npos; };
      if (has("case ") || has("return") || has("loop") || has("elsif") || has("else")) continue;
      const size_t asks = before.find("if ");
      if (asks == std::string::npos) return true;
      const bool only_asks = before.find("if ", asks + 3) == std::string::npos && has("tg_op") && !has(" and ") && !has("not ") && !has("<>") && !has("!=");
      if (only_asks && (command.empty() || has("'" + std::string(command) + "'"))) return true;
    }
    return false;
  }

  // What migrations took away, also of tables that are gone.
  bool removals(const NamePattern& pattern) const {
    bool any = false;
    for (const Removal& one : with_.promises.catalog.removals) {
      Table gone;
      gone.schema = one.schema;
      gone.name = one.table;
      Table whole = gone;
      whole.name = one.of_partition;
      const Table* present = with_.promises.catalog.find_table(one.schema, one.of_partition.empty() ? one.table : one.of_partition);
      const bool is_part = !one.of_partition.empty() && means_table(pattern, whole);
      if (!is_part && !means_table(pattern, gone)) continue;
      if (is_part && present != nullptr && retention_of(*present) != nullptr) continue;
      add(present, gone.display_name(), one.column.empty() ? "DROP TABLE" : "DROP COLUMN " + one.column, one.at);
      any = true;
    }
    return any;
  }

  const Conclusion& with_;
  const Commitment& commitment_;
};

}  // namespace

void conclude_audits(const Conclusion& with) {
  with.each([&](const Commitment& commitment) {
    if (!commitment.append_only.empty()) AuditJudge(with, commitment).judge();
  });
}

}  // namespace ringfence::lifecycle
