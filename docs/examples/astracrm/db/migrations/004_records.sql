CREATE TABLE payments (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id),
  bank_reference   text NOT NULL,
  amount           numeric(12, 2) NOT NULL,
  paid_at          timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, bank_reference)
);

-- What is left of an organization that has closed its account.
CREATE TABLE closed_accounts (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id),
  contact_email    text NOT NULL,
  closed_at        timestamptz NOT NULL,
  UNIQUE (organization_id, id)
);

CREATE TABLE access_logs (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  user_id          uuid NOT NULL,
  route            text NOT NULL,
  at               timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);

CREATE TABLE system_logs (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  component  text NOT NULL,
  line       text NOT NULL,
  at         timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE error_reports (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  component  text NOT NULL,
  stack      text NOT NULL,
  at         timestamptz NOT NULL DEFAULT now()
);
