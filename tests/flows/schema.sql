CREATE TABLE organizations (
  id bigint PRIMARY KEY,
  name text NOT NULL
);
CREATE TABLE customers (
  id bigint PRIMARY KEY,
  org_id bigint NOT NULL REFERENCES organizations (id),
  email text NOT NULL,
  phone text,
  status text NOT NULL DEFAULT 'active',
  visits integer NOT NULL DEFAULT 0
);
