-- +goose Up
CREATE TABLE audit_log (
  id      bigint GENERATED ALWAYS AS IDENTITY,
  org_id  bigint NOT NULL,
  actor   uuid,
  action  text NOT NULL,
  entity  text NOT NULL,
  row_id  text,
  change  jsonb,
  at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);

CREATE TABLE audit_log_2026 PARTITION OF audit_log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE audit_log_rest PARTITION OF audit_log DEFAULT;
CREATE INDEX ON audit_log (org_id, at DESC);

-- +goose StatementBegin
CREATE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_log (org_id, actor, action, entity, row_id, change)
  VALUES (NEW.org_id, nullif(current_setting('app.user_id', true), '')::uuid, lower(TG_OP), TG_TABLE_NAME, NEW.id::text,
          to_jsonb(NEW));
  RETURN NEW;
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER deals_audit AFTER INSERT OR UPDATE ON deals FOR EACH ROW EXECUTE FUNCTION record_change();
CREATE TRIGGER invoices_audit AFTER INSERT OR UPDATE ON invoices FOR EACH ROW EXECUTE FUNCTION record_change();

-- +goose Down
DROP TRIGGER invoices_audit ON invoices;
DROP TRIGGER deals_audit ON deals;
DROP FUNCTION record_change();
DROP TABLE audit_log;
