-- Where equalities come from: the table in docs/isolation.md, each row with a leak and its twin.
SELECT title FROM deals WHERE org_id = $1;
SELECT title FROM deals WHERE org_id >= $1; -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE $1 = org_id;
SELECT title FROM deals WHERE $1 <> org_id; -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE org_id = $1::bigint;
SELECT title FROM deals WHERE org_id IS NOT DISTINCT FROM $1;
SELECT title FROM deals WHERE org_id IS DISTINCT FROM $1; -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE (org_id, id) = ($1, $2);
SELECT title FROM deals WHERE (org_id, id) <> ($1, $2); -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE org_id IN ($1);
SELECT title FROM deals WHERE org_id IN ($1, $2); -- expect: tenant-set-scope
SELECT title FROM deals WHERE org_id = ANY (ARRAY[$1]::bigint[]);
SELECT title FROM deals WHERE org_id = ANY ($2); -- expect: tenant-set-scope
SELECT title FROM deals WHERE org_id BETWEEN $1 AND $1;
SELECT title FROM deals WHERE org_id BETWEEN $1 AND $2; -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE org_id = $1 AND stage = 'won';
SELECT title FROM deals WHERE org_id = $1 OR stage = 'won'; -- expect: tenant-escaping-or
SELECT title FROM deals WHERE (org_id = $1 AND stage = 'won') OR (org_id = $1 AND stage = 'lost');
SELECT title FROM deals WHERE (org_id = $1 AND stage = 'won') OR (id = $2 AND stage = 'lost'); -- expect: tenant-escaping-or
SELECT title FROM deals WHERE NOT (org_id <> $1);
SELECT title FROM deals WHERE NOT (org_id = $1); -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE NOT (org_id <> $1 OR stage = 'won');
SELECT title FROM deals WHERE NOT (stage <> 'won' OR stage <> $2); -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE org_id = (SELECT id FROM organizations WHERE id = $1);
SELECT title FROM deals WHERE org_id = (SELECT max(id) FROM organizations WHERE slug = $2); -- expect: tenant-unscoped-read, tenant-id-only-lookup
SELECT title FROM deals WHERE org_id IN (SELECT id FROM organizations WHERE id = $1);
SELECT title FROM deals WHERE EXISTS (SELECT 1 FROM organizations o WHERE o.id = deals.org_id AND o.id = $1);
SELECT title FROM deals WHERE EXISTS (SELECT 1 FROM organizations o WHERE o.id = $1); -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE NOT EXISTS (SELECT 1 FROM organizations o WHERE o.id = deals.org_id AND o.id = $1); -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE org_id = $1 AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.deal_id = deals.id AND n.body = 'x');
SELECT title FROM deals WHERE org_id = org_id; -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE org_id IS NOT NULL; -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE COALESCE(org_id, $1) = $1;
SELECT title FROM deals WHERE COALESCE($1, org_id) = org_id; -- expect: tenant-optional-filter
SELECT title FROM deals WHERE CASE WHEN stage = 'won' THEN org_id = $1 ELSE true END; -- expect: tenant-optional-filter
SELECT title FROM deals WHERE CASE WHEN stage = 'won' THEN org_id ELSE $1 END = $1; -- expect: tenant-optional-filter
SELECT title FROM deals WHERE org_id + 0 = $1 + 1; -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE (org_id = $1) IS NOT FALSE; -- expect: tenant-unscoped-read
SELECT title FROM deals WHERE ($2::bigint IS NULL OR org_id = $1); -- expect: tenant-optional-filter
SELECT title FROM deals WHERE org_id = 2; -- expect: tenant-literal-id
SELECT title FROM deals WHERE id = $2; -- expect: tenant-id-only-lookup
SELECT title FROM deals WHERE id = $2 AND org_id = $1;
SELECT slug FROM organizations WHERE id = $1;
SELECT slug FROM organizations WHERE id <> $1; -- expect: tenant-unscoped-read
SELECT slug FROM organizations WHERE slug = $2; -- expect: tenant-id-only-lookup
SELECT body FROM templates WHERE org_id = $1 OR org_id IS NULL;
SELECT body FROM templates WHERE org_id = $1 OR body = 'b'; -- expect: tenant-escaping-or
SELECT body FROM templates WHERE org_id IS NULL;
SELECT body FROM templates WHERE org_id IS NOT NULL; -- expect: tenant-unscoped-read
SELECT code FROM currencies;
