-- +goose Up
CREATE TABLE tags (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name   citext NOT NULL,
  color  text NOT NULL DEFAULT 'gray',
  UNIQUE (org_id, name),
  UNIQUE (org_id, id)
);

CREATE TABLE taggings (
  org_id     bigint NOT NULL,
  tag_id     bigint NOT NULL,
  contact_id bigint NOT NULL,
  tagged_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, tag_id, contact_id),
  FOREIGN KEY (org_id, tag_id) REFERENCES tags (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id) ON DELETE CASCADE
);

CREATE TABLE custom_fields (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id   bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  entity   text NOT NULL CHECK (entity IN ('company', 'contact', 'deal')),
  key      text NOT NULL,
  label    text NOT NULL,
  required boolean NOT NULL DEFAULT false,
  UNIQUE (org_id, entity, key)
);

CREATE TABLE custom_values (
  field_id  bigint NOT NULL REFERENCES custom_fields (id) ON DELETE CASCADE,
  entity_id bigint NOT NULL,
  value     jsonb NOT NULL,
  PRIMARY KEY (field_id, entity_id)
);

-- +goose Down
DROP TABLE custom_values, custom_fields, taggings, tags;
