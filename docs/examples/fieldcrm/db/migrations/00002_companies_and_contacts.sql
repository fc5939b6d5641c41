-- +goose Up
CREATE TABLE industries (
  code text PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE companies (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id     bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name       text NOT NULL,
  vat_number text,
  industry   text REFERENCES industries (code),
  country    char(2) REFERENCES countries (code),
  parent_id  bigint REFERENCES companies (id), -- expect: schema-crossing-foreign-key
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  UNIQUE (org_id, id)
);
CREATE UNIQUE INDEX companies_vat ON companies (org_id, vat_number) WHERE vat_number IS NOT NULL;
CREATE INDEX companies_name ON companies USING gin (name gin_trgm_ops);

-- Belongs to whoever owns the company.
CREATE TABLE addresses (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  company_id bigint NOT NULL REFERENCES companies (id) ON DELETE CASCADE,
  kind       text NOT NULL DEFAULT 'office',
  street     text,
  city       text NOT NULL,
  country    char(2) NOT NULL REFERENCES countries (code)
);

-- The composite key carries the tenant: a contact's company is always of the contact's organization.
CREATE TABLE contacts (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id     bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  company_id bigint,
  full_name  text NOT NULL,
  email      email_address,
  phone      text,
  score      integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  UNIQUE (org_id, id),
  FOREIGN KEY (org_id, company_id) REFERENCES companies (org_id, id)
);
CREATE UNIQUE INDEX contacts_email ON contacts (org_id, email) WHERE deleted_at IS NULL;

-- +goose Down
DROP TABLE contacts, addresses, companies, industries;
