-- What a member sees is what belongs to an organization that they are a member of.

-- name: OrdersOfOrganization :many
SELECT o.id, o.service_category, o.status, o.due_on
FROM orders o
JOIN organization_members m ON m.organization_id = o.organization_id
WHERE m.user_id = current_setting('app.user_id')::uuid AND o.status <> 'closed';

-- name: OrderWithClient :one
SELECT o.id, o.status, c.full_name, c.phone
FROM orders o
JOIN clients c ON c.organization_id = o.organization_id AND c.id = o.client_id
WHERE o.id = @id AND o.organization_id = @organization_id;

-- Managers and owners only.
-- name: Turnover :one
SELECT sum(o.price) AS turnover
FROM orders o
WHERE EXISTS (SELECT 1 FROM organization_members m
              WHERE m.organization_id = o.organization_id AND m.user_id = current_setting('app.user_id')::uuid
                AND m.role IN ('owner', 'manager'));

-- name: TakeOrder :one
INSERT INTO orders (organization_id, client_id, service_category, due_on)
SELECT c.organization_id, c.id, @service_category, @due_on
FROM clients c
WHERE c.organization_id = @organization_id AND c.id = @client_id
RETURNING id;

-- name: AssignOrder :exec
UPDATE orders SET worker_id = m.user_id
FROM organization_members m
WHERE m.organization_id = orders.organization_id AND m.user_id = @worker_id
  AND orders.organization_id = @organization_id AND orders.id = @id;
