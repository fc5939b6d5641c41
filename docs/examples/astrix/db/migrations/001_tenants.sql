-- Three levels: an organization, the agencies that work for it, and the clients (brands, shops) that an agency looks after.
CREATE TABLE plans (
  code   text PRIMARY KEY,
  title  text NOT NULL
);

CREATE TABLE organizations (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name        text NOT NULL,
  plan_code   text NOT NULL REFERENCES plans (code),
  created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE agencies (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name             text NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, name)
);

CREATE TABLE clients (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  agency_id        bigint NOT NULL,
  name             text NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, agency_id, id),
  FOREIGN KEY (organization_id, agency_id) REFERENCES agencies (organization_id, id)
);

-- Who signs in is known to Cognito; here stands what they may do.
CREATE TABLE users (
  id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  cognito_sub      uuid NOT NULL UNIQUE,
  full_name        text NOT NULL,
  email            text NOT NULL,
  role             text NOT NULL CHECK (role IN ('owner', 'admin', 'agent', 'viewer')),
  invited_at       timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, email)
);

CREATE TABLE agency_members (
  organization_id  bigint NOT NULL,
  agency_id        bigint NOT NULL,
  user_id          uuid NOT NULL,
  PRIMARY KEY (organization_id, agency_id, user_id),
  FOREIGN KEY (organization_id, agency_id) REFERENCES agencies (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE client_members (
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  user_id          uuid NOT NULL,
  PRIMARY KEY (organization_id, client_id, user_id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id) ON DELETE CASCADE
);

-- Figures of campaigns: what an agency reports of one client.
CREATE TABLE campaign_reports (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  agency_id        bigint NOT NULL,
  client_id        bigint NOT NULL,
  platform         text NOT NULL,
  day              date NOT NULL,
  spend            numeric(12, 2) NOT NULL,
  clicks           bigint NOT NULL DEFAULT 0,
  UNIQUE (organization_id, agency_id, client_id, platform, day),
  FOREIGN KEY (organization_id, agency_id, client_id) REFERENCES clients (organization_id, agency_id, id) ON DELETE CASCADE
);

INSERT INTO plans (code, title) VALUES ('starter', 'Starter'), ('agency', 'Agency');
