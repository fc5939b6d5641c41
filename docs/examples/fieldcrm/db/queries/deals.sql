-- name: GetDeal :one
SELECT d.*, deal_total(@org_id, d.id) AS quoted
FROM deals d
WHERE d.id = @id AND d.org_id = @org_id;

-- name: GetDealForWebhook :one
SELECT id, title, amount, currency
FROM deals -- expect: tenant-id-only-lookup
WHERE id = @id;

-- name: GetDealByExternalId :one
SELECT id, title FROM deals WHERE org_id = @org_id AND external_id = @external_id;

-- name: ListDeals :many
SELECT d.id, d.title, d.amount, d.currency, u.full_name AS owner
FROM deals d
LEFT JOIN members m ON m.org_id = d.org_id AND m.id = d.owner_id
LEFT JOIN users u ON u.id = m.user_id
WHERE d.org_id = @org_id
  AND (sqlc.narg(state)::deal_state IS NULL OR d.state = sqlc.narg(state))
  AND (sqlc.narg(owner_id)::bigint IS NULL OR d.owner_id = sqlc.narg(owner_id))
ORDER BY d.updated_at DESC
LIMIT @page_size OFFSET @skip;

-- The tenant stands in ON of an outer join: every deal of everybody stays.
-- name: ListDealsWithCompany :many
SELECT d.id, d.title, c.name AS company
FROM deals d -- expect: tenant-ineffective-join-filter
LEFT JOIN companies c ON c.id = d.company_id AND c.org_id = d.org_id AND d.org_id = @org_id
ORDER BY d.id;

-- name: ListDealsWithOwnCompany :many
SELECT d.id, d.title, c.name AS company
FROM deals d
LEFT JOIN companies c ON c.id = d.company_id AND c.org_id = d.org_id
WHERE d.org_id = @org_id
ORDER BY d.id;

-- company_id does not carry the organization.
-- name: ListDealsWithCompanyById :many
SELECT d.id, d.title, c.name AS company
FROM deals d
JOIN companies c ON c.id = d.company_id -- expect: tenant-crossing-join
WHERE d.org_id = @org_id;

-- WHERE rejects the NULLs of the outer join, so this one is an inner join.
-- name: DealsOfIndustry :many
SELECT d.id, d.title
FROM deals d
LEFT JOIN companies c ON c.id = d.company_id AND c.org_id = d.org_id
WHERE c.org_id = @org_id AND c.industry = @industry;

-- name: Board :many
SELECT s.id AS stage_id, s.name AS stage, count(d.id) AS deals, coalesce(sum(d.amount), 0) AS amount
FROM pipelines p
JOIN stages s ON s.pipeline_id = p.id
LEFT JOIN deals d ON d.stage_id = s.id AND d.org_id = p.org_id AND d.state = 'open'
WHERE p.org_id = @org_id AND p.id = @pipeline_id
GROUP BY s.id, s.name, s.position
ORDER BY s.position;

-- name: BoardOfStages :many
SELECT s.id AS stage_id, s.name AS stage, count(d.id) AS deals
FROM stages s -- expect: tenant-ineffective-join-filter
LEFT JOIN deals d ON d.stage_id = s.id AND d.org_id = @org_id
WHERE s.pipeline_id = @pipeline_id
GROUP BY s.id, s.name;

-- name: SearchDeals :many
SELECT d.id, d.title
FROM deals d
WHERE d.org_id = @org_id
  AND (d.title ILIKE '%' || @term || '%'
       OR EXISTS (SELECT 1 FROM companies c WHERE c.id = d.company_id AND c.org_id = d.org_id AND c.name ILIKE '%' || @term || '%'))
ORDER BY d.updated_at DESC
LIMIT 20;

-- A branch of the OR asks for the state only.
-- name: SearchDealsOrWon :many
SELECT d.id, d.title
FROM deals d -- expect: tenant-escaping-or
WHERE (d.org_id = @org_id AND d.title ILIKE @pattern) OR (d.state = 'won' AND d.title ILIKE @pattern);

-- name: SearchDealsEitherWay :many
SELECT d.id, d.title
FROM deals d
WHERE (d.org_id = @org_id AND d.title ILIKE @pattern) OR (d.org_id = @org_id AND d.external_id = @term);

-- name: CreateDeal :one
INSERT INTO deals (org_id, pipeline_id, stage_id, owner_id, title, amount, currency)
SELECT @org_id, s.pipeline_id, s.id, @owner_id, @title, @amount, o.currency
FROM stages s
JOIN pipelines p ON p.id = s.pipeline_id
JOIN organizations o ON o.id = p.org_id
WHERE s.id = @stage_id AND p.org_id = @org_id
RETURNING id;

-- The company may be anybody's.
-- name: CreateDealForCompany :one
INSERT INTO deals (org_id, pipeline_id, stage_id, company_id, title, currency) -- expect: tenant-foreign-parent
SELECT @org_id, s.pipeline_id, s.id, @company_id, @title, 'EUR'
FROM stages s
JOIN pipelines p ON p.id = s.pipeline_id
WHERE s.id = @stage_id AND p.org_id = @org_id
RETURNING id;

-- name: SetDealCompany :exec
UPDATE deals
SET company_id = @company_id -- expect: tenant-foreign-parent
WHERE id = @id AND org_id = @org_id;

-- name: SetDealOwnCompany :exec
UPDATE deals d
SET company_id = c.id
FROM companies c
WHERE d.id = @id AND d.org_id = @org_id AND c.id = @company_id AND c.org_id = d.org_id;

-- The owner's key carries the organization: the database refuses another organization's member.
-- name: SetDealOwner :exec
UPDATE deals SET owner_id = @owner_id WHERE id = @id AND org_id = @org_id;

-- name: MoveDeal :one
WITH moved AS (
  UPDATE deals d
  SET stage_id = s.id, updated_at = now()
  FROM stages s
  JOIN pipelines p ON p.id = s.pipeline_id
  WHERE d.id = @id AND d.org_id = @org_id AND s.id = @stage_id AND p.id = d.pipeline_id AND p.org_id = d.org_id
  RETURNING d.id, d.stage_id
), logged AS (
  INSERT INTO deal_moves (deal_id, to_stage)
  SELECT moved.id, moved.stage_id FROM moved
)
SELECT id FROM moved;

-- name: WinDeal :execrows
UPDATE deals SET state = 'won', closed_at = now() WHERE id = @id AND org_id = @org_id AND state = 'open';

-- name: LoseDeals :execrows
UPDATE deals -- expect: tenant-unscoped-write
SET state = 'lost', closed_at = now(), lost_reason = @reason
WHERE state = 'open' AND closes_on < @before;

-- Impossible: the pipeline's key carries the organization, so the database refuses any other.
-- name: HandOverDeal :exec
UPDATE deals
SET org_id = @new_org_id
WHERE id = @id AND org_id = @org_id;

-- name: SyncDeal :exec
INSERT INTO deals (org_id, pipeline_id, stage_id, title, amount, currency, external_id)
SELECT @org_id, s.pipeline_id, s.id, @title, @amount, @currency, @external_id
FROM stages s
JOIN pipelines p ON p.id = s.pipeline_id
WHERE s.id = @stage_id AND p.org_id = @org_id
ON CONFLICT (org_id, external_id) WHERE external_id IS NOT NULL
DO UPDATE SET title = excluded.title, amount = excluded.amount, updated_at = now();

-- name: DeleteDeal :exec
DELETE FROM deals WHERE id = @id AND org_id = @org_id;

-- name: RecentDeals :many
SELECT recent.id, recent.title
FROM (SELECT id, org_id, title, updated_at
      FROM deals -- expect: tenant-leaky-window
      ORDER BY updated_at DESC
      LIMIT 50) recent
WHERE recent.org_id = @org_id;

-- name: RecentOwnDeals :many
SELECT recent.id, recent.title
FROM (SELECT id, title, updated_at FROM deals WHERE org_id = @org_id ORDER BY updated_at DESC LIMIT 50) recent;

-- name: LatestMoves :many
SELECT DISTINCT ON (m.deal_id) m.deal_id, m.to_stage, m.moved_at
FROM deal_moves m
JOIN deals d ON d.id = m.deal_id
WHERE d.org_id = @org_id
ORDER BY m.deal_id, m.moved_at DESC;

-- name: DealsOfTwoOrganizations :many
SELECT id, title
FROM deals -- expect: tenant-set-scope
WHERE org_id = ANY (@org_ids::bigint[]) AND state = 'open';
