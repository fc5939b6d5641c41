#include "transaction.h"

namespace callcrm {

pqxx::result contacts(TenantTransaction& transaction) {
  return transaction.work().exec("SELECT id, name FROM contacts ORDER BY name");
}

pqxx::result contact(TenantTransaction& transaction, long id) {
  return transaction.work().exec_params("SELECT id, name, email, phone FROM contacts WHERE id = $1", id);
}

pqxx::result pilot_contact(TenantTransaction& transaction, long id) {
  return transaction.work().exec_params("SELECT name FROM tenant_pilot.contacts WHERE id = $1", id);  // expect: schema-literal-tenant
}

// For reports, which run outside of a tenant's transaction.
pqxx::result calls_of(pqxx::work& work, const Session& session) {
  return work.exec("SELECT sum(seconds) FROM " + work.quote_name(session.tenant_schema()) + ".calls");
}

pqxx::result deals_of(pqxx::work& work, const std::string& tenant_schema) {
  return work.exec("SELECT title, amount FROM " + schema_identifier(tenant_schema) + ".deals");
}

pqxx::result stages_of(pqxx::work& work, const std::string& tenant_schema) {
  return work.exec("SELECT name FROM " + tenant_schema + ".stages");  // expect: schema-unquoted-tenant
}

pqxx::result users_of(pqxx::work& work, const std::string& name) {
  return work.exec("SELECT email FROM \"tenant_" + name + "\".users");  // expect: schema-unquoted-tenant
}

// Two customers at once.
pqxx::result same_people(pqxx::work& work, const std::string& schema, const std::string& other_schema) {
  return work.exec("SELECT a.email FROM " + work.quote_name(schema) + ".contacts a JOIN " + work.quote_name(other_schema) + ".contacts b ON b.email = a.email");  // expect: schema-literal-tenant
}

}  // namespace callcrm
