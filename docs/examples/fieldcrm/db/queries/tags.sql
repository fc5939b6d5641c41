-- name: ListTags :many
SELECT t.id, t.name, t.color, count(g.contact_id) AS used
FROM tags t
LEFT JOIN taggings g ON g.org_id = t.org_id AND g.tag_id = t.id
WHERE t.org_id = @org_id
GROUP BY t.id, t.name, t.color
ORDER BY t.name;

-- A composite key found by one half of it: the other half follows.
-- name: TaggedContacts :many
SELECT c.id, c.full_name
FROM tags t
JOIN taggings g USING (org_id)
JOIN contacts c ON c.org_id = g.org_id AND c.id = g.contact_id
WHERE t.org_id = @org_id AND g.tag_id = t.id AND t.name = @name;

-- name: UseTag :one
INSERT INTO tags (org_id, name, color)
VALUES (@org_id, @name, @color)
ON CONFLICT (org_id, name) DO UPDATE SET color = excluded.color
RETURNING id;

-- name: ImportTag :one
INSERT INTO tags (id, org_id, name) OVERRIDING SYSTEM VALUE
VALUES (@id, @org_id, @name)
ON CONFLICT (id) DO UPDATE SET name = excluded.name -- expect: tenant-crossing-upsert
RETURNING id;

-- name: ImportOwnTag :one
INSERT INTO tags (id, org_id, name) OVERRIDING SYSTEM VALUE
VALUES (@id, @org_id, @name)
ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE tags.org_id = excluded.org_id
RETURNING id;

-- name: TagContact :exec
INSERT INTO taggings (org_id, tag_id, contact_id)
VALUES (@org_id, @tag_id, @contact_id)
ON CONFLICT DO NOTHING;

-- name: TagAllContacts :exec
INSERT INTO taggings (org_id, tag_id, contact_id)
SELECT t.org_id, t.id, c.id
FROM tags t
CROSS JOIN contacts c
WHERE t.org_id = @org_id AND t.name = @name AND c.org_id = t.org_id;

-- name: UntagContact :exec
DELETE FROM taggings WHERE (org_id, tag_id, contact_id) = (@org_id, @tag_id, @contact_id);

-- name: RemoveUnusedTags :exec
DELETE FROM tags t -- expect: tenant-unscoped-write
WHERE NOT EXISTS (SELECT 1 FROM taggings g WHERE g.tag_id = t.id AND g.org_id = @org_id);

-- name: RemoveOwnUnusedTags :exec
DELETE FROM tags t
WHERE t.org_id = @org_id
  AND NOT EXISTS (SELECT 1 FROM taggings g WHERE g.tag_id = t.id AND g.org_id = t.org_id);

-- Nothing keeps a field where it is.
-- name: HandOverField :exec
UPDATE custom_fields
SET org_id = @new_org_id -- expect: tenant-moved-row
WHERE id = @id AND org_id = @org_id;

-- name: CustomValues :many
SELECT f.key, f.label, v.value
FROM custom_fields f
LEFT JOIN custom_values v ON v.field_id = f.id AND v.entity_id = @entity_id
WHERE f.org_id = @org_id AND f.entity = @entity;

-- name: SetCustomValue :exec
INSERT INTO custom_values (field_id, entity_id, value)
SELECT f.id, @entity_id, @value
FROM custom_fields f
WHERE f.org_id = @org_id AND f.entity = @entity AND f.key = @key
ON CONFLICT (field_id, entity_id) DO UPDATE SET value = excluded.value;
