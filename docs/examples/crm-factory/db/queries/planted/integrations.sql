-- Breaks integration-disconnected.
-- name: SwitchOff :exec
UPDATE integrations SET disconnected_at = now() WHERE id = @id; -- expect: credential-left-behind

-- Like it, and fine: it is back in use.
-- name: SwitchOn :exec
UPDATE integrations SET disconnected_at = NULL WHERE id = @id;
