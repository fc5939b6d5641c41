-- name: Dashboard :one
WITH mine AS (
  SELECT d.id, d.state, d.amount, d.closed_at FROM deals d WHERE d.org_id = @org_id
), tasks AS (
  SELECT count(*) FILTER (WHERE a.done_at IS NULL) AS open_tasks,
         count(*) FILTER (WHERE a.done_at >= date_trunc('week', now())) AS done_this_week
  FROM activities a
  WHERE a.org_id = @org_id
)
SELECT (SELECT count(*) FROM mine WHERE state = 'open') AS open_deals,
       (SELECT coalesce(sum(amount), 0) FROM mine WHERE state = 'won' AND closed_at >= date_trunc('quarter', now())) AS won,
       t.open_tasks,
       t.done_this_week,
       (SELECT count(*) FROM contacts c WHERE c.org_id = @org_id AND c.created_at >= now() - interval '30 days') AS new_contacts
FROM tasks t;

-- One of the tiles counts everybody's tasks.
-- name: DashboardTiles :one
SELECT (SELECT count(*) FROM deals d WHERE d.org_id = @org_id AND d.state = 'open') AS open_deals,
       (SELECT count(*)
        FROM activities a -- expect: tenant-unscoped-read
        WHERE a.done_at IS NULL) AS open_tasks;

-- name: Feed :many
SELECT 'note' AS kind, n.created_at AS at, left(n.body, 80) AS what
FROM notes n
JOIN deals d ON d.id = n.deal_id AND d.org_id = @org_id
UNION ALL
SELECT 'activity', a.created_at, a.subject
FROM activities a
WHERE a.org_id = @org_id
ORDER BY at DESC
LIMIT 30;

-- name: History :many
SELECT l.at, l.action, l.entity, l.row_id
FROM audit_log l
WHERE l.org_id = @org_id AND l.at >= @since
ORDER BY l.at DESC;

-- name: HistoryOfRow :many
SELECT l.at, l.action, l.change
FROM audit_log l -- expect: tenant-unscoped-read
WHERE l.entity = @entity AND l.row_id = @row_id
ORDER BY l.at;

-- name: ActiveDays :many
SELECT day::date, count(a.id) AS done
FROM generate_series(@from_day::date, @to_day::date, interval '1 day') AS day
LEFT JOIN activities a ON a.org_id = @org_id AND a.done_at::date = day
GROUP BY day
ORDER BY day;
