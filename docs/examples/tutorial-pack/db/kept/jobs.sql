-- Run every night, for one studio after the other.

-- name: ForgetGuests :exec
UPDATE bookings SET guest_phone = NULL, guest_email = NULL
WHERE studio_id = @studio_id AND visit_on < current_date - interval '30 days';

-- name: PurgeMessages :exec
DELETE FROM messages WHERE studio_id = @studio_id AND sent_at < now() - interval '90 days';

-- name: PurgeInvoices :exec
DELETE FROM invoices WHERE studio_id = @studio_id AND issued_on < current_date - interval '10 years';
