-- What the API runs for whoever is signed in.

-- name: ListTickets :many
SELECT id, subject, status FROM tickets ORDER BY subject LIMIT 50;

-- name: GetTicket :one
SELECT t.id, t.subject, c.email FROM tickets t JOIN customers c ON c.id = t.customer_id WHERE t.id = $1;

-- name: ListMessages :many
SELECT body FROM messages WHERE ticket_id = $1;

-- name: CountTickets :one
SELECT count(*) FROM tickets;

-- name: OpenTickets :many
SELECT id, subject FROM open_tickets;

-- name: AllCounts :many
SELECT tickets FROM ticket_counts; -- expect: tenant-unscoped-read

-- name: ListTemplates :many
SELECT id, body FROM templates;

-- name: ListTags :many
SELECT name FROM tags; -- expect: tenant-unscoped-read

-- name: MyTags :many
SELECT name FROM tags WHERE org_id = (auth.jwt() -> 'app_metadata' ->> 'org_id')::uuid;

-- name: CloseTicket :exec
UPDATE tickets SET status = 'closed' WHERE id = $1;

-- name: MoveTicket :exec
UPDATE tickets SET org_id = $2 WHERE id = $1;

-- name: AddMessage :exec
INSERT INTO messages (ticket_id, body) VALUES ($1, $2);

-- name: QueueExport :exec
INSERT INTO exports (org_id) VALUES ($1); -- expect: tenant-missing-on-insert

-- name: AddCustomer :exec
INSERT INTO customers (org_id, email) VALUES ($1, $2);

-- name: UsageOfMonth :many
SELECT day, events FROM usage_counts WHERE day >= $1; -- expect: tenant-unscoped-read

-- name: Theme :one
SELECT theme FROM preferences WHERE user_id = auth.uid(); -- expect: tenant-unscoped-read
