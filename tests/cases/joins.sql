-- Joins: inner, outer, along foreign keys, with USING and NATURAL.
SELECT d.title, c.name FROM deals d JOIN companies c ON c.org_id = d.org_id WHERE d.org_id = $1;
SELECT d.title, c.name FROM deals d JOIN companies c ON c.name = d.title WHERE d.org_id = $1; -- expect: tenant-unscoped-read
SELECT d.title, c.name FROM deals d JOIN companies c ON c.id = d.company_id WHERE d.org_id = $1; -- expect: tenant-crossing-join
SELECT d.title, c.name FROM deals d JOIN companies c ON c.id = d.company_id AND c.org_id = d.org_id WHERE d.org_id = $1;
SELECT c.name, t.email FROM contacts t JOIN companies c ON (c.org_id, c.id) = (t.org_id, t.company_id) WHERE t.org_id = $1;
SELECT c.name, t.email FROM contacts t JOIN companies c ON c.id = t.company_id WHERE t.org_id = $1;
SELECT c.name, t.email FROM contacts t JOIN companies c ON c.name = t.email WHERE t.org_id = $1; -- expect: tenant-unscoped-read
SELECT d.title, c.name FROM deals d JOIN companies c USING (org_id) WHERE org_id = $1;
SELECT d.title, c.name FROM deals d JOIN companies c USING (id) WHERE d.org_id = $1; -- expect: tenant-unscoped-read
SELECT d.title, c.name FROM deals d, companies c WHERE d.org_id = c.org_id AND c.org_id = $1;
SELECT d.title, c.name FROM deals d, companies c WHERE d.title = c.name AND c.org_id = $1; -- expect: tenant-unscoped-read
SELECT d.title, c.name FROM deals d LEFT JOIN companies c ON c.org_id = d.org_id WHERE d.org_id = $1;
SELECT d.title, c.name FROM deals d LEFT JOIN companies c ON c.name = d.title WHERE d.org_id = $1; -- expect: tenant-unscoped-read
SELECT d.title, c.name FROM deals d LEFT JOIN companies c ON c.name = d.title AND c.org_id = $1 WHERE d.org_id = $1;
SELECT d.title, c.name FROM deals d LEFT JOIN companies c ON c.org_id = d.org_id AND d.org_id = $1; -- expect: tenant-ineffective-join-filter
SELECT d.title FROM deals d LEFT JOIN companies c ON c.name = d.title WHERE d.org_id = $1 AND c.org_id = $1;
SELECT d.title FROM deals d LEFT JOIN companies c ON c.name = d.title WHERE d.org_id = $1 AND c.id IS NULL; -- expect: tenant-unscoped-read
SELECT d.title FROM companies c RIGHT JOIN deals d ON d.title = c.name AND c.org_id = $1 WHERE d.org_id = $1;
SELECT d.title FROM companies c RIGHT JOIN deals d ON d.title = c.name AND d.org_id = $1 WHERE c.org_id = $1;
SELECT d.title FROM companies c RIGHT JOIN deals d ON d.title = c.name AND c.org_id = $1; -- expect: tenant-unscoped-read
SELECT d.title, c.name FROM deals d FULL JOIN companies c ON c.org_id = d.org_id WHERE d.org_id = $1 AND c.org_id = $1;
SELECT k.name, t.body FROM currencies k FULL JOIN templates t ON t.body = k.name WHERE t.org_id = $1 OR t.org_id IS NULL; -- expect: tenant-unscoped-read
SELECT d.title, n.body FROM deals d JOIN notes n ON n.deal_id = d.id WHERE d.org_id = $1;
SELECT d.title, n.body FROM deals d JOIN notes n ON n.id = d.id WHERE d.org_id = $1; -- expect: tenant-unscoped-read
SELECT n.body FROM notes n WHERE n.deal_id IN (SELECT id FROM deals WHERE org_id = $1);
SELECT n.body FROM notes n WHERE n.deal_id IN (SELECT id FROM deals WHERE stage = 'won'); -- expect: tenant-unscoped-read
SELECT n.body FROM notes n WHERE n.deal_id = $2; -- expect: tenant-id-only-lookup
SELECT n.body FROM notes n JOIN deals d ON d.id = n.deal_id AND d.org_id = $1 WHERE n.deal_id = $2;
SELECT x.title FROM deals d CROSS JOIN LATERAL (SELECT title FROM deals e WHERE e.org_id = d.org_id) x WHERE d.org_id = $1;
SELECT x.title FROM deals d CROSS JOIN LATERAL (SELECT title FROM deals e WHERE e.stage = d.stage) x WHERE d.org_id = $1; -- expect: tenant-unscoped-read
SELECT a.title FROM deals a JOIN deals b ON b.id = a.id WHERE b.org_id = $1;
SELECT a.title FROM deals a JOIN deals b ON b.title = a.title WHERE b.org_id = $1; -- expect: tenant-unscoped-read
SELECT d.title FROM deals d JOIN organizations o ON o.id = d.org_id WHERE o.id = $1;
SELECT d.title FROM deals d JOIN organizations o ON o.id = d.org_id WHERE o.slug = $2; -- expect: tenant-id-only-lookup
SELECT d.title, k.name FROM deals d JOIN currencies k ON k.code = d.stage WHERE d.org_id = $1;
SELECT d.title, k.name FROM currencies k LEFT JOIN deals d ON d.stage = k.code WHERE k.code = 'won'; -- expect: tenant-unscoped-read
