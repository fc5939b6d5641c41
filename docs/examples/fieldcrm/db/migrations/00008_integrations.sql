-- +goose Up
CREATE TABLE api_tokens (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id     bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE, -- expect: schema-missing-tenant-index
  label      text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  used_at    timestamptz,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE webhooks (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id     bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  url        text NOT NULL,
  topics     text[] NOT NULL DEFAULT '{}',
  active     boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE webhook_deliveries (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  webhook_id uuid NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  payload    jsonb NOT NULL,
  status     integer,
  attempts   integer NOT NULL DEFAULT 0,
  next_try   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE import_jobs (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id     bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE, -- expect: schema-missing-tenant-index
  source     text NOT NULL,
  state      text NOT NULL DEFAULT 'waiting',
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE import_rows (
  job_id uuid NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
  line   integer NOT NULL,
  data   jsonb NOT NULL,
  error  text,
  PRIMARY KEY (job_id, line)
);

-- +goose Down
DROP TABLE import_rows, import_jobs, webhook_deliveries, webhooks, api_tokens;
