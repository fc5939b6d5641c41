CREATE ROLE anon NOLOGIN;
CREATE ROLE authenticated NOLOGIN;
CREATE ROLE worker LOGIN;
CREATE ROLE reporting LOGIN;

CREATE TABLE plans (code text PRIMARY KEY, seats integer NOT NULL);

CREATE TABLE organizations (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name       text NOT NULL,
  plan_code  text NOT NULL REFERENCES plans (code)
);

CREATE TABLE memberships (
  org_id   uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  user_id  uuid NOT NULL,
  role     text NOT NULL DEFAULT 'agent',
  PRIMARY KEY (org_id, user_id)
);

CREATE TABLE customers (
  id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id  uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  email   text NOT NULL,
  UNIQUE (org_id, id)
);

CREATE TABLE tickets (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id       uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  customer_id  uuid NOT NULL,
  subject      text NOT NULL,
  status       text NOT NULL DEFAULT 'open',
  FOREIGN KEY (org_id, customer_id) REFERENCES customers (org_id, id),
  UNIQUE (org_id, id)
);

CREATE TABLE messages (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  ticket_id  uuid NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  body       text NOT NULL,
  internal   boolean NOT NULL DEFAULT false
);

CREATE TABLE articles (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id     uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  title      text NOT NULL,
  published  boolean NOT NULL DEFAULT false,
  UNIQUE (org_id, id)
);

-- Rows without an organization are the templates that everybody starts with.
CREATE TABLE templates (
  id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id  uuid REFERENCES organizations (id) ON DELETE CASCADE,
  body    text NOT NULL,
  UNIQUE (org_id, id)
);

CREATE TABLE tags (
  id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id  uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name    text NOT NULL,
  UNIQUE (org_id, id)
);

CREATE TABLE webhooks (
  id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id  uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  url     text NOT NULL,
  UNIQUE (org_id, id)
);

CREATE TABLE exports (
  id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id  uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  state   text NOT NULL DEFAULT 'queued',
  UNIQUE (org_id, id)
);

CREATE TABLE usage_counts ( -- expect: schema-rls-disabled
  org_id  uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  day     date NOT NULL,
  events  integer NOT NULL,
  PRIMARY KEY (org_id, day)
);

CREATE TABLE preferences (
  org_id   uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  user_id  uuid NOT NULL,
  theme    text,
  PRIMARY KEY (org_id, user_id)
);
