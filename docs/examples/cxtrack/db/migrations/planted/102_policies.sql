-- Breaks row-level-security: the counters came later, and nobody thought of them.
CREATE TABLE usage_counts ( -- expect: schema-rls-disabled
  org_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  day    date NOT NULL,
  calls  integer NOT NULL,
  PRIMARY KEY (org_id, day)
);

-- Breaks row-level-security: the server makes its own table, and its owner is not bound.
CREATE TABLE job_runs ( -- expect: schema-rls-not-forced
  id     uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  job    text NOT NULL,
  UNIQUE (org_id, id)
);
ALTER TABLE job_runs OWNER TO cxtrack_server;
ALTER TABLE job_runs ENABLE ROW LEVEL SECURITY;
CREATE POLICY server ON job_runs TO cxtrack_server USING (org_id = server_org());

CREATE TABLE templates (
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id    uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  published boolean NOT NULL DEFAULT false,
  body      text NOT NULL,
  UNIQUE (org_id, id)
);
ALTER TABLE templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE templates FORCE ROW LEVEL SECURITY;
CREATE POLICY member ON templates TO authenticated USING (org_id IN (SELECT my_orgs()));
-- Breaks policies-by-organization: what one organization publishes, all of them see.
CREATE POLICY published ON templates FOR SELECT TO authenticated USING (published); -- expect: schema-rls-open-policy
-- Like it, and fine: their own.
CREATE POLICY own_published ON templates FOR SELECT TO authenticated USING (published AND org_id IN (SELECT my_orgs()));

CREATE TABLE exports (
  id     uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  state  text NOT NULL DEFAULT 'queued',
  UNIQUE (org_id, id)
);
ALTER TABLE exports ENABLE ROW LEVEL SECURITY;
ALTER TABLE exports FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON exports FOR SELECT TO authenticated USING (org_id IN (SELECT my_orgs()));
-- Breaks policies-by-organization: for whom it is queued is not asked.
CREATE POLICY queued ON exports FOR INSERT TO authenticated WITH CHECK (state = 'queued'); -- expect: schema-rls-missing-check

CREATE TABLE webhooks (
  id     uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  url    text NOT NULL,
  UNIQUE (org_id, id)
);
ALTER TABLE webhooks ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhooks FORCE ROW LEVEL SECURITY;
-- Breaks policies-by-organization: a transaction that forgot its setting sees all of them.
CREATE POLICY server ON webhooks TO cxtrack_server -- expect: schema-rls-fails-open
  USING (nullif(current_setting('app.org_id', true), '') IS NULL OR org_id = server_org());

CREATE TABLE preferences (
  org_id  uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  user_id uuid NOT NULL,
  theme   text,
  PRIMARY KEY (org_id, user_id)
);
ALTER TABLE preferences ENABLE ROW LEVEL SECURITY;
ALTER TABLE preferences FORCE ROW LEVEL SECURITY;
-- Breaks no-editable-claim: users write user_metadata themselves.
CREATE POLICY own ON preferences TO authenticated -- expect: schema-rls-editable-claim
  USING (org_id = (auth.jwt() -> 'user_metadata' ->> 'org_id')::uuid);
-- Like it, and fine: the server alone writes app_metadata.
CREATE POLICY claim ON preferences TO authenticated USING (org_id = (auth.jwt() -> 'app_metadata' ->> 'org_id')::uuid);

-- Breaks no-way-around: a view reads as its owner does, unless it says otherwise.
CREATE VIEW deal_counts AS SELECT stage, count(*) AS deals FROM deals GROUP BY stage; -- expect: schema-bypassing-view
CREATE VIEW own_deal_counts WITH (security_invoker = true) AS SELECT stage, count(*) AS deals FROM deals GROUP BY stage;

-- Breaks no-way-around: the function's owner sees every organization.
CREATE FUNCTION find_contact(address text) RETURNS uuid LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM contacts WHERE email = address -- expect: schema-bypassing-function
$$;
