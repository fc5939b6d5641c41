-- By the search path of the transaction: the tenant's own, whatever they look for.
-- name: ListContacts :many
SELECT id, name, email FROM contacts ORDER BY name;

-- name: FindByEmail :many
SELECT c.id, c.name, co.name AS company
FROM contacts c
LEFT JOIN companies co ON co.id = c.company_id
WHERE c.email = @email;

-- name: PilotContacts :many
SELECT id, name FROM tenant_pilot.contacts WHERE email = @email; -- expect: schema-literal-tenant

-- name: CompareWithPilot :many
SELECT c.id
FROM contacts c
JOIN tenant_pilot.contacts p ON p.email = c.email; -- expect: schema-literal-tenant

-- name: CompareCustomers :many
SELECT a.email
FROM tenant_pilot.contacts a -- expect: schema-literal-tenant
JOIN tenant_north.contacts b ON b.email = a.email; -- expect: schema-literal-tenant

-- name: RenameContact :exec
UPDATE contacts SET name = @name WHERE id = @id;

-- name: RenamePilotContact :exec
UPDATE tenant_pilot.contacts SET name = @name WHERE id = @id; -- expect: schema-literal-tenant

-- name: AddStages :exec
INSERT INTO stages (name, position) SELECT name, position FROM tenant_template.stages;

-- name: AddPilotStage :exec
INSERT INTO tenant_pilot.stages (name, position) VALUES (@name, 1); -- expect: schema-literal-tenant

-- name: Countries :many
SELECT code, name FROM public.countries ORDER BY name;

-- name: PlanOf :one
SELECT p.name, p.seats FROM plans p JOIN tenants t ON t.plan_code = p.code WHERE t.schema_name = @schema;

-- name: OpenDeals :many
SELECT d.title, d.amount, co.name FROM open_deals d JOIN companies co ON co.id = d.company_id;
