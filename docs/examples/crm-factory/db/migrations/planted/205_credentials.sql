-- Breaks integration-credentials-encrypted.
CREATE TABLE tenant_template.integration_keys (
  id                       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  api_key                  text NOT NULL, -- expect: credential-plaintext-column
  api_key_id               text,
  webhook_secret_encrypted text
);

-- Breaks session-tokens-hashed: whoever reads the table is signed in.
CREATE TABLE public.sso_handovers (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id     uuid NOT NULL REFERENCES public.tenants (id),
  session_token text NOT NULL, -- expect: credential-plaintext-column
  expires_at    timestamptz NOT NULL,
  UNIQUE (tenant_id, id)
);

-- Breaks communication-not-in-logs.
CREATE FUNCTION tenant_template.note_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE LOG 'message % came in', NEW.body; -- expect: personal-in-sql-log
  RAISE LOG 'message % came in', NEW.id;
  RETURN NEW;
END;
$$;
CREATE TRIGGER note_message AFTER INSERT ON tenant_template.messages FOR EACH ROW EXECUTE FUNCTION tenant_template.note_message();
