-- A schedule of pg_cron.
SELECT cron.schedule('reports', '*/15 * * * *', $$DELETE FROM report_cache WHERE made_at < now() - interval '1 day'$$);

-- Every five minutes, for one client after the other.
-- name: PurgeSummaries :exec
SELECT purge_summaries(@organization_id, @client_id);
