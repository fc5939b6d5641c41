-- Later additions, each of which breaks a promise. Beside it, or in the migrations before, stands one that keeps it.

-- astrix/secret-manager: a token in the row. secret_arn, as in integrations, says where it lies.
CREATE TABLE canva_accounts (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  account_ref      text NOT NULL,
  secret_arn       text NOT NULL,
  refresh_token    text, -- expect: lifecycle-persisted-transient, credential-plaintext-column
  token_expires_at timestamptz,
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

-- astrix/no-card-data: brand and last digits would be enough.
CREATE TABLE saved_cards (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  card_brand       text NOT NULL,
  card_last4       char(4) NOT NULL,
  card_number      text NOT NULL, -- expect: lifecycle-persisted-transient, credential-prohibited-column
  cvv              text, -- expect: lifecycle-persisted-transient, credential-prohibited-column
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

-- astrix/authorized-boundaries: an escalation that may belong to nobody.
CREATE TABLE escalations (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint REFERENCES organizations (id) ON DELETE CASCADE, -- expect: schema-nullable-tenant-key
  topic            text NOT NULL,
  raised_at        timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);

-- astrix/buyer-redaction: buyers of another marketplace; db/jobs/planted leaves some of their columns.
CREATE TABLE flipkart_buyers (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  full_name        text,
  phone            text,
  address_line     text,
  search_name      text,
  received_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

-- astrix/conversations: kept for 60 days by db/jobs/planted.
CREATE TABLE voice_conversations (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  transcript       text NOT NULL,
  last_message_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

-- astrix/reports: nothing ever removes them.
CREATE TABLE campaign_report_cache ( -- expect: lifecycle-missing-purge
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  report           text NOT NULL,
  figures          jsonb NOT NULL,
  made_at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, client_id, report),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

-- astrix/summaries: the function below keeps them for a day.
CREATE TABLE campaign_summary_cache (
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  report           text NOT NULL,
  summary          text NOT NULL,
  made_at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, client_id, report),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

CREATE FUNCTION purge_campaign_summaries(p_organization_id bigint, p_client_id bigint, p_keep interval DEFAULT '1 day')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM campaign_summary_cache
  WHERE organization_id = p_organization_id AND client_id = p_client_id AND made_at < now() - p_keep; -- expect: lifecycle-late-purge
END $$;

-- astrix/idempotency-markers: db/jobs/planted keeps them for hours.
CREATE TABLE payment_idempotency_markers (
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  marker           text NOT NULL,
  seen_at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, client_id, marker),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

-- astrix/temporary-files: nothing ever removes them.
CREATE TABLE ticket_attachments ( -- expect: lifecycle-missing-purge
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  file_key         text NOT NULL,
  made_at          timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

-- astrix/operational-logs: src/planted keeps them for a year.
CREATE TABLE webhook_operational_logs (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  line             text NOT NULL,
  logged_at        timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);

-- astrix/reveal-audit: db/jobs/planted removes these events after 90 days.
CREATE TABLE label_reveal_events (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  user_id          uuid NOT NULL,
  revealed_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
);
