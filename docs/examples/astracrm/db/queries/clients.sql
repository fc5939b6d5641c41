-- name: FindClients :many
SELECT id, full_name, phone
FROM clients
WHERE organization_id = @organization_id AND full_name ILIKE @pattern
ORDER BY full_name
LIMIT 50;

-- Into the bin; the nightly job empties it.
-- name: DeleteClient :exec
WITH gone AS (
  DELETE FROM clients WHERE organization_id = @organization_id AND id = @id
  RETURNING organization_id, id, created_at
)
INSERT INTO deleted_clients (id, organization_id, content)
SELECT id, @organization_id, jsonb_build_object('created_at', created_at) FROM gone;

-- name: CallsOfClient :many
SELECT k.id, k.started_at, k.seconds, t.summary
FROM calls k
LEFT JOIN call_transcripts t ON t.organization_id = k.organization_id AND t.call_id = k.id
WHERE k.organization_id = @organization_id AND k.client_id = @client_id;
