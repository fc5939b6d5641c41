-- +goose Up
CREATE FUNCTION current_org() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT current_setting('app.org_id')::bigint
$$;

CREATE FUNCTION deal_total(p_org_id bigint, p_deal_id bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(l.quantity * l.price * (1 - l.discount)), 0)
  FROM deals d
  JOIN quotes q ON q.deal_id = d.id
  JOIN quote_lines l ON l.quote_id = q.id
  WHERE d.org_id = p_org_id AND d.id = p_deal_id
$$;

-- The parameter is an id like any other: whoever calls this gets every organization's deal.
CREATE FUNCTION deal_title(p_deal_id bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT title
  FROM deals -- expect: tenant-id-only-lookup
  WHERE id = p_deal_id
$$;

-- +goose StatementBegin
CREATE FUNCTION close_stale_deals(p_org_id bigint, p_before date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_closed integer;
BEGIN
  UPDATE deals
  SET state = 'lost', lost_reason = 'stale', closed_at = now()
  WHERE org_id = p_org_id AND state = 'open' AND closes_on < p_before;
  GET DIAGNOSTICS v_closed = ROW_COUNT;

  DELETE FROM activities a
  USING deals d
  WHERE a.org_id = p_org_id AND d.org_id = a.org_id AND d.id = a.deal_id AND d.state = 'lost' AND a.done_at IS NULL;
  RETURN v_closed;
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION forget_contact(p_contact_id bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM taggings -- expect: tenant-id-only-lookup
  WHERE contact_id = p_contact_id;
  UPDATE contacts -- expect: tenant-id-only-lookup
  SET full_name = 'forgotten', email = NULL, phone = NULL, deleted_at = now()
  WHERE id = p_contact_id;
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION count_rows(p_table text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_count bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %I', p_table) INTO v_count; -- expect: tenant-dynamic-sql
  RETURN v_count;
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END;
$$;
-- +goose StatementEnd
CREATE TRIGGER deals_touch BEFORE UPDATE ON deals FOR EACH ROW EXECUTE FUNCTION touch();

-- +goose Down
DROP TRIGGER deals_touch ON deals;
DROP FUNCTION touch(), count_rows(text), forget_contact(bigint), close_stale_deals(bigint, date), deal_title(bigint),
  deal_total(bigint, bigint), current_org();
