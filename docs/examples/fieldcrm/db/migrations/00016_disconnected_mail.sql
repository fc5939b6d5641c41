-- +goose Up
ALTER TABLE mail_accounts ADD COLUMN disconnected_at timestamptz;

-- +goose Down
ALTER TABLE mail_accounts DROP COLUMN disconnected_at;
