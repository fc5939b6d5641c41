#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/live/statements.h"
#include "ringfence/sql_front_end.h"
#include "ringfence/lower_case.h"

namespace ringfence::live {

namespace {

// Everything but what reads and writes rows is left out: DDL, SET, BEGIN, EXPLAIN, COPY.
bool reads_or_writes(const Source& source) {
  const SqlFile file = read_sql_file(source, SqlFileKind::kStatement);
  if (file.statements.size() != 1) return false;
  const std::string_view text = file.statements[0].text;
  size_t begin = text.find_first_not_of("( \t\r\n");
  if (begin == text.npos) return false;
  const size_t end = text.find_first_of("( \t\r\n*\"", begin);
  const std::string first = lower_case(text.substr(begin, end == text.npos ? text.npos : end - begin));
  constexpr auto kWords = std::to_array<std::string_view>({"select", "with", "insert", "update", "delete", "merge", "values", "table"});
  return std::find(kWords.begin(), kWords.end(), first) != kWords.end();
}

// The view's name with its schema and its columns; empty where there is none in this database.
struct View {
  std::string name;
  bool has_toplevel = false;
  bool is_old = false;
};

View find_view(Session& session) {
  View view;
  for (const pqxx::row& row : session.rows(R"(
    SELECT format('%I.pg_stat_statements', n.nspname), a.attname
    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
    JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'pg_stat_statements'
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('total_time', 'toplevel', 'query')
    WHERE e.extname = 'pg_stat_statements')")) {
    view.name = row[0].c_str();
    view.has_toplevel = view.has_toplevel || row[1].c_str() == std::string("toplevel");
    view.is_old = view.is_old || row[1].c_str() == std::string("total_time");
  }
  return view;
}

// Statements of roles that are, or may act as, one of the application's; superusers may act as anybody.
std::string of_application(Session& session, const std::vector<std::string>& app_roles) {
  if (app_roles.empty()) return "true";
  const std::string list = quoted_list(session, app_roles);
  return fmt::format("EXISTS (SELECT FROM pg_roles a, pg_roles r WHERE r.oid = s.userid AND a.rolname IN ({0}) AND "
                     "(r.rolname = a.rolname OR (NOT r.rolsuper AND pg_has_role(r.oid, a.oid, 'MEMBER'))))", list);
}

pqxx::result statements(Session& session, const View& view, const std::vector<std::string>& app_roles) {
  return session.rows(fmt::format(R"(
    SELECT s.queryid, min(s.query) AS query, sum(s.calls)::bigint AS calls, sum(s.rows)::bigint AS rows, sum(s.{0}) AS milliseconds,
           bool_or({1}) AS of_application
    FROM {2} s
    WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND {3} AND s.query NOT LIKE '/* ringfence */%'
    GROUP BY s.queryid ORDER BY sum(s.calls) DESC, s.queryid)",
                                  view.is_old ? "total_time" : "total_exec_time", of_application(session, app_roles), view.name,
                                  view.has_toplevel ? "s.toplevel" : "true"));
}

}  // namespace

void read_statements(Session& session, const std::vector<std::string>& app_roles, LiveDatabase& database) {
  const View view = find_view(session);
  if (view.name.empty()) {
    database.warnings.push_back(database.name + ": no extension pg_stat_statements: what the application runs is not seen");
    return;
  }
  pqxx::result rows;
  try {
    rows = statements(session, view, app_roles);
  } catch (const LiveError& error) {
    database.warnings.push_back(std::string(error.what()) + "; what the application runs is not seen");
    return;
  }
  int hidden = 0, of_others = 0;
  for (const pqxx::row& row : rows) {
    if (row["queryid"].is_null() || row["query"].is_null() || row["query"].as<std::string>() == "<insufficient privilege>") {
      ++hidden;
      continue;
    }
    auto source = std::make_shared<Source>(fmt::format("{}/pg_stat_statements/{}", database.name, row["queryid"].c_str()), row["query"].c_str());
    if (!reads_or_writes(*source)) continue;
    if (!row["of_application"].as<bool>()) {
      ++of_others;
      continue;
    }
    database.use[source.get()] = {row["calls"].as<long long>(), row["rows"].as<long long>(), row["milliseconds"].as<double>()};
    database.statements.push_back(std::move(source));
  }
  if (hidden > 0)
    database.warnings.push_back(fmt::format("{}: {} of other roles {} hidden: GRANT pg_read_all_stats to the role that connects", database.name,
                                            hidden == 1 ? "a statement" : std::to_string(hidden) + " statements", hidden == 1 ? "is" : "are"));
  if (of_others > 0)
    database.warnings.push_back(fmt::format("{}: {} {} left out, of roles that [tenant] app_roles does not name", database.name, of_others,
                                            of_others == 1 ? "statement was" : "statements were"));
}

}  // namespace ringfence::live
