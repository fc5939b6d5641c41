-- name: PurgeImports :exec
TRUNCATE import_rows; -- expect: tenant-bulk-command

-- name: RefreshRevenue :exec
REFRESH MATERIALIZED VIEW CONCURRENTLY monthly_revenue; -- expect: tenant-bulk-command

-- name: ExportContacts :copyto
COPY contacts (full_name, email) TO STDOUT WITH (FORMAT csv); -- expect: tenant-bulk-command

-- name: ExportOwnContacts :copyto
COPY (SELECT full_name, email FROM contacts WHERE org_id = @org_id) TO STDOUT WITH (FORMAT csv);

-- name: ReloadCurrencies :exec
TRUNCATE currencies CASCADE;

-- name: CloseStaleDeals :one
SELECT close_stale_deals(@org_id, @before);

-- name: SyncProducts :exec
MERGE INTO products p
USING (SELECT * FROM unnest(@skus::text[], @prices::numeric[]) AS r (sku, price)) s
ON p.org_id = @org_id AND p.sku = s.sku
WHEN MATCHED THEN UPDATE SET price = s.price
WHEN NOT MATCHED THEN INSERT (org_id, sku, name, price) VALUES (@org_id, s.sku, s.sku, s.price);

-- name: SyncProductsBySku :exec
MERGE INTO products p -- expect: tenant-unscoped-write
USING (SELECT * FROM unnest(@skus::text[], @prices::numeric[]) AS r (sku, price)) s
ON p.sku = s.sku
WHEN MATCHED THEN UPDATE SET price = s.price;

-- name: DeleteOrganization :exec
DELETE FROM organizations WHERE id = @org_id;
