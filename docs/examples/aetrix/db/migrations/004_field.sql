-- Precise location, of the features that need it.
CREATE TABLE check_ins (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id         uuid NOT NULL REFERENCES users (id),
  property_id     uuid NOT NULL,
  latitude        double precision NOT NULL,
  longitude       double precision NOT NULL,
  checked_in_at   timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, property_id) REFERENCES properties (organization_id, id)
);

CREATE TABLE mileage_trips (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id         uuid NOT NULL REFERENCES users (id),
  started_at      timestamptz NOT NULL DEFAULT now(),
  ended_at        timestamptz,
  kilometres      numeric(8, 1),
  UNIQUE (organization_id, id)
);

CREATE TABLE mileage_points (
  organization_id uuid NOT NULL REFERENCES organizations (id),
  trip_id         uuid NOT NULL,
  position        integer NOT NULL,
  latitude        double precision NOT NULL,
  longitude       double precision NOT NULL,
  PRIMARY KEY (organization_id, trip_id, position),
  FOREIGN KEY (organization_id, trip_id) REFERENCES mileage_trips (organization_id, id)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON check_ins, mileage_trips, mileage_points TO aetrix_app;
