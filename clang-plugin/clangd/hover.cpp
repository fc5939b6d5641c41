#include "clang-plugin/clangd/hover.h"

#include <fmt/format.h>

#include <algorithm>

#include "clang-plugin/clangd/manual.h"

namespace ringfence::clangd {

namespace {

class Hover {
 public:
  Hover(const CheckedUnit& unit, uint32_t offset) : unit_(unit), report_(*unit.report), offset_(offset) {}

  std::string take() {
    for (const ShownFinding& one : unit_.findings)
      if (is_here(one.finding->at)) add_finding(*one.finding);
    add_statement();
    return std::move(made_);
  }

 private:
  bool is_here(Place at) const { return at.source == report_.source && at.span.begin <= offset_ && offset_ < at.span.end; }

  void part(const std::string& text) { made_ += (made_.empty() ? "" : "\n\n") + text; }

  std::string place(Place at) const {
    const auto path = report_.paths.find(at.source);
    const std::string& whole = path == report_.paths.end() ? at.source->path() : path->second;
    return fmt::format("{}:{}", whole.substr(whole.rfind('/') + 1), at.source->position(at.span.begin).line);
  }

  void add_finding(const Finding& finding) {
    const Rule* rule = find_rule(finding.rule);
    part(fmt::format("### ringfence-{} ({})\n\n{}", finding.rule, to_string(finding.severity), finding.what));
    for (const Label& label : finding.why) made_ += fmt::format("\n- {} ({})", label.text, place(label.at));
    if (!finding.advice.empty()) made_ += "\n- **to do:** " + finding.advice;
    if (rule == nullptr) return;
    part(manual_in_short(*rule));
    const std::string page = manual_page(*rule);
    if (!page.empty()) made_ += fmt::format("\n\n[The manual of {}]({})", finding.rule, page);
  }

  // The relation that is pointed at, or all of the statement.
  void add_statement() {
    const std::vector<Statement>& statements = report_.facts.statements;
    const auto around = std::find_if(statements.begin(), statements.end(), [&](const Statement& one) { return is_here(one.at); });
    if (around == statements.end()) return;
    std::vector<const RelationUse*> uses;
    for (const RelationUse& use : report_.facts.relation_uses) {
      const Statement& of = statements[static_cast<size_t>(use.statement)];
      if (of.at != around->at || std::any_of(uses.begin(), uses.end(), [&](const RelationUse* one) { return one->at == use.at; })) continue;
      uses.push_back(&use);
    }
    const bool is_at_one = std::any_of(uses.begin(), uses.end(), [&](const RelationUse* use) { return is_here(use->at); });
    if (is_at_one) std::erase_if(uses, [&](const RelationUse* use) { return !is_here(use->at); });
    std::string text = fmt::format("### SQL: {}", to_string(around->verdict));
    if (!around->unknown_because.empty()) text += "\n\n" + around->unknown_because;
    for (const RelationUse* use : uses) text += "\n- " + relation(*use);
    part(text);
  }

  std::string relation(const RelationUse& use) const {
    std::string text = fmt::format("`{}`", use.table->display_name());
    if (use.through != nullptr) text += fmt::format(" through the view `{}`", use.through->name);
    const Ownership& ownership = use.table->ownership;
    text += ": " + (ownership.why.empty() ? std::string(to_string(ownership.owner_class)) : ownership.why);
    if (ownership.because) text += " (" + place(ownership.because) + ")";
    if (!use.table->belongs_to_tenant()) return text;
    if (!use.proof.term.empty()) text += fmt::format("; bound to `{}`{}", use.proof.term, bound_value(use));
    return text + fmt::format("; {}{}", to_string(use.proof.verdict), use.proof.gap == Gap::kNone ? "" : fmt::format(" ({})", to_string(use.proof.gap)));
  }

  // What the C++ hands over for the placeholder that ties the relation.
  std::string bound_value(const RelationUse& use) const {
    const Place statement = report_.facts.statements[static_cast<size_t>(use.statement)].at;
    for (const CodeStatement& code : report_.code->statements) {
      if (code.text.source != statement.source || code.text.host != statement.span) continue;
      for (const Placeholder& placeholder : code.text.placeholders) {
        if (placeholder.spelling != use.proof.term) continue;
        for (const BoundArgument& argument : code.arguments)
          if (argument.number == placeholder.number && !argument.name.empty()) return fmt::format(", which is `{}`", argument.name);
      }
    }
    return {};
  }

  const CheckedUnit& unit_;
  const UnitReport& report_;
  const uint32_t offset_;
  std::string made_;
};

}  // namespace

std::string hover_at(const CheckedUnit& unit, uint32_t offset) { return Hover(unit, offset).take(); }

}  // namespace ringfence::clangd
