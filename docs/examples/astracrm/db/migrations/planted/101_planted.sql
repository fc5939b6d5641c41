-- Later additions, each of which breaks a promise. Beside it, or in the migrations before, stands one that keeps it.

-- astracrm/organization-separation: whose is a template? Those of price_lists are known.
CREATE TABLE order_templates (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint REFERENCES organizations (id) ON DELETE CASCADE, -- expect: schema-nullable-tenant-key
  title            text NOT NULL,
  UNIQUE (organization_id, id)
);

CREATE TABLE price_lists (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  title            text NOT NULL,
  UNIQUE (organization_id, id)
);

-- astracrm/organization-separation: the client of an estimate may be another organization's. Those of orders cannot.
CREATE TABLE estimates (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  client_id        bigint NOT NULL REFERENCES clients (id), -- expect: schema-crossing-foreign-key
  amount           numeric(12, 2) NOT NULL,
  UNIQUE (organization_id, id)
);

-- astracrm/protected-tokens: the bot's token as it is. integrations has its keys sealed.
CREATE TABLE telegram_bots (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  bot_token        text NOT NULL, -- expect: credential-plaintext-column
  UNIQUE (organization_id, id)
);

-- astracrm/technical-logs: kept for two years by db/jobs/planted.
CREATE TABLE sync_logs (
  id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  line  text NOT NULL,
  at    timestamptz NOT NULL DEFAULT now()
);

-- astracrm/communication: nothing ever removes them.
CREATE TABLE support_messages ( -- expect: lifecycle-missing-purge
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  body             text NOT NULL,
  sent_at          timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);

-- astracrm/financial-records: kept for ten years by db/jobs/planted.
CREATE TABLE subscription_payments (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id),
  amount           numeric(12, 2) NOT NULL,
  paid_on        date NOT NULL,
  UNIQUE (organization_id, id)
);

-- astracrm/closed-accounts: nothing ever removes them.
CREATE TABLE closed_user_accounts ( -- expect: lifecycle-missing-purge
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email      text NOT NULL,
  closed_at  timestamptz NOT NULL
);

-- astracrm/deleted-data: src/planted keeps them for half a year.
CREATE TABLE deleted_orders (
  id               bigint PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  content          jsonb NOT NULL,
  deleted_at       timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);

-- astracrm/least-privilege: whoever writes reports needs no clients. The roles of 005_roles.sql are the declared ones.
CREATE ROLE astracrm_reports LOGIN;
GRANT SELECT ON clients TO astracrm_reports; -- expect: lifecycle-stray-grant
GRANT SELECT ON price_lists TO astracrm_app;
