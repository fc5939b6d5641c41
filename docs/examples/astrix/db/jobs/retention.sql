-- Run every night for one client after the other, and what is short-lived every minute.

-- name: PurgeWhatsappConversations :exec
DELETE FROM whatsapp_conversations
WHERE organization_id = @organization_id AND client_id = @client_id AND last_message_at < now() - interval '30 days';

-- name: PurgeMarkers :exec
DELETE FROM webhook_idempotency_markers
WHERE organization_id = @organization_id AND client_id = @client_id AND seen_at < now() - interval '5 minutes';

-- name: PurgeLabels :exec
DELETE FROM shipping_labels
WHERE organization_id = @organization_id AND client_id = @client_id AND made_at < now() - interval '14 days';

-- name: PurgeRevealEvents :exec
DELETE FROM pii_reveal_events
WHERE organization_id = @organization_id AND client_id = @client_id AND revealed_at < now() - interval '365 days';

-- Every column that says who bought. The order's own facts stay.
-- name: RedactAmazonBuyers :exec
UPDATE amazon_buyers
SET full_name = NULL, phone = NULL, email = NULL, address_line = NULL, address_pincode = NULL, destination_city = NULL,
    destination_state = NULL, search_name = NULL, search_phone_suffix = NULL, redacted_at = now()
WHERE organization_id = @organization_id AND client_id = @client_id AND received_at < now() - interval '30 days';
