-- What administrators did, and who signed in. Rows are written and read, nothing else.
CREATE TABLE public.admin_audit (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES public.tenants (id),
  actor_id  uuid NOT NULL,
  action    text NOT NULL,
  object    text NOT NULL,
  at        timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX admin_audit_by_tenant ON public.admin_audit (tenant_id, at);

CREATE TABLE public.sign_in_audit (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES public.tenants (id),
  actor_id  uuid NOT NULL,
  outcome   text NOT NULL,
  at        timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_audit_by_tenant ON public.sign_in_audit (tenant_id, at);

GRANT INSERT ON public.admin_audit TO crm_manager;
GRANT SELECT ON public.admin_audit TO crm_admin;
GRANT INSERT ON public.sign_in_audit TO crm_viewer;
GRANT SELECT ON public.sign_in_audit TO crm_admin;
