-- What the server runs, for one organization.

-- name: Connect :one
INSERT INTO google_accounts (org_id, user_id, access_token, refresh_token)
VALUES (@org_id, @user_id, vault.create_secret(@access_token, 'google access'), vault.create_secret(@refresh_token, 'google refresh'))
RETURNING id;

-- The secrets go, and the ids with them.
-- name: DeleteSecrets :exec
DELETE FROM vault.secrets s
USING google_accounts a
WHERE s.id IN (a.access_token, a.refresh_token) AND a.id = @id AND a.org_id = @org_id;

-- name: Disconnect :exec
UPDATE google_accounts SET disconnected_at = now(), access_token = NULL, refresh_token = NULL WHERE id = @id AND org_id = @org_id;

-- name: KeepSent :exec
INSERT INTO email_messages (org_id, contact_id, subject, body_html)
SELECT c.org_id, c.id, @subject, @body_html FROM contacts c WHERE c.id = @contact_id AND c.org_id = @org_id;
