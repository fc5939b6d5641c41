-- Breaks oauth-tokens-encrypted: calendars came later, and their tokens as they are.
CREATE TABLE calendar_connections (
  id                      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id         uuid NOT NULL REFERENCES organizations (id),
  access_token            text, -- expect: credential-plaintext-column
  refresh_token_encrypted text,
  token_expires_at        timestamptz,
  UNIQUE (organization_id, id)
);

-- Breaks mail-passwords-encrypted.
CREATE TABLE mail_fallbacks (
  id                     uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id        uuid NOT NULL REFERENCES organizations (id),
  imap_host              text NOT NULL,
  imap_password          text DEFAULT 'secret', -- expect: credential-plaintext-column
  app_password_encrypted text,
  UNIQUE (organization_id, id)
);

-- Breaks credentials-not-handed-out: support sees hashes to try passwords on.
CREATE VIEW user_support AS
SELECT u.id, u.full_name, u.password_hash FROM users u; -- expect: credential-in-result
CREATE VIEW user_states AS
SELECT u.id, u.full_name, u.password_hash LIKE '$2b$12$%' AS is_recent FROM users u;
