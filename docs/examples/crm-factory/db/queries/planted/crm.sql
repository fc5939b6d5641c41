-- Breaks tenant-schema: the first customer's schema, whoever asks.
-- name: PilotContacts :many
SELECT id, full_name FROM tenant_pilot.contacts WHERE email = @email; -- expect: schema-literal-tenant

-- name: CompareWithPilot :many
SELECT c.id
FROM contacts c
JOIN tenant_pilot.contacts p ON p.email = c.email; -- expect: schema-literal-tenant

-- Like them, and fine.
-- name: ContactsByEmail :many
SELECT id, full_name FROM contacts WHERE email = @email;

-- Breaks tenant-schema-transaction: the next one who gets the connection is in this tenant's schema.
-- name: EnterSession :exec
SELECT set_config('search_path', quote_ident(@tenant_schema) || ', public', false); -- expect: schema-session-setting

-- name: EnterTransaction :exec
SELECT set_config('search_path', quote_ident(@tenant_schema) || ', public', true);
