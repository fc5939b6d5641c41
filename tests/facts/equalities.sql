-- Which predicates tie a row to the tenant.
SELECT FROM deals WHERE org_id = $1; -- use: deals proven -- verdict: proven
SELECT FROM deals d WHERE $1 = d.org_id; -- use: d proven
SELECT FROM deals d WHERE d.org_id IN ($1); -- use: d proven
SELECT FROM deals d WHERE (d.org_id, d.stage) = ($1, 'open'); -- use: d proven
SELECT FROM deals d WHERE NOT (d.org_id <> $1); -- use: d proven
SELECT FROM deals d WHERE d.org_id IS NOT DISTINCT FROM $1; -- use: d proven
SELECT FROM deals d WHERE d.org_id = ANY ($2); -- use: d refuted set-scope
SELECT FROM deals d WHERE d.org_id <> $1; -- use: d refuted unscoped -- verdict: refuted
SELECT FROM deals d WHERE d.org_id > $1; -- use: d refuted unscoped
SELECT FROM deals d WHERE d.org_id = d.org_id; -- use: d refuted unscoped
SELECT FROM deals d WHERE d.org_id = 7; -- use: d refuted literal
SELECT FROM deals d WHERE d.id = $2; -- use: d refuted id-only
SELECT FROM deals d WHERE d.org_id = $1 OR d.stage = 'open'; -- use: d refuted escaping-or
SELECT FROM deals d WHERE (d.org_id = $1 AND d.stage = 'open') OR (d.org_id = $1 AND d.stage = 'won'); -- use: d proven
SELECT FROM deals d WHERE $1 IS NULL OR d.org_id = $1; -- use: d refuted optional-filter
-- What contradicts itself selects nothing.
SELECT FROM deals d WHERE d.org_id <> $1 AND d.org_id = $1; -- use: d proven
SELECT FROM deals d WHERE NOT (d.org_id = $1) AND d.org_id = $1; -- use: d proven
SELECT FROM deals d JOIN deals e ON e.org_id = d.org_id WHERE d.org_id = 7 AND e.org_id = 8; -- use: d proven, e proven
SELECT FROM deals d JOIN deals e ON e.org_id = d.org_id WHERE d.org_id = 7 AND e.org_id = 7; -- use: d refuted literal, e refuted literal
SELECT FROM deals d WHERE (d.stage = 'a' OR d.org_id = 7) AND d.org_id = 8; -- use: d refuted literal
-- Shared tables have no owner, and nothing is to be proven.
SELECT FROM currencies; -- verdict: proven
