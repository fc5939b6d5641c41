-- Runs of one project on one branch follow each other.
CREATE TABLE series (
  id      bigint PRIMARY KEY,
  project text NOT NULL,
  branch  text NOT NULL,
  UNIQUE (project, branch)
);

CREATE TABLE runs (
  id          bigint PRIMARY KEY,
  series      bigint NOT NULL REFERENCES series (id),
  at          text NOT NULL,
  seconds     double precision NOT NULL,
  complete    integer NOT NULL,
  commit_id   text NOT NULL,
  modified    integer NOT NULL,
  tool        text NOT NULL,
  knowledge   text NOT NULL,
  policy      text NOT NULL,
  command     text NOT NULL,
  errors      integer NOT NULL,
  warnings    integer NOT NULL,
  notes       integer NOT NULL,
  audits      integer NOT NULL,
  accepted    integer NOT NULL,
  coverage    text NOT NULL
);
CREATE INDEX runs_by_time ON runs (series, at);

-- A text stands here once, however many findings say it.
CREATE TABLE texts (
  id      bigint PRIMARY KEY,
  digest  text NOT NULL UNIQUE,
  content text NOT NULL
);

-- What stays the same about a finding as long as it is recognised.
CREATE TABLE findings (
  id          bigint PRIMARY KEY,
  series      bigint NOT NULL REFERENCES series (id),
  fingerprint text NOT NULL,
  content     text NOT NULL,
  rule        text NOT NULL,
  path        text NOT NULL,
  line        integer NOT NULL,
  UNIQUE (series, fingerprint)
);

-- From first_run on it was there like this; gone_run is the first that had it no more, or had it otherwise.
CREATE TABLE occurrences (
  finding    bigint NOT NULL REFERENCES findings (id),
  series     bigint NOT NULL REFERENCES series (id),
  first_run  bigint NOT NULL REFERENCES runs (id),
  gone_run   bigint REFERENCES runs (id),
  severity   text NOT NULL,
  what       bigint NOT NULL REFERENCES texts (id),
  accepted   text NOT NULL,
  reason     text NOT NULL,
  until      text NOT NULL,
  PRIMARY KEY (finding, first_run)
);
CREATE INDEX occurrences_by_end ON occurrences (series, gone_run);
