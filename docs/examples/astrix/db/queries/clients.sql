-- name: ClientsOfAgency :many
SELECT id, name FROM clients WHERE organization_id = @organization_id AND agency_id = @agency_id ORDER BY name;

-- name: SpendOfMonth :many
SELECT platform, sum(spend) AS spend
FROM campaign_reports
WHERE organization_id = @organization_id AND agency_id = @agency_id AND client_id = @client_id AND day >= @first_day
GROUP BY platform;

-- name: MembersOfClient :many
SELECT u.id, u.full_name, u.role
FROM client_members m
JOIN users u ON u.organization_id = m.organization_id AND u.id = m.user_id
WHERE m.organization_id = @organization_id AND m.client_id = @client_id;

-- name: RenameClient :exec
UPDATE clients SET name = @name WHERE organization_id = @organization_id AND agency_id = @agency_id AND id = @id;
