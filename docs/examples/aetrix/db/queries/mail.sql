-- name: Connections :many
SELECT id, provider, address, connected_at
FROM mail_connections
WHERE organization_id = @organization_id AND disconnected_at IS NULL;

-- name: Threads :many
SELECT id, subject FROM mail_threads WHERE organization_id = @organization_id AND connection_id = @connection_id;

-- name: MessagesOfThread :many
SELECT m.sender_email, m.body_text, m.sent_at
FROM mail_messages m
WHERE m.thread_id = @thread_id AND m.organization_id = @organization_id
ORDER BY m.sent_at;

-- Whoever disconnects leaves nothing that opens the mailbox again.
-- name: Disconnect :execrows
UPDATE mail_connections
SET disconnected_at = now(), access_token_encrypted = NULL, refresh_token_encrypted = NULL, smtp_password_encrypted = NULL
WHERE id = @id AND organization_id = @organization_id;

-- name: LinkUpload :execrows
UPDATE attachment_uploads u SET message_id = m.id
FROM mail_messages m
WHERE m.id = @message_id AND m.organization_id = @organization_id AND u.id = @id AND u.organization_id = @organization_id;
