// What a value is as text: literals put together, with holes where the program decides at run time.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "lint/program/stores.h"
#include "ringfence/program.h"

namespace ringfence::program {

struct TextPart {
  std::string text;                    ///< Empty for a hole.
  std::vector<TextSegment> segments;   ///< `file` is an index into `unit`'s files.
  const Unit* unit = nullptr;
  const CodeFunction* in = nullptr;    ///< A literal: the function that it stands in.
  std::vector<std::pair<FramePtr, CodeRange>> trail;  ///< A hole: as what it was handed on, from where it comes from to the text.
  Located hole;                        ///< What stands there at run time.
  bool is_hole = false;
  bool is_number = false;              ///< The hole is a number, and cannot be anything else.
  bool is_quoted = false;              ///< The hole passed a function that quotes values.
  bool is_quoted_name = false;         ///< … or names.
};

using Text = std::vector<TextPart>;

/// Evaluates texts. Not thread-safe; its answers are bounded in number (variants) and in length.
class TextEvaluator {
 public:
  explicit TextEvaluator(const Program& program) : program_(program) {}
  /// Functions whose result is a value (or a name) that is safe inside a text.
  std::vector<std::string> quoting_values, quoting_names;

  /// The texts that a value may be, the fullest first; at least one, which may be one hole. `anywhere`: a field of which the
  /// way here says nothing is what any function makes of it.
  std::vector<Text> evaluate(const Located& value, bool anywhere = false);
  /// Qualified names, sorted: functions without a body, fields and variables that nobody sets, as far as texts pass them.
  std::vector<std::string> not_in_sight() const { return {not_in_sight_.begin(), not_in_sight_.end()}; }
  /// Whether the last evaluation left out texts that the value may be.
  bool is_cut() const { return is_cut_; }
  /// The value behind casts, moves, fields of objects, parameters and results of the project's functions; `value` itself
  /// where nothing is behind it.
  Located resolve(const Located& value, int depth = 0);
  /// The elements of a container or array that is filled in sight; empty where they are not known.
  std::vector<Located> elements(const Located& container);

 private:
  struct Items {
    std::vector<Located> all;
    size_t certain = 0;  ///< So many of them are there in any case.
    bool known = false;
  };

  struct Bound {
    Located value;
    std::vector<Text> texts;
    int number = 0;
  };

  struct Stored {
    std::vector<Text> texts;
    bool under_way = false;
    bool asked = false;  ///< While it was under way: it is made of itself.
    bool is_cut = false;
  };

  std::vector<Text> of(const Located& value, int depth);
  std::vector<Text> anew(const Located& value, int depth);
  std::vector<Text> of_field(const Located& value, int depth);
  std::vector<Text> of_element(const Located& container, const Located& key, int depth);
  std::vector<Text> of_overwritten(const Located& value, int depth);
  std::vector<Text> of_variable(const Located& value, int depth);
  std::vector<Text> of_stores(const std::string& name, int depth);
  std::vector<Text> of_every_caller(const Located& value, int depth, int level = 0);
  const Stores& stores();
  FunctionRef initialiser(const std::string& name) const;
  Items items_of_stores(const std::string& name, int depth);
  Items items_overwritten(const Located& container, int depth);
  std::vector<Text> of_result(const Located& value, int depth);
  std::vector<Text> of_after(const Located& value, int depth);
  std::vector<Text> of_constructors(const Located& value, const std::string& field_name, int depth);
  std::vector<Text> of_loop(const Located& value, int depth);
  std::vector<Text> of_sum(const Located& value, int depth);
  static std::vector<Text> of_characters(const Located& list);
  std::vector<Text> of_call(const Located& value, const CodeCall& call, size_t after, int depth, bool& known);
  std::vector<Text> formatted(const std::vector<Text>& formats, const std::vector<Located>& arguments, char dialect, int depth);
  std::vector<Text> first_conversion_replaced(const Text& format, const std::vector<Text>& with);
  std::vector<Text> replaced(const std::vector<Text>& formats, const std::vector<Text>& with, bool is_boost);
  std::vector<Text> joined(const Items& items, const Located& separator, int depth);
  std::vector<Text> passed(const Located& value, const FramePtr& frame, const CodeRange& as, int depth);
  std::optional<bool> truth(const Located& condition, int depth);
  Located field(const Located& object, const std::string& name, int depth);
  void fields(const Located& object, const std::string& name, int depth, std::vector<Located>& found);
  void unite(std::vector<Text>& all, std::vector<Text> more, size_t most = 0);
  std::vector<Text> concatenated(const std::vector<Text>& left, const std::vector<Text>& right);
  Located element(const Located& container, const Located& key, int depth, std::vector<Located>& others);
  Items items(const Located& container, int depth);
  std::vector<Located> any_element(const Located& value, int depth);
  Located entered(const Located& value, int depth);
  void bind(const Located& value, std::vector<Text> texts);
  std::vector<Text> of_choice(const Located& value, int depth);
  void miss(const std::string& name);
  static std::vector<Located> variadic(const FramePtr& frame);

  const Program& program_;
  std::vector<Bound> bound_;  ///< Carried values and elements of loops under way.
  int bindings_ = 0;
  std::map<std::tuple<FramePtr, ValueId, int>, std::vector<Text>> known_;  ///< With the number of the last binding.
  int budget_ = 0;
  bool is_default_ = false;  ///< The field looked for last is as its object was made: empty.
  bool is_foreign_ = false;  ///< … or of an object that a function made which is not in sight.
  bool is_open_ = false;     ///< … or, in one way at least, as it was when the function was called.
  bool is_cut_ = false;
  bool anywhere_ = false;
  std::unique_ptr<Stores> stores_;
  std::map<std::string, Stored> stored_;
  std::set<std::string> not_in_sight_;
  std::set<std::string> filling_;  ///< Containers under way.
  std::set<std::pair<FramePtr, ValueId>> visited_;  ///< Of the field that is looked for; frames are held, so that none takes the place of another.
};

/// The name without the part before the last two "::": "basic_string::append".
bool is_named(const std::string& name, std::string_view wanted);

std::vector<Text> hole(const Located& value);
/// Where a value is written as an operand; else where it is made.
CodeRange written_at(const Located& value);
/// `cut` becomes true where there are more than are kept.
std::vector<Text> concatenated(const std::vector<Text>& left, const std::vector<Text>& right, bool* cut = nullptr);

}  // namespace ringfence::program
