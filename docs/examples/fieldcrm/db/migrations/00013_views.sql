-- +goose Up
-- All organizations; whoever reads it says which one.
CREATE VIEW open_deals AS
SELECT d.id, d.org_id, d.title, d.amount, d.currency, d.closes_on, d.stage_id, d.owner_id
FROM deals d
WHERE d.state = 'open';

-- A rank over the deals of everybody.
CREATE VIEW top_deals AS
SELECT d.id, d.org_id, d.title, d.amount, rank() OVER (ORDER BY d.amount DESC) AS place
FROM deals d;

-- The same within each organization.
CREATE VIEW top_deals_by_org AS
SELECT d.id, d.org_id, d.title, d.amount, rank() OVER (PARTITION BY d.org_id ORDER BY d.amount DESC) AS place
FROM deals d;

CREATE VIEW company_balances (org_id, company_id, company, open_amount) AS
SELECT c.org_id, c.id, c.name, coalesce(sum(i.total) FILTER (WHERE i.paid_at IS NULL), 0)
FROM companies c
LEFT JOIN invoices i ON i.company_id = c.id AND i.org_id = c.org_id
GROUP BY c.org_id, c.id, c.name;

CREATE MATERIALIZED VIEW monthly_revenue AS
SELECT i.org_id, date_trunc('month', i.issued_on)::date AS month, i.currency, sum(i.total) AS total
FROM invoices i
GROUP BY i.org_id, date_trunc('month', i.issued_on)::date, i.currency;
CREATE UNIQUE INDEX monthly_revenue_key ON monthly_revenue (org_id, month, currency);

-- +goose Down
DROP MATERIALIZED VIEW monthly_revenue;
DROP VIEW company_balances, top_deals_by_org, top_deals, open_deals;
