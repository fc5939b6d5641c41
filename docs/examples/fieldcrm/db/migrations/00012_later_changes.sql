-- +goose Up
ALTER TABLE tasks RENAME TO activities;
ALTER TABLE activities RENAME COLUMN member_id TO assignee_id;
ALTER TABLE activities ADD COLUMN IF NOT EXISTS remind_at timestamptz;

ALTER TABLE deals RENAME COLUMN value TO amount;
ALTER TABLE deals ADD COLUMN lost_reason text, ADD COLUMN external_id text, ALTER COLUMN closes_on SET DEFAULT (current_date + 30);
ALTER TABLE deals ADD CONSTRAINT deals_closed CHECK (state = 'open' OR closed_at IS NOT NULL) NOT VALID;
CREATE UNIQUE INDEX deals_external ON deals (org_id, external_id) WHERE external_id IS NOT NULL;

-- Threads are hung on deals, and stay inside of the organization.
ALTER TABLE email_threads ADD CONSTRAINT email_threads_deal FOREIGN KEY (org_id, deal_id) REFERENCES deals (org_id, id);

-- Products are told apart by an id of the shop system, which is unique in that system only.
ALTER TABLE products ADD COLUMN shop_id text;
ALTER TABLE products ADD CONSTRAINT products_shop_id UNIQUE (shop_id); -- expect: schema-global-unique

-- The form on the web site knows of no organization: its contacts are the operator's own.
ALTER TABLE contacts ALTER COLUMN org_id SET DEFAULT 1;

ALTER TABLE webhooks ADD COLUMN is_default boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX webhooks_default ON webhooks (org_id) WHERE is_default;

UPDATE deals SET lost_reason = 'unknown' WHERE state = 'lost';

-- +goose Down
DROP INDEX webhooks_default;
ALTER TABLE contacts ALTER COLUMN org_id DROP DEFAULT;
ALTER TABLE webhooks DROP COLUMN is_default;
ALTER TABLE products DROP COLUMN shop_id;
ALTER TABLE email_threads DROP CONSTRAINT email_threads_deal;
ALTER TABLE deals DROP COLUMN lost_reason, DROP COLUMN external_id;
ALTER TABLE deals RENAME COLUMN amount TO value;
ALTER TABLE activities RENAME COLUMN assignee_id TO member_id;
ALTER TABLE activities RENAME TO tasks;
