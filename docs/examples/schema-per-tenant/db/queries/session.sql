-- name: EnterTransaction :exec
SELECT set_config('search_path', quote_ident(@schema) || ', public', true);

-- name: EnterSession :exec
SELECT set_config('search_path', quote_ident(@schema) || ', public', false); -- expect: schema-session-setting

-- name: LeaveTenant :exec
SET search_path TO public;

-- name: LeaveAltogether :exec
RESET search_path;

-- name: EnterPilot :exec
SET LOCAL search_path TO tenant_pilot, public; -- expect: schema-literal-tenant
