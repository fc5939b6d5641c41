-- name: Integrations :many
SELECT id, system, connected_at FROM integrations WHERE disconnected_at IS NULL;

-- Its secrets go with it, and what was synchronized by the foreign key when the row goes.
-- name: Disconnect :exec
UPDATE integrations
SET disconnected_at = now(), client_secret_encrypted = NULL, refresh_token_encrypted = NULL
WHERE id = @id;

-- name: EnterTenant :exec
SELECT set_config('search_path', quote_ident(@tenant_schema) || ', public', true);
