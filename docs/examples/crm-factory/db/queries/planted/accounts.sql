-- Breaks tenant-scope-shared-tables.
-- name: MemberById :one
SELECT email, full_name FROM public.members WHERE id = @id; -- expect: tenant-id-only-lookup

-- Like it, and fine.
-- name: OwnMemberById :one
SELECT email, full_name FROM public.members WHERE id = @id AND tenant_id = @tenant_id;

-- Breaks audit-trail: what an administrator did is put right afterwards.
-- name: CorrectTrail :exec
UPDATE public.admin_audit SET action = @action WHERE id = @id AND tenant_id = @tenant_id; -- expect: lifecycle-mutable-audit

-- Like it, and fine: a second row says so.
-- name: AddCorrection :exec
INSERT INTO public.admin_audit (tenant_id, actor_id, action, object) VALUES (@tenant_id, @actor_id, 'correction', @object);
