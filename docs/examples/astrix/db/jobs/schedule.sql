-- Schedules of pg_cron.
SELECT cron.schedule('reports', '*/15 * * * *', $$DELETE FROM report_cache WHERE made_at < now() - interval '1 day'$$);
SELECT cron.schedule('summaries', '*/5 * * * *', $$SELECT purge_summaries()$$);
