-- Of the operator, about no person: which route, how long, which error.
CREATE TABLE diagnostic_events (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  route       text NOT NULL,
  error_code  text,
  trace       text,
  recorded_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE access_logs (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  route       text NOT NULL,
  status      integer NOT NULL,
  duration_ms integer NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);

GRANT INSERT ON diagnostic_events, access_logs TO aetrix_app;
GRANT SELECT, DELETE ON diagnostic_events, access_logs TO aetrix_jobs;
