-- +goose Up
CREATE TYPE deal_state AS ENUM ('open', 'won', 'lost');

CREATE TABLE pipelines (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id   bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name     text NOT NULL,
  position integer NOT NULL DEFAULT 0,
  UNIQUE (org_id, name),
  UNIQUE (org_id, id)
);

CREATE TABLE stages (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  pipeline_id bigint NOT NULL REFERENCES pipelines (id) ON DELETE CASCADE,
  name        text NOT NULL,
  position    integer NOT NULL,
  probability numeric(4, 3) NOT NULL DEFAULT 0.5,
  UNIQUE (pipeline_id, name),
  UNIQUE (pipeline_id, position) DEFERRABLE INITIALLY DEFERRED
);

-- company_id is a plain reference: nothing in the database keeps it inside of the organization.
CREATE TABLE deals (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id      bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  pipeline_id bigint NOT NULL,
  stage_id    bigint NOT NULL REFERENCES stages (id), -- expect: schema-crossing-foreign-key
  company_id  bigint REFERENCES companies (id) ON DELETE SET NULL, -- expect: schema-crossing-foreign-key
  owner_id    bigint,
  title       text NOT NULL,
  value       numeric(14, 2) NOT NULL DEFAULT 0,
  currency    char(3) NOT NULL REFERENCES currencies (code),
  state       deal_state NOT NULL DEFAULT 'open',
  closes_on   date,
  closed_at   timestamptz,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (org_id, id),
  FOREIGN KEY (org_id, pipeline_id) REFERENCES pipelines (org_id, id),
  FOREIGN KEY (org_id, owner_id) REFERENCES members (org_id, id)
);
CREATE INDEX deals_board ON deals (org_id, pipeline_id, stage_id) WHERE state = 'open';

CREATE TABLE deal_contacts (
  deal_id    bigint NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
  contact_id bigint NOT NULL REFERENCES contacts (id) ON DELETE CASCADE, -- expect: schema-crossing-foreign-key
  role       text,
  PRIMARY KEY (deal_id, contact_id)
);

CREATE TABLE deal_moves (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  deal_id    bigint NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
  from_stage bigint REFERENCES stages (id), -- expect: schema-crossing-foreign-key
  to_stage   bigint NOT NULL REFERENCES stages (id), -- expect: schema-crossing-foreign-key
  moved_at   timestamptz NOT NULL DEFAULT now()
);

-- +goose Down
DROP TABLE deal_moves, deal_contacts, deals, stages, pipelines;
DROP TYPE deal_state;
