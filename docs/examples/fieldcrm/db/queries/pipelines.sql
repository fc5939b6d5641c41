-- name: ListPipelines :many
SELECT id, name, position FROM pipelines WHERE org_id = @org_id ORDER BY position;

-- name: ListStages :many
SELECT s.id, s.name, s.position, s.probability
FROM stages s
JOIN pipelines p ON p.id = s.pipeline_id
WHERE p.org_id = @org_id AND p.id = @pipeline_id
ORDER BY s.position;

-- name: ListStagesByPipeline :many
SELECT id, name, position
FROM stages -- expect: tenant-id-only-lookup
WHERE pipeline_id = @pipeline_id
ORDER BY position;

-- name: FirstStage :one
SELECT s.id
FROM stages s
WHERE s.pipeline_id IN (SELECT p.id FROM pipelines p WHERE p.org_id = @org_id AND p.name = @pipeline)
ORDER BY s.position
LIMIT 1;

-- name: CreateStage :one
INSERT INTO stages (pipeline_id, name, position, probability)
SELECT p.id, @name, @position, @probability
FROM pipelines p
WHERE p.id = @pipeline_id AND p.org_id = @org_id
RETURNING id;

-- The row is created under any pipeline whose id the caller knows.
-- name: CreateStageUnder :one
INSERT INTO stages (pipeline_id, name, position) -- expect: tenant-missing-on-insert
VALUES (@pipeline_id, @name, @position)
RETURNING id;

-- name: MoveStageToPipeline :exec
UPDATE stages s
SET pipeline_id = @pipeline_id -- expect: tenant-moved-row
FROM pipelines p
WHERE p.id = s.pipeline_id AND p.org_id = @org_id AND s.id = @id;

-- name: MoveStageToOwnPipeline :exec
UPDATE stages s
SET pipeline_id = target.id
FROM pipelines p, pipelines target
WHERE p.id = s.pipeline_id AND p.org_id = @org_id AND s.id = @id
  AND target.id = @pipeline_id AND target.org_id = @org_id;

-- name: DeleteEmptyStage :execrows
DELETE FROM stages s
USING pipelines p
WHERE p.id = s.pipeline_id AND p.org_id = @org_id AND s.id = @id
  AND NOT EXISTS (SELECT 1 FROM deals d WHERE d.stage_id = s.id AND d.org_id = @org_id);
