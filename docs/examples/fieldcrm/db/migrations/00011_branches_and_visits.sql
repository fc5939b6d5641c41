-- +goose Up
-- Field sales: an organization has branches, and what a branch's people do belongs to that branch alone.
CREATE TABLE branches (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name   text NOT NULL,
  UNIQUE (org_id, name),
  UNIQUE (org_id, id)
);

CREATE TABLE visits (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id     bigint NOT NULL,
  branch_id  bigint NOT NULL,
  company_id bigint NOT NULL,
  member_id  bigint NOT NULL,
  planned_on date NOT NULL,
  done_at    timestamptz,
  outcome    text,
  UNIQUE (org_id, branch_id, id),
  FOREIGN KEY (org_id, branch_id) REFERENCES branches (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, company_id) REFERENCES companies (org_id, id),
  FOREIGN KEY (org_id, member_id) REFERENCES members (org_id, id)
);

CREATE TABLE visit_reports (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  visit_id   bigint NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  body       text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE branch_targets (
  org_id    bigint NOT NULL,
  branch_id bigint NOT NULL,
  month     date NOT NULL,
  amount    numeric(14, 2) NOT NULL,
  PRIMARY KEY (org_id, branch_id, month),
  FOREIGN KEY (org_id, branch_id) REFERENCES branches (org_id, id) ON DELETE CASCADE
);

-- +goose Down
DROP TABLE branch_targets, visit_reports, visits, branches;
