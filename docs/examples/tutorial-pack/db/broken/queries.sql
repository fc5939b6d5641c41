-- name: Booking :one
SELECT guest_name, guest_phone
FROM bookings -- expect: tenant-id-only-lookup
WHERE id = @id;

-- name: Unname :exec
UPDATE booking_changes SET changed_by = 0 -- expect: lifecycle-mutable-audit
WHERE studio_id = @studio_id AND changed_by = @user_id;
