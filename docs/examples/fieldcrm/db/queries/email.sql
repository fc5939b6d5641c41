-- name: Threads :many
SELECT t.id, t.subject, t.last_mail_at, d.title AS deal
FROM email_threads t
LEFT JOIN deals d ON d.id = t.deal_id
WHERE t.org_id = @org_id
ORDER BY t.last_mail_at DESC NULLS LAST
LIMIT 50;

-- name: ThreadMessages :many
SELECT m.id, m.sender, m.body, m.sent_at
FROM email_messages m
JOIN email_threads t ON t.id = m.thread_id
WHERE t.id = @thread_id AND t.org_id = @org_id
ORDER BY m.sent_at;

-- name: MessageById :one
SELECT m.sender, m.body
FROM email_messages m -- expect: tenant-id-only-lookup
WHERE m.thread_id = @thread_id AND m.message_id = @message_id;

-- name: MailboxOfAddress :one
-- ringfence:allow tenant-id-only-lookup: incoming mail names the mailbox, and the mailbox names the organization
SELECT id, org_id FROM mailboxes WHERE address = @address;

-- name: StoreMessage :exec
INSERT INTO email_messages (thread_id, message_id, sender, body, sent_at)
SELECT t.id, @message_id, @sender, @body, @sent_at
FROM email_threads t
WHERE t.id = @thread_id AND t.org_id = @org_id
ON CONFLICT (thread_id, message_id) DO NOTHING;

-- name: OpenThread :one
INSERT INTO email_threads (org_id, mailbox_id, deal_id, subject) -- expect: tenant-foreign-parent
VALUES (@org_id, @mailbox_id, @deal_id, @subject)
RETURNING id;

-- name: LastMessages :many
SELECT t.id, t.subject, m.sender, m.sent_at
FROM email_threads t
CROSS JOIN LATERAL (
  SELECT e.sender, e.sent_at FROM email_messages e WHERE e.thread_id = t.id ORDER BY e.sent_at DESC LIMIT 1
) m
WHERE t.org_id = @org_id;

-- One's own templates, and those that come with the product.
-- name: Templates :many
SELECT id, name, subject FROM email_templates WHERE org_id = @org_id OR org_id IS NULL ORDER BY name;

-- name: TemplateByName :one
SELECT id, subject, body
FROM email_templates -- expect: tenant-unscoped-read
WHERE name = @name;

-- name: SaveTemplate :one
INSERT INTO email_templates (org_id, name, subject, body)
VALUES (@org_id, @name, @subject, @body)
RETURNING id;

-- name: EditTemplate :exec
UPDATE email_templates SET subject = @subject, body = @body WHERE id = @id AND org_id = @org_id;
