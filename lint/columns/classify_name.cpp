// The last word of a name says what the thing is; the words before it say whose or which. So a known phrase counts where the
// name ends with it, behind it nothing but words that say in what form.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "lint/columns/lexicon.h"
#include "lint/columns/owner.h"

namespace ringfence {

namespace {

using columns::Category;
using columns::joined;
using columns::Lexicon;
using columns::lexicon;
using columns::Owner;
using columns::Words;

DataKind nothing(std::string why) {
  DataKind kind;
  kind.why = std::move(why);
  return kind;
}

class NameClassifier {
 public:
  NameClassifier(std::string_view name, std::string_view type, std::string_view owner)
      : words_(lexicon_.words_of(name)), type_(type), families_(columns::families_of(type)), owner_name_(owner), owner_(columns::owner_of(owner)) {}

  /// A name in a program, inside `function`.
  NameClassifier(std::string_view name, std::string_view type, std::string_view owner, std::string_view function) : NameClassifier(name, type, owner) {
    in_code_ = true;
    words_ = lexicon_.words_of(name, true);
    function_ = lexicon_.words_of(function, true);
  }

  DataKind run() {
    if (words_.empty()) return nothing("no words in its name");
    if (families_ == columns::kBoolean) return nothing("a boolean holds yes or no");
    if (const int whole = strong(0, words_.size()); whole >= 0 && means_it(0, words_.size())) return judged(whole, words_.size(), words_.size(), false);
    if (words_.size() > 1 && lexicon_.before.contains(words_[0]) && !lexicon_.weak.contains(joined(words_, 0, words_.size()))) return nothing(fmt::format("'{}' says something about it", words_[0]));
    size_t end = cut_at_preposition();
    DataKind answer = nothing({});
    for (; end > 0; --end) {
      if (std::optional<DataKind> found = match_at(end)) {
        if (is_final_ || (found->data_class != DataClass::kNone && !found->is_weak)) return *found;
        if (answer.data_class == DataClass::kNone) answer = *found;
      }
      const std::string& last = words_[end - 1];
      if (lexicon_.hashed.contains(last)) hashed_ = true;
      else if (!is_form(last) && !(end == words_.size() - trimmed_person_ && trims_person(end))) break;
    }
    if (answer.why.empty()) answer.why = unknown_head();
    return by_type(std::move(answer));
  }

 private:
  // "2", and "v2".
  static bool is_number(const std::string& word) {
    return word.find_first_not_of("0123456789", word.size() > 1 && word[0] == 'v' ? 1 : 0) == std::string::npos;
  }
  bool is_form(const std::string& word) const {
    return is_number(word) || lexicon_.after.contains(word) || lexicon_.encrypted.contains(word);
  }

  // "correo_cliente", "phone_contact": whose it is, said behind it.
  bool trims_person(size_t end) {
    if (end < 2 || !columns::groups_of(words_[end - 1]).contains("person")) return false;
    trimmed_person_ = 1;
    owner_words_behind_ = {words_[end - 1]};
    return true;
  }

  int strong(size_t begin, size_t end) const {
    const std::string phrase = joined(words_, begin, end);
    const auto found = lexicon_.strong.find(phrase);
    return found == lexicon_.strong.end() || lexicon_.lookalikes.contains(phrase) ? -1 : found->second;
  }

  // "next_of_kin_phone": the preposition belongs to a phrase.
  bool is_inside_phrase(size_t at, size_t last) const {
    for (size_t begin = 0; begin < at; ++begin)
      for (size_t end = at + 2; end <= last; ++end)
        if (strong(begin, end) >= 0) return true;
    return false;
  }

  // "name_of_patient" speaks of a name, "number_of_emails" of a number.
  size_t cut_at_preposition() {
    size_t plain_end = words_.size();
    while (plain_end > 1 && (is_form(words_[plain_end - 1]) || lexicon_.hashed.contains(words_[plain_end - 1]))) --plain_end;
    for (size_t i = 1; i + 1 < plain_end; ++i) {
      if (!lexicon_.prepositions.contains(words_[i])) continue;
      if (is_inside_phrase(i, plain_end)) continue;
      owner_words_behind_.assign(words_.begin() + static_cast<std::ptrdiff_t>(i) + 1, words_.end());
      return i;
    }
    return words_.size();
  }

  // False of what means something else in programs, too, where nothing around it says that this is meant.
  bool means_it(size_t begin, size_t end) const {
    if (!in_code_) return true;
    const auto found = lexicon_.code_ambiguous.find(joined(words_, begin, end));
    if (found == lexicon_.code_ambiguous.end()) return true;
    const columns::Ambiguous& ambiguous = found->second;
    const auto speaks = [&](const std::string& word) { return ambiguous.with.contains(word); };
    if (std::any_of(owner_.words.begin(), owner_.words.end(), speaks) || std::any_of(function_.begin(), function_.end(), speaks)) return true;
    if (owner_.is_one_of(ambiguous.around)) return true;
    if (begin == 0) return false;
    const std::set<std::string>& before = columns::groups_of(words_[begin - 1]);
    return speaks(words_[begin - 1]) ||
           std::any_of(ambiguous.around.begin(), ambiguous.around.end(), [&](const std::string& group) { return before.contains(group); });
  }

  // The longest known phrase that ends at `end`.
  std::optional<DataKind> match_at(size_t end) {
    for (size_t length = std::min(lexicon_.longest, end); length > 0; --length) {
      const size_t begin = end - length;
      const std::string phrase = joined(words_, begin, end);
      if (lexicon_.lookalikes.contains(phrase) || (in_code_ && lexicon_.code_lookalikes.contains(phrase))) {
        is_final_ = true;
        return nothing(fmt::format("'{}' is nothing of the kind", phrase));
      }
      if (const auto found = lexicon_.strong.find(phrase); found != lexicon_.strong.end()) {
        is_final_ = true;
        DataKind kind = judged(found->second, begin, end, !means_it(begin, end));
        kind.is_ambiguous = kind.is_weak;
        return kind;
      }
      // "password_encrypted": the form is said behind what it is of.
      const bool is_form_word = length == 1 && begin > 0 && (lexicon_.encrypted.contains(phrase) || lexicon_.hashed.contains(phrase));
      if (is_form_word) continue;
      if (const auto found = lexicon_.weak.find(phrase); found != lexicon_.weak.end()) {
        if (!means_it(begin, end)) return nothing(fmt::format("'{}' means more than that in a program", phrase));
        return judged_weak(found->second, begin, end);
      }
    }
    return std::nullopt;
  }

  // A word that says little: it counts where what stands before it, or the table, says of whom.
  DataKind judged_weak(const std::vector<int>& candidates, size_t begin, size_t end) {
    size_t before = begin;
    while (before > 0 && is_prefix(words_[before - 1])) --before;
    const bool is_qualified = before > 0 || !owner_words_behind_.empty();
    for (const int index : candidates) {
      const Category& category = lexicon_.categories[static_cast<size_t>(index)];
      const bool fits = is_qualified ? is_qualified_for(category, before) : owner_.is_one_of(category.around);
      if (!fits || (category.holds & families_) == 0) continue;
      DataKind kind = judged(index, begin, end, false);
      if (kind.data_class != DataClass::kNone) return kind;
    }
    const std::string phrase = joined(words_, begin, end);
    if (is_qualified && before > 0) return nothing(fmt::format("'{}' of '{}', which is nobody", phrase, words_[before - 1]));
    for (const int index : candidates)
      if (DataKind kind = judged(index, begin, end, true); kind.data_class != DataClass::kNone) return kind;
    return nothing(fmt::format("'{}' alone says nothing", phrase));
  }

  bool is_prefix(const std::string& word) const {
    if (word.size() == 1 || lexicon_.after.contains(word) || lexicon_.encrypted.contains(word) || lexicon_.hashed.contains(word)) return true;
    return std::find(owner_.words.begin(), owner_.words.end(), word) != owner_.words.end() &&
           !columns::groups_of(word).contains("person");
  }

  bool is_qualified_for(const Category& category, size_t before) const {
    const auto qualifies = [&](const std::string& phrase) {
      const std::set<std::string>& groups = columns::groups_of(phrase);
      if (category.with.contains(phrase)) return true;
      return std::any_of(category.around.begin(), category.around.end(), [&](const std::string& group) { return groups.contains(group); });
    };
    if (before > 0) return qualifies(words_[before - 1]) || (before > 1 && qualifies(joined(words_, before - 2, before)));
    return qualifies(owner_words_behind_.back());
  }

  DataKind judged(int index, size_t begin, size_t end, bool is_weak) {
    const Category& category = lexicon_.categories[static_cast<size_t>(index)];
    const std::string phrase = joined(words_, begin < end ? begin : 0, end);
    if ((category.holds & families_) == 0) return nothing(fmt::format("type {} holds no {}", type_, category.code));
    if (owner_.is_one_of(category.unless)) return nothing(fmt::format("'{}' of '{}', which is nobody", phrase, owner_name_));
    const bool is_hashed = hashed_ || std::any_of(words_.begin(), words_.end(), [&](const std::string& word) { return word == "hashed"; });
    if (is_hashed && category.data_class == DataClass::kPersonal && category.code != "biometric")
      return nothing(fmt::format("a hash, not the {} itself", category.code));
    DataKind kind;
    kind.data_class = category.data_class;
    kind.category = category.code;
    kind.treatment = category.treatment;
    kind.is_weak = is_weak;
    kind.why = fmt::format("'{}' is {}", phrase, category.code);
    if (is_weak) kind.why += ", if it is somebody's";
    else if (lexicon_.weak.contains(phrase) && !owner_name_.empty()) kind.why += fmt::format(" in '{}'", owner_name_);
    return kind;
  }

  // Addresses of a network have a type of their own.
  DataKind by_type(DataKind answer) const {
    const int ip = lexicon_.find("device.ip");
    if (families_ != columns::kNet || ip < 0 || is_final_) return answer;
    const Category& category = lexicon_.categories[static_cast<size_t>(ip)];
    if (!owner_.is_one_of(category.around) || owner_.is_one_of(category.unless)) return answer;
    answer.data_class = DataClass::kPersonal;
    answer.category = category.code;
    answer.why = fmt::format("type {} in '{}'", type_, owner_name_);
    return answer;
  }

  std::string unknown_head() const {
    for (size_t begin = 0; begin + 1 < words_.size(); ++begin)
      for (size_t end = words_.size() - 1; end > begin; --end)
        if (strong(begin, end) >= 0)
          return fmt::format("'{}' is what the name speaks of, not '{}'", words_.back(), joined(words_, begin, end));
    return "nothing in its name says so";
  }

  const Lexicon& lexicon_ = lexicon();
  Words words_;
  Words function_;
  bool in_code_ = false;
  std::string_view type_;
  unsigned families_;
  std::string_view owner_name_;
  Owner owner_;
  Words owner_words_behind_;
  bool hashed_ = false;
  bool is_final_ = false;
  size_t trimmed_person_ = 0;
};

}  // namespace

DataKind classify_name(std::string_view name, std::string_view type, std::string_view owner) {
  return NameClassifier(name, type, owner).run();
}

DataKind classify_code_name(std::string_view name, std::string_view type, std::string_view owner, std::string_view function) {
  return NameClassifier(name, type, owner, function).run();
}

}  // namespace ringfence
