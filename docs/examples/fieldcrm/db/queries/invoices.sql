-- name: GetInvoice :one
SELECT i.id, i.number, i.total, c.name AS company
FROM invoices i
JOIN companies c ON c.org_id = i.org_id AND c.id = i.company_id
WHERE i.org_id = @org_id AND i.number = @number;

-- Every organization has an invoice 2026-0001.
-- name: GetInvoiceByNumber :one
SELECT i.id, i.total
FROM invoices i -- expect: tenant-unscoped-read
WHERE i.number = @number;

-- name: InvoiceLines :many
SELECT l.text, l.quantity, l.price
FROM invoice_lines l
JOIN invoices i ON i.id = l.invoice_id AND i.org_id = @org_id
WHERE i.number = @number;

-- name: IssueInvoice :one
WITH source AS (
  SELECT q.id AS quote_id, d.org_id, d.company_id, d.currency, deal_total(d.org_id, d.id) AS total
  FROM quotes q
  JOIN deals d ON d.id = q.deal_id
  WHERE q.id = @quote_id AND d.org_id = @org_id
)
INSERT INTO invoices (org_id, number, company_id, quote_id, currency, total, due_on)
SELECT s.org_id, @number, s.company_id, s.quote_id, s.currency, s.total, current_date + 30
FROM source s
RETURNING id;

-- name: IssueInvoiceForSomebody :one
INSERT INTO invoices (org_id, number, company_id, currency, due_on) -- expect: tenant-missing-on-insert
VALUES (COALESCE(@org_id, 1), @number, @company_id, 'EUR', @due_on)
RETURNING id;

-- name: IssueTestInvoice :one
INSERT INTO invoices (org_id, number, company_id, currency, due_on) -- expect: tenant-literal-id
VALUES (1, @number, @company_id, 'EUR', @due_on)
RETURNING id;

-- name: AddPayment :exec
INSERT INTO payments (org_id, invoice_id, amount, reference)
SELECT i.org_id, i.id, @amount, @reference
FROM invoices i
WHERE i.org_id = @org_id AND i.number = @number;

-- name: AddPaymentById :exec
INSERT INTO payments (org_id, invoice_id, amount, reference) -- expect: tenant-foreign-parent
VALUES (@org_id, @invoice_id, @amount, @reference);

-- name: PaymentsWithInvoice :many
SELECT p.id, p.amount, i.number
FROM payments p
JOIN invoices i ON i.id = p.invoice_id -- expect: tenant-crossing-join
WHERE p.org_id = @org_id;

-- name: SettleInvoices :execrows
UPDATE invoices i
SET paid_at = now()
FROM (SELECT p.invoice_id, sum(p.amount) AS paid FROM payments p WHERE p.org_id = @org_id GROUP BY p.invoice_id) s
WHERE s.invoice_id = i.id AND i.org_id = @org_id AND s.paid >= i.total AND i.paid_at IS NULL;

-- name: RemindOverdue :many
SELECT i.id, i.number, c.name, ct.email
FROM invoices i
JOIN companies c ON c.org_id = i.org_id AND c.id = i.company_id
JOIN LATERAL (
  SELECT email FROM contacts k
  WHERE k.org_id = c.org_id AND k.company_id = c.id AND k.email IS NOT NULL
  ORDER BY k.score DESC
  LIMIT 1
) ct ON true
WHERE i.org_id = @org_id AND i.paid_at IS NULL AND i.due_on < current_date;

-- The organization of the console, not the one of the request.
-- name: InvoicesOfDemo :many
SELECT id, number, total
FROM invoices -- expect: tenant-literal-id
WHERE org_id = 1;

-- name: InvoicesWithSessionCompanies :many
SELECT i.number, c.name
FROM invoices i
JOIN companies c ON c.name = i.number AND c.org_id = current_setting('app.org_id')::bigint -- expect: tenant-mixed-terms
WHERE i.org_id = @org_id;

-- name: InvoicesOfSession :many
SELECT i.number, c.name
FROM invoices i
JOIN companies c ON c.org_id = i.org_id AND c.id = i.company_id
WHERE i.org_id = current_setting('app.org_id')::bigint;

-- name: Balances :many
SELECT company, open_amount FROM company_balances WHERE org_id = @org_id ORDER BY open_amount DESC;

-- name: BalanceOfCompany :one
SELECT company, open_amount
FROM company_balances -- expect: tenant-id-only-lookup
WHERE company_id = @company_id;
