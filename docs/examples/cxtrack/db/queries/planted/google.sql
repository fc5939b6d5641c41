-- Breaks tokens-deleted-on-disconnect: the ids stay, and what they lead to.
-- name: DisconnectByFlag :exec
UPDATE google_accounts SET disconnected_at = now() WHERE id = @id AND org_id = @org_id; -- expect: credential-left-behind

-- Like it, and fine: it is back in use.
-- name: Reconnect :exec
UPDATE google_accounts SET disconnected_at = NULL WHERE id = @id AND org_id = @org_id;

-- Breaks tokens-server-side-only: an export is no place for it.
-- name: ExportTokens :many
SELECT name, decrypted_secret FROM vault.decrypted_secrets; -- expect: credential-outside-vault

-- name: ExportNames :many
SELECT name, created_at FROM vault.secrets;
