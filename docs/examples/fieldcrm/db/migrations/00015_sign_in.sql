-- +goose Up
-- What is only compared is hashed, what has to be used again is encrypted.
CREATE TABLE sign_ins (
  user_id                uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  password_hash          text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
  password_changed_at    timestamptz NOT NULL DEFAULT now(),
  password_reset_sent_at timestamptz,
  failed_attempts        integer NOT NULL DEFAULT 0,
  otp_required           boolean NOT NULL DEFAULT false,
  otp_secret             bytea,
  otp_secret_nonce       bytea,
  reset_token            text, -- SHA-256 of what is mailed
  recovery_codes         text[], -- expect: credential-plaintext-column
  login_pin              integer -- expect: credential-plaintext-column
);

CREATE TABLE mail_accounts (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id        bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  host          text NOT NULL,
  smtp_user     text NOT NULL,
  smtp_password text NOT NULL,
  imap_password text,
  token_count   integer NOT NULL DEFAULT 0
);
CREATE INDEX mail_accounts_org ON mail_accounts (org_id);

-- The secret of a webhook was readable once.
ALTER TABLE webhooks
  ADD COLUMN signing_secret text, -- expect: credential-left-behind
  ADD COLUMN signing_secret_encrypted bytea,
  ADD COLUMN public_key text;

CREATE VIEW sign_in_state AS
SELECT user_id, failed_attempts, otp_required FROM sign_ins;

CREATE VIEW account_passwords AS
SELECT a.org_id, a.id, pgp_sym_decrypt(a.imap_password::bytea, current_setting('app.mail_key')) AS plain -- expect: credential-in-result
FROM mail_accounts a;

ALTER DATABASE fieldcrm SET app.mail_key TO 'Tulip-Bravo-77-Kestrel'; -- expect: credential-literal-key

-- +goose StatementBegin
CREATE FUNCTION note_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE LOG 'invited % to %', NEW.email, NEW.org_id; -- expect: personal-in-sql-log
  RAISE LOG 'invitation % until %', NEW.id, NEW.expires_at;
  RETURN NEW;
END;
$$;
-- +goose StatementEnd
CREATE TRIGGER note_invitation AFTER INSERT ON invitations FOR EACH ROW EXECUTE FUNCTION note_invitation();

-- +goose Down
DROP TRIGGER note_invitation ON invitations;
DROP FUNCTION note_invitation();
DROP VIEW account_passwords, sign_in_state;
ALTER TABLE webhooks DROP COLUMN public_key, DROP COLUMN signing_secret_encrypted, DROP COLUMN signing_secret;
DROP TABLE mail_accounts, sign_ins;
