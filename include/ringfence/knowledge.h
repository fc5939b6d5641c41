// What ringfence knows of libraries: data in rules/knowledge/, in the program from build time on.
#pragma once

#include <string>
#include <vector>

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

struct Knowledge {
  std::vector<ClientLibrary> clients;
  std::vector<RequestLibrary> requests;
};

/// Read once; the same object for the whole process. Throws std::logic_error where the data that was built in is broken.
const Knowledge& knowledge();

}  // namespace ringfence
