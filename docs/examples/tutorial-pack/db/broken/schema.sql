ALTER TABLE invoices ADD COLUMN card_number text; -- expect: lifecycle-persisted-transient, credential-prohibited-column

-- Nobody has thought of a job for these.
CREATE TABLE support_messages ( -- expect: lifecycle-missing-purge
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  studio_id  bigint NOT NULL REFERENCES studios (id),
  body       text NOT NULL,
  sent_at    timestamptz NOT NULL DEFAULT now(),
  UNIQUE (studio_id, id)
);
