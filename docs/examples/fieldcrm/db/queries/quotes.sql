-- name: ListProducts :many
SELECT id, sku, name, price FROM products WHERE org_id = @org_id AND active ORDER BY sku;

-- The shop's ids are unique in the shop, which serves one organization only; nothing here says so.
-- name: ProductByShopId :one
SELECT id, sku, name
FROM products -- expect: tenant-id-only-lookup
WHERE shop_id = @shop_id;

-- name: UpsertProduct :exec
INSERT INTO products (org_id, sku, name, price)
VALUES (@org_id, @sku, @name, @price)
ON CONFLICT (org_id, sku) DO UPDATE SET name = excluded.name, price = excluded.price;

-- The arbiter is unique for all organizations: another one's product is overwritten.
-- name: UpsertShopProduct :exec
INSERT INTO products (org_id, sku, name, price, shop_id)
VALUES (@org_id, @sku, @name, @price, @shop_id)
ON CONFLICT (shop_id) DO UPDATE -- expect: tenant-crossing-upsert
SET org_id = excluded.org_id, name = excluded.name, price = excluded.price;

-- name: QuotesOfDeal :many
SELECT q.id, q.version, q.valid_to, q.sent_at
FROM deals d
JOIN quotes q ON q.deal_id = d.id
WHERE d.org_id = @org_id AND d.id = @deal_id
ORDER BY q.version DESC;

-- Two hops, each over the whole of its foreign key.
-- name: QuoteLines :many
SELECT l.id, l.text, l.quantity, l.price
FROM quote_lines l
JOIN quotes q ON q.id = l.quote_id
JOIN deals d ON d.id = q.deal_id
WHERE q.id = @quote_id AND d.org_id = @org_id;

-- The second hop is missing.
-- name: QuoteLinesOfQuote :many
SELECT l.id, l.text, l.quantity, l.price
FROM quote_lines l -- expect: tenant-id-only-lookup
JOIN quotes q ON q.id = l.quote_id
WHERE q.id = @quote_id;

-- name: AddQuoteLine :one
INSERT INTO quote_lines (quote_id, text, quantity, price)
SELECT q.id, @text, @quantity, @price
FROM quotes q
JOIN deals d ON d.id = q.deal_id
WHERE q.id = @quote_id AND d.org_id = @org_id
RETURNING id;

-- name: AddProductLine :one
INSERT INTO quote_lines (quote_id, product_id, text, quantity, price)
SELECT q.id, p.id, p.name, @quantity, p.price
FROM quotes q
JOIN deals d ON d.id = q.deal_id
JOIN products p ON p.org_id = d.org_id AND p.sku = @sku
WHERE q.id = @quote_id AND d.org_id = @org_id
RETURNING id;

-- name: NewQuote :one
INSERT INTO quotes (deal_id, version, valid_to)
SELECT d.id, coalesce((SELECT max(q.version) FROM quotes q WHERE q.deal_id = d.id), 0) + 1, @valid_to
FROM deals d
WHERE d.id = @deal_id AND d.org_id = @org_id
RETURNING id, version;

-- name: ExpireQuotes :execrows
UPDATE quotes -- expect: tenant-unscoped-write
SET valid_to = current_date
WHERE sent_at < now() - interval '60 days';

-- name: ExpireOwnQuotes :execrows
UPDATE quotes q
SET valid_to = current_date
WHERE q.sent_at < now() - interval '60 days'
  AND q.deal_id = ANY (SELECT d.id FROM deals d WHERE d.org_id = @org_id);

-- name: DeleteQuoteLine :exec
DELETE FROM quote_lines l
USING quotes q, deals d
WHERE l.id = @id AND q.id = l.quote_id AND d.id = q.deal_id AND d.org_id = @org_id;
