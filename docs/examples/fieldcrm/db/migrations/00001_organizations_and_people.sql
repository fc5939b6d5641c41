-- +goose Up
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE DOMAIN email_address AS citext CHECK (VALUE ~ '^[^@\s]+@[^@\s]+$');
CREATE TYPE member_role AS ENUM ('owner', 'admin', 'seller', 'viewer');

-- Reference data: the same for everybody.
CREATE TABLE currencies (
  code   char(3) PRIMARY KEY,
  name   text NOT NULL,
  digits smallint NOT NULL DEFAULT 2
);

CREATE TABLE countries (
  code     char(2) PRIMARY KEY,
  name     text NOT NULL,
  currency char(3) REFERENCES currencies (code)
);

CREATE TABLE plans (
  code  text PRIMARY KEY,
  title text NOT NULL
);

CREATE TABLE plan_limits (
  plan    text NOT NULL REFERENCES plans (code) ON DELETE CASCADE,
  subject text NOT NULL,
  most    integer NOT NULL CHECK (most >= 0),
  PRIMARY KEY (plan, subject)
);

-- The tenant.
CREATE TABLE organizations (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug       text NOT NULL UNIQUE,
  name       text NOT NULL,
  plan       text NOT NULL DEFAULT 'free' REFERENCES plans (code),
  currency   char(3) NOT NULL DEFAULT 'EUR' REFERENCES currencies (code),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- One person can work for several organizations: a user belongs to none of them.
CREATE TABLE users (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email      email_address NOT NULL UNIQUE,
  full_name  text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE members (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id     bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  user_id    uuid NOT NULL REFERENCES users (id),
  role       member_role NOT NULL DEFAULT 'seller',
  manager_id bigint,
  joined_at  timestamptz NOT NULL DEFAULT now(),
  left_at    timestamptz,
  UNIQUE (org_id, user_id),
  UNIQUE (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES members (org_id, id)
);

CREATE TABLE invitations (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id     bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  email      email_address NOT NULL,
  role       member_role NOT NULL DEFAULT 'seller',
  code       text NOT NULL UNIQUE, -- ringfence:allow schema-global-unique: the code is random; who follows it is not signed in yet
  expires_at timestamptz NOT NULL,
  UNIQUE (org_id, email)
);

INSERT INTO plans (code, title) VALUES ('free', 'Free'), ('team', 'Team'), ('company', 'Company');
INSERT INTO plan_limits (plan, subject, most) VALUES ('free', 'deals', 100), ('team', 'deals', 5000);
INSERT INTO currencies (code, name) VALUES ('EUR', 'Euro'), ('USD', 'US dollar'), ('SEK', 'Swedish krona');

-- +goose Down
DROP TABLE invitations, members, users, organizations, plan_limits, plans, countries, currencies;
DROP TYPE member_role;
DROP DOMAIN email_address;
