#include "lint/workspace/kept_statements.h"

#include <algorithm>

namespace ringfence::workspace {

namespace {

// The statement in a text that holds nothing else.
SqlText by_itself(SqlText text, const Source& source) {
  const uint32_t begin = text.host.begin;
  text.source = &source;
  text.host = {0, text.host.end - begin};
  for (SqlText::Piece& piece : text.pieces) piece.host -= begin;
  for (Placeholder& placeholder : text.placeholders)
    placeholder.at = {placeholder.at.begin - begin, placeholder.at.end - begin};
  return text;
}

bool same_piece(const SqlText::Piece& a, const SqlText::Piece& b) {
  return a.sql == b.sql && a.host == b.host && a.verbatim == b.verbatim;
}

bool same_placeholder(const Placeholder& a, const Placeholder& b) {
  return a.number == b.number && a.name == b.name && a.spelling == b.spelling && a.list == b.list && a.at == b.at;
}

bool same_statement(const SqlText& a, const SqlText& b) {
  return a.text == b.text && a.name == b.name && a.source->text() == b.source->text() &&
         std::equal(a.pieces.begin(), a.pieces.end(), b.pieces.begin(), b.pieces.end(), same_piece) &&
         std::equal(a.placeholders.begin(), a.placeholders.end(), b.placeholders.begin(), b.placeholders.end(), same_placeholder);
}

template <class Fact>
void move_all(std::vector<Fact>& facts, const StatementPlaces& places) {
  for (Fact& fact : facts) places.move_into_file(fact.at);
}

}  // namespace

void StatementPlaces::add(SourcePtr text, const Source& file, uint32_t begin) {
  const Source* key = text.get();
  ways_[key] = {std::move(text), &file, begin};
}

void StatementPlaces::add(const StatementPlaces& others) { ways_.insert(others.ways_.begin(), others.ways_.end()); }

void StatementPlaces::move_into_file(Place& place) const {
  const auto way = ways_.find(place.source);
  if (way == ways_.end()) return;
  const uint32_t by = way->second.begin;
  place = {way->second.file, {place.span.begin + by, place.span.end + by}};
}

void StatementPlaces::move_into_file(Finding& finding) const {
  move_into_file(finding.at);
  for (Label& label : finding.why) move_into_file(label.at);
  for (Fix& fix : finding.fixes)
    for (Edit& edit : fix.edits) move_into_file(edit.at);
}

void StatementPlaces::move_into_file(Facts& facts) const {
  move_all(facts.statements, *this);
  move_all(facts.relation_uses, *this);
  move_all(facts.inserted_rows, *this);
  move_all(facts.unread_inputs, *this);
  move_all(facts.credential_literals, *this);
  move_all(facts.credential_writes, *this);
}

std::optional<FileFacts> KeptStatements::observe(const SourcePtr& file, const Observation& observation,
                                                 const std::function<bool()>& stop) {
  SqlFile cut = read_sql_file(*file, SqlFileKind::kQueries);
  std::unordered_multimap<std::string_view, std::shared_ptr<Kept>> known;
  for (const std::shared_ptr<Kept>& one : kept_) known.emplace(one->source->text(), one);
  std::vector<std::shared_ptr<Kept>> now;
  std::vector<size_t> missing;
  std::vector<uint32_t> begins;
  now.reserve(cut.statements.size());
  for (SqlText& statement : cut.statements) {
    begins.push_back(statement.host.begin);
    auto source = std::make_shared<Source>(file->path(), std::string(file->text(statement.host)));
    SqlText text = by_itself(std::move(statement), *source);
    const auto [first, last] = known.equal_range(source->text());
    const auto same = std::find_if(first, last, [&](const auto& one) { return same_statement(one.second->text, text); });
    if (same == last) {
      missing.push_back(now.size());
      now.push_back(std::make_shared<Kept>(Kept{std::move(source), std::move(text), {}}));
    } else {
      now.push_back(same->second);
      known.erase(same);
    }
  }
  std::vector<const SqlText*> texts;
  for (const size_t index : missing) texts.push_back(&now[index]->text);
  std::vector<Facts> made = observation.statements(texts);
  if (stop && stop()) return std::nullopt;
  for (size_t i = 0; i < missing.size(); ++i) now[missing[i]]->facts = std::move(made[i]);
  kept_ = std::move(now);
  FileFacts answer;
  for (size_t i = 0; i < kept_.size(); ++i) {
    answer.facts.append(Facts(kept_[i]->facts));
    answer.places.add(kept_[i]->source, *file, begins[i]);
  }
  for (UnreadInput& problem : cut.problems) answer.facts.unread_inputs.push_back(std::move(problem));
  answer.facts.allow_comments = std::move(cut.allow_comments);
  return answer;
}

}  // namespace ringfence::workspace
