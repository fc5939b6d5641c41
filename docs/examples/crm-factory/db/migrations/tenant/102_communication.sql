SET search_path TO tenant_template, public;

CREATE TABLE messages (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  contact_id uuid NOT NULL REFERENCES contacts (id),
  channel    text NOT NULL CHECK (channel IN ('sms', 'whatsapp', 'email')),
  body       text NOT NULL,
  sent_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE calls (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  contact_id     uuid NOT NULL REFERENCES contacts (id),
  recording_path text,
  transcript     text,
  started_at     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE voicemails (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  contact_id     uuid NOT NULL REFERENCES contacts (id),
  recording_path text NOT NULL,
  transcript     text,
  left_at        timestamptz NOT NULL DEFAULT now()
);

-- What AI features make of them stays here.
CREATE TABLE lead_scores (
  contact_id uuid PRIMARY KEY REFERENCES contacts (id) ON DELETE CASCADE,
  score      numeric(4, 3) NOT NULL,
  scored_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE message_scores (
  message_id uuid PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  sentiment  numeric(4, 3) NOT NULL
);

GRANT SELECT ON messages, calls, voicemails, lead_scores, message_scores TO crm_viewer;
GRANT INSERT, UPDATE ON messages, calls, voicemails, lead_scores, message_scores TO crm_agent;
