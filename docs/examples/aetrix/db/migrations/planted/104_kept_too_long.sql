-- Breaks unlinked-uploads: signatures are purged after three days (db/jobs/planted), photos never.
CREATE TABLE signature_uploads (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  message_id      uuid,
  uploaded_at     timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);

CREATE TABLE photo_uploads ( -- expect: lifecycle-missing-purge
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  message_id      uuid,
  uploaded_at     timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);

-- Like them, and fine: db/jobs/planted purges it in time.
CREATE TABLE voice_uploads (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  message_id      uuid,
  uploaded_at     timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);

-- Breaks diagnostic-logs: traces are purged after a year (db/jobs/planted), dumps after half of one (src/planted/retention.cpp).
CREATE TABLE diagnostic_traces (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  route       text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE diagnostic_dumps (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  route       text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
-- Like them, and fine.
CREATE TABLE diagnostic_counts (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  route       text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);

-- Breaks no-personal-data-in-logs: the server's log keeps addresses.
CREATE FUNCTION note_new_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE LOG 'new contact %', NEW.email; -- expect: personal-in-sql-log
  RAISE LOG 'new contact %', NEW.id;
  RETURN NEW;
END;
$$;
CREATE TRIGGER note_new_contact AFTER INSERT ON contacts FOR EACH ROW EXECUTE FUNCTION note_new_contact();
