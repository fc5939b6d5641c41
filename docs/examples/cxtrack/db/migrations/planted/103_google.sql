-- Breaks calendar-not-stored: a cache of what was fetched for display.
CREATE TABLE calendar_events ( -- expect: lifecycle-persisted-transient
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id    uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  title     text NOT NULL,
  starts_at timestamptz NOT NULL,
  UNIQUE (org_id, id)
);
ALTER TABLE calendar_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_events FORCE ROW LEVEL SECURITY;

-- Breaks calendar-not-stored.
ALTER TABLE meetings
  ADD COLUMN google_event_title text, -- expect: lifecycle-persisted-transient
  ADD COLUMN google_calendar_id text;

-- Breaks profiles-30-days: nothing purges pictures.
CREATE TABLE google_profile_pictures ( -- expect: lifecycle-missing-purge
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id    uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  image     bytea NOT NULL,
  UNIQUE (org_id, id)
);
ALTER TABLE google_profile_pictures ENABLE ROW LEVEL SECURITY;
ALTER TABLE google_profile_pictures FORCE ROW LEVEL SECURITY;

-- Breaks accounts-30-days: purged after half a year (db/jobs/planted).
CREATE TABLE portal_sessions (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id     uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  deleted_at timestamptz,
  UNIQUE (org_id, id)
);
ALTER TABLE portal_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY server ON portal_sessions TO cxtrack_server USING (org_id = server_org()) WITH CHECK (org_id = server_org());
