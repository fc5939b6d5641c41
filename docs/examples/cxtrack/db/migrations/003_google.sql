-- A connected Google account. Its tokens lie in the vault; here are the ids of the secrets.
CREATE TABLE google_accounts (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id          uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  user_id         uuid NOT NULL,
  access_token    uuid REFERENCES vault.secrets (id),
  refresh_token   uuid REFERENCES vault.secrets (id),
  connected_at    timestamptz NOT NULL DEFAULT now(),
  disconnected_at timestamptz,
  UNIQUE (org_id, id),
  UNIQUE (org_id, user_id)
);

-- Name, address and picture of who connected it, to show them.
CREATE TABLE google_profiles (
  id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id             uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  account_id         uuid NOT NULL,
  display_name       text NOT NULL,
  email              text NOT NULL,
  avatar_url         text,
  account_deleted_at timestamptz,
  UNIQUE (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES google_accounts (org_id, id)
);

-- What users wrote and sent from the CRM.
CREATE TABLE email_messages (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id     uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  contact_id uuid NOT NULL,
  subject    text NOT NULL,
  body_html  text NOT NULL,
  sent_at    timestamptz NOT NULL DEFAULT now(),
  UNIQUE (org_id, id),
  FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id) ON DELETE CASCADE
);

ALTER TABLE google_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE google_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY server ON google_accounts TO cxtrack_server USING (org_id = server_org()) WITH CHECK (org_id = server_org());
CREATE POLICY own ON google_accounts FOR SELECT TO authenticated USING (org_id IN (SELECT my_orgs()) AND user_id = (SELECT auth.uid()));
ALTER TABLE google_profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE google_profiles FORCE ROW LEVEL SECURITY;
CREATE POLICY server ON google_profiles TO cxtrack_server USING (org_id = server_org()) WITH CHECK (org_id = server_org());
CREATE POLICY member ON google_profiles FOR SELECT TO authenticated USING (org_id IN (SELECT my_orgs()));
ALTER TABLE email_messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE email_messages FORCE ROW LEVEL SECURITY;
CREATE POLICY server ON email_messages TO cxtrack_server USING (org_id = server_org()) WITH CHECK (org_id = server_org());
CREATE POLICY member ON email_messages FOR SELECT TO authenticated USING (org_id IN (SELECT my_orgs()));

GRANT SELECT ON google_profiles, email_messages TO authenticated;
GRANT SELECT (id, org_id, user_id, connected_at, disconnected_at) ON google_accounts TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON google_accounts, google_profiles, email_messages TO cxtrack_server;
