-- Breaks customer-data-after-the-end: nothing ever purges it.
CREATE TABLE tenant_template.call_summaries ( -- expect: lifecycle-missing-purge
  call_id uuid PRIMARY KEY,
  summary text NOT NULL
);

-- Breaks account-information: purged a year later (db/jobs/planted).
CREATE TABLE public.member_profiles (
  tenant_id  uuid NOT NULL REFERENCES public.tenants (id),
  member_id  uuid NOT NULL,
  photo_path text,
  removed_at timestamptz,
  PRIMARY KEY (tenant_id, member_id),
  FOREIGN KEY (tenant_id, member_id) REFERENCES public.members (tenant_id, id)
);

-- Breaks raw-telemetry.
CREATE TABLE public.error_events (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  feature     text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
-- Like it, and fine: purged in time.
CREATE TABLE public.sync_events (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  feature     text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);

-- Breaks aggregated-telemetry: db/jobs/planted schedules its purge after two years.
CREATE TABLE public.usage_months_by_plan (
  month     date NOT NULL,
  plan_code text NOT NULL,
  uses      bigint NOT NULL,
  PRIMARY KEY (month, plan_code)
);
