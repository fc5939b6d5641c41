-- Of the signed-in user's token: the server alone writes app_metadata.
CREATE FUNCTION current_org() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT (auth.jwt() -> 'app_metadata' ->> 'org_id')::uuid
$$;

-- Of a worker's transaction. What is no uuid is no organization.
CREATE FUNCTION worker_org() RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN nullif(current_setting('app.org_id', true), '')::uuid;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN NULL;
END
$$;

-- SECURITY DEFINER, so that the policies of memberships do not ask themselves.
CREATE FUNCTION is_member(org uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM memberships m WHERE m.org_id = org AND m.user_id = (SELECT auth.uid()))
$$;

CREATE FUNCTION my_orgs() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.org_id FROM memberships m WHERE m.user_id = (SELECT auth.uid())
$$;

-- The parameter has the column's name: both sides of the comparison are the column.
CREATE FUNCTION belongs_to(org_id uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM memberships m WHERE m.org_id = org_id AND m.user_id = (SELECT auth.uid()))
$$;
