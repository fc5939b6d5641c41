-- Run every night, for one customer after the other; the schemas of closed accounts are emptied by purge_closed_tenant().

-- name: PurgeUsageEvents :execrows
DELETE FROM public.usage_events WHERE tenant_id = @tenant_id AND recorded_at < now() - interval '90 days';

-- name: PurgeMembers :execrows
DELETE FROM public.members WHERE tenant_id = @tenant_id AND removed_at < now() - interval '90 days';

-- name: PurgeSignInAudit :execrows
DELETE FROM public.sign_in_audit WHERE tenant_id = @tenant_id AND at < now() - interval '15 months';

-- What is of no customer, on the first of each month.
SELECT cron.schedule('purge-usage-months', '0 4 1 * *', $$DELETE FROM public.usage_months WHERE month < now() - interval '13 months'$$);
