-- Purges that break what is promised; those that keep it are in db/jobs/retention.sql.

-- astracrm/technical-logs: one year is promised.
DELETE FROM sync_logs WHERE at < now() - interval '2 years'; -- expect: lifecycle-late-purge

-- astracrm/financial-records: seven years are promised.
DELETE FROM subscription_payments
WHERE organization_id = @organization_id AND paid_on < current_date - interval '10 years'; -- expect: lifecycle-late-purge
