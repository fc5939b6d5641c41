CREATE TABLE contacts (
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id    uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  full_name text NOT NULL,
  email     text,
  phone     text,
  UNIQUE (org_id, id)
);

CREATE TABLE deals (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id     uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  contact_id uuid NOT NULL,
  title      text NOT NULL,
  stage      text NOT NULL DEFAULT 'open',
  UNIQUE (org_id, id),
  FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id) ON DELETE CASCADE
);

-- Made in the CRM. Of what the calendar has, the id of the event and nothing else.
CREATE TABLE meetings (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id          uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  deal_id         uuid NOT NULL,
  google_event_id text,
  starts_at       timestamptz NOT NULL,
  UNIQUE (org_id, id),
  FOREIGN KEY (org_id, deal_id) REFERENCES deals (org_id, id) ON DELETE CASCADE
);

ALTER TABLE contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts FORCE ROW LEVEL SECURITY;
CREATE POLICY server ON contacts TO cxtrack_server USING (org_id = server_org()) WITH CHECK (org_id = server_org());
CREATE POLICY member ON contacts TO authenticated USING (org_id IN (SELECT my_orgs())) WITH CHECK (org_id IN (SELECT my_orgs()));
ALTER TABLE deals ENABLE ROW LEVEL SECURITY;
ALTER TABLE deals FORCE ROW LEVEL SECURITY;
CREATE POLICY server ON deals TO cxtrack_server USING (org_id = server_org()) WITH CHECK (org_id = server_org());
CREATE POLICY member ON deals TO authenticated USING (org_id IN (SELECT my_orgs())) WITH CHECK (org_id IN (SELECT my_orgs()));
ALTER TABLE meetings ENABLE ROW LEVEL SECURITY;
ALTER TABLE meetings FORCE ROW LEVEL SECURITY;
CREATE POLICY server ON meetings TO cxtrack_server USING (org_id = server_org()) WITH CHECK (org_id = server_org());
CREATE POLICY member ON meetings TO authenticated USING (org_id IN (SELECT my_orgs())) WITH CHECK (org_id IN (SELECT my_orgs()));

GRANT SELECT, INSERT, UPDATE, DELETE ON contacts, deals, meetings TO authenticated, cxtrack_server;

CREATE VIEW open_deals WITH (security_invoker = true) AS SELECT id, org_id, title FROM deals WHERE stage = 'open';
GRANT SELECT ON open_deals TO authenticated;
