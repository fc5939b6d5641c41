-- Where predicates flow into nested queries and where they do not.
SELECT * FROM (SELECT org_id, title FROM deals) d WHERE d.org_id = $1; -- use: deals proven
WITH d AS (SELECT * FROM deals) SELECT * FROM d WHERE org_id = $1; -- use: deals proven
SELECT * FROM (SELECT org_id, title FROM deals LIMIT 10) d WHERE d.org_id = $1; -- use: deals refuted leaky-window
SELECT * FROM (SELECT org_id, count(*) FROM deals GROUP BY org_id) d WHERE d.org_id = $1; -- use: deals proven
SELECT * FROM (SELECT org_id FROM deals UNION ALL SELECT id FROM companies) d WHERE org_id = $1; -- use: deals proven, companies refuted
-- A subquery that must find something ties both sides; one that must find nothing ties neither.
SELECT FROM deals d -- use: d proven
WHERE EXISTS (SELECT FROM companies c WHERE c.org_id = d.org_id AND c.org_id = $1); -- use: c proven
SELECT FROM deals d -- use: d refuted unscoped
WHERE NOT EXISTS (SELECT FROM companies c WHERE c.org_id = d.org_id AND c.org_id = $1); -- use: c proven
