-- name: TokenByHash :one
-- ringfence:allow tenant-id-only-lookup: the token is the credential; what it opens is read from this row
SELECT id, org_id FROM api_tokens WHERE token_hash = @token_hash AND revoked_at IS NULL;

-- name: ListTokens :many
SELECT id, label, used_at FROM api_tokens WHERE org_id = @org_id AND revoked_at IS NULL;

-- name: RevokeToken :exec
UPDATE api_tokens SET revoked_at = now() WHERE id = @id AND org_id = @org_id;

-- name: RevokeTokenById :exec
UPDATE api_tokens -- expect: tenant-id-only-lookup
SET revoked_at = now()
WHERE id = @id;

-- name: WebhooksFor :many
SELECT id, url FROM webhooks WHERE org_id = @org_id AND active AND topics @> ARRAY[@topic::text];

-- name: SetDefaultWebhook :exec
INSERT INTO webhooks (org_id, url, is_default)
VALUES (@org_id, @url, true)
ON CONFLICT (org_id) WHERE is_default DO UPDATE SET url = excluded.url;

-- name: Deliveries :many
SELECT v.id, v.status, v.attempts
FROM webhook_deliveries v
JOIN webhooks w ON w.id = v.webhook_id
WHERE w.org_id = @org_id AND w.id = @webhook_id
ORDER BY v.id DESC
LIMIT 100;

-- name: RetryDelivery :exec
UPDATE webhook_deliveries -- expect: tenant-id-only-lookup
SET next_try = now()
WHERE id = @id;

-- The sender takes work of all organizations, and says so.
-- name: TakeDeliveries :many
-- ringfence:allow tenant-unscoped-write until 2099-12-31: one queue worker sends for all organizations
UPDATE webhook_deliveries d
SET attempts = d.attempts + 1, next_try = now() + interval '5 minutes'
WHERE d.status IS NULL AND d.next_try < now()
RETURNING d.id, d.payload;

-- name: StartImport :one
INSERT INTO import_jobs (org_id, source) VALUES (@org_id, @source) RETURNING id;

-- name: AddImportRows :exec
INSERT INTO import_rows (job_id, line, data)
SELECT j.id, r.line, r.data
FROM import_jobs j
CROSS JOIN unnest(@lines::int[], @data::jsonb[]) AS r (line, data)
WHERE j.id = @job_id AND j.org_id = @org_id;

-- name: AddImportRowsUnchecked :exec
INSERT INTO import_rows (job_id, line, data) -- expect: tenant-missing-on-insert
SELECT @job_id, r.line, r.data
FROM unnest(@lines::int[], @data::jsonb[]) AS r (line, data);

-- name: ImportContacts :execrows
INSERT INTO contacts (org_id, full_name, email)
SELECT j.org_id, r.data ->> 'name', (r.data ->> 'email')::email_address
FROM import_jobs j
JOIN import_rows r ON r.job_id = j.id
WHERE j.id = @job_id AND j.org_id = @org_id AND r.error IS NULL
ON CONFLICT (org_id, email) WHERE deleted_at IS NULL DO NOTHING;

-- The organization is what the job says, and the job is any job.
-- name: ImportContactsOfJob :execrows
INSERT INTO contacts (org_id, full_name, email)
SELECT j.org_id, r.data ->> 'name', (r.data ->> 'email')::email_address
FROM import_jobs j -- expect: tenant-id-only-lookup
JOIN import_rows r ON r.job_id = j.id
WHERE j.id = @job_id AND r.error IS NULL;

-- name: BulkProducts :execrows
INSERT INTO products (org_id, sku, name, price)
SELECT @org_id, r.sku, r.name, r.price
FROM unnest(@skus::text[], @names::text[], @prices::numeric[]) AS r (sku, name, price)
ON CONFLICT (org_id, sku) DO UPDATE SET price = excluded.price;

-- The table is called import_jobs.
-- name: ImportErrors :many
SELECT r.line, r.error
FROM import_job j -- expect: tenant-unknown-table
JOIN import_rows r ON r.job_id = j.id
WHERE j.org_id = @org_id AND r.error IS NOT NULL;
