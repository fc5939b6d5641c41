-- Run every night by the server, for one organization after the other: row-level security keeps each run to its own.

-- name: PurgeProfiles :execrows
DELETE FROM google_profiles WHERE account_deleted_at < now() - interval '30 days';

-- name: PurgePortalUsers :execrows
DELETE FROM portal_users WHERE deleted_at < now() - interval '4 weeks';
