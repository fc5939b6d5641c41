-- Breaks account-information.
-- name: PurgeMemberProfiles :execrows
DELETE FROM public.member_profiles WHERE tenant_id = @tenant_id AND removed_at < now() - interval '1 year'; -- expect: lifecycle-late-purge

-- Breaks raw-telemetry.
-- name: PurgeErrorEvents :execrows
DELETE FROM public.error_events WHERE recorded_at < now() - interval '6 months'; -- expect: lifecycle-late-purge

-- Like it, and fine.
-- name: PurgeSyncEvents :execrows
DELETE FROM public.sync_events WHERE recorded_at < now() - interval '8 weeks';

-- Breaks audit-12-months: half a year is too early.
-- name: PurgeSignInsEarly :execrows
DELETE FROM public.sign_in_audit WHERE tenant_id = @tenant_id AND at < now() - interval '6 months'; -- expect: lifecycle-early-purge

-- Breaks billing-records.
-- name: PurgeInvoices :execrows
DELETE FROM public.invoices WHERE tenant_id = @tenant_id AND issued_at < now() - interval '5 years'; -- expect: lifecycle-early-purge

-- Breaks aggregated-telemetry.
SELECT cron.schedule('purge-usage-by-plan', '0 5 1 * *',
  $$DELETE FROM public.usage_months_by_plan WHERE month < now() - interval '2 years'$$); -- expect: lifecycle-late-purge
