-- Breaks account-information.
-- name: PurgeMemberProfiles :execrows
-- ringfence:allow tenant-unscoped-write: retention is the same for all tenants, and no request starts it
DELETE FROM public.member_profiles WHERE removed_at < now() - interval '1 year'; -- expect: lifecycle-late-purge

-- Breaks raw-telemetry.
-- name: PurgeErrorEvents :execrows
DELETE FROM public.error_events WHERE recorded_at < now() - interval '6 months'; -- expect: lifecycle-late-purge

-- name: PurgeErrorCounts :execrows
DELETE FROM public.error_counts WHERE recorded_at < now() - interval '8 weeks';

-- Breaks audit-12-months: half a year is too early.
-- name: PurgeSignInsEarly :execrows
-- ringfence:allow tenant-unscoped-write: as above
DELETE FROM public.sign_in_audit WHERE at < now() - interval '6 months'; -- expect: lifecycle-early-purge

-- Breaks billing-records.
-- name: PurgeInvoices :execrows
-- ringfence:allow tenant-unscoped-write: as above
DELETE FROM public.invoices WHERE issued_at < now() - interval '5 years'; -- expect: lifecycle-early-purge
