-- A history as the first version of its tables had it, by hand: two runs, three findings.
CREATE TABLE schema_version (version integer PRIMARY KEY);
INSERT INTO schema_version VALUES (1);
CREATE TABLE series (id bigint PRIMARY KEY, project text NOT NULL, branch text NOT NULL, UNIQUE (project, branch));
CREATE TABLE runs (id bigint PRIMARY KEY, series bigint NOT NULL REFERENCES series (id), at text NOT NULL, seconds double precision NOT NULL,
  complete integer NOT NULL, commit_id text NOT NULL, modified integer NOT NULL, tool text NOT NULL, knowledge text NOT NULL, policy text NOT NULL,
  command text NOT NULL, errors integer NOT NULL, warnings integer NOT NULL, notes integer NOT NULL, audits integer NOT NULL, accepted integer NOT NULL,
  coverage text NOT NULL);
CREATE INDEX runs_by_time ON runs (series, at);
CREATE TABLE texts (id bigint PRIMARY KEY, digest text NOT NULL UNIQUE, content text NOT NULL);
CREATE TABLE findings (id bigint PRIMARY KEY, series bigint NOT NULL REFERENCES series (id), fingerprint text NOT NULL, content text NOT NULL,
  rule text NOT NULL, path text NOT NULL, line integer NOT NULL, UNIQUE (series, fingerprint));
CREATE TABLE occurrences (finding bigint NOT NULL REFERENCES findings (id), series bigint NOT NULL REFERENCES series (id),
  first_run bigint NOT NULL REFERENCES runs (id), gone_run bigint REFERENCES runs (id), severity text NOT NULL, what bigint NOT NULL REFERENCES texts (id),
  accepted text NOT NULL, reason text NOT NULL, until text NOT NULL, PRIMARY KEY (finding, first_run));
CREATE INDEX occurrences_by_end ON occurrences (series, gone_run);
INSERT INTO series VALUES (1, 'crm', 'main');
INSERT INTO runs VALUES (1, 1, '2026-07-01T08:00:00Z', 1.5, 1, 'c1', 0, '0.0.9', 'k', 'p', 'ringfence check --record', 2, 0, 0, 0, 0, '{"statements":11}');
INSERT INTO runs VALUES (2, 1, '2026-07-02T08:00:00Z', 1.5, 1, 'c2', 0, '0.0.9', 'k', 'p', 'ringfence check --record', 1, 0, 0, 0, 1, '{"statements":12}');
INSERT INTO texts VALUES (1, 'd1', 'the first'), (2, 'd2', 'the second'), (3, 'd3', 'the third');
INSERT INTO findings VALUES (1, 1, 'f1', 'x1', 'tenant-unscoped-read', 'q.sql', 1), (2, 1, 'f2', 'x2', 'tenant-unscoped-read', 'q.sql', 2),
  (3, 1, 'f3', 'x3', 'tenant-unscoped-read', 'q.sql', 3);
INSERT INTO occurrences VALUES (1, 1, 1, 2, 'error', 1, '', '', ''), (2, 1, 1, NULL, 'error', 2, '', '', ''),
  (3, 1, 2, NULL, 'error', 3, 'comment', 'nightly billing', '2026-12-31');
