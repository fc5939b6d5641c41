-- Purges that break what is promised; those that keep it are in db/jobs/retention.sql.

-- astrix/conversations: 30 days are promised.
DELETE FROM voice_conversations
WHERE organization_id = @organization_id AND client_id = @client_id
  AND last_message_at < now() - interval '60 days'; -- expect: lifecycle-late-purge

-- astrix/idempotency-markers: five minutes are promised.
DELETE FROM payment_idempotency_markers
WHERE organization_id = @organization_id AND client_id = @client_id
  AND seen_at < now() - interval '5 hours'; -- expect: lifecycle-late-purge

-- astrix/reveal-audit: 365 days are promised.
DELETE FROM label_reveal_events
WHERE organization_id = @organization_id AND client_id = @client_id
  AND revealed_at < now() - interval '90 days'; -- expect: lifecycle-early-purge

-- astrix/buyer-redaction: the name that is searched for is left.
UPDATE flipkart_buyers SET full_name = NULL, phone = NULL, address_line = NULL -- expect: lifecycle-partial-redaction
WHERE organization_id = @organization_id AND client_id = @client_id AND received_at < now() - interval '30 days';
