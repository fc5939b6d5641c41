// One C++ translation unit as the C++ front end saw it: functions as small graphs of values and calls. Nothing in it knows
// of Clang, of SQL or of any library: what a call means is decided where all units are linked (ringfence/program.h). That
// makes a unit's facts depend on its text alone, so that they can be kept by content.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ringfence {

using ValueId = int32_t;   ///< Index into CodeFunction::values.
using NameId = int32_t;    ///< Index into Unit::names; 0 is the empty name.
inline constexpr ValueId kNoValue = -1;

/// Bytes [begin, end) of file `file` (index into Unit::files). A macro's expansion stands where the macro is used.
struct CodeRange {
  int32_t file = -1;
  uint32_t begin = 0;
  uint32_t end = 0;
  bool operator==(const CodeRange&) const = default;
};

/// From byte `at` of a literal's text on, bytes stand verbatim in `file` from `offset` on; where `verbatim` is false (an
/// escape) all of them come from `offset`.
struct TextSegment {
  uint32_t at = 0;
  int32_t file = -1;
  uint32_t offset = 0;
  bool verbatim = true;
};

enum class ValueKind : uint8_t {
  kUnknown,    ///< Made from `operands`; `name`: of a variable that is not followed, "operator!" and the like, "throw", or "catch".
  kText,       ///< A string literal: `name` is its text, `segments` say where it stands.
  kNumber,     ///< An integer, character, boolean or enumerator that is known: `name` in decimal, `index` its number.
  kParameter,  ///< `index`; kThis: the object of a method.
  kVariable,   ///< A global, static or static member variable: `name`.
  kField,      ///< Field `name` of operands[0].
  kWithField,  ///< operands[0] with its field `name` set to operands[1].
  kElement,    ///< An element of operands[0], under operands[1] where that is there.
  kResult,     ///< What call `index` returns.
  kAfter,      ///< Operand `name` (a number) of call `index`, as the call leaves it.
  kChoice,     ///< One of the operands; the first where `condition` holds, the second where it does not.
  kLoop,       ///< After loop `index`: operands[0] before it, operands[1] after one round; operands[2]: what it runs over.
  kCarried,    ///< At the start of a round of loop `index`.
  kList,       ///< { a, b, c }: operands.
  kFunction,   ///< A function, `name` is its qualified name, or a lambda, by its key; operands[0]: what it returns.
};
inline constexpr int32_t kThis = -1;

struct CodeValue {
  ValueKind kind = ValueKind::kUnknown;
  NameId name = 0;
  NameId type = 0;  ///< As declared, without qualifiers and references: "std::basic_string", "crm::OrgId".
  int32_t index = 0;
  std::vector<ValueId> operands;
  ValueId condition = kNoValue;  ///< kChoice, where it is known.
  std::vector<TextSegment> segments;
  CodeRange at;
};

/// A call (operator, constructor) in source order. Operand 0 of a method's call is its object.
struct CodeCall {
  NameId key = 0;     ///< Of the function called, as CodeFunction::key; empty where it is not known which.
  NameId callee = 0;  ///< Qualified, without template arguments and inline namespaces: "pqxx::transaction_base::exec".
  std::vector<NameId> overridden;  ///< Methods of bases that it overrides.
  bool is_method = false;
  bool is_constructor = false;
  bool is_variadic = false;        ///< C varargs or a parameter pack.
  int32_t format = -1;             ///< Operand that is a printf format by attribute.
  std::vector<ValueId> operands;
  std::vector<CodeRange> operand_at;
  NameId type = 0;                 ///< Of the result.
  int32_t loop = -1;               ///< The innermost loop around it.
  CodeRange at;
};

struct CodeParameter {
  NameId name = 0;
  NameId type = 0;
  bool is_output = false;  ///< A reference or pointer to something that is not const.
};

/// A name that a value got: a local variable was declared with it, or took it by assignment or as a call left it.
struct CodeLocal {
  NameId name = 0;
  NameId type = 0;
  ValueId value = kNoValue;
  CodeRange at;
};

/// A function with a body, or the initialiser of a variable or a field: `key` is then that one's, `result` its value.
struct CodeFunction {
  NameId key = 0;   ///< The same in all units; an instantiation's own.
  NameId name = 0;  ///< Qualified, as CodeCall::callee.
  bool is_method = false;
  bool is_constructor = false;
  bool is_variable = false;
  bool is_lambda = false;    ///< By itself: what it captures is not known here. Its body is also in the function around it.
  std::vector<NameId> overrides;  ///< Keys of the methods of bases that it overrides.
  bool is_constant = false;  ///< A variable that is not assigned to.
  std::vector<CodeParameter> parameters;
  std::vector<CodeValue> values;
  std::vector<CodeCall> calls;
  std::vector<CodeLocal> locals;  ///< In source order.
  std::vector<std::pair<int32_t, ValueId>> outputs;  ///< (parameter or kThis, its value at the end), where it changes.
  std::vector<std::pair<NameId, ValueId>> stores;    ///< (key of a variable with static storage, its value at the end), likewise.
  ValueId result = kNoValue;
  CodeRange at;
};

/// A file that was read.
struct CodeFile {
  std::string path;    ///< Absolute.
  std::string digest;  ///< SHA-256 of its bytes, in hex.
  bool in_project = false;
};

/// A use of a macro that makes nothing of its arguments in this configuration: what they say is not in any function.
struct DroppedMacro {
  NameId name = 0;
  NameId arguments = 0;  ///< As written, without the parentheses.
  CodeRange at;
};

/// `[[clang::annotate("text")]]`.
struct CodeAnnotation {
  NameId name = 0;  ///< Qualified, of a field, class, function or "function::parameter".
  NameId text = 0;
};

/// Something that kept the compiler from understanding the unit.
struct UnitProblem {
  std::string what;
  CodeRange at;
  bool missing_file = false;  ///< `what` is the header that is not there.
  bool fatal = false;         ///< Nothing of the unit is known.
};

struct Unit {
  std::string path;  ///< Absolute, of the main file.
  std::vector<std::string> names;
  std::vector<CodeFile> files;
  std::vector<CodeFunction> functions;
  std::vector<DroppedMacro> dropped_macros;
  std::vector<CodeAnnotation> annotations;
  std::vector<UnitProblem> problems;

  const std::string& name(NameId id) const { return names[static_cast<size_t>(id)]; }
};

/// Units are shared: an editor's projects keep all but the one that is being edited.
using UnitPtr = std::shared_ptr<const Unit>;

/// What the analysis of one translation unit needs to know.
struct CompileCommand {
  std::string folder;                  ///< Where the compiler runs. Absolute.
  std::string file;                    ///< Absolute.
  std::vector<std::string> arguments;  ///< With the compiler in front.
};

}  // namespace ringfence
