-- +goose Up
CREATE TABLE products (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  sku    text NOT NULL,
  name   text NOT NULL,
  price  numeric(12, 2) NOT NULL CHECK (price >= 0),
  active boolean NOT NULL DEFAULT true,
  UNIQUE (org_id, sku)
);

-- Two hops to the owner: quote_lines → quotes → deals.
CREATE TABLE quotes (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  deal_id    bigint NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
  version    integer NOT NULL DEFAULT 1,
  valid_to   date,
  sent_at    timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (deal_id, version)
);

CREATE TABLE quote_lines (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  quote_id   bigint NOT NULL REFERENCES quotes (id) ON DELETE CASCADE,
  product_id bigint REFERENCES products (id), -- expect: schema-crossing-foreign-key
  text       text NOT NULL,
  quantity   numeric(10, 2) NOT NULL DEFAULT 1,
  price      numeric(12, 2) NOT NULL,
  discount   numeric(4, 3) NOT NULL DEFAULT 0
);

-- +goose Down
DROP TABLE quote_lines, quotes, products;
