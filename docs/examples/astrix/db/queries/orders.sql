-- Orders without their buyers.

-- name: RecentOrders :many
SELECT id, amazon_order_id, status, total, currency, item_summary, placed_at
FROM amazon_orders
WHERE organization_id = @organization_id AND client_id = @client_id
ORDER BY placed_at DESC
LIMIT 100;

-- name: OrderByReference :one
SELECT id, status, total, item_summary
FROM amazon_orders
WHERE organization_id = @organization_id AND client_id = @client_id AND amazon_order_id = @amazon_order_id;

-- That there is a buyer, and since when; nothing of who it is.
-- name: BuyerOfOrder :one
SELECT b.id, b.received_at, b.redacted_at
FROM amazon_buyers b
WHERE b.organization_id = @organization_id AND b.client_id = @client_id AND b.order_id = @order_id;

-- name: TakeOrder :one
INSERT INTO amazon_orders (organization_id, client_id, amazon_order_id, status, total, currency, item_summary, placed_at)
VALUES (@organization_id, @client_id, @amazon_order_id, @status, @total, @currency, @item_summary, @placed_at)
ON CONFLICT (organization_id, client_id, amazon_order_id) DO UPDATE SET status = excluded.status
RETURNING id;
