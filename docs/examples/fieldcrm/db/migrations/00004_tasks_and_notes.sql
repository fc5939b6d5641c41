-- +goose Up
CREATE TYPE activity_kind AS ENUM ('call', 'meeting', 'email', 'todo');

CREATE TABLE tasks (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id     bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE, -- expect: schema-missing-tenant-index
  kind       activity_kind NOT NULL DEFAULT 'todo',
  subject    text NOT NULL,
  deal_id    bigint REFERENCES deals (id) ON DELETE CASCADE, -- expect: schema-crossing-foreign-key
  contact_id bigint,
  member_id  bigint,
  due_at     timestamptz,
  done_at    timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id),
  FOREIGN KEY (org_id, member_id) REFERENCES members (org_id, id)
);

CREATE TABLE notes (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  deal_id    bigint NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
  author_id  uuid NOT NULL REFERENCES users (id),
  body       text NOT NULL,
  pinned     boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE attachments (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id      bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE, -- expect: schema-missing-tenant-index
  note_id     bigint REFERENCES notes (id) ON DELETE CASCADE, -- expect: schema-crossing-foreign-key
  file_name   text NOT NULL,
  bytes       bigint NOT NULL,
  storage_key text NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now()
);

-- +goose Down
DROP TABLE attachments, notes, tasks;
DROP TYPE activity_kind;
