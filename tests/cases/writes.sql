-- Writes: whose rows are touched, whose the written rows are, and on whose rows they hang.
UPDATE deals SET stage = 'moved' WHERE org_id = $1 AND id = $2;
UPDATE deals SET stage = 'moved' WHERE id = $2; -- expect: tenant-id-only-lookup
UPDATE deals SET stage = 'moved' WHERE stage = 'won'; -- expect: tenant-unscoped-write
UPDATE deals d SET title = c.name FROM companies c WHERE c.org_id = d.org_id AND c.name = 'b' AND d.org_id = $1;
UPDATE deals d SET title = 'x' FROM companies c WHERE c.name = d.title AND d.org_id = $1; -- expect: tenant-unscoped-read
UPDATE deals d SET stage = 'moved' FROM companies c WHERE c.org_id = d.org_id AND c.name = 'b'; -- expect: tenant-unscoped-write
UPDATE deals SET org_id = $1, stage = 'moved' WHERE org_id = $1;
UPDATE deals SET org_id = $2 WHERE org_id = $1 AND company_id IS NULL; -- expect: tenant-moved-row
UPDATE contacts SET email = (SELECT max(name) FROM companies WHERE org_id = $1) WHERE org_id = $1;
UPDATE contacts SET email = (SELECT max(name) FROM companies) WHERE org_id = $1; -- expect: tenant-unscoped-read
UPDATE deals SET company_id = NULL WHERE org_id = $1;
UPDATE deals SET company_id = $2 WHERE org_id = $1; -- expect: tenant-foreign-parent
UPDATE deals d SET company_id = c.id FROM companies c WHERE c.id = $2 AND c.org_id = $1 AND d.org_id = $1;
UPDATE notes SET body = 'x' WHERE deal_id IN (SELECT id FROM deals WHERE org_id = $1);
UPDATE notes SET body = 'x' WHERE deal_id = $2; -- expect: tenant-id-only-lookup
UPDATE notes SET deal_id = (SELECT id FROM deals WHERE org_id = $1 AND id = $2) WHERE deal_id IN (SELECT id FROM deals WHERE org_id = $1);
UPDATE notes SET deal_id = $2 WHERE deal_id IN (SELECT id FROM deals WHERE org_id = $1); -- expect: tenant-moved-row
DELETE FROM notes WHERE deal_id IN (SELECT id FROM deals WHERE org_id = $1);
DELETE FROM notes WHERE body = 'b'; -- expect: tenant-unscoped-write
DELETE FROM notes n USING deals d WHERE d.id = n.deal_id AND d.org_id = $1;
DELETE FROM notes n USING deals d WHERE d.id = n.deal_id AND d.stage = 'won'; -- expect: tenant-unscoped-read
DELETE FROM templates WHERE org_id = $1;
DELETE FROM templates WHERE id = $2; -- expect: tenant-id-only-lookup
DELETE FROM contacts WHERE org_id = $1 RETURNING email;
INSERT INTO templates (id, org_id, body) VALUES (99, $1, $2);
INSERT INTO templates (id, org_id, body) VALUES (99, $2, 'x'); -- expect: tenant-missing-on-insert
INSERT INTO templates (id, org_id, body) VALUES (99, 2, 'x'); -- expect: tenant-literal-id
INSERT INTO companies (id, org_id, name) SELECT id + 90, org_id, title || id FROM deals WHERE org_id = $1;
INSERT INTO templates (id, org_id, body) SELECT id + 90, $1, title FROM deals; -- expect: tenant-unscoped-read
INSERT INTO deals (id, org_id, title, company_id) VALUES (99, $1, 'x', NULL);
INSERT INTO deals (id, org_id, title, company_id) VALUES (99, $1, 'x', $2); -- expect: tenant-foreign-parent
INSERT INTO deals (id, org_id, title, company_id) VALUES (99, $1, 'x', (SELECT id FROM companies WHERE org_id = $1 AND id = $2));
INSERT INTO notes (id, deal_id, body) SELECT 99, id, 'x' FROM deals WHERE org_id = $1 AND id = $2;
INSERT INTO notes (id, deal_id, body) VALUES (99, $2, 'x'); -- expect: tenant-missing-on-insert
INSERT INTO companies (id, org_id, name) VALUES (99, $1, $2) ON CONFLICT (org_id, name) DO UPDATE SET name = excluded.name || 'x';
INSERT INTO deals (id, org_id, title) VALUES ($2, $1, 'x') ON CONFLICT (id) DO UPDATE SET title = excluded.title; -- expect: tenant-crossing-upsert
INSERT INTO companies (id, org_id, name) VALUES (99, $1, $2) ON CONFLICT (org_id, name) DO NOTHING;
MERGE INTO companies c USING (SELECT $2::text AS name) s ON c.org_id = $1 AND c.name = s.name WHEN MATCHED THEN UPDATE SET name = s.name || 'x' WHEN NOT MATCHED THEN INSERT (id, org_id, name) VALUES (99, $1, s.name);
MERGE INTO companies c USING (SELECT $2::text AS name) s ON c.name = s.name WHEN MATCHED THEN UPDATE SET name = s.name || 'x'; -- expect: tenant-unscoped-write
MERGE INTO templates t USING (SELECT id, title FROM deals WHERE org_id = $1) s ON t.id = s.id AND t.org_id = $1 WHEN MATCHED THEN DELETE;
MERGE INTO templates t USING (SELECT id, title FROM deals) s ON t.id = s.id AND t.org_id = $1 WHEN MATCHED THEN DELETE; -- expect: tenant-unscoped-read
MERGE INTO companies c USING (SELECT 99::bigint AS id, $2::text AS name) s ON c.id = s.id AND c.org_id = $1 WHEN NOT MATCHED THEN INSERT (id, org_id, name) VALUES (s.id, 2, s.name); -- expect: tenant-literal-id
