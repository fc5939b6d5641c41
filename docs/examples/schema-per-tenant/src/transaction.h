#pragma once

#include <pqxx/pqxx>
#include <string>

namespace callcrm {

/// Who is signed in, and for which customer.
class Session {
 public:
  explicit Session(std::string schema) : schema_(std::move(schema)) {}
  const std::string& tenant_schema() const { return schema_; }

 private:
  std::string schema_;
};

/// A transaction in the schema of one customer.
class TenantTransaction {
 public:
  TenantTransaction(pqxx::connection& connection, const Session& session);
  pqxx::work& work() { return work_; }

 private:
  pqxx::work work_;
};

/// Checks the name against what tenants' schemas look like, and quotes it.
std::string schema_identifier(const std::string& name);

}  // namespace callcrm
