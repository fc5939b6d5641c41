-- name: BillingRecords :many
SELECT number, amount, issued_at FROM billing_records WHERE organization_id = @organization_id ORDER BY issued_at DESC;

-- name: PaymentMethod :one
SELECT card_brand, card_last4 FROM payment_methods WHERE organization_id = @organization_id;

-- Invoices older than the law asks for go.
-- name: PurgeOldBillingRecords :execrows
DELETE FROM billing_records WHERE issued_at < now() - interval '10 years' AND organization_id = @organization_id;
