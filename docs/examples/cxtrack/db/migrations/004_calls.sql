-- Calls of voice agents. What was said is encrypted by the service (src/crypto/seal.cpp), each recording under a key of its own
-- that lies in the vault.
CREATE TABLE call_recordings (
  id                   uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id               uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  contact_id           uuid NOT NULL,
  secret_key           uuid NOT NULL REFERENCES vault.secrets (id),
  audio_path           text NOT NULL,
  transcript_encrypted text,
  recorded_at          timestamptz NOT NULL DEFAULT now(),
  UNIQUE (org_id, id),
  FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id) ON DELETE CASCADE
);

ALTER TABLE call_recordings ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_recordings FORCE ROW LEVEL SECURITY;
CREATE POLICY server ON call_recordings TO cxtrack_server USING (org_id = server_org()) WITH CHECK (org_id = server_org());
CREATE POLICY member ON call_recordings FOR SELECT TO authenticated USING (org_id IN (SELECT my_orgs()));
GRANT SELECT (id, org_id, contact_id, recorded_at) ON call_recordings TO authenticated;
GRANT SELECT, INSERT, DELETE ON call_recordings TO cxtrack_server;
