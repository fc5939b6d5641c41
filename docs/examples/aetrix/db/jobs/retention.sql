-- Run by the scheduler, for one organization after the other.

-- name: PurgeUnlinkedUploads :execrows
DELETE FROM attachment_uploads
WHERE organization_id = @organization_id AND message_id IS NULL AND uploaded_at < now() - interval '24 hours';

-- name: PurgeEndedOrganization :exec
SELECT purge_ended_organization(@organization_id);

-- What is about no organization, once.
-- In batches, until none is left.
-- name: PurgeAccessLogs :execrows
DELETE FROM access_logs
WHERE id IN (SELECT id FROM access_logs WHERE recorded_at < now() - interval '2 months' ORDER BY id LIMIT 10000);
