// Reading and writing `ringfence.toml`.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"
#include "ringfence/project_files.h"

namespace ringfence {

struct PolicyReading {
  Policy policy;                        ///< What could be understood; defaults for the rest.
  std::vector<PolicyMistake> mistakes;  ///< Pointing into the TOML.
};

/// Reads the text of a `ringfence.toml`. `folder` is the absolute folder it lies in. Every mistake is reported, and all
/// that is right is still used. A TOML syntax error is one mistake at its place; the policy is then the default one.
/// `rule_ids`: what `[rules]` may name, families included; empty: names are not checked. Packs are read from `disk`, and
/// their mistakes point into them.
PolicyReading read_policy(SourcePtr toml, const std::string& folder, const std::vector<std::string>& rule_ids,
                          const ProjectFiles& disk = ProjectFiles());

/// The policy packs that ship with ringfence, by name: their texts.
std::span<const std::pair<std::string_view, std::string_view>> shipped_packs();

/// What policy_keys() calls a policy pack as a whole.
inline constexpr std::string_view kPolicyPack = "policy pack";

/// The keys of a table of the TOML, "" for the file itself, "tenant.tables" for one of its entries; empty of a table that
/// there is not, or whose keys are names of the project's own.
std::vector<std::string> policy_keys(std::string_view table);

/// Mistakes that only the schema shows: a root, shared or overridden table or column that does not exist, …
std::vector<PolicyMistake> check_policy(const Policy& policy, const Catalog& catalog);

/// The nearest `ringfence.toml` in `folder` or above it; empty where there is none.
std::string find_policy_file(const std::string& folder);

/// A commented first `ringfence.toml` for a project: root, keys and shared tables guessed from the schema, each with the
/// reason. `schema_globs` and `query_globs` are what the files were found by.
std::string draft_policy(const Catalog& catalog, const std::vector<std::string>& schema_globs,
                         const std::vector<std::string>& query_globs);

/// A commented first policy pack of that name.
std::string draft_pack(const std::string& name);

/// The candidate nearest to `word` by edit distance, or empty where none is near enough to be meant.
std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace ringfence
