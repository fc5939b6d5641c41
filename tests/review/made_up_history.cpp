#include "tests/review/made_up_history.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <map>

#include "ringfence/rule.h"

namespace ringfence::tests {

namespace {

using namespace std::chrono;

constexpr const char* kTables[] = {"deals", "contacts", "invoices", "calls", "notes", "tasks", "uploads", "sessions", "webhooks", "audit_events"};
constexpr const char* kStates[] = {"kept", "broken", "kept", "accepted", "not shown", "not checkable", "kept"};

std::string time_of(const MadeUp& options, int number) {
  const year_month_day first{year(std::atoi(options.first_day.substr(0, 4).c_str())), month(static_cast<unsigned>(std::atoi(options.first_day.substr(5, 2).c_str()))),
                             day(static_cast<unsigned>(std::atoi(options.first_day.substr(8, 2).c_str())))};
  const int64_t minutes = static_cast<int64_t>(options.days) * 24 * 60 * number / std::max(1, options.runs);
  const year_month_day at(sys_days(first) + std::chrono::days(minutes / (24 * 60)));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:00Z", static_cast<int>(at.year()), static_cast<unsigned>(at.month()), static_cast<unsigned>(at.day()), minutes / 60 % 24, minutes % 60);
}

std::string digest(int seed, std::string_view kind) {
  const size_t a = std::hash<std::string>()(fmt::format("{} {}", kind, seed)), b = std::hash<std::string>()(fmt::format("{} {}", seed, kind));
  return fmt::format("{:016x}{:016x}", a, b);
}

RecordedFinding finding(int seed, int number) {
  const Rule& rule = all_rules()[static_cast<size_t>(seed * 7) % all_rules().size()];
  const char* table = kTables[static_cast<size_t>(seed) % std::size(kTables)];
  RecordedFinding made;
  made.fingerprint = digest(seed, "fingerprint");
  made.content = digest(seed, "content");
  made.rule = rule.id;
  made.severity = to_string(rule.severity == Severity::kAudit || rule.severity == Severity::kOff ? Severity::kNote : rule.severity);
  made.path = fmt::format("db/queries/{}/{}.sql", table, seed % 37);
  made.line = static_cast<uint32_t>(seed % 400 + (number + seed) / 100 + 1);
  made.what = fmt::format("{} (case {}): '{}' is reached by a statement of the nightly job and nothing says whose rows they are", rule.summary, seed, table);
  made.advice = fmt::format("add {}.organization_id = @organization_id", table);
  made.owner = seed % 3 == 0 ? "@crm/backend" : seed % 3 == 1 ? "@crm/data" : "";
  // Some are accepted after a while.
  if (seed % 11 == 0 && number > seed % 40)
    made.acceptance = Acceptance{"comment", "the nightly job reads all tenants", "A. Developer", "2026-07-14", seed % 2 == 0 ? "2026-12-31" : "", fmt::format("{}:{}", made.path, made.line - 1)};
  return made;
}

std::vector<RecordedCommitment> commitments(const RunRecord& run, int number) {
  std::vector<RecordedCommitment> made;
  for (int i = 0; i < 14; ++i) {
    RecordedCommitment one{"sample", fmt::format("promise-{}", i), fmt::format("{}.{}", i / 4 + 1, i % 4 + 1), fmt::format("What the policy says in its sentence {} about {} is so", i + 1, kTables[i % 10]),
                           kStates[static_cast<size_t>(i) % std::size(kStates)], {}, {}, ""};
    if (one.status == "not checkable") one.reason = "how servers are set up is not in the code";
    else one.evidence = {fmt::format("{}: DELETE after 30 days (db/jobs/purge.sql:{})", kTables[i % 10], i + 3)};
    // One that is broken until it is mended, half-way.
    if (i == 2 && number % 1000 < 50) one.status = "broken";
    if (one.status == "broken")
      for (size_t k = 0; k < run.findings.size() && k < 3; ++k) one.findings.push_back(run.findings[k * 5 % run.findings.size()].fingerprint);
    made.push_back(std::move(one));
  }
  return made;
}

ProjectState state(const MadeUp& options) {
  ProjectState made;
  constexpr const char* kClasses[] = {"direct", "direct", "via", "direct", "shared", "mixed", "root", "unclassified"};
  for (int i = 0; i < options.tables; ++i)
    made.tables.push_back({fmt::format("{}_{}", kTables[i % 10], i), kClasses[i % 8], i % 8 == 2 ? "deal_id -> deals" : "organization_id", "holds the tenant's key", fmt::format("db/migrations/{}.sql:3", i)});
  for (int i = 0; i < options.columns; ++i) {
    RecordedColumn one;
    one.table = made.tables.empty() ? "users" : made.tables[static_cast<size_t>(i) % made.tables.size()].name;
    const bool is_credential = i % 6 == 5;
    one.column = i == 11 ? "refresh_token_of_the_connected_mailbox_encrypted" : is_credential ? "access_token" : i % 2 == 0 ? "email" : "phone";
    one.type = "text";
    one.data_class = is_credential ? "credential" : "personal";
    one.category = is_credential ? "credential.oauth_token" : i % 2 == 0 ? "contact.email" : "contact.phone_number";
    one.fides = is_credential ? "user.authorization.credentials" : i % 2 == 0 ? "user.contact.email" : "user.contact.phone_number";
    if (is_credential) one.protection = i % 12 == 5 ? "protected" : i % 36 == 11 ? "plaintext" : "not shown";
    if (one.protection == "protected") one.evidence = {"written from crm::seal here (src/store.cpp:40)"};
    if (i == 11) one.evidence = {"written from mailbox_connections.refresh_token_of_the_connected_mailbox here (db/migrations/20260101120000_mailbox_connections_of_accounts.sql:40)"};
    if (i % 10 == 0) one.goes_to = {"log (src/signup.cpp:12)"};
    if (i % 15 == 0) one.recipients = {"summaries"};
    if (i % 4 == 0) one.retention = {"at most 90 days (sample/promise-1)"};
    one.why = "its name";
    made.columns.push_back(std::move(one));
  }
  made.flows = {{"Customer::email", "contact.email", "personal", "log", "", "src/customers.cpp:31"}};
  made.not_read = {"db/old/legacy.sql:14: syntax error at or near \"FORM\""};
  made.unknown = {"db/queries/reports.sql:3 Totals: a function of the schema is called"};
  made.rules_off = {"tenant-literal-id"};
  return made;
}

}  // namespace

RunRecord made_up_run(const MadeUp& options, int number) {
  RunRecord run;
  run.project = options.project;
  run.branch = options.branch;
  run.at = time_of(options, number);
  run.seconds = 2.5;
  run.commit = digest(number, "commit") + "01234567";
  run.tool = "0.1.0";
  run.knowledge = "6f1d2c3b4a59";
  run.policy = "77ab00cd12ef";
  run.command = "ringfence check --record";
  run.packs = {{"sample", "Privacy policy, as published", "2026-03", "0123456789ab"}};
  for (int i = 0; i < options.findings; ++i) run.findings.push_back(finding(number * options.churn + i, number));
  for (const RecordedFinding& one : run.findings) {
    if (one.acceptance) ++run.counts.accepted;
    else ++(one.severity == "error" ? run.counts.errors : one.severity == "warning" ? run.counts.warnings : run.counts.notes);
  }
  run.commitments = commitments(run, number);
  run.state = state(options);
  Coverage& c = run.coverage;
  c.schema_files = 84;
  c.query_files = 122;
  c.tables = options.tables;
  c.owned_tables = options.tables * 3 / 4;
  c.statements = 1460;
  c.relation_uses = 2210;
  c.proven = 2050;
  c.conditional = 41;
  c.refuted = 112;
  c.unknown = 7;
  c.unread_statements = 1;
  c.unclassified_tables = options.tables / 8;
  c.code.units = 62;
  c.code.units_skipped = 14;
  c.code.calls = 372;
  c.code.texts = 354;
  c.code.calls_without_text = 3;
  return run;
}

History::Recognise by_fingerprint(const RunRecord& run) {
  return [&run](const std::vector<KnownFinding>& known) {
    std::map<std::string, int> numbers;
    for (size_t i = 0; i < known.size(); ++i) numbers[known[i].fingerprint] = static_cast<int>(i);
    std::vector<int> made;
    for (const RecordedFinding& one : run.findings) {
      const auto found = numbers.find(one.fingerprint);
      made.push_back(found == numbers.end() ? -1 : found->second);
    }
    return made;
  };
}

void record_made_up(History& history, const MadeUp& options) {
  for (int number = 0; number < options.runs; ++number) {
    const RunRecord run = made_up_run(options, number);
    history.record(run, by_fingerprint(run));
  }
}

}  // namespace ringfence::tests
