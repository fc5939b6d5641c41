-- What customers keep in the CRM. References carry the organization: none leads to another one's row.
CREATE TABLE contacts (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  full_name       text NOT NULL,
  email           text,
  phone           text,
  created_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);

CREATE TABLE leads (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  contact_id      uuid,
  title           text NOT NULL,
  stage           text NOT NULL DEFAULT 'new',
  value           numeric(12, 2),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
);

CREATE TABLE properties (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  street_address  text NOT NULL,
  city            text NOT NULL,
  UNIQUE (organization_id, id)
);

CREATE TABLE property_units (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  property_id     uuid NOT NULL,
  label           text NOT NULL,
  UNIQUE (organization_id, property_id, label),
  FOREIGN KEY (organization_id, property_id) REFERENCES properties (organization_id, id)
);

CREATE TABLE tasks (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  lead_id         uuid,
  title           text NOT NULL,
  due_on          date,
  done_at         timestamptz,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, lead_id) REFERENCES leads (organization_id, id)
);

CREATE TABLE notes (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  lead_id         uuid NOT NULL,
  body            text NOT NULL,
  written_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, lead_id) REFERENCES leads (organization_id, id)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON contacts, leads, properties, property_units, tasks, notes TO aetrix_app;
