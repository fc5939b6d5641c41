-- Breaks accounts-30-days.
-- name: PurgePortalSessions :execrows
DELETE FROM portal_sessions WHERE deleted_at < now() - interval '6 months'; -- expect: lifecycle-late-purge
