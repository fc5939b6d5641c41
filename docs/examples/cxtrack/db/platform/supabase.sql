-- What the platform brings, as far as the migrations speak of it: its roles, the functions that say who is signed in, and the vault.
CREATE EXTENSION IF NOT EXISTS pgcrypto;

CREATE ROLE anon NOLOGIN;
CREATE ROLE authenticated NOLOGIN;
CREATE ROLE service_role NOLOGIN BYPASSRLS;

CREATE SCHEMA auth;
CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb
$$;
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT (auth.jwt() ->> 'sub')::uuid
$$;

CREATE SCHEMA vault;
CREATE TABLE vault.secrets (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name       text,
  secret     bytea NOT NULL, -- encrypted, AES-256
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE FUNCTION vault.create_secret(new_secret text, new_name text) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = vault, public, pg_temp AS $$
  INSERT INTO vault.secrets (name, secret)
  VALUES (new_name, pgp_sym_encrypt(new_secret, current_setting('vault.key'), 'cipher-algo=aes256'))
  RETURNING id
$$;
-- ringfence:allow credential-in-result: the vault's own; who may read it, the policy pack says
CREATE VIEW vault.decrypted_secrets AS
SELECT id, name, pgp_sym_decrypt(secret, current_setting('vault.key')) AS decrypted_secret FROM vault.secrets;
