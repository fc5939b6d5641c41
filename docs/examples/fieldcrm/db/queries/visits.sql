-- Visits belong to a branch of an organization: both have to be said.

-- name: PlannedVisits :many
SELECT v.id, v.planned_on, c.name AS company
FROM visits v
JOIN companies c ON c.org_id = v.org_id AND c.id = v.company_id
WHERE v.org_id = @org_id AND v.branch_id = @branch_id AND v.done_at IS NULL
ORDER BY v.planned_on;

-- name: VisitsOfDay :many
SELECT v.id, v.company_id
FROM visits v -- expect: tenant-partial-key
WHERE v.org_id = @org_id AND v.planned_on = @day;

-- name: VisitsOfBranch :many
SELECT v.id, v.company_id
FROM visits v
JOIN branches b ON b.org_id = v.org_id AND b.id = v.branch_id
WHERE b.org_id = @org_id AND b.id = @branch_id;

-- name: GetVisit :one
SELECT id, planned_on, outcome
FROM visits -- expect: tenant-id-only-lookup
WHERE id = @id;

-- name: ReportsOfVisit :many
SELECT r.id, r.body
FROM visit_reports r
JOIN visits v ON v.id = r.visit_id
WHERE v.org_id = @org_id AND v.branch_id = @branch_id AND v.id = @visit_id;

-- name: PlanVisit :one
INSERT INTO visits (org_id, branch_id, company_id, member_id, planned_on)
VALUES (@org_id, @branch_id, @company_id, @member_id, @planned_on)
RETURNING id;

-- name: FinishVisit :exec
UPDATE visits SET done_at = now(), outcome = @outcome
WHERE id = @id AND (org_id, branch_id) = (@org_id, @branch_id);

-- name: CancelVisits :execrows
DELETE FROM visits -- expect: tenant-partial-key
WHERE org_id = @org_id AND member_id = @member_id AND done_at IS NULL;

-- name: SetTarget :exec
INSERT INTO branch_targets (org_id, branch_id, month, amount)
VALUES (@org_id, @branch_id, @month, @amount)
ON CONFLICT (org_id, branch_id, month) DO UPDATE SET amount = excluded.amount;

-- name: Targets :many
SELECT b.name, t.month, t.amount
FROM branches b
LEFT JOIN branch_targets t ON t.org_id = b.org_id AND t.branch_id = b.id
WHERE b.org_id = @org_id AND b.id = @branch_id
ORDER BY t.month;

-- name: ListBranches :many
SELECT id, name FROM branches WHERE org_id = @org_id ORDER BY name;
