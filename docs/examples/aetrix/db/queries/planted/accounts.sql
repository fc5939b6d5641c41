-- Breaks credentials-not-handed-out: the hash of the password comes along.
-- name: User :one
SELECT * FROM users WHERE id = @id; -- expect: credential-in-result

-- Like it, and fine.
-- name: UserProfile :one
SELECT id, full_name, email FROM users WHERE id = @id;

-- Breaks passwords-hashed.
-- name: ResetPassword :exec
UPDATE users SET password_hash = md5(@password) WHERE id = @id; -- expect: credential-weak-hash
