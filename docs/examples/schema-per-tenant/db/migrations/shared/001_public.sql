-- What all customers share.
CREATE ROLE callcrm_app LOGIN;
CREATE ROLE callcrm_jobs LOGIN;
CREATE ROLE callcrm_metrics LOGIN;

CREATE TABLE public.plans (
  code text PRIMARY KEY,
  name text NOT NULL,
  seats integer NOT NULL
);

CREATE TABLE public.tenants (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  schema_name text NOT NULL UNIQUE,
  plan_code text NOT NULL REFERENCES public.plans (code),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE public.countries (
  code text PRIMARY KEY,
  name text NOT NULL
);

GRANT SELECT ON public.plans, public.tenants, public.countries TO PUBLIC;
