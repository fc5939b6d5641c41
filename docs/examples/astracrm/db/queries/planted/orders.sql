-- Beside each of these stands one in db/queries/orders.sql that keeps the promise.

-- astracrm/organization-separation: any member of any organization sees all orders: nothing ties the two.
-- name: OrdersOfAnybody :many
SELECT o.id, o.status
FROM orders o -- expect: tenant-unscoped-read
WHERE EXISTS (SELECT 1 FROM organization_members m WHERE m.user_id = current_setting('app.user_id')::uuid AND m.role = 'owner');

-- astracrm/organization-separation: an order for whoever knows its number.
-- name: OrderById :one
SELECT id, status
FROM orders -- expect: tenant-id-only-lookup
WHERE id = @id;

-- astracrm/organization-separation: the members of a search are everybody where nothing is searched for.
-- name: SearchClients :many
SELECT id, full_name
FROM clients -- expect: tenant-escaping-or
WHERE organization_id = @organization_id AND full_name ILIKE @pattern OR phone = @phone;
