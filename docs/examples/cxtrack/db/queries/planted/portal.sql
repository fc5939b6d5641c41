-- Breaks credentials-not-handed-out: the hash comes along.
-- name: PortalUser :one
SELECT * FROM portal_users WHERE id = @id AND org_id = @org_id; -- expect: credential-in-result

-- Like it, and fine.
-- name: PortalUserName :one
SELECT id, username FROM portal_users WHERE id = @id AND org_id = @org_id;
