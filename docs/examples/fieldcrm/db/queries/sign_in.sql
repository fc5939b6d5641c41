-- name: PasswordOf :one
SELECT password_hash, failed_attempts FROM sign_ins WHERE user_id = @user_id;

-- name: SignInOf :one
SELECT * FROM sign_ins WHERE user_id = @user_id; -- expect: credential-in-result

-- name: SignInState :one
SELECT * FROM sign_in_state WHERE user_id = @user_id;

-- name: SetPassword :exec
UPDATE sign_ins SET password_hash = @password_hash, password_changed_at = now() WHERE user_id = @user_id;

-- name: LockOut :exec
UPDATE sign_ins SET password_hash = 'welcome-2026' WHERE user_id = @user_id; -- expect: credential-plaintext-write

-- name: StartReset :exec
UPDATE sign_ins
SET reset_token = encode(digest(@token, 'sha256'), 'hex'), password_reset_sent_at = now()
WHERE user_id = @user_id;

-- name: StartResetQuickly :exec
UPDATE sign_ins
SET reset_token = md5(@token) -- expect: credential-weak-hash
WHERE user_id = @user_id;

-- name: SetMailAccount :exec
UPDATE mail_accounts
SET smtp_password = pgp_sym_encrypt(@password, current_setting('app.mail_key'))
WHERE id = @id AND org_id = @org_id;

-- name: ImportMailAccount :exec
UPDATE mail_accounts
SET imap_password = encode(@password::bytea, 'base64') -- expect: credential-encoded-only
WHERE id = @id AND org_id = @org_id;

-- name: DisconnectMailAccount :exec
UPDATE mail_accounts -- expect: credential-left-behind
SET disconnected_at = now()
WHERE id = @id AND org_id = @org_id;

-- name: ReconnectMailAccount :exec
UPDATE mail_accounts
SET disconnected_at = NULL
WHERE id = @id AND org_id = @org_id;
