-- Derived tables, CTEs, set operations, grouping, windows, LIMIT, recursion: what flows in and out.
SELECT * FROM (SELECT org_id, title FROM deals) x WHERE x.org_id = $1;
SELECT * FROM (SELECT org_id, title FROM deals) x WHERE x.title = 'b'; -- expect: tenant-unscoped-read
SELECT title FROM (SELECT title FROM deals WHERE org_id = $1) x;
WITH w AS (SELECT org_id, title FROM deals) SELECT title FROM w WHERE org_id = $1;
WITH w AS (SELECT org_id, title FROM deals) SELECT title FROM w; -- expect: tenant-unscoped-read
WITH w AS (SELECT title FROM deals WHERE org_id = $1) SELECT count(*) FROM w;
WITH w AS (SELECT org_id FROM deals WHERE org_id = $1) SELECT c.name FROM companies c JOIN w ON w.org_id = c.org_id;
WITH w AS (SELECT title FROM deals WHERE org_id = $1) SELECT c.name FROM companies c JOIN w ON w.title = c.name; -- expect: tenant-unscoped-read
SELECT x.title FROM (SELECT org_id, title FROM deals ORDER BY title, id LIMIT 1) x WHERE x.org_id = $1; -- expect: tenant-leaky-window
SELECT x.title FROM (SELECT org_id, title FROM deals WHERE org_id = $1 ORDER BY title, id LIMIT 1) x;
SELECT x.n FROM (SELECT org_id, count(*) AS n FROM deals GROUP BY org_id) x WHERE x.org_id = $1;
SELECT x.n FROM (SELECT stage, count(*) AS n FROM deals GROUP BY stage) x WHERE x.stage = 'won'; -- expect: tenant-unscoped-read
SELECT org_id, count(*) FROM deals GROUP BY org_id HAVING org_id = $1;
SELECT org_id, count(*) FROM deals GROUP BY org_id HAVING count(*) > $2; -- expect: tenant-unscoped-read
SELECT count(*) FROM deals WHERE org_id = $1;
SELECT count(*) FROM deals; -- expect: tenant-unscoped-read
SELECT x.title, x.n FROM (SELECT org_id, title, count(*) OVER (PARTITION BY org_id) AS n FROM deals) x WHERE x.org_id = $1;
SELECT x.title, x.n FROM (SELECT org_id, title, count(*) OVER () AS n FROM deals) x WHERE x.org_id = $1; -- expect: tenant-leaky-window
SELECT title, rank() OVER (ORDER BY title) FROM deals WHERE org_id = $1;
SELECT x.title FROM (SELECT DISTINCT ON (org_id) org_id, title FROM deals ORDER BY org_id, title) x WHERE x.org_id = $1;
SELECT x.title FROM (SELECT DISTINCT ON (stage) org_id, title FROM deals ORDER BY stage, title, org_id) x WHERE x.org_id = $1; -- expect: tenant-leaky-window
SELECT DISTINCT title FROM deals WHERE org_id = $1;
SELECT DISTINCT title FROM deals; -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE org_id = $1 UNION ALL SELECT name FROM companies WHERE org_id = $1;
SELECT title FROM deals WHERE org_id = $1 UNION ALL SELECT name FROM companies; -- expect: tenant-unscoped-read
SELECT x.t FROM (SELECT org_id, title AS t FROM deals UNION SELECT org_id, name FROM companies) x WHERE x.org_id = $1;
SELECT x.t FROM (SELECT org_id, title AS t FROM deals UNION SELECT id, name FROM companies) x WHERE x.org_id = $1; -- expect: tenant-id-only-lookup
SELECT title FROM deals WHERE org_id = $1 INTERSECT SELECT name FROM companies WHERE org_id = $1;
SELECT title FROM deals WHERE org_id = $1 INTERSECT SELECT name FROM companies; -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE org_id = $1 EXCEPT SELECT name FROM companies WHERE org_id = $1;
SELECT title FROM deals WHERE org_id = $1 EXCEPT SELECT name FROM companies; -- expect: tenant-unscoped-read
SELECT title, (SELECT max(c.name) FROM companies c WHERE c.org_id = d.org_id) FROM deals d WHERE d.org_id = $1;
SELECT title, (SELECT max(c.name) FROM companies c) FROM deals d WHERE d.org_id = $1; -- expect: tenant-unscoped-read
SELECT title FROM deals d WHERE d.org_id = $1 AND d.title NOT IN (SELECT name FROM companies WHERE org_id = $1);
SELECT title FROM deals d WHERE d.org_id = $1 AND d.title NOT IN (SELECT name FROM companies); -- expect: tenant-unscoped-read
SELECT title FROM deals d WHERE d.org_id = $1 AND d.title <> ALL (SELECT name FROM companies WHERE org_id = $1);
SELECT title FROM deals d WHERE d.org_id = $1 AND d.title <> ALL (SELECT name FROM companies); -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE org_id = $1 ORDER BY (SELECT count(*) FROM companies WHERE org_id = $1), title, id LIMIT 1;
SELECT title FROM deals WHERE org_id = $1 ORDER BY title, id LIMIT (SELECT count(*) FROM companies WHERE org_id = $1);
SELECT title FROM deals WHERE org_id = $1 ORDER BY title, id LIMIT (SELECT count(*) FROM companies); -- expect: tenant-unscoped-read
SELECT CASE WHEN EXISTS (SELECT 1 FROM companies c WHERE c.org_id = $1 AND c.name = d.title) THEN 1 ELSE 0 END FROM deals d WHERE d.org_id = $1;
SELECT CASE WHEN EXISTS (SELECT 1 FROM companies c WHERE c.name = d.title) THEN 1 ELSE 0 END FROM deals d WHERE d.org_id = $1; -- expect: tenant-unscoped-read
WITH RECURSIVE t AS (SELECT id, org_id FROM deals WHERE org_id = $1 UNION SELECT d.id, d.org_id FROM deals d JOIN t ON d.org_id = t.org_id AND d.id = t.id + 1) SELECT id FROM t;
WITH RECURSIVE t AS (SELECT id, org_id FROM deals WHERE org_id = $1 UNION SELECT d.id, d.org_id FROM deals d JOIN t ON d.id = t.id + 1) SELECT id FROM t; -- expect: tenant-unscoped-read
WITH RECURSIVE t AS (SELECT id, org_id FROM deals UNION SELECT d.id, d.org_id FROM deals d JOIN t ON d.org_id = t.org_id AND d.id = t.id + 1) SELECT id FROM t WHERE org_id = $1;
WITH w AS (UPDATE deals SET stage = 'won' WHERE org_id = $1 RETURNING id) SELECT count(*) FROM w;
WITH w AS (UPDATE deals SET stage = 'moved' WHERE id = $2 RETURNING id) SELECT count(*) FROM w; -- expect: tenant-id-only-lookup
WITH w AS (UPDATE deals SET stage = 'moved' RETURNING org_id, id) SELECT id FROM w WHERE org_id = $1; -- expect: tenant-unscoped-write
VALUES ($1::bigint, (SELECT count(*) FROM deals WHERE org_id = $1));
VALUES ($1::bigint, (SELECT count(*) FROM deals)); -- expect: tenant-unscoped-read
