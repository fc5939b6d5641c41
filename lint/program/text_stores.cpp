// Texts that objects carry from one function to another: what any function makes of a field or of a variable.
#include <algorithm>
#include <utility>

#include "lint/program/text.h"
#include "lint/program/text_parts.h"

namespace ringfence::program {

namespace {

constexpr int kDeepestSetter = 3;       // Functions that hand on what their callers give.
constexpr size_t kMostSetterCalls = 400;

}  // namespace

const Stores& TextEvaluator::stores() {
  if (stores_ == nullptr) stores_ = std::make_unique<Stores>(program_);
  return *stores_;
}

// With the callers of its function, and theirs, as long as they say more of the text.
std::vector<Text> TextEvaluator::of_every_caller(const Located& value, int depth, int level) {
  std::vector<Text> texts = of(value, depth + 1);
  if (level >= kDeepestSetter || std::none_of(texts.begin(), texts.end(), waits_for_caller)) return texts;
  const FramePtr outermost = outermost_frame(value.frame);
  std::vector<Text> all;
  size_t followed = 0;
  for (const CallRef& caller : program_.callers(outermost->function)) {
    if (caller.in.function == outermost->function.function) continue;
    if (++followed > kMostSetterCalls) {
      is_cut_ = true;
      break;
    }
    unite(all, of_every_caller({under(value.frame, caller), value.value}, depth, level + 1), kMostElements);
  }
  return all.empty() ? texts : all;
}

// What the functions that set it make of it; of those that add to what it was, one round. Nothing: nobody sets it in sight.
std::vector<Text> TextEvaluator::of_stores(const std::string& name, int depth) {
  if (const auto known = stored_.find(name); known != stored_.end()) {
    if (known->second.under_way) known->second.asked = true;
    return known->second.texts;
  }
  if (depth > kDeepest || budget_ < 0) return {};
  const int budget = budget_;
  const bool cut = std::exchange(is_cut_, false);
  auto texts_known = std::exchange(known_, {});  // What they are depends on what is known of the name.
  stored_[name].under_way = true;
  std::vector<Text> all;
  std::vector<Located> additions;
  for (const Located& one : stores().of(name)) {
    budget_ = kBudget;
    stored_[name].asked = false;
    std::vector<Text> texts = of_every_caller(one, depth);
    if (stored_[name].asked) additions.push_back(one);
    else unite(all, std::move(texts), kMostElements);
  }
  if (const FunctionRef initial = initialiser(name); initial && initial.function->result != kNoValue)
    unite(all, of({frame_of(initial), initial.function->result}, depth + 1), kMostElements);
  // What only ever grows, from nothing on, is put together in an order that nobody knows: pieces of it are no text.
  if (!additions.empty() && std::all_of(all.begin(), all.end(), [](const Text& text) { return text.empty(); })) {
    additions.clear();
    all.clear();
  }
  stored_[name].texts = all;
  known_.clear();
  for (const Located& one : additions) unite(all, of_every_caller(one, depth), kMostElements);
  is_cut_ = is_cut_ || !additions.empty();
  Stored& made = stored_[name];
  made = {all, false, false, is_cut_};
  is_cut_ = cut || made.is_cut;
  known_ = std::move(texts_known);
  budget_ = budget;
  return all;
}

// A variable of the program starts with a text and may be given others.
std::vector<Text> TextEvaluator::of_variable(const Located& value, int depth) {
  const std::string& key = value.frame->function.name(value.get().name);
  const FunctionRef variable = program_.function(key);
  const bool has_value = variable && variable.function->result != kNoValue;
  if (has_value && variable.function->is_constant) return of({frame_of(variable), variable.function->result}, depth + 1);
  const std::vector<Text> all = of_stores(key, depth + 1);
  if (all.empty() && !variable) miss(key.substr(key.rfind('@') + 1));
  return all.empty() ? hole(value) : all;
}

FunctionRef TextEvaluator::initialiser(const std::string& name) const {
  if (const FunctionRef variable = program_.function(name)) return variable;
  for (const FunctionRef& one : program_.named(name))
    if (one.function->is_variable) return one;
  return {};
}

// What a container holds that functions fill which know nothing of each other.
TextEvaluator::Items TextEvaluator::items_of_stores(const std::string& name, int depth) {
  Items made;
  if (depth > kDeepest || !filling_.insert(name).second) {
    made.known = depth <= kDeepest;  // As it was before the function that is looked at: what others put in is added by itself.
    return made;
  }
  const auto add = [&](const Located& container) {
    const Items one = items(container, depth + 1);
    made.known = made.known || one.known;
    if (one.known) made.all.insert(made.all.end(), one.all.begin(), one.all.end());
  };
  if (const FunctionRef initial = initialiser(name); initial && initial.function->result != kNoValue) {
    add({frame_of(initial), initial.function->result});
    made.certain = made.all.size();
  }
  const std::vector<Located>& all = stores().of(name);
  for (const Located& one : all) add(one);
  if (all.size() == 1 && made.certain == 0) made.certain = made.all.size();
  filling_.erase(name);
  return made;
}

}  // namespace ringfence::program
