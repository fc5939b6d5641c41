#include "lint/lifecycle/sites.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "ringfence/catalog.h"
#include "ringfence/wildcard.h"

namespace ringfence::lifecycle {

namespace fs = std::filesystem;
using program::FunctionRef;

namespace {

constexpr int kDeepestCall = 12;
constexpr size_t kMostFunctions = 4000;

// "reveal_phone", "BuyerStore::reveal_*" and "astrix::*" mean the end, or the front, of a qualified name.
bool means_function(const std::string& pattern, const std::string& name) {
  if (wildcard_matches(pattern, name) || wildcard_matches(pattern + "::*", name)) return true;
  for (size_t colon = name.find("::"); colon != std::string::npos; colon = name.find("::", colon + 2))
    if (wildcard_matches(pattern, std::string_view(name).substr(colon + 2)) || wildcard_matches(pattern + "::*", std::string_view(name).substr(colon + 2))) return true;
  return false;
}

bool means_file(const std::string& pattern, const std::string& path) {
  // "reveal_*" are functions, "reveal_*.sql" files.
  if (pattern.find('/') == std::string::npos)
    return pattern.find('.') != std::string::npos && wildcard_matches(pattern, std::string_view(path).substr(path.rfind('/') + 1));
  return wildcard_matches(pattern, path);
}

}  // namespace

Sites::Sites(const Policy& policy, const CodeReading& code, const Facts& facts) : policy_(policy), code_(code), facts_(facts) {
  for (const auto* list : {&code.statements, &code.by_content})
    for (const CodeStatement& one : *list) statements_[{one.text.source, one.text.host.begin}].push_back(&one);
  if (code.linked == nullptr) return;
  for (const FunctionRef& one : code.linked->functions()) functions_.emplace(one.function, one);
}

std::string Sites::relative(const std::string& path) const {
  if (policy_.folder.empty() || policy_.folder == "/") return path;
  std::error_code error;
  const fs::path below = fs::absolute(path, error).lexically_normal().lexically_relative(policy_.folder);
  return error || below.empty() || *below.begin() == ".." ? path : below.string();
}

FunctionRef Sites::function_ref(const CodeFunction* function) const {
  const auto found = functions_.find(function);
  return found == functions_.end() ? FunctionRef{} : found->second;
}

std::string Sites::path_of(const FunctionRef& function) const {
  const int32_t file = function.function->at.file;
  if (file < 0) return {};
  const std::string& path = function.unit->files[static_cast<size_t>(file)].path;
  const auto known = code_.source_of.find(path);
  return relative(known == code_.source_of.end() ? path : known->second->path());
}

// The function whose body the place is in.
FunctionRef Sites::function_at(Place at) const {
  FunctionRef best;
  if (code_.linked == nullptr || !at) return best;
  for (const FunctionRef& one : code_.linked->functions()) {
    const CodeRange& range = one.function->at;
    if (one.function->is_variable || range.file < 0 || range.begin > at.span.begin || range.end < at.span.end) continue;
    const auto source = code_.source_of.find(one.unit->files[static_cast<size_t>(range.file)].path);
    if (source == code_.source_of.end() || source->second != at.source) continue;
    if (!best || range.end - range.begin < best.function->at.end - best.function->at.begin) best = one;
  }
  return best;
}

std::vector<Site> Sites::of(int statement, Place at) const {
  Site site;
  if (statement < 0) {
    if (at) site.path = relative(at.source->path());
    return {site};
  }
  const Statement& known = facts_.statements[static_cast<size_t>(statement)];
  site.path = relative(known.at.source == nullptr ? std::string() : known.at.source->path());
  site.routine = known.routine;
  site.name = known.routine == nullptr ? known.name : std::string();
  const auto found = statements_.find({known.at.source, known.at.span.begin});
  if (found == statements_.end()) return {site};
  std::vector<Site> sites;
  for (const CodeStatement* one : found->second) {
    std::vector<Site> own;
    for (const ResultSite& result : one->results) {
      const FunctionRef function = function_ref(result.function);
      if (!function) continue;
      const std::string callee = program::last_part(function.name(function.call(result.call).callee));
      if (callee == "prepare" && one->results.size() > 1) continue;
      own.push_back({path_of(function), nullptr, {}, function, result.call});
    }
    if (own.empty())
      if (const FunctionRef function = function_at(one->call ? one->call : known.at)) own.push_back({path_of(function), nullptr, {}, function, -1});
    sites.insert(sites.end(), own.begin(), own.end());
  }
  if (sites.empty()) sites.push_back(site);
  return sites;
}

bool Sites::names(const Setting& place, const Site& site) const {
  if (means_file(place.value, site.path)) return true;
  if (site.routine != nullptr)
    return wildcard_matches(place.value, site.routine->name) || wildcard_matches(place.value, site.routine->schema + "." + site.routine->name);
  if (!site.name.empty() && wildcard_matches(place.value, site.name)) return true;
  return site.function && means_function(place.value, site.function.name(site.function.function->name));
}

bool Sites::is_named(const FunctionRef& function, const std::vector<Setting>& places) const {
  const Site site{path_of(function), nullptr, {}, function, -1};
  return std::any_of(places.begin(), places.end(), [&](const Setting& one) { return names(one, site); });
}

bool Sites::all_callers_in(const FunctionRef& function, const std::vector<Setting>& places, int depth) const {
  if (depth > kDeepestCall || code_.linked == nullptr) return false;
  const std::vector<program::CallRef> callers = code_.linked->callers(function);
  return !callers.empty() && std::all_of(callers.begin(), callers.end(), [&](const program::CallRef& one) {
    return one.in.function != function.function && (is_named(one.in, places) || all_callers_in(one.in, places, depth + 1));
  });
}

bool Sites::is_in(const Site& site, const std::vector<Setting>& places) const {
  if (std::any_of(places.begin(), places.end(), [&](const Setting& one) { return names(one, site); })) return true;
  return site.function && all_callers_in(site.function, places, 0);
}

bool Sites::is_in(Place at, const std::string& function, const std::vector<Setting>& places) const {
  const std::string path = at ? relative(at.source->path()) : std::string();
  return std::any_of(places.begin(), places.end(), [&](const Setting& one) {
    return means_file(one.value, path) || (!function.empty() && means_function(one.value, function));
  });
}

std::vector<FunctionRef> Sites::entries(const FunctionRef& function, const std::vector<Setting>& places) const {
  std::vector<FunctionRef> found;
  std::vector<FunctionRef> open{function};
  std::unordered_set<const CodeFunction*> seen{function.function};
  while (!open.empty() && seen.size() < kMostFunctions) {
    const FunctionRef next = open.back();
    open.pop_back();
    if (is_named(next, places)) found.push_back(next);
    // What a declared function is called by is none of its business.
    else if (code_.linked != nullptr)
      for (const program::CallRef& caller : code_.linked->callers(next))
        if (seen.insert(caller.in.function).second) open.push_back(caller.in);
  }
  if (found.empty()) found.push_back(function);
  return found;
}

bool Sites::leads_to(const FunctionRef& from, const FunctionRef& to) const {
  if (!from || !to || code_.linked == nullptr) return false;
  std::vector<FunctionRef> open{from};
  std::unordered_set<const CodeFunction*> seen{from.function};
  while (!open.empty() && seen.size() < kMostFunctions) {
    const FunctionRef next = open.back();
    open.pop_back();
    if (next.function == to.function) return true;
    for (const CodeCall& call : next.function->calls) {
      if (call.key == 0) continue;
      const FunctionRef callee = code_.linked->function(next.name(call.key));
      if (callee && seen.insert(callee.function).second) open.push_back(callee);
    }
  }
  return false;
}

}  // namespace ringfence::lifecycle
