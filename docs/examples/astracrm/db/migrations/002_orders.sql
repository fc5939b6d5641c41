-- Whom the organization works for.
CREATE TABLE clients (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  full_name        text NOT NULL,
  phone            text NOT NULL,
  email            text,
  address          text,
  created_at       timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, phone)
);

CREATE TABLE orders (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id   bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  client_id         bigint NOT NULL,
  worker_id         uuid,
  service_category  text NOT NULL,
  status            text NOT NULL DEFAULT 'new',
  price             numeric(12, 2) NOT NULL DEFAULT 0,
  due_on            date,
  created_at        timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id),
  FOREIGN KEY (organization_id, worker_id) REFERENCES organization_members (organization_id, user_id)
);

-- Where records lie between their deletion and the purge, in case it was a mistake.
CREATE TABLE deleted_clients (
  id               bigint PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  content          jsonb NOT NULL,
  deleted_at       timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);
