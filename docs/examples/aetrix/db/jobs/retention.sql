-- Run by the scheduler, each on its own.

-- name: PurgeUnlinkedUploads :execrows
-- ringfence:allow tenant-unscoped-write: retention is the same for all organizations, and no request starts it
DELETE FROM attachment_uploads WHERE message_id IS NULL AND uploaded_at < now() - interval '24 hours';

-- name: PurgeDiagnostics :execrows
DELETE FROM diagnostic_events WHERE recorded_at < now() - interval '90 days';

-- name: PurgeAccessLogs :execrows
DELETE FROM access_logs WHERE recorded_at < now() - interval '2 months';

-- name: PurgeEndedOrganizations :exec
SELECT purge_ended_organizations();
