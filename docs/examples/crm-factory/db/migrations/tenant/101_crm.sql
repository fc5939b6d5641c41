-- Run once for each tenant, with its schema as the search path; here, with the template's.
CREATE SCHEMA tenant_template;
SET search_path TO tenant_template, public;

CREATE TABLE companies (
  id   uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL UNIQUE
);

CREATE TABLE contacts (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  company_id uuid REFERENCES companies (id),
  full_name  text NOT NULL,
  email      text,
  phone      text
);

CREATE TABLE deals (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  company_id uuid NOT NULL REFERENCES companies (id),
  title      text NOT NULL,
  amount     numeric(12, 2)
);

CREATE TABLE notes (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  contact_id uuid NOT NULL REFERENCES contacts (id),
  body       text NOT NULL
);

GRANT USAGE ON SCHEMA tenant_template TO crm_viewer;
GRANT SELECT ON companies, contacts, deals, notes TO crm_viewer;
GRANT INSERT, UPDATE ON companies, contacts, deals, notes TO crm_agent;
GRANT DELETE ON companies, contacts, deals, notes TO crm_manager;
