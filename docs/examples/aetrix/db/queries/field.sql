-- name: CheckInsOfProperty :many
SELECT user_id, latitude, longitude, checked_in_at
FROM check_ins
WHERE property_id = @property_id AND organization_id = @organization_id;

-- name: TripDistance :one
SELECT kilometres FROM mileage_trips WHERE id = @id AND organization_id = @organization_id;
