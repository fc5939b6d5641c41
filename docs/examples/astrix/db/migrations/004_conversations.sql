CREATE TABLE whatsapp_conversations (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  contact_phone    text NOT NULL,
  contact_name     text,
  last_message_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE whatsapp_messages (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  conversation_id  bigint NOT NULL,
  is_from_bot      boolean NOT NULL,
  body             text NOT NULL,
  sent_at          timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id, conversation_id)
    REFERENCES whatsapp_conversations (organization_id, client_id, id) ON DELETE CASCADE
);

CREATE TABLE web_conversations (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  transcript       text NOT NULL,
  last_message_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE chat_attachments (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  file_key         text NOT NULL,
  uploaded_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE report_cache (
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  report           text NOT NULL,
  figures          jsonb NOT NULL,
  made_at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, client_id, report),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE summary_cache (
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  report           text NOT NULL,
  summary          text NOT NULL,
  made_at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, client_id, report),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);
