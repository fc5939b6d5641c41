// Every way in which a text comes about.
#include <boost/format.hpp>
#include <fmt/format.h>

#include <map>
#include <pqxx/pqxx>
#include <sstream>
#include <string>
#include <vector>

#define COLUMNS "id, title"

struct Named {
  const char* name;
  const char* sql;
};

static const Named kTable[] = {
    // sql: SELECT 1 AS a
    {"a", "SELECT 1 AS a"},
    // sql: SELECT 2 AS b
    {"b", "SELECT 2 AS b"},
};

void literals(pqxx::work& work) {
  // sql: SELECT id, title FROM deals
  work.exec("SELECT " COLUMNS " FROM deals");
  // sql: SELECT id FROM deals WHERE note = 'it''s'
  work.exec(R"sql(SELECT id FROM deals WHERE note = 'it''s')sql");
  // sql: SELECT 'tab	' AS a
  work.exec("SELECT 'tab\t' AS a");
}

void tables(pqxx::connection& connection) {
  for (const Named& one : kTable) connection.prepare(one.name, one.sql);
}

void branches(pqxx::work& work, bool open) {
  // sql: SELECT id FROM deals
  // sql: SELECT id FROM deals WHERE stage = 'open'
  std::string sql = "SELECT id FROM deals";
  if (open) sql += " WHERE stage = 'open'";
  work.exec(sql);
}

void streams(pqxx::work& work, int id) {
  std::ostringstream out;
  // sql: SELECT id FROM deals WHERE id = {}
  out << "SELECT id FROM deals" << " WHERE id = " << id;
  work.exec(out.str());
}

void joined(pqxx::work& work) {
  std::vector<std::string> conditions;
  // sql: SELECT id FROM deals WHERE org_id = 1 AND stage = 'open'
  const std::string sql = "SELECT id FROM deals WHERE ";
  conditions.push_back("org_id = 1");
  conditions.push_back("stage = 'open'");
  work.exec(sql + fmt::format("{}", fmt::join(conditions, " AND ")));
}

void loops(pqxx::work& work) {
  // sql: SELECT id, title FROM deals
  std::string sql = "SELECT ";
  bool first = true;
  for (const std::string& column : std::vector<std::string>{"id", "title"}) {
    if (!first) sql += ", ";
    sql += column;
    first = false;
  }
  work.exec(sql + " FROM deals");
}

std::string order_by(bool newest) { return newest ? " ORDER BY id DESC" : " ORDER BY id"; }

void helpers(pqxx::work& work, bool newest) {
  // sql: SELECT id FROM deals ORDER BY id
  // sql: SELECT id FROM deals ORDER BY id DESC
  work.exec("SELECT id FROM deals" + order_by(newest));
}

void formats(pqxx::work& work, int id, const std::string& name) {
  // sql: SELECT id FROM deals WHERE id = {} AND title = {}
  work.exec(fmt::format("SELECT id FROM {} WHERE id = {} AND title = '{}'", "deals", id, name));
}

template <class... A>
pqxx::result query(pqxx::work& work, const std::string& sql, A&&... args) {
  return work.exec_params(sql, std::forward<A>(args)...);
}

void wrapped(pqxx::work& work, long org_id) {
  // sql: SELECT id FROM deals WHERE org_id = $1 | org_id
  query(work, "SELECT id FROM deals WHERE org_id = $1", org_id);
}

void lambdas(pqxx::work& work) {
  // sql: SELECT id FROM deals WHERE a = 1 AND b = 2
  std::string sql = "SELECT id FROM deals";
  const auto add = [&](const char* word, const char* condition) { sql += std::string(" ") + word + " " + condition; };
  add("WHERE", "a = 1");
  add("AND", "b = 2");
  work.exec(sql);
}

// Tables that other functions walk over.
static const Named kOthers[] = {
    // sql: SELECT 3 AS c
    {"c", "SELECT 3 AS c"},
    // sql: SELECT 4 AS d
    {"d", "SELECT 4 AS d"},
};

void prepare_one(pqxx::connection& connection, const Named& one) { connection.prepare(one.name, one.sql); }

void prepare_all(pqxx::connection& connection, const Named* begin, const Named* end) {
  for (; begin != end; ++begin) prepare_one(connection, *begin);
}

void walk(pqxx::connection& connection) { prepare_all(connection, kOthers, kOthers + 2); }

static const Named kMore[] = {
    // sql: SELECT 5 AS e
    {"e", "SELECT 5 AS e"},
    // sql: SELECT 6 AS f
    {"f", "SELECT 6 AS f"},
};

void each(pqxx::connection& connection) {
  for (const Named& one : kMore) prepare_one(connection, one);
}

// What is written through a pointer is no more what it was.
void fill(char* begin, int value);

void through_a_pointer(pqxx::work& work, int value) {
  // sql: SELECT id FROM deals WHERE id = {}
  std::string sql = "SELECT id FROM deals WHERE id = ";
  std::string number;
  number.resize(20);
  fill(&number[0], value);
  work.exec(sql + number);
}

// A name that template arguments spell.
template <char... Letters>
const char* spelled() {
  static char letters[] = {Letters..., '\0'};
  return letters;
}

void by_letters(pqxx::work& work) {
  // sql: SELECT id FROM deals
  work.exec(std::string("SELECT id FROM ") + spelled<'d', 'e', 'a', 'l', 's'>());
  // sql: SELECT id FROM users
  work.exec(std::string("SELECT id FROM ") + spelled<'u', 's', 'e', 'r', 's'>());
}

// A text of one's own that hands on the stream inside.
class Builder {
 public:
  template <class T>
  std::ostream& operator<<(T value) {
    return out_ << value;
  }
  std::string str() const { return out_.str(); }

 private:
  std::ostringstream out_;
};

void in_a_builder(pqxx::work& work, int id) {
  Builder builder;
  // sql: SELECT id FROM deals WHERE id = {}
  builder << "SELECT id" << " FROM " << "deals";
  builder << " WHERE id = " << id;
  work.exec(builder.str());
}

void conversions(pqxx::work& work) {
  // sql: SELECT id FROM deals WHERE org_id = 1
  work.exec((boost::format("SELECT id FROM %s WHERE %s = %d") % "deals" % "org_id" % 1).str());
  // sql: SELECT id FROM users WHERE org_id = 2 AND name LIKE 'a%'
  boost::format format("SELECT id FROM users WHERE %s%s");
  for (const std::string& check : std::vector<std::string>{"org_id = 2", " AND name LIKE 'a%'"}) format = format % check;
  work.exec(format.str());
}
