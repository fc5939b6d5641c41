// Validation of what the program prints as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace ringfence::tests {

/// What a document breaks of the schema in tests/<path>, a line each; empty: it is valid.
std::string schema_problems(const nlohmann::json& document, const std::string& path);

}  // namespace ringfence::tests
