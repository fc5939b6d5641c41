-- The schema that manuals and fixtures speak of, where they bring none of their own.
CREATE TABLE organizations (
  id bigint PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL
);
CREATE TABLE companies (
  id bigint PRIMARY KEY,
  org_id bigint NOT NULL REFERENCES organizations (id),
  name text NOT NULL,
  UNIQUE (org_id, name),
  UNIQUE (org_id, id)
);
CREATE TABLE contacts (
  id uuid PRIMARY KEY,
  org_id bigint NOT NULL REFERENCES organizations (id),
  company_id bigint NOT NULL,
  email text,
  FOREIGN KEY (org_id, company_id) REFERENCES companies (org_id, id)
);
CREATE TABLE deals (
  id bigint PRIMARY KEY,
  org_id bigint NOT NULL REFERENCES organizations (id),
  company_id bigint REFERENCES companies (id), -- expect: schema-crossing-foreign-key
  title text NOT NULL,
  stage text NOT NULL DEFAULT 'open',
  amount numeric,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE notes (
  id bigint PRIMARY KEY,
  deal_id bigint NOT NULL REFERENCES deals (id),
  body text
);
CREATE TABLE currencies (
  code text PRIMARY KEY,
  name text NOT NULL
);
CREATE TABLE templates (
  id bigint PRIMARY KEY,
  org_id bigint REFERENCES organizations (id), -- expect: schema-nullable-tenant-key
  body text NOT NULL
);
CREATE INDEX contacts_by_org ON contacts (org_id);
CREATE INDEX deals_by_org ON deals (org_id);
CREATE INDEX templates_by_org ON templates (org_id);
