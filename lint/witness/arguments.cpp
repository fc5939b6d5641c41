#include "lint/witness/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

namespace ringfence::witness {

namespace {

std::string folded(const std::string& name) {
  std::string made;
  for (const char c : name)
    if (c != '_') made += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return made;
}

// Values of this type that rows have, and a few that none has.
std::vector<std::string> pool_of(const std::string& type, const PopulationPair& pair) {
  std::set<std::string> values;
  for (const Population* population : {&pair.first, &pair.second})
    for (const StoredRow& row : *population)
      for (size_t i = 0; i < row.values.size(); ++i)
        if (row.values[i] && row.table->columns[i].type == type) values.insert(*row.values[i]);
  for (int number = 1; number <= 2; ++number) values.insert(value_of(type, number));
  return {values.begin(), values.end()};
}

Value draw_value(const std::string& type, const PopulationPair& pair, Random& random) {
  const auto draw = [&](size_t below) { return static_cast<size_t>(random() % below); };
  if (draw(12) == 0) return std::nullopt;
  const bool is_array = type.starts_with("_") || type.ends_with("[]");
  const std::string element = !is_array               ? type
                              : type.starts_with("_") ? type.substr(1)
                                                      : type.substr(0, type.size() - 2);
  const std::vector<std::string> pool = pool_of(element, pair);
  const std::string& one = pool[draw(pool.size())];
  return is_array ? array_of({one, pool[draw(pool.size())]}) : one;
}

}  // namespace

TenantTerms::TenantTerms(const Policy& policy, const SqlText& statement, const Facts& facts) {
  for (size_t level = 0; level < policy.tenant.terms.size(); ++level)
    for (const Setting& term : policy.tenant.terms[level]) read_term(term.value, static_cast<int>(level), statement);
  for (const RelationUse& use : facts.relation_uses) disagree_ = disagree_ || use.proof.gap == Gap::kOtherTerm;
  if (!policy.tenant.terms.empty()) return;
  for (const RelationUse& use : facts.relation_uses)
    if (!use.proof.term.empty() && parameters_.empty()) read_term(use.proof.term, 0, statement);
  for (size_t level = 0; level < policy.tenant.keys.size() && parameters_.empty(); ++level)
    for (const Setting& key : policy.tenant.keys[level])
      for (const Placeholder& placeholder : statement.placeholders)
        if (folded(placeholder.name) == folded(key.value))
          parameters_.emplace_back(placeholder.number, static_cast<int>(level));
}

void TenantTerms::read_term(const std::string& term, int level, const SqlText& statement) {
  static const std::regex kSetting(R"(current_setting\s*\(\s*'([^']+)')", std::regex::icase);
  static const std::regex kNumber(R"(^\$(\d+)$)");
  static const std::regex kName(R"(^[@:]([A-Za-z_]\w*)$)");
  std::smatch match;
  if (std::regex_search(term, match, kSetting)) settings_.emplace_back(match[1], level);
  else if (std::regex_match(term, match, kNumber)) parameters_.emplace_back(std::stoi(match[1]), level);
  else if (std::regex_match(term, match, kName))
    for (const Placeholder& placeholder : statement.placeholders)
      if (placeholder.name == match[1]) parameters_.emplace_back(placeholder.number, level);
}

int TenantTerms::level_of(int parameter) const {
  for (const auto& [number, level] : parameters_)
    if (number == parameter) return level;
  return -1;
}

void add_constants(std::string_view sql, PopulationOptions& options) {
  static const std::regex kText(R"('([^'\\]{0,60})')");
  static const std::regex kNumber(R"((^|[^\w$.])(\d{1,9})\b)");
  const std::string text(sql);
  for (std::sregex_iterator it(text.begin(), text.end(), kText), end; it != end; ++it)
    options.texts.push_back((*it)[1]);
  for (std::sregex_iterator it(text.begin(), text.end(), kNumber), end; it != end; ++it)
    options.numbers.push_back((*it)[2]);
}

NumberedStatement without_gaps(const SqlText& statement) {
  static const std::regex kParameter(R"(\$(\d+))");
  std::set<int> used;
  const std::string& text = statement.text;
  for (std::sregex_iterator it(text.begin(), text.end(), kParameter), end; it != end; ++it)
    used.insert(std::stoi((*it)[1]));
  NumberedStatement made{{}, {used.begin(), used.end()}};
  size_t copied = 0;
  for (std::sregex_iterator it(text.begin(), text.end(), kParameter), end; it != end; ++it) {
    const auto index = std::find(made.numbers.begin(), made.numbers.end(), std::stoi((*it)[1])) - made.numbers.begin();
    made.text += text.substr(copied, static_cast<size_t>(it->position()) - copied) + fmt::format("${}", index + 1);
    copied = static_cast<size_t>(it->position() + it->length());
  }
  made.text += text.substr(copied);
  return made;
}

Experiment draw_experiment(const NumberedStatement& statement, const std::vector<std::string>& types,
                           const TenantTerms& terms, const PopulationPair& pair, Random& random) {
  Experiment experiment;
  experiment.text = statement.text;
  const std::vector<std::string>& tenant = pair.tenants.front();
  const std::vector<std::string>& session = terms.disagree() ? pair.tenants[random() % pair.tenants.size()] : tenant;
  experiment.nobody = random() % 6 == 0;
  for (size_t i = 0; i < types.size(); ++i) {
    const int level = terms.level_of(i < statement.numbers.size() ? statement.numbers[i] : static_cast<int>(i) + 1);
    if (level >= 0 && experiment.nobody) experiment.parameters.emplace_back();
    else if (level < 0) experiment.parameters.push_back(draw_value(types[i], pair, random));
    else experiment.parameters.emplace_back(tenant[std::min(static_cast<size_t>(level), tenant.size() - 1)]);
  }
  for (const auto& [name, level] : terms.settings())
    experiment.settings.emplace_back(name, session[std::min(static_cast<size_t>(level), session.size() - 1)]);
  return experiment;
}

}  // namespace ringfence::witness
