-- What the browser asks through the API, as `authenticated`: row-level security says whose rows.

-- name: ListDeals :many
SELECT id, title, stage FROM deals ORDER BY title LIMIT 50;

-- name: OpenDeals :many
SELECT id, title FROM open_deals;

-- name: DealWithContact :one
SELECT d.title, c.full_name FROM deals d JOIN contacts c ON c.id = d.contact_id WHERE d.id = @id;

-- name: AddContact :one
INSERT INTO contacts (org_id, full_name, email) VALUES (@org_id, @full_name, @email) RETURNING id;

-- name: MyProfile :one
SELECT display_name, email, avatar_url FROM google_profiles WHERE account_id = @account_id;
