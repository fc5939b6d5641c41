-- In the shared schema: for one tenant at a time.

-- name: Members :many
SELECT id, email, full_name, level FROM public.members WHERE tenant_id = @tenant_id AND removed_at IS NULL;

-- name: RemoveMember :exec
UPDATE public.members SET removed_at = now() WHERE id = @id AND tenant_id = @tenant_id;

-- name: PasskeysOf :many
SELECT id, public_key, sign_count FROM public.passkeys WHERE member_id = @member_id AND tenant_id = @tenant_id;

-- name: EndSession :exec
DELETE FROM public.sso_sessions WHERE token_hash = @token_hash AND tenant_id = @tenant_id;

-- name: Invoices :many
SELECT id, amount, card_last4, issued_at FROM public.invoices WHERE tenant_id = @tenant_id ORDER BY issued_at DESC;

-- name: Trail :many
SELECT actor_id, action, object, at FROM public.admin_audit WHERE tenant_id = @tenant_id ORDER BY at DESC LIMIT 100;

-- name: Note :exec
INSERT INTO public.admin_audit (tenant_id, actor_id, action, object) VALUES (@tenant_id, @actor_id, @action, @object);
