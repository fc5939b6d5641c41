// What ringfence knows of libraries: data in rules/knowledge/, in the program from build time on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ringfence/data_class.h"

namespace ringfence {

/// How a call of a client library hands SQL over. Arguments count from 1, without the object.
struct ClientCall {
  enum class Binding : unsigned char {
    kNone,      ///< Nothing is bound here.
    kVariadic,  ///< Argument `from` is $1, the next $2, …
    kArray,     ///< Argument `from` is an array or container of values.
    kChain,     ///< By calls on the result: `<<`, `use()`, `bind()`, `addBindValue()`, `bindValue(":x", v)`.
  };
  std::vector<std::string> functions;  ///< Qualified names.
  int sql = 0;        ///< 0: no argument is the text.
  int name = 0;       ///< The argument that names a prepared statement.
  int least = 0;      ///< Only where it is called with so many arguments or more; 0: whatever.
  Binding binding = Binding::kNone;
  int from = 0;
  bool streams = false;  ///< The text goes on with further `<<` on the result.
};

struct ClientLibrary {
  std::string name;      ///< "libpqxx"
  std::string versions;  ///< "6 and 7"
  bool is_generic = false;  ///< It speaks to other databases than PostgreSQL as well.
  std::vector<std::string> headers;  ///< How its includes start: "pqxx/".
  std::vector<ClientCall> calls;
  std::vector<std::string> binders;      ///< Functions that bind a value to a statement made before: "soci::use".
  std::vector<std::string> quote_value;  ///< Functions whose result stands in a text as a value, safely.
  std::vector<std::string> quote_name;   ///< … as a name.
};

/// A place where something of a request from outside comes in.
struct RequestLibrary {
  std::string name;
  std::vector<std::string> inputs;  ///< Qualified functions and fields.
};

/// Calls whose arguments leave; these count from 1, without the object.
struct SinkCall {
  std::vector<std::string> functions;  ///< Qualified names.
  Channel channel = Channel::kLog;
  std::string level;     ///< "debug"; empty where the call does not say.
  int from = 1;          ///< The first argument that leaves; those behind it do too …
  int count = 0;         ///< … only so many; 0: all.
  int format = 0;        ///< The argument that is a printf format; 0: none.
  int key = 0;           ///< The argument that names the value: "user.email"; 0: none.
  int recipient = 0;     ///< The argument that says who gets it, a URL or host; 0: none.
  bool object = false;   ///< The object that it is called on leaves too.
  bool presents = false; ///< Headers: a credential in them shows who the client is.
  int when = 0;          ///< Only where this argument is one of `is`; 0: always.
  std::vector<std::string> is;  ///< Numbers in decimal, or texts.
};

/// What is written to them with `<<` leaves: functions, constructors, global variables.
struct SinkStream {
  std::vector<std::string> roots;
  Channel channel = Channel::kLog;
  std::string level;
  int when = 0;  ///< As in SinkCall, of the call that is the root.
  std::vector<std::string> is;
};

/// Macros that may make nothing of their arguments, by configuration.
struct SinkMacro {
  std::vector<std::string> names;
  std::string level;
  int from = 1;
};

struct SinkLibrary {
  std::string name;  ///< "spdlog"
  Channel channel = Channel::kLog;
  std::vector<std::string> headers;
  std::vector<SinkCall> calls;
  std::vector<SinkStream> streams;
  std::vector<SinkMacro> macros;
};

/// What a function makes of a value.
enum class Processing : unsigned char { kEncrypt, kPasswordHash, kHash, kWeakHash, kMac, kMask, kEncode, kDecrypt, kMeasure };

struct Sanitizer {
  std::vector<std::string> functions;
  Processing does = Processing::kMask;
  int output = 0;  ///< The argument that receives it; 0: the result.
};

/// A function of a library that carries text from its arguments to its result or to an argument.
struct Propagator {
  std::vector<std::string> functions;
  int from = 1;
  int output = 0;  ///< 0: the result.
};

/// Somebody who gets data: by host or by type of the client.
struct Recipient {
  std::string name;
  std::string category;  ///< "llm", "analytics", …
  std::vector<std::string> hosts;
  std::vector<std::string> types;
};

struct Knowledge {
  std::vector<ClientLibrary> clients;
  std::vector<RequestLibrary> requests;
  std::vector<SinkLibrary> sinks;
  std::vector<Sanitizer> sanitizers;
  std::vector<Propagator> propagators;
  std::vector<Propagator> randoms;     ///< What they give was made at random; `from` says nothing.
  std::vector<std::string> stops;      ///< Functions whose result says nothing of their arguments.
  std::vector<Recipient> recipients;
  std::vector<std::string> statement_logs;  ///< Functions that turn a log of statements with their values on.
  std::vector<std::string> mask_words;    ///< Words of a name that make a function one that masks.
};

/// Read once; the same object for the whole process. Throws std::logic_error where the data that was built in is broken.
const Knowledge& knowledge();

}  // namespace ringfence
