-- name: Integrations :many
SELECT id, provider, account_ref, connected_at
FROM integrations
WHERE organization_id = @organization_id AND client_id = @client_id AND disconnected_at IS NULL;

-- name: SecretOfIntegration :one
SELECT secret_arn FROM integrations WHERE organization_id = @organization_id AND client_id = @client_id AND id = @id;

-- name: Disconnect :exec
DELETE FROM integrations WHERE organization_id = @organization_id AND client_id = @client_id AND id = @id;

-- name: TakeEvent :exec
INSERT INTO webhook_events (organization_id, client_id, provider, event_id, topic)
VALUES (@organization_id, @client_id, @provider, @event_id, @topic)
ON CONFLICT (organization_id, client_id, provider, event_id) DO NOTHING;
