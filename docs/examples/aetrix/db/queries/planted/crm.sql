-- All of these break organization-scope-queries.

-- name: ContactByIdAlone :one
SELECT full_name, email FROM contacts WHERE id = @id; -- expect: tenant-id-only-lookup

-- Like it, and fine.
-- name: OwnContactById :one
SELECT full_name, email FROM contacts WHERE id = @id AND organization_id = @organization_id;

-- name: OverdueTasks :many
SELECT id, title FROM tasks WHERE due_on < now() AND done_at IS NULL; -- expect: tenant-unscoped-read

-- name: FindContactsAnywhere :many
SELECT id, full_name
FROM contacts -- expect: tenant-escaping-or
WHERE organization_id = @organization_id AND full_name ILIKE @pattern OR email = @email;

-- name: CloseStaleLeads :execrows
UPDATE leads SET stage = 'lost' WHERE stage = 'new'; -- expect: tenant-unscoped-write

-- name: CloseOwnStaleLeads :execrows
UPDATE leads SET stage = 'lost' WHERE stage = 'new' AND organization_id = @organization_id;

-- name: MoveProperty :execrows
UPDATE properties SET organization_id = @other WHERE id = @id AND organization_id = @organization_id; -- expect: tenant-moved-row

-- name: AddTask :exec
INSERT INTO tasks (organization_id, title) VALUES (@other, @title); -- expect: tenant-missing-on-insert
