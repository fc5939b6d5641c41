-- The four permission levels. A session runs as one of them, and each has what the one before has.
CREATE ROLE crm_viewer NOLOGIN;
CREATE ROLE crm_agent NOLOGIN;
CREATE ROLE crm_manager NOLOGIN;
CREATE ROLE crm_admin NOLOGIN;
GRANT crm_viewer TO crm_agent;
GRANT crm_agent TO crm_manager;
GRANT crm_manager TO crm_admin;
