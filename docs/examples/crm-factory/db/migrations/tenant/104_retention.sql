SET search_path TO tenant_template, public;

-- Run every night in each schema of a closed account: 30 days for the export, 90 days for the deletion. Leaves first.
-- ringfence:allow tenant-id-only-lookup: the customer is whose schema the purge runs in
CREATE FUNCTION tenant_template.purge_closed_tenant() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM notes USING public.tenants t
  WHERE t.schema_name = current_schema() AND t.closed_at < now() - interval '120 days';
  DELETE FROM messages USING public.tenants t
  WHERE t.schema_name = current_schema() AND t.closed_at < now() - interval '120 days';
  DELETE FROM calls USING public.tenants t
  WHERE t.schema_name = current_schema() AND t.closed_at < now() - interval '120 days';
  DELETE FROM voicemails USING public.tenants t
  WHERE t.schema_name = current_schema() AND t.closed_at < now() - interval '120 days';
  DELETE FROM deals USING public.tenants t
  WHERE t.schema_name = current_schema() AND t.closed_at < now() - interval '120 days';
  DELETE FROM contacts USING public.tenants t
  WHERE t.schema_name = current_schema() AND t.closed_at < now() - interval '120 days';
  DELETE FROM companies USING public.tenants t
  WHERE t.schema_name = current_schema() AND t.closed_at < now() - interval '120 days';
END;
$$;

SET search_path TO public;
