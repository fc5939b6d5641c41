-- Schedules of pg_cron.
SELECT cron.schedule('error-reports', '0 4 * * *', $$DELETE FROM error_reports WHERE at < now() - interval '1 year'$$);
