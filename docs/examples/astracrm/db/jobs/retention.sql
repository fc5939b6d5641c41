-- Run every night as astracrm_jobs: no request starts any of it.
-- ringfence:allow-file tenant-unscoped-write: retention is the same for all organizations

-- name: PurgeAccessLogs :exec
DELETE FROM access_logs WHERE at < now() - interval '1 year';

-- name: PurgeSystemLogs :exec
DELETE FROM system_logs WHERE at < now() - interval '6 months';

-- name: PurgeInbox :exec
DELETE FROM inbox_messages WHERE received_at < now() - interval '3 years';

-- name: PurgeChat :exec
DELETE FROM chat_messages WHERE sent_at < now() - interval '36 months';

-- Transcripts go with their calls.
-- name: PurgeCalls :exec
DELETE FROM calls WHERE started_at < now() - interval '3 years';

-- name: PurgePayments :exec
DELETE FROM payments WHERE paid_at < date_trunc('year', now()) - interval '6 years';

-- name: PurgeClosedAccounts :exec
DELETE FROM closed_accounts WHERE closed_at < now() - interval '7 years';
