-- Run every night, for all customers at once; the schemas of closed accounts are emptied by purge_closed_tenant().

-- name: PurgeUsageEvents :execrows
-- ringfence:allow tenant-unscoped-write: retention is the same for all tenants, and no request starts it
DELETE FROM public.usage_events WHERE recorded_at < now() - interval '90 days';

-- name: PurgeUsageMonths :execrows
DELETE FROM public.usage_months WHERE month < now() - interval '13 months';

-- name: PurgeMembers :execrows
-- ringfence:allow tenant-unscoped-write: as above
DELETE FROM public.members WHERE removed_at < now() - interval '90 days';

-- name: PurgeSignInAudit :execrows
-- ringfence:allow tenant-unscoped-write: as above
DELETE FROM public.sign_in_audit WHERE at < now() - interval '15 months';
