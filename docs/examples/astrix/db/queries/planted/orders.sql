-- Beside each of these stands one in db/queries/orders.sql that keeps the promise.

-- astrix/authorized-boundaries: any order, for whoever knows its number.
-- name: OrderById :one
SELECT status, item_summary
FROM amazon_orders -- expect: tenant-id-only-lookup
WHERE id = @id;

-- astrix/authorized-boundaries: all organizations' orders.
-- name: OpenOrders :many
SELECT id, status
FROM amazon_orders -- expect: tenant-unscoped-read
WHERE status = 'open';

-- astrix/every-level: the orders of all clients of the organization.
-- name: OrdersOfOrganization :many
SELECT id, status
FROM amazon_orders -- expect: tenant-partial-key
WHERE organization_id = @organization_id;

-- astrix/every-level: organization and client are right, the agency is not asked for.
-- name: SpendOfClient :many
SELECT platform, spend
FROM campaign_reports -- expect: tenant-partial-key
WHERE organization_id = @organization_id AND client_id = @client_id;

-- astrix/buyer-reveal: a list with numbers in it, of which nobody learns who looked.
-- name: OrdersWithBuyers :many
SELECT o.amazon_order_id, b.phone -- expect: lifecycle-unlogged-reveal
FROM amazon_orders o
JOIN amazon_buyers b ON b.organization_id = o.organization_id AND b.client_id = o.client_id AND b.order_id = o.id
WHERE o.organization_id = @organization_id AND o.client_id = @client_id;

-- astrix/webhook-deduplication: an event that comes twice stands there twice, or fails.
-- name: TakeAnyEvent :exec
INSERT INTO webhook_events (organization_id, client_id, provider, event_id, topic) -- expect: lifecycle-repeated-event
VALUES (@organization_id, @client_id, @provider, @event_id, @topic);
