-- name: ListContacts :many
SELECT id, full_name, email, phone FROM contacts WHERE organization_id = @organization_id ORDER BY full_name;

-- name: ContactById :one
SELECT id, full_name, email, phone FROM contacts WHERE id = @id AND organization_id = @organization_id;

-- name: SaveContact :one
INSERT INTO contacts (organization_id, full_name, email, phone) VALUES (@organization_id, @full_name, @email, @phone) RETURNING id;

-- name: LeadsWithContacts :many
SELECT l.id, l.title, l.stage, c.full_name
FROM leads l
LEFT JOIN contacts c ON c.organization_id = l.organization_id AND c.id = l.contact_id
WHERE l.organization_id = @organization_id
ORDER BY l.title;

-- name: MoveLead :execrows
UPDATE leads SET stage = @stage WHERE id = @id AND organization_id = @organization_id;

-- name: OpenTasks :many
SELECT id, title, due_on FROM tasks WHERE organization_id = @organization_id AND done_at IS NULL;

-- name: NotesOfLead :many
SELECT n.body, n.written_at
FROM notes n
JOIN leads l ON l.id = n.lead_id
WHERE l.id = @lead_id AND l.organization_id = @organization_id;

-- name: UnitsOf :many
SELECT u.label, p.street_address
FROM property_units u
JOIN properties p ON p.organization_id = u.organization_id AND p.id = u.property_id
WHERE u.organization_id = @organization_id;

-- name: FindContacts :many
SELECT id, full_name FROM contacts WHERE organization_id = @organization_id AND (full_name ILIKE @pattern OR email = @email);
