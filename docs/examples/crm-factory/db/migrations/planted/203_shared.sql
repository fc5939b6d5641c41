-- Breaks tenant-scope-shared-tables: whose invitation it is may be anybody's guess.
CREATE TABLE public.invitations (
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid REFERENCES public.tenants (id), -- expect: schema-nullable-tenant-key
  level     text NOT NULL,
  UNIQUE (tenant_id, id)
);

-- Breaks ai-output-in-tenant: scores of all customers side by side.
CREATE TABLE public.pooled_scores ( -- expect: lifecycle-persisted-transient
  tenant_id  uuid NOT NULL REFERENCES public.tenants (id),
  contact_id uuid NOT NULL,
  score      numeric(4, 3) NOT NULL,
  PRIMARY KEY (tenant_id, contact_id)
);
-- Like it, and fine: it lies in the tenant's schema.
CREATE TABLE tenant_template.deal_scores (
  deal_id uuid PRIMARY KEY REFERENCES tenant_template.deals (id),
  score   numeric(4, 3) NOT NULL
);

-- Breaks analytics-not-linked.
ALTER TABLE public.usage_months
  ADD COLUMN last_member_id uuid, -- expect: lifecycle-persisted-transient
  ADD COLUMN last_version text;
