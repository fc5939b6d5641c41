-- What a join says of either side.
SELECT d.title, c.name
FROM deals d -- use: d proven
JOIN companies c ON c.org_id = d.org_id AND c.id = d.company_id -- use: c proven
WHERE d.org_id = $1;

-- verdict: conditional
SELECT c.name
FROM deals d -- use: d proven
JOIN companies c ON c.id = d.company_id -- use: c conditional crossing-join
WHERE d.org_id = $1;

-- An outer join's ON binds the nullable side only.
SELECT d.title
FROM deals d -- use: d refuted
LEFT JOIN companies c ON c.name = d.title AND c.org_id = $1; -- use: c proven

-- WHERE that rejects NULLs makes it an inner join.
SELECT d.title
FROM deals d -- use: d proven
LEFT JOIN companies c ON c.name = d.title -- use: c proven
WHERE d.org_id = $1 AND c.org_id = $1;

-- A child belongs to whom its parent belongs.
SELECT n.body
FROM notes n -- use: n proven
JOIN deals d ON d.id = n.deal_id -- use: d proven
WHERE d.org_id = $1;

-- Half of the relations of a line are no less than both.
SELECT 1 FROM deals d, companies c WHERE d.org_id = $1; -- use: d proven, c refuted unscoped
