-- Facts of orders, which are kept, and who bought, which is not.
CREATE TABLE amazon_orders (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  amazon_order_id  text NOT NULL,
  status           text NOT NULL,
  total            numeric(12, 2) NOT NULL,
  currency         char(3) NOT NULL,
  item_summary     text NOT NULL,
  placed_at        timestamptz NOT NULL,
  UNIQUE (organization_id, client_id, id),
  UNIQUE (organization_id, client_id, amazon_order_id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE amazon_buyers (
  id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id      bigint NOT NULL,
  client_id            bigint NOT NULL,
  order_id             bigint NOT NULL,
  full_name            text,
  phone                text,
  email                text,
  address_line         text,
  address_pincode      text,
  destination_city     text,
  destination_state    text,
  search_name          text,
  search_phone_suffix  text,
  received_at          timestamptz NOT NULL DEFAULT now(),
  redacted_at          timestamptz,
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id, order_id) REFERENCES amazon_orders (organization_id, client_id, id) ON DELETE CASCADE
);
CREATE INDEX amazon_buyers_by_name ON amazon_buyers (organization_id, client_id, search_name);

-- Whom the carrier brings a parcel to.
CREATE TABLE shipment_recipients (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  full_name        text NOT NULL,
  phone            text NOT NULL,
  address          text NOT NULL,
  pincode          text NOT NULL,
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE shipments (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  recipient_id     bigint NOT NULL,
  awb              text NOT NULL,
  status           text NOT NULL,
  UNIQUE (organization_id, client_id, id),
  UNIQUE (organization_id, client_id, awb),
  FOREIGN KEY (organization_id, client_id, recipient_id) REFERENCES shipment_recipients (organization_id, client_id, id)
);

CREATE TABLE shipping_labels (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id  bigint NOT NULL,
  client_id        bigint NOT NULL,
  shipment_id      bigint NOT NULL,
  file_key         text NOT NULL,
  made_at          timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, client_id, id),
  FOREIGN KEY (organization_id, client_id, shipment_id) REFERENCES shipments (organization_id, client_id, id) ON DELETE CASCADE
);
