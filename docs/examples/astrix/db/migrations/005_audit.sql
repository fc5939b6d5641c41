-- Who looked at a buyer's data, and why.
CREATE TABLE pii_reveal_events (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  buyer_id         bigint NOT NULL,
  user_id          uuid NOT NULL,
  reason           text NOT NULL,
  revealed_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id, buyer_id) REFERENCES amazon_buyers (organization_id, client_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
);

CREATE TABLE operational_logs (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  component        text NOT NULL,
  line             text NOT NULL,
  logged_at        timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);

-- The only way for reports to a buyer's data: the event is written first, in the same transaction.
CREATE FUNCTION reveal_buyer(p_organization_id bigint, p_client_id bigint, p_buyer_id bigint, p_user_id uuid, p_reason text)
RETURNS TABLE (buyer_name text, buyer_phone text) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO pii_reveal_events (organization_id, client_id, buyer_id, user_id, reason)
  VALUES (p_organization_id, p_client_id, p_buyer_id, p_user_id, p_reason);
  RETURN QUERY SELECT b.full_name, b.phone FROM amazon_buyers b
    WHERE b.organization_id = p_organization_id AND b.client_id = p_client_id AND b.id = p_buyer_id;
END $$;

-- Summaries that nobody asks for again.
CREATE FUNCTION purge_summaries(p_organization_id bigint, p_client_id bigint, p_keep interval DEFAULT '2 hours')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM summary_cache
  WHERE organization_id = p_organization_id AND client_id = p_client_id AND made_at < now() - p_keep;
END $$;
