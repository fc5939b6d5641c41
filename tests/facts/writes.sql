-- Targets and sources of writes.
UPDATE deals SET stage = 'won' WHERE org_id = $1 AND id = $2; -- use: deals proven -- verdict: proven
UPDATE deals SET stage = 'won' WHERE id = $2; -- use: deals refuted id-only -- verdict: refuted
DELETE FROM notes n -- use: n proven
USING deals d WHERE d.id = n.deal_id AND d.org_id = $1; -- use: d proven
-- verdict: proven
INSERT INTO deals (id, org_id, title)
SELECT $2, c.org_id, c.name
FROM companies c -- use: c proven
WHERE c.org_id = $1;
