-- +goose Up
CREATE TABLE mailboxes (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id    bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE, -- expect: schema-missing-tenant-index
  address   email_address NOT NULL UNIQUE, -- expect: schema-global-unique
  synced_at timestamptz
);

CREATE TABLE email_threads (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id       bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE, -- expect: schema-missing-tenant-index
  mailbox_id   bigint NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE, -- expect: schema-crossing-foreign-key
  deal_id      bigint,
  subject      text NOT NULL,
  last_mail_at timestamptz
);

CREATE TABLE email_messages (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  thread_id  bigint NOT NULL REFERENCES email_threads (id) ON DELETE CASCADE,
  message_id text NOT NULL,
  sender     email_address NOT NULL,
  body       text,
  sent_at    timestamptz NOT NULL,
  UNIQUE (thread_id, message_id)
);

-- Templates without an organization come with the product; everybody may use them.
CREATE TABLE email_templates (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id  bigint REFERENCES organizations (id) ON DELETE CASCADE, -- expect: schema-missing-tenant-index
  name    text NOT NULL,
  subject text NOT NULL,
  body    text NOT NULL
);

-- +goose Down
DROP TABLE email_templates, email_messages, email_threads, mailboxes;
