-- name: RevenueByMonth :many
SELECT month, currency, total FROM monthly_revenue WHERE org_id = @org_id ORDER BY month;

-- name: RevenueOfMonth :many
SELECT currency, total
FROM monthly_revenue -- expect: tenant-unscoped-read
WHERE month = @month;

-- name: RunningRevenue :many
SELECT issued_on, sum(total) OVER (ORDER BY issued_on, id) AS so_far
FROM invoices
WHERE org_id = @org_id AND currency = @currency;

-- name: RevenueByCountry :many
SELECT n.name, sum(i.total) AS total
FROM invoices i
JOIN companies c ON c.id = i.company_id AND c.org_id = i.org_id
JOIN countries n ON n.code = c.country
WHERE i.org_id = @org_id
GROUP BY ROLLUP (n.name);

-- name: BestCustomers :many
SELECT c.name, t.total
FROM companies c
JOIN LATERAL (
  SELECT sum(i.total) AS total FROM invoices i WHERE i.company_id = c.id AND i.org_id = c.org_id
) t ON t.total > 0
WHERE c.org_id = @org_id
ORDER BY t.total DESC
LIMIT 10;

-- One side of the UNION forgot.
-- name: Money :many
SELECT i.issued_on AS day, i.total AS amount
FROM invoices i
WHERE i.org_id = @org_id
UNION ALL
SELECT p.received_at::date, -p.amount
FROM payments p -- expect: tenant-unscoped-read
WHERE p.received_at >= @since
ORDER BY day;

-- name: MoneyOfBoth :many
SELECT m.day, m.amount
FROM (
  SELECT i.org_id, i.issued_on AS day, i.total AS amount FROM invoices i
  UNION ALL
  SELECT p.org_id, p.received_at::date, -p.amount FROM payments p
) m
WHERE m.org_id = @org_id
ORDER BY m.day;

-- name: Unpaid :many
SELECT i.id, i.number FROM invoices i WHERE i.org_id = @org_id
EXCEPT
SELECT i.id, i.number
FROM invoices i
JOIN payments p ON p.invoice_id = i.id AND p.org_id = i.org_id
WHERE i.org_id = @org_id;

-- name: InvoicesAboveAverage :many
SELECT number, total
FROM invoices
WHERE org_id = @org_id
  AND total > (SELECT avg(i.total)
               FROM invoices i -- expect: tenant-unscoped-read
               WHERE i.issued_on >= @since);

-- The tenant is said in CASE, and CASE has an ELSE.
-- name: InvoicesForOperator :many
SELECT id, number, total
FROM invoices -- expect: tenant-optional-filter
WHERE CASE WHEN @everything::boolean THEN true ELSE org_id = @org_id END;
