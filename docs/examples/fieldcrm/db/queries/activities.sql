-- name: Today :many
SELECT a.id, a.kind, a.subject, a.due_at, c.full_name
FROM activities a
LEFT JOIN contacts c ON c.id = a.contact_id AND c.org_id = a.org_id
WHERE a.org_id = @org_id AND a.assignee_id = @member_id AND a.done_at IS NULL AND a.due_at < current_date + 1
ORDER BY a.due_at;

-- The reminder job runs once for everybody.
-- name: DueReminders :many
-- ringfence:allow tenant-unscoped-read: the reminder job serves every organization in one pass and mails each member alone
SELECT a.id, a.org_id, a.subject, a.assignee_id
FROM activities a
WHERE a.remind_at < now() AND a.done_at IS NULL
LIMIT 500;

-- name: OverdueActivities :many
SELECT a.id, a.subject
FROM activities a -- expect: tenant-unscoped-read
WHERE a.due_at < now() AND a.done_at IS NULL
ORDER BY a.due_at;

-- name: ActivitiesOfDeal :many
SELECT a.id, a.kind, a.subject
FROM activities a
WHERE a.deal_id = @deal_id AND a.org_id = @org_id;

-- name: ActivitiesOfDealByUser :many
SELECT a.id, a.kind, a.subject
FROM activities a
JOIN deals d ON d.id = a.deal_id -- expect: tenant-crossing-join
WHERE a.org_id = @org_id AND d.state = 'open';

-- name: LogCall :one
INSERT INTO activities (org_id, kind, subject, contact_id, assignee_id, done_at)
VALUES (@org_id, 'call', @subject, @contact_id, @member_id, now())
RETURNING id;

-- name: PlanForDeal :one
INSERT INTO activities (org_id, kind, subject, deal_id, due_at) -- expect: tenant-foreign-parent
VALUES (@org_id, @kind, @subject, @deal_id, @due_at)
RETURNING id;

-- name: PlanForOwnDeal :one
INSERT INTO activities (org_id, kind, subject, deal_id, due_at)
SELECT d.org_id, @kind, @subject, d.id, @due_at
FROM deals d
WHERE d.id = @deal_id AND d.org_id = @org_id
RETURNING id;

-- name: Done :exec
UPDATE activities SET done_at = now() WHERE id = @id AND org_id = @org_id;

-- name: DoneBySubject :exec
UPDATE activities -- expect: tenant-unscoped-write
SET done_at = now()
WHERE subject = @subject AND done_at IS NULL;

-- name: CopyActivities :exec
INSERT INTO activities (org_id, kind, subject, deal_id)
SELECT @org_id, a.kind, a.subject, d.id
FROM activities a -- expect: tenant-unscoped-read
JOIN deals d ON d.id = @deal_id AND d.org_id = @org_id
WHERE a.kind = 'todo';
