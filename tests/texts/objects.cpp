// Texts that objects, variables and containers carry from one function to another.
#include <fmt/compile.h>
#include <fmt/format.h>

#include <cstdio>
#include <iterator>
#include <map>
#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <vector>

std::string acquire_query(const std::string& table) {
  static constexpr auto kFormat = "INSERT INTO {} (key) VALUES ($1)";
  // sql: INSERT INTO locks (key) VALUES ($1)
  return fmt::format(FMT_COMPILE(kFormat), table);
}

class Lock {
 public:
  explicit Lock(const std::string& table) : acquire_(acquire_query(table)) {}
  // sql: DELETE FROM locks WHERE key = 'x'
  void set_release(const std::string& table) { release_ = "DELETE FROM " + table + " WHERE key = 'x'"; }
  void acquire(pqxx::work& work) { work.exec(acquire_); }
  void release(pqxx::work& work) { work.exec(release_); }
  void count(pqxx::work& work) { work.exec(count_); }

 private:
  std::string acquire_, release_;
  // sql: SELECT count(*) FROM locks
  std::string count_ = "SELECT count(*) FROM locks";
};

std::unique_ptr<Lock> make_lock() {
  auto lock = std::make_unique<Lock>("locks");
  lock->set_release("locks");
  return std::make_unique<Lock>(*lock);
}

Lock first() { return Lock("locks"); }

struct Counter {
  Counter() = default;
  // sql: SELECT 4 AS counted
  std::string sql = "SELECT 4 AS counted";
};

void counts(pqxx::work& work) {
  Counter counter;
  work.exec(counter.sql);
}

static char buffer[200];

void fill_buffer() {
  // sql: SELECT id FROM buffered
  snprintf(buffer, sizeof buffer, "SELECT id FROM %s", "buffered");
}

void send_buffer(pqxx::work& work) { work.exec(buffer); }

void reuse_buffer(pqxx::work& work) {
  static std::string kept;
  // sql: SELECT id FROM kept
  kept = "SELECT id FROM kept";
  work.exec(kept);
}

class Queries {
 public:
  Queries() {
    // sql: SELECT id FROM deals
    texts_["deals"] = "SELECT id FROM deals";
    // sql: SELECT id FROM users
    texts_["users"] = "SELECT id FROM users";
    texts_["never"] = "SELECT id FROM nowhere";
  }
  void run(pqxx::work& work) {
    work.exec(texts_["deals"]);
    work.exec(texts_.at("users"));
  }

 private:
  std::map<std::string, std::string> texts_;
};

class Filter {
 public:
  void by_name(bool exact) {
    // sql: SELECT id FROM people WHERE name LIKE 'x%'
    sql_ = "SELECT id FROM people WHERE name LIKE 'x%'";
    // sql: SELECT id FROM people WHERE name = 'x'
    if (exact) sql_ = "SELECT id FROM people WHERE name = 'x'";
  }
  void run(pqxx::work& work) { work.exec(sql_); }

 private:
  std::string sql_;
};

void append_order(std::string& sql) { sql += " ORDER BY id"; }

void by_reference(pqxx::work& work) {
  // sql: SELECT id FROM ordered ORDER BY id
  std::string sql = "SELECT id FROM ordered";
  append_order(sql);
  work.exec(sql);
}

void into_a_buffer(pqxx::work& work, const std::vector<int>& ids) {
  fmt::memory_buffer out;
  // sql: DELETE FROM old WHERE id IN ( {} )
  // sql: DELETE FROM old WHERE id IN ( {} , {} )
  fmt::format_to(std::back_inserter(out), FMT_STRING("DELETE FROM {} WHERE id IN ("), "old");
  for (const int id : ids) fmt::format_to(std::back_inserter(out), "{},", id);
  out[out.size() - 1] = ')';
  out.push_back('\0');
  work.exec(out.data());
}

void last_sign(pqxx::work& work) {
  // sql: SELECT 1 IN (1,2)
  std::string sql = "SELECT 1 IN (1,2,";
  sql.back() = ')';
  work.exec(sql);
}

class String {
 public:
  String(const char* text) : data_(text) {}
  String(std::string text) : data_(std::move(text)) {}
  const std::string& get() const { return data_; }
  const char* c_str() const { return data_.c_str(); }

 private:
  std::string data_;
};

String operator+(const String& a, const String& b) { return a.get() + b.get(); }

class Client {
 public:
  virtual ~Client() = default;
  virtual void query(const String& sql) = 0;
};

class PostgresClient : public Client {
 public:
  explicit PostgresClient(pqxx::work& work) : work_(work) {}
  void query(const String& sql) override { work_.exec(sql.c_str()); }

 private:
  pqxx::work& work_;
};

void own_strings(Client& client) {
  // sql: SELECT id FROM icinga_hosts
  client.query("SELECT id FROM " + String("icinga_") + "hosts");
}

struct Step {
  std::string name;
  std::string sql;
};

class Plan {
 public:
  void add(const std::string& name, const std::string& sql) { steps_.push_back({name, sql}); }
  void run(pqxx::work& work) {
    for (const Step& step : steps_) work.exec(step.sql);
  }

 private:
  std::vector<Step> steps_;
};

void plan(pqxx::work& work) {
  Plan made;
  // sql: SELECT 5 AS step
  made.add("a", "SELECT 5 AS step");
  // sql: SELECT 6 AS step
  made.add("b", "SELECT 6 AS step");
  made.run(work);
}

void unknown_names(pqxx::work& work, const std::string& prefix, const std::string& name) {
  // sql: DROP TABLE IF EXISTS ringfence_hole_0ringfence_hole_1
  work.exec("DROP TABLE IF EXISTS " + prefix + name);
  // sql: ALTER TABLE deals ADD PRIMARY KEY ( ringfence_hole_0 )
  work.exec("ALTER TABLE deals ADD PRIMARY KEY (" + name + ")");
}

// A string class of one's own; what makes one elsewhere may be any text, and is no text of the program.
class OwnText {
 public:
  OwnText(const char* text) : text_(text) {}
  OwnText(std::string text) : text_(std::move(text)) {}
  const std::string& get() const { return text_; }

 private:
  std::string text_;
};
OwnText operator+(const OwnText& a, const OwnText& b) { return a.get() + b.get(); }
OwnText escaped(const OwnText& text);

void own_texts(pqxx::work& work) {
  // sql: SELECT id FROM deals WHERE title = {}
  work.exec((OwnText("SELECT id FROM ") + "deals WHERE title = '" + escaped("a title") + "'").get());
}

// Constructors that a library calls in our place.
class Sent {
 public:
  Sent(pqxx::work& work, const std::string& sql) { work.exec(sql); }
};

std::unique_ptr<Sent> send(pqxx::work& work, const std::string& sql) { return std::make_unique<Sent>(work, sql); }

void sends(pqxx::work& work) {
  // sql: SELECT id FROM made
  send(work, "SELECT id FROM made");
}

class Job {
 public:
  Job(const char* name, std::string sql) : name_(name), sql_(std::move(sql)) {}
  const std::string& sql() const { return sql_; }

 private:
  const char* name_;
  std::string sql_;
};

void jobs(pqxx::work& work) {
  std::vector<Job> jobs;
  // sql: SELECT id FROM first_job
  jobs.emplace_back("first", "SELECT id FROM first_job");
  // sql: SELECT id FROM second_job
  jobs.emplace_back("second", "SELECT id FROM second_job");
  for (const Job& job : jobs) work.exec(job.sql());
}
