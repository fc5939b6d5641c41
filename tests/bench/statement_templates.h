// Statements as applications write them, over one module of the generated schema: {a} accounts, {o} orders, {l} order
// lines, {k} kinds, {n} a number that differs from statement to statement. $1 is the tenant.
#pragma once

#include <string_view>

namespace ringfence::bench {

inline constexpr std::string_view kStatementTemplates[] = {
    // Look-ups and lists.
    R"(SELECT id, name, email, score, created_at FROM {a} WHERE id = $2 AND org_id = $1 AND deleted_at IS NULL)",
    R"(SELECT id, number, state, amount FROM {o} WHERE org_id = $1 AND number = $2)",
    R"(SELECT a.id, a.name, k.title AS kind FROM {a} a LEFT JOIN {k} k ON k.code = a.kind
WHERE a.org_id = $1 AND a.deleted_at IS NULL ORDER BY a.name LIMIT $2 OFFSET $3)",
    R"(SELECT * FROM {o} WHERE org_id = $1 ORDER BY placed_on DESC LIMIT {n})",
    R"(SELECT o.id, o.number, a.name FROM {o} o JOIN {a} a ON a.org_id = o.org_id AND a.id = o.account_id
WHERE o.org_id = $1 AND o.state = ANY ($2::text[]) ORDER BY o.placed_on DESC, o.id LIMIT 50)",
    R"(SELECT l.id, l.item, l.quantity, l.price FROM {l} l JOIN {o} o ON o.id = l.order_id
WHERE o.org_id = $1 AND o.id = $2 ORDER BY l.position)",
    R"(SELECT id, name FROM {a} WHERE org_id = $1 AND (name ILIKE '%' || $2 || '%' OR email ILIKE $2 || '%')
ORDER BY similarity(name, $2) DESC LIMIT 20)",
    R"(SELECT id, name FROM {a} WHERE org_id = $1 AND ($2::text IS NULL OR region = $2) AND ($3::int IS NULL OR score >= $3)
ORDER BY created_at DESC LIMIT 100)",
    R"(SELECT EXISTS (SELECT 1 FROM {o} WHERE org_id = $1 AND account_id = $2 AND state <> 'cancelled') AS has_orders)",
    R"(SELECT count(*), count(*) FILTER (WHERE state = 'open'), max(placed_on) FROM {o} WHERE org_id = $1)",
    R"(SELECT id FROM {a} WHERE org_id = $1 AND email = lower($2) AND deleted_at IS NULL FOR UPDATE)",
    R"(SELECT a.id, a.name FROM {a} a WHERE a.org_id = $1 AND a.id IN (SELECT o.account_id FROM {o} o
WHERE o.org_id = $1 AND o.placed_on >= $2 GROUP BY o.account_id HAVING sum(o.amount) > {n}))",
    R"(SELECT a.id, a.name FROM {a} a WHERE a.org_id = $1
AND NOT EXISTS (SELECT 1 FROM {o} o WHERE o.org_id = a.org_id AND o.account_id = a.id AND o.placed_on > now() - interval '90 days'))",
    R"(SELECT DISTINCT region FROM {a} WHERE org_id = $1 AND region IS NOT NULL ORDER BY region)",
    R"(SELECT code, title FROM {k} ORDER BY title)",
    R"(SELECT id, name, CASE WHEN score >= 80 THEN 'hot' WHEN score >= 40 THEN 'warm' ELSE 'cold' END AS heat
FROM {a} WHERE org_id = $1 ORDER BY score DESC)",
    R"(SELECT l.item, l.quantity FROM {l} l WHERE l.order_id = $2
AND EXISTS (SELECT 1 FROM {o} o WHERE o.id = l.order_id AND o.org_id = $1))",
    R"(SELECT o.number, jsonb_agg(jsonb_build_object('item', l.item, 'quantity', l.quantity) ORDER BY l.position) AS lines
FROM {o} o JOIN {l} l ON l.order_id = o.id WHERE o.org_id = $1 AND o.id = ANY ($2::bigint[]) GROUP BY o.id, o.number)",

    // Reports.
    R"(SELECT date_trunc('month', placed_on)::date AS month, sum(amount) AS total, count(*) AS orders
FROM {o} WHERE org_id = $1 AND placed_on BETWEEN $2 AND $3 GROUP BY 1 ORDER BY 1)",
    R"(SELECT a.region, k.title, count(DISTINCT a.id) AS accounts, coalesce(sum(o.amount), 0) AS total
FROM {a} a JOIN {k} k ON k.code = a.kind LEFT JOIN {o} o ON o.org_id = a.org_id AND o.account_id = a.id AND o.state = 'paid'
WHERE a.org_id = $1 GROUP BY ROLLUP (a.region, k.title) ORDER BY 1, 2)",
    R"(SELECT id, number, amount, rank() OVER (PARTITION BY state ORDER BY amount DESC) AS place,
sum(amount) OVER (ORDER BY placed_on, id) AS so_far FROM {o} WHERE org_id = $1)",
    R"(SELECT r.id, r.number FROM (SELECT id, number, org_id, row_number() OVER (PARTITION BY org_id, account_id ORDER BY placed_on DESC) AS place
FROM {o}) r WHERE r.org_id = $1 AND r.place = 1)",
    R"(WITH recent AS (SELECT account_id, sum(amount) AS total FROM {o} WHERE org_id = $1 AND placed_on >= $2 GROUP BY account_id),
best AS (SELECT account_id, total, dense_rank() OVER (ORDER BY total DESC) AS place FROM recent)
SELECT a.name, b.total, b.place FROM best b JOIN {a} a ON a.id = b.account_id AND a.org_id = $1 WHERE b.place <= {n})",
    R"(WITH spent AS (SELECT o.org_id, o.account_id, sum(l.quantity * l.price) AS total FROM {o} o JOIN {l} l ON l.order_id = o.id
WHERE o.state = 'paid' GROUP BY o.org_id, o.account_id)
SELECT a.id, a.name, s.total FROM {a} a JOIN spent s ON s.org_id = a.org_id AND s.account_id = a.id WHERE a.org_id = $1)",
    R"(SELECT a.name, latest.number, latest.placed_on FROM {a} a
CROSS JOIN LATERAL (SELECT o.number, o.placed_on FROM {o} o WHERE o.org_id = a.org_id AND o.account_id = a.id
ORDER BY o.placed_on DESC LIMIT 3) latest WHERE a.org_id = $1)",
    R"(SELECT d.day::date, count(o.id) AS orders FROM generate_series($2::date, $3::date, interval '1 day') AS d (day)
LEFT JOIN {o} o ON o.org_id = $1 AND o.placed_on = d.day::date GROUP BY d.day ORDER BY d.day)",
    R"(SELECT 'order' AS kind, o.created_at AS at, o.number AS what FROM {o} o WHERE o.org_id = $1
UNION ALL SELECT 'account', a.created_at, a.name FROM {a} a WHERE a.org_id = $1 ORDER BY at DESC LIMIT 30)",
    R"(SELECT id FROM {a} WHERE org_id = $1 EXCEPT SELECT account_id FROM {o} WHERE org_id = $1 AND state = 'open')",
    R"(SELECT DISTINCT ON (o.account_id) o.account_id, o.number, o.amount FROM {o} o WHERE o.org_id = $1
ORDER BY o.account_id, o.placed_on DESC)",
    R"(SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) AS median, avg(amount) AS mean FROM {o}
WHERE org_id = $1 AND state = 'paid')",
    R"(SELECT (SELECT count(*) FROM {a} WHERE org_id = $1) AS accounts,
(SELECT count(*) FROM {o} WHERE org_id = $1 AND state = 'open') AS open_orders,
(SELECT coalesce(sum(amount), 0) FROM {o} WHERE org_id = $1 AND state = 'paid' AND placed_on >= date_trunc('quarter', now())) AS paid)",
    R"(WITH RECURSIVE chain AS (SELECT a.id, a.org_id, a.name, 0 AS depth FROM {a} a WHERE a.org_id = $1 AND a.id = $2
UNION ALL SELECT a.id, a.org_id, a.name, c.depth + 1 FROM chain c JOIN {a} a ON a.org_id = c.org_id AND a.parent_id = c.id WHERE c.depth < 8)
SELECT id, name, depth FROM chain ORDER BY depth, name)",
    R"(SELECT o.org_id, o.state, sum(o.amount) FROM {o} o GROUP BY o.org_id, o.state HAVING o.org_id = $1 AND count(*) > {n})",
    R"(SELECT m.day, sum(m.amount) FROM (SELECT o.org_id, o.placed_on AS day, o.amount FROM {o} o WHERE o.state = 'paid'
UNION ALL SELECT o.org_id, o.placed_on, -o.amount FROM {o} o WHERE o.state = 'refunded') m WHERE m.org_id = $1 GROUP BY m.day)",
    R"(SELECT a.id, a.name, b.id AS other_id FROM {a} a JOIN {a} b ON b.org_id = a.org_id AND lower(b.name) = lower(a.name) AND b.id > a.id
WHERE a.org_id = $1)",
    R"(SELECT width_bucket(o.amount, 0, 10000, 20) AS bucket, count(*) FROM {o} o WHERE o.org_id = $1 GROUP BY bucket ORDER BY bucket)",

    // Writes.
    R"(INSERT INTO {a} (org_id, kind, name, email, region) VALUES ($1, $2, $3, lower($4), $5) RETURNING id, created_at)",
    R"(INSERT INTO {o} (org_id, account_id, number, state, amount, placed_on) VALUES ($1, $2, $3, 'open', $4, current_date) RETURNING id)",
    R"(INSERT INTO {l} (order_id, item, quantity, price, position)
SELECT o.id, $3, $4, $5, coalesce((SELECT max(x.position) FROM {l} x WHERE x.order_id = o.id), 0) + 1
FROM {o} o WHERE o.id = $2 AND o.org_id = $1 RETURNING id)",
    R"(INSERT INTO {a} (org_id, kind, name, email) VALUES ($1, $2, $3, $4)
ON CONFLICT (org_id, email) DO UPDATE SET name = excluded.name, updated_at = now() RETURNING id)",
    R"(INSERT INTO {a} (org_id, kind, name, email) SELECT $1, r.kind, r.name, r.email
FROM unnest($2::text[], $3::text[], $4::text[]) AS r (kind, name, email) ON CONFLICT (org_id, email) DO NOTHING)",
    R"(INSERT INTO {o} (org_id, account_id, number, state, amount) SELECT o.org_id, o.account_id, $3, 'open', o.amount
FROM {o} o WHERE o.org_id = $1 AND o.id = $2)",
    R"(UPDATE {a} SET name = $3, region = $4, updated_at = now() WHERE id = $2 AND org_id = $1)",
    R"(UPDATE {a} SET deleted_at = now() WHERE org_id = $1 AND id = ANY ($2::bigint[]) AND deleted_at IS NULL RETURNING id)",
    R"(UPDATE {o} o SET amount = s.total FROM (SELECT l.order_id, sum(l.quantity * l.price) AS total FROM {l} l
JOIN {o} x ON x.id = l.order_id WHERE x.org_id = $1 GROUP BY l.order_id) s WHERE s.order_id = o.id AND o.org_id = $1)",
    R"(UPDATE {l} l SET quantity = $3 FROM {o} o WHERE o.id = l.order_id AND o.org_id = $1 AND l.id = $2)",
    R"(UPDATE {o} SET state = CASE state WHEN 'open' THEN 'paid' ELSE state END, placed_on = coalesce($3, placed_on)
WHERE (org_id, id) = ($1, $2))",
    R"(DELETE FROM {l} l USING {o} o WHERE o.id = l.order_id AND o.org_id = $1 AND o.id = $2 AND l.position > {n})",
    R"(DELETE FROM {o} WHERE org_id = $1 AND state = 'cancelled' AND placed_on < now() - interval '{n} days')",
    R"(DELETE FROM {l} WHERE id = $2 AND order_id IN (SELECT id FROM {o} WHERE org_id = $1))",
    R"(WITH gone AS (DELETE FROM {o} WHERE org_id = $1 AND id = $2 RETURNING id, number, amount)
SELECT g.number, g.amount FROM gone g)",
    R"(WITH paid AS (UPDATE {o} SET state = 'paid' WHERE org_id = $1 AND id = $2 AND state = 'open' RETURNING org_id, account_id, amount)
UPDATE {a} a SET score = a.score + 1 FROM paid WHERE a.org_id = paid.org_id AND a.id = paid.account_id)",
    R"(MERGE INTO {a} a USING (SELECT * FROM unnest($2::text[], $3::text[]) AS r (email, name)) s
ON a.org_id = $1 AND a.email = s.email WHEN MATCHED THEN UPDATE SET name = s.name
WHEN NOT MATCHED THEN INSERT (org_id, kind, name, email) VALUES ($1, 'company', s.name, s.email))",
};

/// What reviews find: a few of these in every project.
inline constexpr std::string_view kLeakTemplates[] = {
    R"(SELECT id, number, amount FROM {o} WHERE id = $1)",
    R"(SELECT o.number, a.name FROM {o} o LEFT JOIN {a} a ON a.id = o.account_id AND a.org_id = $1 WHERE o.state = 'open')",
    R"(UPDATE {a} SET score = 0 WHERE region = $2)",
    R"(INSERT INTO {l} (order_id, item, quantity, price, position) VALUES ($1, $2, $3, $4, $5))",
};

}  // namespace ringfence::bench
