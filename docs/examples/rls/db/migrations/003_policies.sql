ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships   ENABLE ROW LEVEL SECURITY;
ALTER TABLE customers     ENABLE ROW LEVEL SECURITY;
ALTER TABLE tickets       ENABLE ROW LEVEL SECURITY;
ALTER TABLE messages      ENABLE ROW LEVEL SECURITY;
ALTER TABLE articles      ENABLE ROW LEVEL SECURITY;
ALTER TABLE templates     ENABLE ROW LEVEL SECURITY;
ALTER TABLE tags          ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhooks      ENABLE ROW LEVEL SECURITY;
ALTER TABLE exports       ENABLE ROW LEVEL SECURITY;

CREATE POLICY member ON organizations FOR SELECT TO authenticated USING (id IN (SELECT my_orgs()));
CREATE POLICY own ON memberships FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()));

-- Closed by a membership, by a claim, and for workers by their setting.
CREATE POLICY member ON customers TO authenticated USING (is_member(org_id));
CREATE POLICY worker ON customers TO worker USING (org_id = worker_org());
CREATE POLICY claim ON tickets TO authenticated USING (org_id = (SELECT current_org()));
CREATE POLICY worker ON tickets TO worker USING (org_id = worker_org()) WITH CHECK (org_id = worker_org());

-- Messages are seen where their ticket is: the policies of tickets hold here too.
CREATE POLICY of_ticket ON messages TO authenticated
  USING (EXISTS (SELECT 1 FROM tickets t WHERE t.id = messages.ticket_id));

-- Harmless: whatever the permissive one lets through, the restrictive one ties to a membership.
CREATE POLICY everything ON articles TO authenticated USING (true) WITH CHECK (true);
CREATE POLICY member ON articles AS RESTRICTIVE TO authenticated USING (is_member(org_id));
-- … but it does not speak to anon.
CREATE POLICY published ON articles FOR SELECT TO anon USING (published); -- expect: schema-rls-open-policy

CREATE POLICY own_or_shared ON templates TO authenticated USING (org_id IS NULL OR org_id IN (SELECT my_orgs()));

CREATE POLICY member ON tags TO authenticated USING (belongs_to(org_id)); -- expect: schema-rls-open-policy

-- A worker whose setting is missing would see all of them.
CREATE POLICY worker ON webhooks TO worker -- expect: schema-rls-fails-open
  USING (current_setting('app.org_id', true) IS NULL OR org_id = worker_org());

-- What is queued for whom is not asked.
CREATE POLICY seen ON exports FOR SELECT TO authenticated USING (is_member(org_id));
CREATE POLICY queued ON exports FOR INSERT TO authenticated WITH CHECK (state = 'queued'); -- expect: schema-rls-missing-check

-- Another role than the application's.
CREATE POLICY reporting ON tickets FOR SELECT TO reporting USING (true);
CREATE POLICY service ON tickets TO service_role USING (true);
