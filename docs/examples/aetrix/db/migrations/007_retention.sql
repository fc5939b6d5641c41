-- Run every night for each organization: what it leaves behind goes 90 days after its subscription ended. Leaves first.
CREATE FUNCTION purge_ended_organization(p_organization_id uuid, p_after interval DEFAULT interval '90 days') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM notes n USING organizations o
  WHERE o.id = n.organization_id AND o.id = p_organization_id AND o.subscription_ended_at < now() - p_after;
  DELETE FROM tasks t USING organizations o
  WHERE o.id = t.organization_id AND o.id = p_organization_id AND o.subscription_ended_at < now() - p_after;
  DELETE FROM attachment_uploads u USING organizations o
  WHERE o.id = u.organization_id AND o.id = p_organization_id AND o.subscription_ended_at < now() - p_after;
  DELETE FROM mail_messages m USING organizations o
  WHERE o.id = m.organization_id AND o.id = p_organization_id AND o.subscription_ended_at < now() - p_after;
  DELETE FROM mail_threads t USING organizations o
  WHERE o.id = t.organization_id AND o.id = p_organization_id AND o.subscription_ended_at < now() - p_after;
  DELETE FROM leads l USING organizations o
  WHERE o.id = l.organization_id AND o.id = p_organization_id AND o.subscription_ended_at < now() - p_after;
  DELETE FROM contacts c USING organizations o
  WHERE o.id = c.organization_id AND o.id = p_organization_id AND o.subscription_ended_at < now() - p_after;
  DELETE FROM property_units u USING organizations o
  WHERE o.id = u.organization_id AND o.id = p_organization_id AND o.subscription_ended_at < now() - p_after;
  DELETE FROM properties p USING organizations o
  WHERE o.id = p.organization_id AND o.id = p_organization_id AND o.subscription_ended_at < now() - p_after;
END;
$$;
