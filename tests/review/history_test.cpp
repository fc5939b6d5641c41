// Runs recorded and read again, in SQLite and in PostgreSQL; with many at it, and with what is killed in the middle.
#include "ringfence/history.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <pqxx/pqxx>
#include <set>

#include "lint/history/database.h"
#include "lint/history/migrate.h"
#include "lint/witness/scratch_server.h"
#include "tests/review/made_up_history.h"

namespace ringfence::tests {

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "ringfence-history.XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

// One server for all tests; each has a database of its own.
std::string new_database() {
  static witness::ScratchServer server;
  static int count = 0;
  pqxx::connection connection(server.connection_string());
  const std::string name = fmt::format("history_{}", ++count);
  pqxx::nontransaction(connection).exec("CREATE DATABASE " + name);
  const std::string words = server.connection_string();
  const auto word = [&](const std::string& key) {
    const size_t at = words.find(key + "=") + key.size() + 1;
    return words.substr(at, words.find(' ', at) - at);
  };
  return fmt::format("postgresql:///{}?host={}&user={}", name, word("host"), word("user"));
}

class Histories : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (std::string(GetParam()) == "PostgreSQL" && witness::find_postgres().empty()) GTEST_SKIP() << "no PostgreSQL here";
    where_ = std::string(GetParam()) == "SQLite" ? folder_.file("deep/er/history.db") : new_database();
  }
  std::unique_ptr<History> open() { return open_history(where_, true); }
  int64_t record(History& history, const RunRecord& run) { return history.record(run, by_fingerprint(run)); }
  HistorySlice all(History& history) { return history.read("crm", "main", "2020-01-01", "2030-01-01"); }

  Folder folder_;
  std::string where_;
};

RunRecord run_of(const std::string& at, const std::vector<std::string>& findings) {
  RunRecord run;
  run.project = "crm";
  run.branch = "main";
  run.at = at;
  run.tool = "0.1.0";
  for (const std::string& name : findings) {
    RecordedFinding one;
    one.fingerprint = name;
    one.content = "content of " + name;
    one.rule = "tenant-unscoped-read";
    one.severity = "error";
    one.path = "q.sql";
    one.line = 3;
    one.what = "what is wrong: " + name;
    run.findings.push_back(one);
  }
  return run;
}

// "name first gone"
std::multiset<std::string> stretches(const HistorySlice& slice) {
  std::multiset<std::string> made;
  for (const auto& one : slice.findings)
    made.insert(fmt::format("{}{} {} {}", one.what.fingerprint, one.what.acceptance ? " (" + one.what.acceptance->reason + ")" : "", one.first_run, one.gone_run));
  return made;
}

TEST_P(Histories, KeepEverythingOfARun) {
  const auto history = open();
  MadeUp options;
  const RunRecord run = made_up_run(options, 60);
  EXPECT_EQ(record(*history, run), 1);
  const HistorySlice slice = all(*history);
  ASSERT_EQ(slice.runs.size(), 1u);
  const RunSummary& kept = slice.runs[0];
  EXPECT_EQ(std::tie(kept.at, kept.commit, kept.tool, kept.knowledge, kept.policy, kept.command, kept.complete, kept.modified),
            std::tie(run.at, run.commit, run.tool, run.knowledge, run.policy, run.command, run.complete, run.modified));
  EXPECT_EQ(kept.counts.errors, run.counts.errors);
  EXPECT_EQ(kept.counts.accepted, run.counts.accepted);
  EXPECT_EQ(kept.coverage.relation_uses, run.coverage.relation_uses);
  EXPECT_EQ(kept.coverage.code.units, run.coverage.code.units);
  EXPECT_EQ(kept.packs.at(0).version, "2026-03");
  EXPECT_EQ(kept.made_with(), run.made_with());
  std::map<std::string, RecordedFinding> wanted;
  for (const RecordedFinding& one : run.findings) wanted[one.fingerprint] = one;
  ASSERT_EQ(slice.findings.size(), wanted.size());
  for (const auto& one : slice.findings) {
    const RecordedFinding& before = wanted.at(one.what.fingerprint);
    EXPECT_EQ(std::tie(one.what.content, one.what.rule, one.what.severity, one.what.path, one.what.line, one.what.what, one.what.advice, one.what.owner, one.what.acceptance),
              std::tie(before.content, before.rule, before.severity, before.path, before.line, before.what, before.advice, before.owner, before.acceptance));
  }
  ASSERT_EQ(slice.commitments.size(), run.commitments.size());
  EXPECT_EQ(slice.last_state.columns.size(), run.state.columns.size());
  EXPECT_EQ(slice.last_state.columns.at(5).protection, run.state.columns.at(5).protection);
  EXPECT_EQ(slice.last_state.flows.at(0).given, "Customer::email");
}

TEST_P(Histories, TellWhatCameWentAndWasAccepted) {
  const auto history = open();
  record(*history, run_of("2026-07-01T08:00:00Z", {"a", "b"}));
  record(*history, run_of("2026-07-02T08:00:00Z", {"a", "c"}));
  RunRecord accepted = run_of("2026-07-03T08:00:00Z", {"a", "b", "c"});
  accepted.findings[2].acceptance = Acceptance{"comment", "billing", "A. Developer", "2026-07-03", "2026-12-31", "q.sql:2"};
  record(*history, accepted);
  EXPECT_EQ(stretches(all(*history)), (std::multiset<std::string>{"a 1 0", "b 1 2", "b 3 0", "c 2 3", "c (billing) 3 0"}));
  const HistorySlice slice = history->read("crm", "main", "2026-07-02", "2026-07-02");
  EXPECT_TRUE(slice.begins_before);
  EXPECT_EQ(slice.runs.size(), 2u);
  EXPECT_EQ(stretches(slice), (std::multiset<std::string>{"a 1 0", "b 1 2", "c 2 3"}));
}

TEST_P(Histories, StoreNothingAgainThatDidNotChange) {
  const auto history = open();
  for (const char* at : {"2026-07-01T08:00:00Z", "2026-07-02T08:00:00Z", "2026-07-03T08:00:00Z"}) {
    RunRecord run = run_of(at, {"a", "b"});
    run.findings[0].line += static_cast<uint32_t>(at[9]);  // Lines move.
    record(*history, run);
  }
  EXPECT_EQ(stretches(all(*history)), (std::multiset<std::string>{"a 1 0", "b 1 0"}));
  EXPECT_EQ(all(*history).findings[1].what.line + all(*history).findings[0].what.line, 3u + 3u + '3');
}

TEST_P(Histories, KnowAFindingWhoseFileWasRenamed) {
  const auto history = open();
  record(*history, run_of("2026-07-01T08:00:00Z", {"a", "b"}));
  RunRecord moved = run_of("2026-07-02T08:00:00Z", {"x", "b"});
  moved.findings[0].path = "moved.sql";
  moved.findings[0].what = "what is wrong: a";
  history->record(moved, [](const std::vector<KnownFinding>& known) {
    return known[0].fingerprint == "a" ? std::vector<int>{0, 1} : std::vector<int>{1, 0};
  });
  EXPECT_EQ(stretches(all(*history)), (std::multiset<std::string>{"x 1 0", "b 1 0"}));
  // And takes the fingerprint of one that was there before, and went.
  record(*history, run_of("2026-07-03T08:00:00Z", {"b"}));
  RunRecord again = run_of("2026-07-04T08:00:00Z", {"x"});
  history->record(again, [](const std::vector<KnownFinding>&) { return std::vector<int>{0}; });
  EXPECT_EQ(all(*history).runs.size(), 4u);
}

TEST_P(Histories, TakeNothingForFixedThatWasNotLookedAt) {
  const auto history = open();
  record(*history, run_of("2026-07-01T08:00:00Z", {"a", "b"}));
  RunRecord half = run_of("2026-07-02T08:00:00Z", {"b", "c"});
  half.complete = false;
  record(*history, half);
  EXPECT_EQ(stretches(all(*history)), (std::multiset<std::string>{"a 1 0", "b 1 0", "c 2 0"}));
}

TEST_P(Histories, KeepBranchesAndProjectsApart) {
  const auto history = open();
  record(*history, run_of("2026-07-01T08:00:00Z", {"a"}));
  RunRecord branch = run_of("2026-07-02T08:00:00Z", {});
  branch.branch = "feature";
  record(*history, branch);
  RunRecord other = run_of("2026-07-02T09:00:00Z", {});
  other.project = "billing";
  record(*history, other);
  EXPECT_EQ(stretches(all(*history)), (std::multiset<std::string>{"a 1 0"}));
  EXPECT_EQ(history->branches("crm"), (std::vector<std::string>{"feature", "main"}));
  EXPECT_TRUE(history->read("crm", "release", "2020-01-01", "2030-01-01").runs.empty());
}

TEST_P(Histories, LoseNothingWhereManyWriteAtOnce) {
  constexpr int kWriters = 4, kRuns = 8;
  std::vector<pid_t> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    const pid_t child = fork();
    if (child == 0) {
      try {
        // Each opens it, so that they also meet where the tables are made.
        for (int i = 0; i < kRuns; ++i) {
          const RunRecord run = run_of(fmt::format("2026-07-0{}T08:00:00Z", i + 1), {"shared", fmt::format("of {} in {}", writer, i)});
          open_history(where_, true)->record(run, by_fingerprint(run));
        }
      } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        _exit(1);
      }
      _exit(0);
    }
    writers.push_back(child);
  }
  for (const pid_t writer : writers) {
    int status = 0;
    waitpid(writer, &status, 0);
    EXPECT_EQ(status, 0);
  }
  const HistorySlice slice = all(*open());
  EXPECT_EQ(slice.runs.size(), static_cast<size_t>(kWriters * kRuns));
  EXPECT_EQ(slice.findings.size(), static_cast<size_t>(kWriters * kRuns + 1));
  for (const auto& one : slice.findings) {
    if (one.what.fingerprint != "shared") continue;
    EXPECT_EQ(std::pair(one.first_run, one.gone_run), std::pair(int64_t{1}, int64_t{0}));
  }
}

// Writes without end, and says into the pipe which runs are recorded.
pid_t endless_writer(const std::string& where, int told) {
  const pid_t child = fork();
  if (child != 0) return child;
  try {
    const auto history = open_history(where, true);
    MadeUp options;
    options.churn = 40;
    for (int number = 0;; ++number) {
      const RunRecord run = made_up_run(options, number);
      const int64_t id = history->record(run, by_fingerprint(run));
      if (write(told, &id, sizeof id) != sizeof id) _exit(0);
    }
  } catch (const HistoryError&) {
    _exit(0);  // Its server went away.
  }
}

TEST_P(Histories, LoseNothingThatWasRecordedWhenAWriterIsKilled) {
  int64_t recorded = 0;
  for (int round = 0; round < 5; ++round) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t writer = endless_writer(where_, ends[1]);
    close(ends[1]);
    int64_t id = 0;
    for (int i = 0; i < 3 && read(ends[0], &id, sizeof id) == sizeof id; ++i) recorded = id;
    usleep(static_cast<useconds_t>(2'000 + round * 7'000));  // Into the middle of the next one.
    kill(writer, SIGKILL);
    waitpid(writer, nullptr, 0);
    while (read(ends[0], &id, sizeof id) == sizeof id) recorded = id;
    close(ends[0]);
    const auto history = open();
    const HistorySlice slice = all(*history);
    ASSERT_GE(static_cast<int64_t>(slice.runs.size()), recorded);
    // What is there is whole: each run has all of its findings.
    std::map<int64_t, int> counts;
    for (const RunSummary& run : slice.runs)
      for (const auto& one : slice.findings) counts[run.id] += one.first_run <= run.id && (one.gone_run == 0 || one.gone_run > run.id);
    for (const auto& [run, count] : counts) EXPECT_EQ(count, MadeUp().findings) << run;
  }
  if (std::string(GetParam()) == "SQLite") {
    const auto database = history::open_sqlite(where_, false);
    EXPECT_EQ(database->query("PRAGMA integrity_check").at(0).at(0), "ok");
    EXPECT_TRUE(database->query("PRAGMA foreign_key_check").empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Histories, testing::Values("SQLite", "PostgreSQL"), [](const auto& info) { return std::string(info.param); });

TEST(PostgresHistory, OpensAgainAfterItsServerWasKilledInTheMiddle) {
  if (witness::find_postgres().empty()) GTEST_SKIP() << "no PostgreSQL here";
  // Durable, unlike other scratch servers: what was committed is on the disk.
  const witness::ScratchServer server({"fsync=on", "synchronous_commit=on", "full_page_writes=on", "restart_after_crash=on"});
  const std::string words = server.connection_string();
  const auto word = [&](const std::string& key) {
    const size_t at = words.find(key + "=") + key.size() + 1;
    return words.substr(at, words.find(' ', at) - at);
  };
  const std::string where = fmt::format("postgresql:///postgres?host={}&user={}", word("host"), word("user"));
  open_history(where, true);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t writer = endless_writer(where, ends[1]);
  close(ends[1]);
  int64_t recorded = 0, id = 0;
  for (int i = 0; i < 3 && read(ends[0], &id, sizeof id) == sizeof id; ++i) recorded = id;
  {
    // The process of the server that works for the writer; the server then ends all others and recovers.
    pqxx::connection connection(words);
    pqxx::nontransaction work(connection);
    const pqxx::result found = work.exec("SELECT pid FROM pg_stat_activity WHERE datname = 'postgres' AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
    ASSERT_EQ(found.size(), 1u);
    usleep(5'000);
    kill(found[0][0].as<pid_t>(), SIGKILL);
  }
  waitpid(writer, nullptr, 0);
  while (read(ends[0], &id, sizeof id) == sizeof id) recorded = id;
  close(ends[0]);
  // It recovers, and may still take orders before it notices.
  const RunRecord next = run_of("2026-12-01T00:00:00Z", {"a"});
  int64_t number = 0;
  for (int attempt = 0; attempt < 300 && number == 0; ++attempt) {
    try {
      number = open_history(where, false)->record(next, by_fingerprint(next));
    } catch (const HistoryError&) {
      usleep(100'000);
    }
  }
  EXPECT_GT(number, recorded);
  const HistorySlice slice = open_history(where, false)->read("crm", "main", "2020-01-01", "2030-01-01");
  EXPECT_EQ(static_cast<int64_t>(slice.runs.size()), number);
}

TEST(SqliteHistory, OfAnOlderVersionIsBroughtUpToDate) {
  Folder folder;
  const std::string path = folder.file("history.db");
  {
    std::ifstream stream(std::string(RINGFENCE_SOURCE_DIR) + "/tests/review/version-1.sql");
    const std::string text((std::istreambuf_iterator<char>(stream)), {});
    ASSERT_FALSE(text.empty());
    history::open_sqlite(path, true)->script(text);
  }
  const auto history = open_history(path, false);
  const HistorySlice slice = history->read("crm", "main", "2026-01-01", "2026-12-31");
  EXPECT_EQ(stretches(slice), (std::multiset<std::string>{"f1 1 2", "f2 1 0", "f3 (nightly billing) 2 0"}));
  EXPECT_EQ(slice.runs.at(1).coverage.statements, 12);
  const RunRecord next = run_of("2026-07-03T08:00:00Z", {"f2"});
  EXPECT_EQ(history->record(next, by_fingerprint(next)), 3);
  EXPECT_EQ(stretches(history->read("crm", "main", "2026-01-01", "2026-12-31")).count("f3 (nightly billing) 2 3"), 1u);
  const auto database = history::open_sqlite(path, false);
  EXPECT_EQ(database->query("SELECT max(version) FROM schema_version").at(0).at(0), std::to_string(history::newest_version()));
}

TEST(SqliteHistory, OfANewerVersionIsLeftAlone) {
  Folder folder;
  open_history(folder.file("h.db"), true);
  history::open_sqlite(folder.file("h.db"), false)->query("INSERT INTO schema_version (version) VALUES ($1)", {"99"});
  try {
    open_history(folder.file("h.db"), true);
    FAIL();
  } catch (const HistoryError& error) {
    EXPECT_THAT(error.what(), HasSubstr("newer ringfence"));
  }
}

TEST(SqliteHistory, SaysWhatIsWrong) {
  Folder folder;
  const auto message = [&](const std::string& where, bool may_create) {
    try {
      open_history(where, may_create);
    } catch (const HistoryError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(message(folder.file("none.db"), false), HasSubstr("there is no history yet"));
  std::ofstream(folder.file("text.db")) << std::string(5000, 'x');
  EXPECT_THAT(message(folder.file("text.db"), true), HasSubstr("text.db: no history, or a damaged one"));
  EXPECT_THAT(message("/proc/none/history.db", true), HasSubstr("/proc/none/history.db: its folder cannot be made"));
  const std::string refused = message("postgresql://ci:sesame@127.0.0.1:1/ringfence", true);
  EXPECT_THAT(refused, HasSubstr("postgresql://127.0.0.1:1/ringfence"));
  EXPECT_THAT(refused, Not(HasSubstr("sesame")));
}

}  // namespace

}  // namespace ringfence::tests
