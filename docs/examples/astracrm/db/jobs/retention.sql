-- Run every night as astracrm_jobs, for one organization after the other.

-- name: PurgeAccessLogs :exec
DELETE FROM access_logs WHERE organization_id = @organization_id AND at < now() - interval '1 year';

-- name: PurgeInbox :exec
DELETE FROM inbox_messages WHERE organization_id = @organization_id AND received_at < now() - interval '3 years';

-- name: PurgeChat :exec
DELETE FROM chat_messages WHERE organization_id = @organization_id AND sent_at < now() - interval '36 months';

-- Transcripts go with their calls.
-- name: PurgeCalls :exec
DELETE FROM calls WHERE organization_id = @organization_id AND started_at < now() - interval '3 years';

-- name: PurgePayments :exec
DELETE FROM payments WHERE organization_id = @organization_id AND paid_at < date_trunc('year', now()) - interval '6 years';

-- name: PurgeClosedAccounts :exec
DELETE FROM closed_accounts WHERE organization_id = @organization_id AND closed_at < now() - interval '7 years';

-- What is about no organization, once.
-- name: PurgeSystemLogs :exec
DELETE FROM system_logs WHERE at < now() - interval '6 months';
