// SQL that stands in C++: what the linked units of a code base send to a database, and with which values.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ringfence/facts.h"
#include "ringfence/finding.h"
#include "ringfence/policy.h"
#include "ringfence/sql_text.h"
#include "ringfence/unit.h"

namespace ringfence {

/// Where a bound value comes from, as far as it was followed.
struct ValueOrigin {
  enum class Kind : uint8_t {
    kContext,  ///< The declared tenant context.
    kRequest,  ///< Something that a request from outside brings.
    kColumn,   ///< Read from the database, out of column `name`.
    kLiteral,
    kNamed,    ///< A parameter, field or function result that is not followed further; `name` says its name.
    kUnknown,
  };
  Kind kind = Kind::kUnknown;
  std::string name;  ///< "org_id", "http::Request::query"
  int level = 0;     ///< kContext: of the tenant key.
  Place at;
  std::vector<Label> way;  ///< Calls on the way from there to the statement.
};

namespace program {
class Program;
struct Frame;
}

/// A value of the linked program, and the calls that lead to it.
struct BoundValue {
  std::shared_ptr<const program::Frame> frame;
  ValueId value = kNoValue;
};

struct BoundArgument {
  int number = 0;    ///< Of the placeholder in the statement.
  std::string name;  ///< What the value is called where it is bound: "org_id"; empty where it has no name.
  Place at;
  std::vector<ValueOrigin> origins;
  std::vector<BoundValue> values;  ///< One for each way to the statement that was walked.
};

/// A piece of a text that is known at run time only.
struct TextHole {
  enum class Kind : uint8_t { kValue, kName, kClause };
  Kind kind = Kind::kValue;
  int number = 0;          ///< Of the placeholder that stands for it in the statement; 0: none. kName: behind kNameHole.
  bool is_quoted_name = false;
  bool is_safe = false;    ///< A number, or quoted by the client library.
  std::string what;        ///< As the source spells it: "table_name".
  Place at;
};

enum class TextShape : uint8_t { kLiteral, kConstant, kConcatenation, kFormat };
std::string_view to_string(TextShape shape);
std::string_view to_string(ValueOrigin::Kind kind);
std::string_view to_string(TextHole::Kind kind);

/// A call whose result are a statement's rows; pointers into CodeReading::linked.
struct ResultSite {
  const CodeFunction* function = nullptr;
  int32_t call = 0;
  bool operator==(const ResultSite&) const = default;
};

struct CodeStatement {
  SqlText text;
  Place call;              ///< Where it is sent; empty where the text was found by what it says.
  std::string library;     ///< "libpqxx"
  std::string function;    ///< "pqxx::transaction_base::exec_params"
  TextShape shape = TextShape::kLiteral;
  std::vector<TextHole> holes;
  std::vector<BoundArgument> arguments;
  std::vector<ResultSite> results;
};

struct CodeCoverage {
  int units = 0;
  int units_skipped = 0;     ///< Not parsed: nothing in them can have to do with a database.
  int units_with_errors = 0;
  int units_lost = 0;        ///< Crashed, ran out of time, or could not be read at all.
  int calls = 0;             ///< Of a known client function, in a place of the code.
  int calls_without_text = 0;
  int calls_cut_short = 0;   ///< Their text has more variants than are looked at, or is put together in more ways.
  int texts = 0;
  int by_shape[4] = {0, 0, 0, 0};
  int with_holes = 0;
  int by_content = 0;
  int log_statements = 0;    ///< Places that write to a log or the console, wrappers of loggers included.
  int elsewhere = 0;         ///< Texts for another database than PostgreSQL, by what they say; not among `texts`.
};

/// A call of the database of whose text nothing stands in the program.
struct CallWithoutText {
  enum class Why : uint8_t {
    kParameter,  ///< What the caller of a function says that nobody in sight calls: a library's own.
    kOutside,    ///< What a function gives that is not the program's: a file, the command line, another library.
    kUnset,      ///< A field or variable that nobody in sight sets.
    kUnfollowed, ///< Put together in a way that is not followed.
  };
  Place call;
  std::string function;  ///< "PQexec"
  Why why = Why::kUnfollowed;
  std::string name;      ///< Of the parameter, the function, the field.
};
std::string_view to_string(CallWithoutText::Why why);

struct CodeReading {
  std::shared_ptr<const program::Program> linked;  ///< The functions of all units.
  std::vector<SourcePtr> sources;
  std::map<std::string, const Source*> source_of;  ///< By the absolute path that units know; one of `sources`.
  std::vector<CodeStatement> statements;  ///< In a stable order, each once.
  std::vector<CodeStatement> by_content;  ///< Literals that look like DML and reach no known call.
  std::vector<CallWithoutText> without_text;  ///< In the order of the places.
  std::vector<AllowComment> allow_comments;
  CodeCoverage coverage;
  std::vector<std::string> libraries;     ///< Known client libraries whose functions are called.
};

/// Links `units`, which are in a stable order, and reads the SQL in them. `load` gives a file's text, null where it cannot be read; paths are absolute.
CodeReading read_code(std::vector<UnitPtr> units, const Policy& policy,
                      const std::function<SourcePtr(const std::string& path)>& load);
CodeReading read_code(std::vector<Unit> units, const Policy& policy,
                      const std::function<SourcePtr(const std::string& path)>& load);

}  // namespace ringfence
