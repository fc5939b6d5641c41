-- Breaks audit-trail: managers may rewrite it.
GRANT UPDATE ON public.admin_audit TO crm_manager; -- expect: lifecycle-mutable-audit
GRANT SELECT ON public.admin_audit TO crm_manager;
