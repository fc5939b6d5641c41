// Ways by which personal data and credentials leave a program.
#pragma once

#include <string>
#include <vector>

#include "ringfence/data_class.h"
#include "ringfence/finding.h"

namespace ringfence {

/// Personal data or a credential that leaves the program in C++.
struct ValueLeak {
  enum class From : uint8_t { kName, kColumn, kObject };
  DataClass data_class = DataClass::kPersonal;
  std::string category;      ///< "contact.email"
  From from = From::kName;   ///< By its name, read from a column, or written by the printer of an object.
  Channel channel = Channel::kLog;
  std::string given;         ///< "customers.email", "Customer::email"
  const Table* table = nullptr;  ///< kColumn: this one's …
  int column = -1;               ///< … column.
  std::string sink;          ///< "spdlog::info"
  std::string level;         ///< "debug"; empty: not known.
  std::string function;      ///< Where it happens.
  std::string recipient;     ///< kTransfer, kUrl: the host or the client, where it is known.
  bool recipient_declared = false;  ///< By `[[recipients]]`.
  bool compiled_out = false; ///< In this configuration the statement makes nothing of it.
  Place at;                  ///< The argument that leaves.
  std::vector<Label> way;    ///< From where the value comes from to the place where it leaves.
};

/// Statements are written to a log together with the values that are bound to them.
struct StatementLog {
  int statement = -1;
  std::string what;  ///< "PQtrace", "SET log_statement = 'all'", "'sql' and 'values'"
  Place at;
  std::vector<Label> because;
};

}  // namespace ringfence
