-- Breaks organization-scope-schema: the reference leads to any organization's property.
-- Breaks customer-data-after-the-end: nothing purges inspections.
CREATE TABLE property_inspections ( -- expect: lifecycle-missing-purge
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  property_id     uuid NOT NULL REFERENCES properties (id), -- expect: schema-crossing-foreign-key
  lead_id         uuid,
  inspected_on    date NOT NULL,
  UNIQUE (organization_id, id),
  -- Like it, and fine: the organization goes with the reference.
  FOREIGN KEY (organization_id, lead_id) REFERENCES leads (organization_id, id)
);

-- Breaks organization-scope-schema: a form may belong to nobody.
CREATE TABLE survey_forms (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid REFERENCES organizations (id), -- expect: schema-nullable-tenant-key
  title           text NOT NULL,
  UNIQUE (organization_id, id)
);

-- Breaks organization-scope-schema: whoever can connect reads it.
GRANT SELECT ON survey_forms TO PUBLIC; -- expect: schema-broad-grant
GRANT SELECT ON plans TO PUBLIC;
