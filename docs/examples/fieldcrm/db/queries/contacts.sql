-- name: GetContact :one
SELECT c.id, c.full_name, c.email, c.phone, co.name AS company
FROM contacts c
LEFT JOIN companies co ON co.id = c.company_id
WHERE c.id = @id AND c.org_id = @org_id;

-- name: ListContacts :many
SELECT id, full_name, email, score
FROM contacts
WHERE org_id = @org_id AND deleted_at IS NULL AND (@company_id::bigint IS NULL OR company_id = @company_id)
ORDER BY full_name
LIMIT @page_size OFFSET @skip;

-- The tenant is not a filter that may be left out.
-- name: ListContactsForExport :many
SELECT id, full_name, email
FROM contacts -- expect: tenant-optional-filter
WHERE (@org_id::bigint IS NULL OR org_id = @org_id) AND deleted_at IS NULL;

-- name: CountContacts :one
SELECT count(*)
FROM contacts -- expect: tenant-optional-filter
WHERE org_id = COALESCE(@org_id, org_id);

-- name: CountContactsHere :one
SELECT count(*), count(*) FILTER (WHERE email IS NULL) AS without_email
FROM contacts
WHERE org_id = @org_id;

-- name: FindContactByEmail :one
SELECT id, full_name
FROM contacts
WHERE email = @email AND org_id = @org_id AND deleted_at IS NULL;

-- name: ResolveSender :many
SELECT id, full_name, org_id
FROM contacts -- expect: tenant-unscoped-read
WHERE email = @email AND deleted_at IS NULL;

-- The composite foreign key carries the tenant: no comparison needed for the company.
-- name: ContactsOfCompany :many
SELECT c.id, c.full_name
FROM companies co
JOIN contacts c ON c.company_id = co.id AND c.org_id = co.org_id
WHERE co.org_id = @org_id AND co.id = @company_id;

-- name: CreateContact :one
INSERT INTO contacts (org_id, company_id, full_name, email, phone)
VALUES (@org_id, @company_id, @full_name, @email, @phone)
RETURNING id, created_at;

-- name: CreateContactFromForm :one
INSERT INTO contacts (full_name, email) -- expect: tenant-missing-on-insert
VALUES (@full_name, @email)
RETURNING id;

-- name: UpsertContact :one
INSERT INTO contacts (org_id, full_name, email, phone)
VALUES (@org_id, @full_name, @email, @phone)
ON CONFLICT (org_id, email) WHERE deleted_at IS NULL
DO UPDATE SET full_name = excluded.full_name, phone = coalesce(excluded.phone, contacts.phone)
RETURNING id;

-- name: ScoreContacts :exec
UPDATE contacts c
SET score = s.points
FROM (
  SELECT a.contact_id, count(*) * 5 AS points
  FROM activities a
  WHERE a.org_id = @org_id AND a.done_at > now() - interval '90 days'
  GROUP BY a.contact_id
) s
WHERE c.id = s.contact_id AND c.org_id = @org_id;

-- Scores of this organization's contacts, from the activities of all of them.
-- name: ScoreContactsFromEverything :exec
UPDATE contacts c
SET score = (SELECT count(*)
             FROM activities a -- expect: tenant-unscoped-read
             WHERE a.kind = 'call')
WHERE c.org_id = @org_id;

-- Two contacts become one; both have to be the tenant's.
-- name: MergeContacts :exec
WITH kept AS (
  SELECT id, org_id FROM contacts WHERE id = @kept_id AND org_id = @org_id
), moved AS (
  UPDATE activities a
  SET contact_id = kept.id
  FROM kept
  WHERE a.contact_id = @merged_id AND a.org_id = kept.org_id
)
UPDATE contacts
SET deleted_at = now()
WHERE id = @merged_id AND org_id = @org_id;

-- name: MergeContactsByIds :exec
UPDATE activities -- expect: tenant-id-only-lookup
SET contact_id = @kept_id
WHERE contact_id = @merged_id;

-- name: DeleteContacts :execrows
DELETE FROM contacts
WHERE org_id = @org_id AND id = ANY (@ids::bigint[]);

-- name: DeleteContactsByIds :execrows
DELETE FROM contacts -- expect: tenant-id-only-lookup
WHERE id = ANY (@ids::bigint[]);

-- name: DuplicateContacts :many
SELECT a.id, b.id AS other_id, a.full_name
FROM contacts a
JOIN contacts b ON b.org_id = a.org_id AND b.email = a.email AND b.id > a.id
WHERE a.org_id = @org_id;

-- name: DuplicateContactsByMail :many
SELECT a.id, b.id AS other_id, a.full_name
FROM contacts a
JOIN contacts b ON b.email = a.email AND b.id > a.id -- expect: tenant-unscoped-read
WHERE a.org_id = @org_id;
