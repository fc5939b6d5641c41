-- Breaks tokens-in-vault: encrypted, and beside the application's data all the same.
CREATE TABLE google_calendars (
  id                        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id                    uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  calendar_token_encrypted  text, -- expect: credential-outside-vault
  calendar_token_expires_at timestamptz,
  sync_token                uuid REFERENCES vault.secrets (id),
  UNIQUE (org_id, id)
);
ALTER TABLE google_calendars ENABLE ROW LEVEL SECURITY;
ALTER TABLE google_calendars FORCE ROW LEVEL SECURITY;
CREATE POLICY server ON google_calendars TO cxtrack_server USING (org_id = server_org()) WITH CHECK (org_id = server_org());

-- Breaks tokens-server-side-only: whoever is signed in reads what is in the vault.
CREATE FUNCTION my_google_token() RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.decrypted_secret
  FROM vault.decrypted_secrets s -- expect: credential-outside-vault
  JOIN google_accounts a ON a.access_token = s.id
  JOIN memberships m ON m.org_id = a.org_id
  WHERE a.user_id = auth.uid() AND m.user_id = auth.uid()
$$;
GRANT EXECUTE ON FUNCTION my_google_token() TO authenticated;
-- Like it, and fine: that there is one is no secret.
CREATE FUNCTION has_google_token() RETURNS boolean LANGUAGE sql AS $$
  SELECT EXISTS (SELECT 1 FROM google_accounts a WHERE a.user_id = auth.uid() AND a.disconnected_at IS NULL)
$$;

-- Breaks recordings-encrypted: the key beside what it opens, and a transcript for everybody's eyes.
CREATE TABLE call_archives (
  id                   uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id               uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  secret_key           text NOT NULL, -- expect: credential-outside-vault, credential-plaintext-column
  transcript           text, -- expect: lifecycle-persisted-transient
  transcript_encrypted text,
  UNIQUE (org_id, id)
);
ALTER TABLE call_archives ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_archives FORCE ROW LEVEL SECURITY;
