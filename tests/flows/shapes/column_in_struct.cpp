#include <pqxx/pqxx>
struct Line {
  std::string target;
  std::string state;
};
Line read_line(const pqxx::row& row) { return {row["email"].as<std::string>(), row["status"].as<std::string>()}; }
void leak(pqxx::work& work, std::int64_t org) {
  const Line line = read_line(work.exec_params1("SELECT email, status FROM customers WHERE org_id = $1", org));
  LOG(line.target);  // expect: personal-row-in-log
}
void clean(pqxx::work& work, std::int64_t org) {
  const Line line = read_line(work.exec_params1("SELECT email, status FROM customers WHERE org_id = $1", org));
  LOG(line.state);
}
