-- Run once for each tenant, with its schema as the search path; here, with the template's.
CREATE SCHEMA tenant_template;
SET search_path TO tenant_template, public;

CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'agent', 'viewer'))
);

CREATE TABLE companies (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  country_code text REFERENCES countries (code)
);

CREATE TABLE contacts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  company_id bigint REFERENCES companies (id),
  name text NOT NULL,
  email text,
  phone text
);

CREATE TABLE calls (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  contact_id bigint NOT NULL REFERENCES contacts (id),
  user_id bigint NOT NULL REFERENCES users (id),
  started_at timestamptz NOT NULL DEFAULT now(),
  seconds integer,
  recording text
);

CREATE TABLE stages (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  position integer NOT NULL
);

CREATE TABLE deals (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  company_id bigint NOT NULL REFERENCES companies (id),
  stage_id bigint NOT NULL REFERENCES stages (id),
  title text NOT NULL,
  amount numeric(12, 2)
);

-- In the tenant's own schema: all of it is the tenant's.
CREATE VIEW open_deals AS SELECT id, company_id, title, amount FROM deals;

GRANT USAGE ON SCHEMA tenant_template TO callcrm_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA tenant_template TO callcrm_app;
GRANT SELECT ON calls TO callcrm_metrics; -- expect: schema-broad-grant
GRANT SELECT ON contacts TO callcrm_jobs;
