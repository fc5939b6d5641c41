-- Breaks statements-by-organization: the table has no row-level security, and the statement no organization.
-- name: UsageOfDay :many
SELECT calls FROM usage_counts WHERE day = @day; -- expect: tenant-unscoped-read

-- Like it, and fine.
-- name: OwnUsageOfDay :one
SELECT calls FROM usage_counts WHERE day = @day AND org_id = @org_id;
