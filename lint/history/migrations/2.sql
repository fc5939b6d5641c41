-- Who accepted a finding and when, who answers for its file, and what to do about it.
ALTER TABLE occurrences ADD COLUMN accepted_by text NOT NULL DEFAULT '';
ALTER TABLE occurrences ADD COLUMN accepted_since text NOT NULL DEFAULT '';
ALTER TABLE occurrences ADD COLUMN accepted_at text NOT NULL DEFAULT '';
ALTER TABLE occurrences ADD COLUMN owner text NOT NULL DEFAULT '';
ALTER TABLE occurrences ADD COLUMN advice bigint REFERENCES texts (id);

-- Policy packs of a run, a JSON array, and what it saw of the project, a JSON object.
ALTER TABLE runs ADD COLUMN packs text NOT NULL DEFAULT '[]';
ALTER TABLE runs ADD COLUMN state bigint REFERENCES texts (id);

-- From first_run on the commitment stood like this. `detail`: its clause, promise, evidence and findings, a JSON object.
CREATE TABLE commitments (
  series    bigint NOT NULL REFERENCES series (id),
  pack      text NOT NULL,
  id        text NOT NULL,
  first_run bigint NOT NULL REFERENCES runs (id),
  gone_run  bigint REFERENCES runs (id),
  status    text NOT NULL,
  detail    bigint NOT NULL REFERENCES texts (id),
  PRIMARY KEY (series, pack, id, first_run)
);
