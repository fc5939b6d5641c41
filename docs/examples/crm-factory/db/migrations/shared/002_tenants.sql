CREATE TABLE public.plans (
  code  text PRIMARY KEY,
  seats integer NOT NULL
);

-- One row a customer, and a schema of the same name.
CREATE TABLE public.tenants (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  schema_name text NOT NULL UNIQUE,
  plan_code   text NOT NULL REFERENCES public.plans (code),
  closed_at   timestamptz
);

CREATE TABLE public.members (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id  uuid NOT NULL REFERENCES public.tenants (id),
  email      text NOT NULL,
  full_name  text NOT NULL,
  level      text NOT NULL CHECK (level IN ('crm_viewer', 'crm_agent', 'crm_manager', 'crm_admin')),
  removed_at timestamptz,
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, email)
);

GRANT SELECT ON public.plans TO crm_viewer;
GRANT SELECT ON public.members TO crm_viewer;
GRANT INSERT, UPDATE ON public.members TO crm_admin;
