-- Breaks no-card-data.
ALTER TABLE payment_methods
  ADD COLUMN card_number text, -- expect: credential-prohibited-column, lifecycle-persisted-transient
  ADD COLUMN card_cvc text, -- expect: credential-prohibited-column, lifecycle-persisted-transient
  ADD COLUMN card_country text;

-- Breaks no-bank-credentials.
CREATE TABLE payout_settings (
  organization_id     uuid PRIMARY KEY REFERENCES organizations (id),
  bank_account_number text, -- expect: lifecycle-persisted-transient
  bank_login          text, -- expect: credential-prohibited-column, lifecycle-persisted-transient
  bank_holidays       text
);

-- Breaks no-biometrics: who unlocks the app with a face need not be known here.
ALTER TABLE users
  ADD COLUMN face_template text, -- expect: lifecycle-persisted-transient
  ADD COLUMN unlocks_with_face boolean NOT NULL DEFAULT false;
