#include <pqxx/pqxx>
void leak(pqxx::work& work, std::int64_t org) {
  for (const auto& row : work.exec_params("SELECT id, email, status FROM customers WHERE org_id = $1", org)) {
    LOG(row["email"].as<std::string>());  // expect: personal-row-in-log
    LOG(row["status"].as<std::string>());
    LOG(std::to_string(row["id"].as<std::int64_t>()));
  }
}
void leak_renamed(pqxx::work& work, std::int64_t org) {
  const pqxx::result rows = work.exec_params("SELECT c.email AS target, c.status AS state FROM customers c WHERE c.org_id = $1", org);
  const auto target = rows[0]["target"].as<std::string>();
  LOG("to " + target);  // expect: personal-row-in-log
  LOG(rows[0]["state"].as<std::string>());
}
void leak_by_number(pqxx::work& work, std::int64_t org) {
  const pqxx::row row = work.exec_params1("SELECT status, phone FROM customers WHERE org_id = $1", org);
  LOG(std::string(row[1].c_str()));  // expect: personal-row-in-log
  LOG(std::string(row[0].c_str()));
}
void clean_count(pqxx::work& work, std::int64_t org) {
  const pqxx::row row = work.exec_params1("SELECT count(email) AS letters FROM customers WHERE org_id = $1", org);
  LOG(row["letters"].as<std::string>());
}
