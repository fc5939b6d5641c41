-- Who is a customer, and who works for one.
CREATE TABLE plans (
  code  text PRIMARY KEY,
  seats integer NOT NULL
);

CREATE TABLE organizations (
  id                    uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name                  text NOT NULL,
  industry              text,
  plan_code             text NOT NULL REFERENCES plans (code),
  subscription_ended_at timestamptz
);

-- A person may work for several organizations, and signs in once.
CREATE TABLE users (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email         text NOT NULL UNIQUE,
  full_name     text NOT NULL,
  phone         text,
  password_hash text NOT NULL CHECK (password_hash LIKE '$2b$%'),
  created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE memberships (
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id         uuid NOT NULL REFERENCES users (id),
  role            text NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
  PRIMARY KEY (organization_id, user_id)
);

-- The roles of the deployment: the service, and the nightly jobs.
CREATE ROLE aetrix_app NOLOGIN;
CREATE ROLE aetrix_jobs NOLOGIN;
GRANT SELECT ON plans TO aetrix_app;
GRANT SELECT, INSERT, UPDATE ON organizations, users, memberships TO aetrix_app;
