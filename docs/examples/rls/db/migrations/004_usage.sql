-- The counters came later, and nobody thought of them.
COMMENT ON TABLE usage_counts IS 'One row a day.';

-- Enabled, but the user may write any organization into their own profile.
ALTER TABLE preferences ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON preferences TO authenticated -- expect: schema-rls-editable-claim
  USING (org_id = (auth.jwt() -> 'user_metadata' ->> 'org_id')::uuid);

-- The worker makes its own table, and is its owner.
CREATE TABLE job_log ( -- expect: schema-rls-not-forced
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id  uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  line    text NOT NULL,
  UNIQUE (org_id, id)
);
ALTER TABLE job_log OWNER TO worker;
ALTER TABLE job_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker ON job_log TO worker USING (org_id = worker_org());

-- A view reads as its owner does, unless it says otherwise.
CREATE VIEW open_tickets WITH (security_invoker = true) AS SELECT id, subject FROM tickets WHERE status = 'open';
CREATE VIEW ticket_counts AS SELECT org_id, count(*) AS tickets FROM tickets GROUP BY org_id; -- expect: schema-bypassing-view
