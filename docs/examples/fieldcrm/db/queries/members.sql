-- name: ListMembers :many
SELECT m.id, u.full_name, u.email, m.role
FROM members m
JOIN users u ON u.id = m.user_id
WHERE m.org_id = @org_id AND m.left_at IS NULL
ORDER BY u.full_name;

-- Sign-in: which organizations does this person work for? The tenant is not known yet.
-- name: OrganizationsOfUser :many
-- ringfence:allow tenant-unscoped-read, tenant-id-only-lookup: sign-in picks the organization, and the user id comes from the session
SELECT o.id, o.slug, o.name, m.role
FROM members m
JOIN organizations o ON o.id = m.org_id
WHERE m.user_id = @user_id AND m.left_at IS NULL;

-- name: MemberByUser :one
SELECT m.id, m.role
FROM members m -- expect: tenant-unscoped-read
WHERE m.user_id = @user_id
LIMIT 1;

-- name: CurrentOrganization :one
SELECT id, slug, name, plan FROM organizations WHERE id = @org_id;

-- name: OrganizationBySlug :one
SELECT id, name
FROM organizations -- expect: tenant-id-only-lookup
WHERE slug = @slug;

-- The reports of a manager, down to the last: manager_id carries the organization.
-- name: Reports :many
WITH RECURSIVE team AS (
  SELECT m.id, m.org_id, m.user_id, 1 AS depth
  FROM members m
  WHERE m.org_id = @org_id AND m.manager_id = @manager_id
  UNION ALL
  SELECT m.id, m.org_id, m.user_id, t.depth + 1
  FROM team t
  JOIN members m ON m.org_id = t.org_id AND m.manager_id = t.id
)
SELECT t.id, u.full_name, t.depth
FROM team t
JOIN users u ON u.id = t.user_id
ORDER BY t.depth, u.full_name;

-- name: Invite :one
INSERT INTO invitations (org_id, email, role, code, expires_at)
VALUES (@org_id, @email, @role, @code, now() + interval '7 days')
ON CONFLICT (org_id, email) DO UPDATE SET code = excluded.code, role = excluded.role, expires_at = excluded.expires_at
RETURNING id;

-- name: AcceptInvitation :one
-- ringfence:allow tenant-id-only-lookup: the code is the secret that was mailed, and it is what names the organization
DELETE FROM invitations
WHERE code = @code AND expires_at > now()
RETURNING org_id, role;

-- name: SetRole :exec
UPDATE members SET role = @role WHERE org_id = @org_id AND user_id = @user_id;

-- name: RemoveMember :exec
UPDATE members -- expect: tenant-unscoped-write
SET left_at = now()
WHERE user_id = @user_id;

-- name: SeatsLeft :one
SELECT l.most - (SELECT count(*) FROM members m WHERE m.org_id = o.id AND m.left_at IS NULL) AS seats
FROM organizations o
JOIN plan_limits l ON l.plan = o.plan AND l.subject = 'members'
WHERE o.id = @org_id;
