#include "tests/oracle/policy_world.h"

#include <fmt/format.h>

#include "tests/oracle/choices.h"
#include "tests/oracle/random_policies.h"

namespace ringfence::tests {

namespace {

// Rows that pass USING reach a BEFORE trigger, whatever WITH CHECK says of what becomes of them.
constexpr const char* kProbes = R"(
CREATE TABLE reached (id int8);
CREATE FUNCTION note_reached() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF current_setting('oracle.probe', true) <> 'using' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  INSERT INTO reached VALUES (OLD.id);
  RETURN NULL;
END
$$;
CREATE TABLE candidates (number int8, owner int8, x int4, s text, public bool);
)";

std::string trigger_on(const std::string& table) {
  return fmt::format("CREATE TRIGGER probe BEFORE UPDATE OR DELETE ON {} FOR EACH ROW EXECUTE FUNCTION note_reached();", table);
}

// SQL over a row `r`: who owns it; NULL: everybody.
std::string owner_of(const std::string& table) {
  if (table == "orgs") return "r.id";
  return table == "notes" ? "(SELECT d.org_id FROM deals d WHERE d.id = r.deal_id)" : "r.org_id";
}

// Whose rows the session may reach: the tenant's that is set, and those of whom its user is a member.
constexpr const char* kForeign =
    "{0} IS NOT NULL AND {0} IS DISTINCT FROM nullif(current_setting('app.org_id', true), '')::int8 AND NOT EXISTS (SELECT 1 "
    "FROM members m WHERE m.org_id = {0} AND m.user_id = nullif(current_setting('app.user_id', true), '')::int8)";

std::string is_foreign(const std::string& owner) { return fmt::format(fmt::runtime(kForeign), owner); }

}  // namespace

PolicyWorld::PolicyWorld(const std::string& connection) : connection_string_(connection) {
  pqxx::connection there(connection_string_);
  pqxx::work work(there);
  work.exec(policy_tables() + kProbes);
  for (const char* table : {"orgs", "deals", "notes", "forms"}) work.exec(trigger_on(table));
  work.commit();
  refill(1);
}

void PolicyWorld::refill(uint64_t seed) {
  Choices choices(seed);
  const auto payload = [&] {
    const uint32_t x = choices.below(4), s = choices.below(3), shown = choices.below(3);
    return fmt::format("{}, {}, {}", x == 3 ? "NULL" : std::to_string(x), s == 2 ? "NULL" : s == 1 ? "'b'" : "'a'",
                       shown == 2 ? "NULL" : shown == 1 ? "true" : "false");
  };
  pqxx::connection there(connection_string_);
  pqxx::work work(there);
  work.exec("TRUNCATE orgs, deals, notes, forms, members, candidates");
  int id = 0;
  for (int org = 1; org <= 4; ++org) {
    work.exec(fmt::format("INSERT INTO orgs VALUES ({}, {})", org, payload()));
    for (int i = 0; i < 12; ++i) {
      work.exec(fmt::format("INSERT INTO deals VALUES ({}, {}, {})", ++id, org, payload()));
      work.exec(fmt::format("INSERT INTO notes VALUES ({0}, {0}, {1})", id, payload()));
      work.exec(fmt::format("INSERT INTO forms VALUES ({}, {}, {})", id, i % 4 == 0 ? "NULL" : std::to_string(org), payload()));
      work.exec(fmt::format("INSERT INTO candidates VALUES ({}, {}, {})", id, org, payload()));
    }
  }
  for (int user = 1; user <= 3; ++user)
    work.exec(fmt::format("INSERT INTO members VALUES ({}, {}, 1) ON CONFLICT DO NOTHING", 1 + choices.below(4), user));
  work.commit();
}

void PolicyWorld::note(const Reach& reach, const std::string& what) {
  if (!found_.insert(reach).second || examples_ == nullptr) return;
  examples_->push_back(fmt::format("{} {}{}: {} (app.org_id '{}', app.user_id '{}')", to_string(reach.command), reach.table,
                                   reach.written ? ", written" : "", what, session_->org, session_->user));
}

// `statement` runs as the application and has to fill `reached`.
void PolicyWorld::probe_existing(pqxx::nontransaction& work, const std::string& table, RowCommand command, const std::string& statement) {
  if (found_.contains({table, command, false})) return;
  work.exec("SAVEPOINT probe");
  try {
    work.exec("SET LOCAL oracle.probe = 'using'; SET LOCAL ROLE app");
    work.exec(statement);
    work.exec("RESET ROLE");
    const pqxx::result rows = work.exec(fmt::format("SELECT r.id FROM {} r JOIN reached USING (id) WHERE {} LIMIT 1", table,
                                                    is_foreign(owner_of(table))));
    if (!rows.empty()) note({table, command, false}, "row " + rows[0][0].as<std::string>());
  } catch (const pqxx::sql_error&) {
    // What fails shows nothing.
  }
  work.exec("ROLLBACK TO probe; RESET ROLE");
}

// One statement a candidate, each in a block of its own: a refused one must not end the others.
void PolicyWorld::probe_written(pqxx::nontransaction& work, const std::string& table, RowCommand command) {
  if (found_.contains({table, command, true})) return;
  const std::string owner = table == "orgs" ? "c.number + 100" : table == "notes" ? "c.number" : "c.owner";
  const char* key = table == "orgs" ? "id" : table == "notes" ? "deal_id" : "org_id";
  const std::string write =
      command == RowCommand::kUpdate
          ? fmt::format("UPDATE {} SET {} = {}, x = c.x, s = c.s, public = c.public", table, key, owner)
      : table == "orgs" ? "INSERT INTO orgs (id, x, s, public) VALUES (c.number + 100, c.x, c.s, c.public)"
                        : fmt::format("INSERT INTO {} (id, {}, x, s, public) VALUES (c.number + 100, {}, c.x, c.s, c.public)",
                                      table, key, owner);
  const std::string whose = table == "orgs" ? "(q.number + 100)" : "q.owner";
  work.exec("SAVEPOINT probe");
  work.exec("SET LOCAL oracle.probe = 'check'; SET LOCAL ROLE app");
  work.exec(fmt::format("DO $probe$ DECLARE c record; n int8; BEGIN FOR c IN SELECT q.* FROM candidates q WHERE {} LOOP BEGIN {}; "
                        "GET DIAGNOSTICS n = ROW_COUNT; IF n > 0 THEN INSERT INTO reached VALUES (c.number); EXIT; END IF; "
                        "EXCEPTION WHEN others THEN NULL; END; END LOOP; END $probe$",
                        is_foreign(whose), write));
  work.exec("RESET ROLE");
  const pqxx::result rows = work.exec("SELECT id FROM reached LIMIT 1");
  if (!rows.empty()) note({table, command, true}, "candidate " + rows[0][0].as<std::string>());
  work.exec("ROLLBACK TO probe; RESET ROLE");
}

void PolicyWorld::probe(pqxx::nontransaction& work, const Session& session, const std::string& table) {
  session_ = &session;
  probe_existing(work, table, RowCommand::kSelect, fmt::format("INSERT INTO reached SELECT id FROM {}", table));
  probe_existing(work, table, RowCommand::kUpdate, fmt::format("UPDATE {} SET touched = 1", table));
  probe_existing(work, table, RowCommand::kDelete, fmt::format("DELETE FROM {}", table));
  probe_written(work, table, RowCommand::kInsert);
  // Ids of the root that are referred to cannot change.
  if (table != "orgs") probe_written(work, table, RowCommand::kUpdate);
}

std::set<Reach> PolicyWorld::leaks(const std::string& ddl, std::vector<std::string>& examples) {
  found_.clear();
  examples_ = &examples;
  // A transaction of pqxx ends with the first error; here errors are answers.
  // A setting that was never set is NULL only in a session of its own.
  pqxx::connection there(connection_string_);
  pqxx::nontransaction work(there);
  work.exec("BEGIN");
  try {
    work.exec(ddl);
    work.exec("GRANT ALL ON ALL TABLES IN SCHEMA public TO app");
    const std::vector<Session> sessions = {{"unset", "unset"}, {"1", "1"}, {"2", ""}, {"", "2"}, {"3", "3"}, {"", ""}};
    for (const Session& session : sessions) {
      if (session.org != "unset")
        work.exec(fmt::format("SELECT set_config('app.org_id', '{}', true), set_config('app.user_id', '{}', true)", session.org,
                              session.user));
      for (const char* table : {"orgs", "deals", "notes", "forms"}) probe(work, session, table);
    }
  } catch (...) {
    work.exec("ROLLBACK");
    throw;
  }
  work.exec("ROLLBACK");
  return std::move(found_);
}

}  // namespace ringfence::tests
