-- Run by the scheduler, for one organization after the other.

-- name: PurgeUnlinkedUploads :execrows
DELETE FROM attachment_uploads
WHERE organization_id = @organization_id AND message_id IS NULL AND uploaded_at < now() - interval '24 hours';

-- name: PurgeEndedOrganization :exec
SELECT purge_ended_organization(@organization_id);

-- What is about no organization, once.
-- name: PurgeDiagnostics :execrows
DELETE FROM diagnostic_events WHERE recorded_at < now() - interval '90 days';

-- name: PurgeAccessLogs :execrows
DELETE FROM access_logs WHERE recorded_at < now() - interval '2 months';
