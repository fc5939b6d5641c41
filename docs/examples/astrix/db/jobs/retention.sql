-- Run every night, and what is short-lived every minute: no request starts any of it.
-- ringfence:allow-file tenant-unscoped-write: retention is the same for all organizations

-- name: PurgeWhatsappConversations :exec
DELETE FROM whatsapp_conversations WHERE last_message_at < now() - interval '30 days';

-- name: PurgeMarkers :exec
DELETE FROM webhook_idempotency_markers WHERE seen_at < now() - interval '5 minutes';

-- name: PurgeLabels :exec
DELETE FROM shipping_labels WHERE made_at < now() - interval '14 days';

-- name: PurgeRevealEvents :exec
DELETE FROM pii_reveal_events WHERE revealed_at < now() - interval '365 days';

-- Every column that says who bought. The order's own facts stay.
-- name: RedactAmazonBuyers :exec
UPDATE amazon_buyers
SET full_name = NULL, phone = NULL, email = NULL, address_line = NULL, address_pincode = NULL, destination_city = NULL,
    destination_state = NULL, search_name = NULL, search_phone_suffix = NULL, redacted_at = now()
WHERE received_at < now() - interval '30 days';
