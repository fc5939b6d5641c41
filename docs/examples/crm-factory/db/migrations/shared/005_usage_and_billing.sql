-- Raw: which feature, for which customer; of nobody in particular.
CREATE TABLE public.usage_events (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id   uuid NOT NULL REFERENCES public.tenants (id),
  feature     text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX usage_events_by_tenant ON public.usage_events (tenant_id, recorded_at);

-- Added up over all customers.
CREATE TABLE public.usage_months (
  month   date NOT NULL,
  feature text NOT NULL,
  uses    bigint NOT NULL,
  PRIMARY KEY (month, feature)
);

CREATE TABLE public.invoices (
  id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id          uuid NOT NULL REFERENCES public.tenants (id),
  stripe_customer_id text NOT NULL,
  card_last4         char(4),
  amount             numeric(12, 2) NOT NULL,
  issued_at          timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id)
);

GRANT INSERT ON public.usage_events TO crm_viewer;
GRANT SELECT ON public.usage_months TO crm_admin;
GRANT SELECT ON public.invoices TO crm_admin;
