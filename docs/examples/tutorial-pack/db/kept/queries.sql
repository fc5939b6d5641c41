-- name: BookingsOfDay :many
SELECT id, guest_name, guest_phone FROM bookings WHERE studio_id = @studio_id AND visit_on = @day;

-- name: MoveBooking :exec
WITH moved AS (
  UPDATE bookings SET visit_on = @day WHERE studio_id = @studio_id AND id = @id RETURNING studio_id, id
)
INSERT INTO booking_changes (studio_id, booking_id, changed_by, what)
SELECT @studio_id, id, @user_id, 'moved' FROM moved;
