-- Credentials lie in the secret manager: secret_arn says where.
CREATE TABLE integrations (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  provider         text NOT NULL,
  account_ref      text NOT NULL,
  secret_arn       text NOT NULL,
  scopes           text[] NOT NULL DEFAULT '{}',
  connected_at     timestamptz NOT NULL DEFAULT now(),
  disconnected_at  timestamptz,
  UNIQUE (organization_id, client_id, id),
  UNIQUE (organization_id, client_id, provider, account_ref),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

-- What providers report, each event once.
CREATE TABLE webhook_events (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  provider         text NOT NULL,
  event_id         text NOT NULL,
  topic            text NOT NULL,
  received_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, client_id, provider, event_id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

-- Held while an event is worked on, so that two workers do not take it.
CREATE TABLE webhook_idempotency_markers (
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  marker           text NOT NULL,
  seen_at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, client_id, marker),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

-- Of payments: what the provider calls them, and how they stand.
CREATE TABLE payment_links (
  id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id     bigint NOT NULL,
  client_id           bigint NOT NULL,
  stripe_customer_id  text NOT NULL,
  card_brand          text,
  card_last4          char(4),
  amount              numeric(12, 2) NOT NULL,
  currency            char(3) NOT NULL,
  status              text NOT NULL,
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);
