-- By the search path of the transaction: the tenant's own, whatever they look for.

-- name: ListContacts :many
SELECT id, full_name, email FROM contacts ORDER BY full_name;

-- name: ContactsOfCompany :many
SELECT c.id, c.full_name, co.name AS company
FROM contacts c
JOIN companies co ON co.id = c.company_id
WHERE co.id = @company_id;

-- name: RenameContact :exec
UPDATE contacts SET full_name = @full_name WHERE id = @id;

-- name: Conversation :many
SELECT body, sent_at FROM messages WHERE contact_id = @contact_id ORDER BY sent_at;

-- name: TopLeads :many
SELECT c.id, s.score FROM lead_scores s JOIN contacts c ON c.id = s.contact_id ORDER BY s.score DESC LIMIT 20;
