CREATE TABLE studios (
  id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name  text NOT NULL
);

CREATE TABLE bookings (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  studio_id    bigint NOT NULL REFERENCES studios (id),
  guest_name   text NOT NULL,
  guest_phone  text,
  guest_email  text,
  visit_on     date NOT NULL,
  UNIQUE (studio_id, id)
);

-- Who moved or cancelled a booking.
CREATE TABLE booking_changes (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  studio_id   bigint NOT NULL,
  booking_id  bigint NOT NULL,
  changed_by  bigint NOT NULL,
  what        text NOT NULL,
  changed_at  timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (studio_id, booking_id) REFERENCES bookings (studio_id, id),
  UNIQUE (studio_id, id)
);

CREATE TABLE messages (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  studio_id   bigint NOT NULL,
  booking_id  bigint NOT NULL,
  body        text NOT NULL,
  sent_at     timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (studio_id, booking_id) REFERENCES bookings (studio_id, id),
  UNIQUE (studio_id, id)
);

CREATE TABLE invoices (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  studio_id   bigint NOT NULL REFERENCES studios (id),
  amount      numeric(10, 2) NOT NULL,
  card_last4  char(4),
  issued_on   date NOT NULL,
  UNIQUE (studio_id, id)
);
