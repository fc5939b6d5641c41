-- The server's own processes: held to row-level security like everybody, by the organization that they set for the transaction.
CREATE ROLE cxtrack_server NOLOGIN;
GRANT USAGE ON SCHEMA vault TO cxtrack_server;
GRANT SELECT, DELETE ON vault.secrets TO cxtrack_server;
GRANT SELECT ON vault.decrypted_secrets TO cxtrack_server;

CREATE TABLE organizations (
  id   uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL
);

CREATE TABLE memberships (
  org_id  uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  user_id uuid NOT NULL,
  role    text NOT NULL DEFAULT 'agent',
  PRIMARY KEY (org_id, user_id)
);

-- The customer's own customers, who sign in to a portal. bcrypt, by crypt().
CREATE TABLE portal_users (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id        uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  username      text NOT NULL,
  password_hash text NOT NULL CHECK (password_hash LIKE '$2_$%'),
  deleted_at    timestamptz,
  UNIQUE (org_id, id),
  UNIQUE (org_id, username)
);

CREATE FUNCTION server_org() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.org_id', true), '')::uuid
$$;

-- SECURITY DEFINER, so that the policies of memberships do not ask themselves.
CREATE FUNCTION my_orgs() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.org_id FROM memberships m WHERE m.user_id = (SELECT auth.uid())
$$;

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY member ON organizations FOR SELECT TO authenticated USING (id IN (SELECT my_orgs()));
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON memberships FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()));
-- Passwords are the server's alone: nobody who is signed in has a policy.
ALTER TABLE portal_users ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_users FORCE ROW LEVEL SECURITY;
CREATE POLICY server ON portal_users TO cxtrack_server USING (org_id = server_org()) WITH CHECK (org_id = server_org());

GRANT SELECT ON organizations, memberships TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON portal_users TO cxtrack_server;
