-- What workers run, after SET LOCAL app.org_id.

-- name: StaleTickets :many
SELECT id FROM tickets WHERE status = 'open';

-- name: DropStale :exec
DELETE FROM tickets WHERE status = 'closed';

-- name: Hooks :many
SELECT url FROM webhooks; -- expect: tenant-unscoped-read

-- name: Log :exec
INSERT INTO job_log (org_id, line) VALUES (current_setting('app.org_id')::uuid, $1);

-- name: ReadLog :many
SELECT line FROM job_log; -- expect: tenant-unscoped-read

-- name: ReadOwnLog :many
SELECT line FROM job_log WHERE org_id = current_setting('app.org_id')::uuid;

-- TRUNCATE knows no policies.
-- name: Clear :exec
TRUNCATE messages; -- expect: tenant-bulk-command
