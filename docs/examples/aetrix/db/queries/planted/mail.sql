-- Breaks tokens-deleted-on-disconnect: the tokens stay in the row.
-- name: DisconnectByFlag :execrows
UPDATE mail_connections -- expect: credential-left-behind
SET disconnected_at = now()
WHERE id = @id AND organization_id = @organization_id;

-- Like it, and fine: it is back in use.
-- name: Reconnect :execrows
UPDATE mail_connections SET disconnected_at = NULL WHERE id = @id AND organization_id = @organization_id;
