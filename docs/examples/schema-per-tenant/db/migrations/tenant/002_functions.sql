SET search_path TO public;

-- Makes a tenant's schema out of the template.
CREATE FUNCTION public.create_tenant(p_schema text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE SCHEMA %I', p_schema);
  EXECUTE format('CREATE TABLE %I.stages (LIKE tenant_template.stages INCLUDING ALL)', p_schema);
  EXECUTE format('INSERT INTO %I.stages SELECT * FROM tenant_template.stages', p_schema);
  EXECUTE 'GRANT USAGE ON SCHEMA ' || quote_ident(p_schema) || ' TO callcrm_app';
END $$;

CREATE FUNCTION public.drop_tenant(p_schema text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE 'DROP SCHEMA IF EXISTS ' || p_schema || ' CASCADE'; -- expect: schema-unquoted-tenant
END $$;

CREATE FUNCTION public.call_minutes(p_schema text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  v_sql text;
  v_minutes numeric;
BEGIN
  v_sql := format('SELECT sum(seconds) / 60.0 FROM %I.calls', p_schema);
  EXECUTE v_sql INTO v_minutes;
  RETURN v_minutes;
END $$;

CREATE FUNCTION public.contact_count(p_schema text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_count bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %s.contacts', p_schema) INTO v_count; -- expect: schema-unquoted-tenant
  EXECUTE format('SELECT count(*) FROM %s.contacts', quote_ident(p_schema)) INTO v_count;
  RETURN v_count;
END $$;

-- Moves a company from one customer to another: two tenants in one statement.
CREATE FUNCTION public.hand_over_company(p_from text, p_schema text, p_company bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('INSERT INTO %I.companies (name) SELECT name FROM %I.companies WHERE id = $1', p_schema, p_from) -- expect: schema-literal-tenant
  USING p_company;
END $$;

-- Left over from the first customer.
CREATE FUNCTION public.pilot_contacts() RETURNS SETOF text LANGUAGE sql AS $$
  SELECT name FROM tenant_pilot.contacts -- expect: schema-literal-tenant
$$;

CREATE FUNCTION public.pilot_deals() RETURNS bigint LANGUAGE sql SET search_path = tenant_pilot AS $$ -- expect: schema-literal-tenant
  SELECT count(*) FROM deals
$$;

CREATE FUNCTION public.plan_seats(p_code text) RETURNS integer LANGUAGE sql SET search_path = public AS $$
  SELECT seats FROM plans WHERE code = p_code
$$;

CREATE FUNCTION public.enter_tenant(p_schema text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('search_path', quote_ident(p_schema) || ', public', true);
END $$;

CREATE FUNCTION public.stay_in_tenant(p_schema text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('search_path', quote_ident(p_schema) || ', public', false); -- expect: schema-session-setting
END $$;
