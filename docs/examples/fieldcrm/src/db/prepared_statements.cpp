#include "db/prepared_statements.h"

namespace fieldcrm::db {
namespace {

struct PreparedStatement {
  const char* name;
  const char* sql;
};

// `$1` is the organization in every statement that has one.
constexpr PreparedStatement kStatements[] = {
    // Companies
    {"company_by_id",
     "SELECT id, name, vat_number, industry, country, parent_id, created_at "
     "FROM companies "
     "WHERE id = $2 AND org_id = $1 AND deleted_at IS NULL"},
    {"company_by_vat", "SELECT id, name FROM companies WHERE org_id = $1 AND vat_number = $2"},
    {"company_rename", "UPDATE companies SET name = $3 WHERE id = $2 AND org_id = $1"},
    {"company_remove", "UPDATE companies SET deleted_at = now() WHERE id = $2 AND org_id = $1"},

    // Contacts. contacts refers to companies by a key that carries the organization: the join by id alone is safe.
    {"contact_by_id",
     "SELECT c.id, c.full_name, c.email, c.phone, c.score, co.name AS company "
     "FROM contacts c "
     "LEFT JOIN companies co ON co.id = c.company_id "
     "WHERE c.id = $2 AND c.org_id = $1"},
    {"contact_by_email", "SELECT id, full_name FROM contacts WHERE org_id = $1 AND email = $2 AND deleted_at IS NULL"},
    {"contact_forget",
     "UPDATE contacts SET full_name = 'forgotten', email = NULL, phone = NULL, deleted_at = now() "
     "WHERE id = $2 AND org_id = $1"},
    {"contact_untag", "DELETE FROM taggings WHERE (org_id, tag_id, contact_id) = ($1, $2, $3)"},
    {"contact_untag_all", "DELETE FROM taggings WHERE org_id = $1 AND contact_id = $2"},

    // Notes belong to whoever owns the deal.
    {"note_by_id",
     "SELECT n.id, n.body, n.pinned FROM notes n "
     "WHERE n.id = $2 AND EXISTS (SELECT 1 FROM deals d WHERE d.id = n.deal_id AND d.org_id = $1)"},
    {"note_pin",
     "UPDATE notes n SET pinned = true "
     "FROM deals d "
     "WHERE d.id = n.deal_id AND d.org_id = $1 AND n.id = $2"},
    {"note_edit", "UPDATE notes SET body = $2 WHERE id = $1"},  // expect: tenant-id-only-lookup
    {"note_edit_own",
     "UPDATE notes SET body = $3 "
     "WHERE id = $2 AND deal_id IN (SELECT d.id FROM deals d WHERE d.org_id = $1)"},
    {"note_delete",
     "DELETE FROM notes "
     "WHERE id = $2 AND deal_id IN (SELECT d.id FROM deals d WHERE d.org_id = $1)"},
    // The deal of the subquery is any deal of the organization, not the note's.
    {"note_by_id_if_any_deal",
     "SELECT n.id, n.body "
     "FROM notes n "  // expect: tenant-id-only-lookup
     "WHERE n.id = $2 AND EXISTS (SELECT 1 FROM deals d WHERE d.org_id = $1)"},

    // Members
    {"member_by_user", "SELECT id, role FROM members WHERE org_id = $1 AND user_id = $2 AND left_at IS NULL"},
    {"member_set_role", "UPDATE members SET role = $3 WHERE org_id = $1 AND user_id = $2"},
    {"member_leave", "UPDATE members SET left_at = now() WHERE org_id = $1 AND user_id = $2"},
    {"organization", "SELECT id, slug, name, plan, currency FROM organizations WHERE id = $1"},

    // Reference data is the same for everybody.
    {"currencies", "SELECT code, name, digits FROM currencies ORDER BY code"},
    {"countries", "SELECT code, name FROM countries ORDER BY name"},
    {"plan_limits", "SELECT subject, most FROM plan_limits WHERE plan = $1"},
};

}  // namespace

void prepare_all(pqxx::connection& connection) {
  for (const PreparedStatement& statement : kStatements) connection.prepare(statement.name, statement.sql);
}

}  // namespace fieldcrm::db
