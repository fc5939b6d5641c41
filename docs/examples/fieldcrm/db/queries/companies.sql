-- name: GetCompany :one
SELECT id, name, vat_number, industry, country, created_at
FROM companies
WHERE id = @id AND org_id = @org_id AND deleted_at IS NULL;

-- name: GetCompanyForImport :one
SELECT id, name
FROM companies -- expect: tenant-id-only-lookup
WHERE id = @id;

-- name: GetCompanyByVat :one
SELECT id, name
FROM companies
WHERE org_id = @org_id AND vat_number = @vat_number;

-- A VAT number is unique within an organization only.
-- name: FindCompanyByVatAnywhere :many
SELECT id, name
FROM companies -- expect: tenant-unscoped-read
WHERE vat_number = @vat_number;

-- name: ListCompanies :many
SELECT c.id, c.name, i.name AS industry, n.name AS country
FROM companies c
LEFT JOIN industries i ON i.code = c.industry
LEFT JOIN countries n ON n.code = c.country
WHERE c.org_id = @org_id AND c.deleted_at IS NULL
ORDER BY c.name
LIMIT @page_size OFFSET @skip;

-- name: SearchCompanies :many
SELECT id, name, similarity(name, @term) AS rank
FROM companies
WHERE org_id = @org_id AND (name ILIKE '%' || @term || '%' OR vat_number = @term)
ORDER BY rank DESC
LIMIT 20;

-- AND binds more tightly than OR.
-- name: SearchCompaniesOrVat :many
SELECT id, name
FROM companies -- expect: tenant-escaping-or
WHERE org_id = @org_id AND name ILIKE @pattern OR vat_number = @vat_number;

-- name: CompanyWithAddresses :many
SELECT c.id, c.name, a.kind, a.street, a.city
FROM companies c
JOIN addresses a ON a.company_id = c.id
WHERE c.org_id = @org_id AND c.id = @id;

-- name: AddressesOfCompany :many
SELECT kind, street, city, country
FROM addresses -- expect: tenant-id-only-lookup
WHERE company_id = @company_id;

-- name: AddAddress :exec
INSERT INTO addresses (company_id, kind, street, city, country)
SELECT c.id, @kind, @street, @city, @country
FROM companies c
WHERE c.id = @company_id AND c.org_id = @org_id;

-- name: AddAddressUnchecked :exec
INSERT INTO addresses (company_id, kind, street, city, country) -- expect: tenant-missing-on-insert
VALUES (@company_id, @kind, @street, @city, @country);

-- name: CreateCompany :one
INSERT INTO companies (org_id, name, vat_number, industry, country)
VALUES (@org_id, @name, @vat_number, @industry, @country)
RETURNING id;

-- name: RenameCompany :exec
UPDATE companies SET name = @name WHERE id = @id AND org_id = @org_id;

-- name: RemoveCompany :exec
UPDATE companies -- expect: tenant-id-only-lookup
SET deleted_at = now()
WHERE id = @id;

-- The group a company belongs to. parent_id is a plain reference, so every step says whose rows it takes.
-- name: CompanyGroup :many
WITH RECURSIVE family AS (
  SELECT c.id, c.org_id, c.name, 0 AS depth
  FROM companies c
  WHERE c.org_id = @org_id AND c.id = @id
  UNION ALL
  SELECT c.id, c.org_id, c.name, f.depth + 1
  FROM family f
  JOIN companies c ON c.parent_id = f.id AND c.org_id = f.org_id
  WHERE f.depth < 10
)
SELECT id, name, depth FROM family ORDER BY depth, name;

-- name: CompanyGroupByParentOnly :many
WITH RECURSIVE family AS (
  SELECT c.id, c.name, 0 AS depth
  FROM companies c
  WHERE c.org_id = @org_id AND c.id = @id
  UNION ALL
  SELECT c.id, c.name, f.depth + 1
  FROM family f
  JOIN companies c ON c.parent_id = f.id -- expect: tenant-crossing-join
  WHERE f.depth < 10
)
SELECT id, name, depth FROM family ORDER BY depth, name;
