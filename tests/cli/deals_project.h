// The smallest project that has something to tell: a table of deals, owned by organisations.
#pragma once

namespace ringfence::tests {

/// Queries are `q*.sql`, the schema is `s.sql`, both beside the TOML.
inline constexpr const char* kDealsPolicy =
    "[inputs]\nschema = ['s.sql']\nqueries = ['q*.sql']\n[tenant]\nroot = 'orgs'\nkeys = ['org_id']\nterms = ['$1']\n";
inline constexpr const char* kDealsSchema =
    "CREATE TABLE orgs (id bigint PRIMARY KEY);\n"
    "CREATE TABLE deals (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES orgs (id), title text);\n"
    "CREATE INDEX deals_by_org ON deals (org_id);\n";

}  // namespace ringfence::tests
