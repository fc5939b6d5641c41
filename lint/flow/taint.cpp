#include "lint/flow/taint.h"

#include <algorithm>

namespace ringfence::flow {

namespace {

constexpr size_t kMostAtoms = 24;
constexpr size_t kMostFields = 40;
constexpr int kLongestWay = 12;

bool is_empty(const Taint& taint) { return taint.own.empty() && taint.fields.empty(); }

void add(std::vector<Atom>& atoms, const Atom& atom) {
  const bool known = std::any_of(atoms.begin(), atoms.end(), [&](const Atom& one) { return one.same(atom); });
  if (!known && atoms.size() < kMostAtoms) atoms.push_back(atom);
}

void collect(const TaintPtr& taint, std::vector<Atom>& atoms) {
  if (taint == nullptr) return;
  for (const Atom& atom : taint->own) add(atoms, atom);
  for (const auto& [name, field] : taint->fields) collect(field, atoms);
}

}  // namespace

Way longer(Way way, const Unit& unit, const CodeRange& at, std::string what) {
  if (way != nullptr && way->length >= kLongestWay) return way;
  auto made = std::make_shared<Step>();
  made->length = way == nullptr ? 1 : way->length + 1;
  made->before = std::move(way);
  made->unit = &unit;
  made->at = at;
  made->what = std::move(what);
  return made;
}

Way joined(const Way& outer, const Way& inner) {
  if (inner == nullptr) return outer;
  return longer(joined(outer, inner->before), *inner->unit, inner->at, inner->what);
}

TaintPtr of_atom(Atom atom) {
  auto made = std::make_shared<Taint>();
  made->own.push_back(std::move(atom));
  return made;
}

TaintPtr of_atom(Atom::Kind kind, int32_t index, int32_t path) {
  Atom atom;
  atom.kind = kind;
  atom.index = index;
  atom.path = path;
  return of_atom(std::move(atom));
}

const Atom* find_atom(const TaintPtr& taint, Atom::Kind kind) {
  if (taint == nullptr) return nullptr;
  const auto found = std::find_if(taint->own.begin(), taint->own.end(), [&](const Atom& one) { return one.kind == kind; });
  return found == taint->own.end() ? nullptr : &*found;
}

TaintPtr known_data(const TaintPtr& taint) {
  return changed(flat(taint), [](const Atom& atom) {
    return atom.kind == Atom::Kind::kOrigin || atom.kind == Atom::Kind::kCallable ? of_atom(atom) : nullptr;
  });
}

TaintPtr marked(const TaintPtr& taint, uint8_t marks) {
  if (marks == 0) return taint;
  return changed(taint, [&](const Atom& atom) {
    Atom made = atom;
    made.marks |= marks;
    return of_atom(std::move(made));
  });
}

TaintPtr joined(const TaintPtr& a, const TaintPtr& b) {
  if (a == nullptr || a == b) return b;
  if (b == nullptr) return a;
  auto made = std::make_shared<Taint>(*a);
  for (const Atom& atom : b->own) add(made->own, atom);
  for (const auto& [name, field] : b->fields) {
    const auto known = std::find_if(made->fields.begin(), made->fields.end(), [&](const auto& one) { return one.first == name; });
    if (known != made->fields.end()) known->second = joined(known->second, field);
    else if (made->fields.size() < kMostFields) made->fields.emplace_back(name, field);
  }
  return made;
}

TaintPtr with_field(const TaintPtr& base, int32_t field, const TaintPtr& value) {
  auto made = base == nullptr ? std::make_shared<Taint>() : std::make_shared<Taint>(*base);
  const auto known = std::find_if(made->fields.begin(), made->fields.end(), [&](const auto& one) { return one.first == field; });
  if (known != made->fields.end()) known->second = value;
  else if (made->fields.size() < kMostFields) made->fields.emplace_back(field, value);
  return made;
}

TaintPtr set_field(const TaintPtr& base, int32_t field, bool& known) {
  known = false;
  if (base == nullptr) return nullptr;
  for (const auto& [name, value] : base->fields)
    if (name == field) {
      known = true;
      return value;
    }
  return nullptr;
}

TaintPtr flat(const TaintPtr& taint) {
  if (taint == nullptr || taint->fields.empty()) return taint;
  auto made = std::make_shared<Taint>();
  collect(taint, made->own);
  return is_empty(*made) ? nullptr : made;
}

bool same(const TaintPtr& a, const TaintPtr& b) {
  if (a == b) return true;
  if (a == nullptr || b == nullptr) return false;
  if (a->own.size() != b->own.size() || a->fields.size() != b->fields.size()) return false;
  for (size_t i = 0; i < a->own.size(); ++i)
    if (!a->own[i].same(b->own[i])) return false;
  for (size_t i = 0; i < a->fields.size(); ++i)
    if (a->fields[i].first != b->fields[i].first || !same(a->fields[i].second, b->fields[i].second)) return false;
  return true;
}

}  // namespace ringfence::flow
