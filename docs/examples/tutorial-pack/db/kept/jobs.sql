-- Run every night.
-- ringfence:allow-file tenant-unscoped-write: retention is the same for all studios, and no request starts it

-- name: ForgetGuests :exec
UPDATE bookings SET guest_phone = NULL, guest_email = NULL WHERE visit_on < current_date - interval '30 days';

-- name: PurgeMessages :exec
DELETE FROM messages WHERE sent_at < now() - interval '90 days';

-- name: PurgeInvoices :exec
DELETE FROM invoices WHERE issued_on < current_date - interval '10 years';
