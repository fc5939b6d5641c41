-- Breaks no-card-data.
ALTER TABLE public.invoices
  ADD COLUMN card_number text, -- expect: credential-prohibited-column, lifecycle-persisted-transient
  ADD COLUMN card_brand text;

-- Breaks no-sensitive-information: nobody asks contacts for it.
ALTER TABLE tenant_template.contacts
  ADD COLUMN religion text, -- expect: lifecycle-persisted-transient
  ADD COLUMN region text;
