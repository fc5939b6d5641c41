SET search_path TO tenant_template, public;

-- Run every night in each schema of a closed account: 30 days for the export, 90 days for the deletion. Leaves first.
CREATE FUNCTION tenant_template.purge_closed_tenant(p_tenant_id uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM notes USING public.tenants t
  WHERE t.id = p_tenant_id AND t.closed_at < now() - interval '120 days';
  DELETE FROM messages USING public.tenants t
  WHERE t.id = p_tenant_id AND t.closed_at < now() - interval '120 days';
  DELETE FROM calls USING public.tenants t
  WHERE t.id = p_tenant_id AND t.closed_at < now() - interval '120 days';
  DELETE FROM voicemails USING public.tenants t
  WHERE t.id = p_tenant_id AND t.closed_at < now() - interval '120 days';
  DELETE FROM deals USING public.tenants t
  WHERE t.id = p_tenant_id AND t.closed_at < now() - interval '120 days';
  DELETE FROM contacts USING public.tenants t
  WHERE t.id = p_tenant_id AND t.closed_at < now() - interval '120 days';
  DELETE FROM companies USING public.tenants t
  WHERE t.id = p_tenant_id AND t.closed_at < now() - interval '120 days';
END;
$$;

SET search_path TO public;
