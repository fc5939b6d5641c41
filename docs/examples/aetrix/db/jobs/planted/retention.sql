-- Breaks unlinked-uploads: three days.
-- name: PurgeSignatureUploads :execrows
DELETE FROM signature_uploads
WHERE organization_id = @organization_id AND message_id IS NULL AND uploaded_at < now() - interval '3 days'; -- expect: lifecycle-late-purge

-- Like it, and fine.
-- name: PurgeVoiceUploads :execrows
DELETE FROM voice_uploads
WHERE organization_id = @organization_id AND message_id IS NULL AND uploaded_at < now() - interval '1 day';

-- Breaks diagnostic-logs.
-- name: PurgeTraces :execrows
DELETE FROM diagnostic_traces WHERE recorded_at < now() - interval '1 year'; -- expect: lifecycle-late-purge

-- Breaks billing-records: tax offices ask for seven years.
-- name: PurgeBillingRecords :execrows
DELETE FROM billing_records WHERE issued_at < now() - interval '2 years' AND organization_id = @organization_id; -- expect: lifecycle-early-purge
