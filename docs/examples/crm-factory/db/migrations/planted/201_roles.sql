CREATE ROLE crm_reporting LOGIN;

-- Breaks four-roles and nothing-to-everybody: a fifth role, and everybody.
GRANT SELECT ON tenant_template.deals TO crm_reporting; -- expect: schema-broad-grant, lifecycle-stray-grant
GRANT SELECT ON tenant_template.contacts TO PUBLIC; -- expect: schema-broad-grant, lifecycle-stray-grant
-- Like them, and fine: one of the four.
GRANT DELETE ON tenant_template.deals TO crm_admin;
