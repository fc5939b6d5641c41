-- name: Forecast :many
WITH open AS (
  SELECT d.org_id, d.stage_id, d.amount, date_trunc('month', d.closes_on)::date AS month
  FROM deals d
  WHERE d.state = 'open'
)
SELECT o.month, sum(o.amount) AS amount
FROM open o
WHERE o.org_id = @org_id
GROUP BY o.month
ORDER BY o.month;

-- The weights come from stages, which belong to pipelines: joined over both hops.
-- name: WeightedForecast :one
SELECT sum(d.amount * s.probability)
FROM deals d
JOIN pipelines p ON p.org_id = d.org_id AND p.id = d.pipeline_id
JOIN stages s ON s.pipeline_id = p.id AND s.id = d.stage_id
WHERE d.org_id = @org_id AND d.state = 'open';

-- name: WeightedForecastByStage :one
SELECT sum(d.amount * s.probability)
FROM deals d
JOIN stages s ON s.id = d.stage_id -- expect: tenant-crossing-join
WHERE d.org_id = @org_id AND d.state = 'open';

-- name: Funnel :many
SELECT s.name,
       count(*) AS deals,
       sum(count(*)) OVER (ORDER BY s.position DESC) AS reached
FROM deals d
JOIN pipelines p ON p.org_id = d.org_id AND p.id = d.pipeline_id
JOIN stages s ON s.pipeline_id = p.id AND s.id = d.stage_id
WHERE d.org_id = @org_id AND p.id = @pipeline_id
GROUP BY s.name, s.position
ORDER BY s.position;

-- Filtered only after the rank was taken over everybody's deals.
-- name: DealRank :many
SELECT r.id, r.title, r.place
FROM (
  SELECT d.id, d.org_id, d.title, rank() OVER (ORDER BY d.amount DESC) AS place
  FROM deals d -- expect: tenant-leaky-window
) r
WHERE r.org_id = @org_id AND r.place <= 10;

-- name: DealRankHere :many
SELECT r.id, r.title, r.place
FROM (
  SELECT d.id, d.org_id, d.title, rank() OVER (PARTITION BY d.org_id ORDER BY d.amount DESC) AS place
  FROM deals d
) r
WHERE r.org_id = @org_id AND r.place <= 10;

-- name: TopDeals :many
SELECT id, title, place
FROM top_deals -- expect: tenant-leaky-window
WHERE org_id = @org_id AND place <= 10;

-- name: TopDealsHere :many
SELECT id, title, place FROM top_deals_by_org WHERE org_id = @org_id AND place <= 10;

-- name: OpenDeals :many
SELECT o.id, o.title, o.amount FROM open_deals o WHERE o.org_id = @org_id ORDER BY o.closes_on;

-- name: OpenDealsOfEverybody :many
SELECT o.id, o.title, o.amount
FROM open_deals o -- expect: tenant-unscoped-read
ORDER BY o.closes_on;

-- name: SellerLeaderboard :many
WITH won AS (
  SELECT d.owner_id, sum(d.amount) AS amount, count(*) AS deals
  FROM deals d
  WHERE d.org_id = @org_id AND d.state = 'won' AND d.closed_at >= @since
  GROUP BY d.owner_id
)
SELECT u.full_name, w.amount, w.deals, dense_rank() OVER (ORDER BY w.amount DESC) AS place
FROM won w
JOIN members m ON m.id = w.owner_id AND m.org_id = @org_id
JOIN users u ON u.id = m.user_id;

-- How the organization does beside all others: the average is everybody's.
-- name: AverageDealCompared :one
SELECT avg(d.amount) AS here,
       (SELECT avg(x.amount)
        FROM deals x -- expect: tenant-unscoped-read
        WHERE x.state = 'won') AS everywhere
FROM deals d
WHERE d.org_id = @org_id AND d.state = 'won';

-- name: CycleTime :many
SELECT d.id, max(m.moved_at) - min(m.moved_at) AS took
FROM deals d
JOIN deal_moves m ON m.deal_id = d.id
WHERE d.org_id = @org_id AND d.state <> 'open'
GROUP BY d.id
HAVING count(*) > 1;

-- HAVING over a grouping column is as good as WHERE.
-- name: WonByCurrency :many
SELECT org_id, currency, sum(amount)
FROM deals
WHERE state = 'won'
GROUP BY org_id, currency
HAVING org_id = @org_id;

-- HAVING over an aggregate is not.
-- name: WonByCurrencyOfMax :many
SELECT currency, sum(amount)
FROM deals -- expect: tenant-unscoped-read
WHERE state = 'won'
GROUP BY currency
HAVING max(org_id) = @org_id;

-- A row of deal_contacts has two owners, the deal and the contact; nothing in the database makes them agree.
-- name: DealsWithSeveralContacts :many
SELECT d.id, d.title
FROM deals d
WHERE d.org_id = @org_id
  AND (SELECT count(*)
       FROM deal_contacts dc -- expect: tenant-crossing-join
       WHERE dc.deal_id = d.id) > 1;

-- name: DealsWithContactsNamed :many
SELECT d.id, c.full_name
FROM deals d
JOIN deal_contacts dc ON dc.deal_id = d.id
JOIN contacts c ON c.id = dc.contact_id AND c.org_id = d.org_id
WHERE d.org_id = @org_id;
