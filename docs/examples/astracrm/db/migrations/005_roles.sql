-- The service, and the jobs that run at night. Nobody else has privileges.
CREATE ROLE astracrm_app LOGIN;
CREATE ROLE astracrm_jobs LOGIN;

GRANT SELECT, INSERT, UPDATE, DELETE ON clients, orders, inbox_messages, chat_messages, calls, call_transcripts, devices, integrations TO astracrm_app;
GRANT SELECT ON organizations, organization_members, users, payments TO astracrm_app;
GRANT SELECT, INSERT, DELETE ON sessions TO astracrm_app;
GRANT INSERT ON access_logs, system_logs, error_reports, deleted_clients TO astracrm_app;
GRANT SELECT, DELETE ON access_logs, system_logs, error_reports, deleted_clients, inbox_messages, chat_messages, calls, payments, closed_accounts TO astracrm_jobs;
