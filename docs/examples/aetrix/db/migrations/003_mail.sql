-- Connected mailboxes. Tokens and passwords are Fernet tokens (AES-128-CBC with HMAC-SHA256), made by src/crypto/fernet.cpp.
CREATE TABLE mail_connections (
  id                      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id         uuid NOT NULL REFERENCES organizations (id),
  user_id                 uuid NOT NULL REFERENCES users (id),
  provider                text NOT NULL CHECK (provider IN ('microsoft', 'google', 'imap')),
  address                 text NOT NULL,
  access_token_encrypted  text,
  refresh_token_encrypted text,
  smtp_password_encrypted text,
  connected_at            timestamptz NOT NULL DEFAULT now(),
  disconnected_at         timestamptz,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, address)
);

CREATE TABLE mail_threads (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  connection_id   uuid NOT NULL,
  lead_id         uuid,
  subject         text NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, connection_id) REFERENCES mail_connections (organization_id, id),
  FOREIGN KEY (organization_id, lead_id) REFERENCES leads (organization_id, id)
);

CREATE TABLE mail_messages (
  id                  uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id     uuid NOT NULL REFERENCES organizations (id),
  thread_id           uuid NOT NULL,
  provider_message_id text NOT NULL,
  sender_email        text NOT NULL,
  body_text           text,
  sent_at             timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, thread_id, provider_message_id),
  FOREIGN KEY (organization_id, thread_id) REFERENCES mail_threads (organization_id, id)
);

-- Uploaded while a message is written; linked when it is sent.
CREATE TABLE attachment_uploads (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  message_id      uuid,
  storage_path    text NOT NULL,
  uploaded_at     timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, message_id) REFERENCES mail_messages (organization_id, id)
);

-- Keys that organizations bring along for AI features.
CREATE TABLE ai_providers (
  organization_id   uuid NOT NULL REFERENCES organizations (id),
  provider          text NOT NULL,
  api_key_encrypted text NOT NULL,
  PRIMARY KEY (organization_id, provider)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON mail_connections, mail_threads, mail_messages, attachment_uploads, ai_providers TO aetrix_app;
