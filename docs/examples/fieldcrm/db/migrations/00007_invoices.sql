-- +goose Up
CREATE TABLE invoices (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id     bigint NOT NULL REFERENCES organizations (id),
  number     text NOT NULL,
  company_id bigint NOT NULL,
  quote_id   bigint REFERENCES quotes (id), -- expect: schema-crossing-foreign-key
  currency   char(3) NOT NULL REFERENCES currencies (code),
  total      numeric(14, 2) NOT NULL DEFAULT 0,
  issued_on  date NOT NULL DEFAULT current_date,
  due_on     date NOT NULL,
  paid_at    timestamptz,
  UNIQUE (org_id, number),
  UNIQUE (org_id, id),
  FOREIGN KEY (org_id, company_id) REFERENCES companies (org_id, id)
);

CREATE TABLE invoice_lines (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  invoice_id bigint NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
  text       text NOT NULL,
  quantity   numeric(10, 2) NOT NULL,
  price      numeric(12, 2) NOT NULL
);

CREATE TABLE payments (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id      bigint NOT NULL REFERENCES organizations (id), -- expect: schema-missing-tenant-index
  invoice_id  bigint NOT NULL REFERENCES invoices (id), -- expect: schema-crossing-foreign-key
  amount      numeric(14, 2) NOT NULL CHECK (amount > 0),
  reference   text,
  received_at timestamptz NOT NULL DEFAULT now()
);

-- +goose Down
DROP TABLE payments, invoice_lines, invoices;
