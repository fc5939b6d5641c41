-- Messages that may turn out to be orders, as they came.
CREATE TABLE inbox_messages (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  sender_phone     text,
  body             text NOT NULL,
  order_id         bigint,
  received_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
);

CREATE TABLE chat_messages (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  author_id        uuid NOT NULL,
  body             text NOT NULL,
  sent_at          timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, author_id) REFERENCES organization_members (organization_id, user_id)
);

-- What the telephony reports of calls.
CREATE TABLE calls (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  client_id        bigint,
  caller_phone     text NOT NULL,
  seconds          integer NOT NULL DEFAULT 0,
  started_at       timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id)
);

CREATE TABLE call_transcripts (
  call_id          bigint PRIMARY KEY,
  organization_id  bigint NOT NULL,
  transcript       text NOT NULL,
  summary          text,
  UNIQUE (organization_id, call_id),
  FOREIGN KEY (organization_id, call_id) REFERENCES calls (organization_id, id) ON DELETE CASCADE
);
