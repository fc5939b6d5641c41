-- Payments happen at the payment provider; this is what it tells.
CREATE TABLE payment_methods (
  organization_id    uuid PRIMARY KEY REFERENCES organizations (id),
  stripe_customer_id text NOT NULL,
  card_brand         text,
  card_last4         char(4)
);

CREATE TABLE billing_records (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  number          text NOT NULL,
  amount          numeric(12, 2) NOT NULL,
  issued_at       timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, number)
);

GRANT SELECT, INSERT, UPDATE ON payment_methods, billing_records TO aetrix_app;
