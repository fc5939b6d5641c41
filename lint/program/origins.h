// Where a value comes from: followed through calls, callers and fields until something says so.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "lint/program/compose.h"
#include "lint/program/text.h"
#include "ringfence/code.h"
#include "ringfence/policy.h"

namespace ringfence::program {

class OriginTracer {
 public:
  /// Functions of client libraries: what they return was read from the database.
  std::set<std::string> client_functions;

  OriginTracer(const Program& program, TextEvaluator& texts, const Policy& policy, const FileSource& source_of);

  std::vector<ValueOrigin> origins(const Located& value);
  /// What the value is called: the last name of a parameter, field or function.
  std::string name_of(const Located& value);
  /// Where the value is written, in the function that decides on it: wrappers that hand it on are left behind.
  /// `written`: where it is an operand; without a file: where it is made.
  Place place(const Located& value, const CodeRange& written = {}) const;

 private:
  void follow(const Located& value, int depth, std::vector<Label> way, std::vector<ValueOrigin>& found);
  void follow_call(const Located& value, const CodeCall& call, int depth, const std::vector<Label>& way,
                   std::vector<ValueOrigin>& found);
  bool is_declared(const Located& value, const std::string& name, const std::vector<Label>& way, std::vector<ValueOrigin>& found);
  std::string key_of_element(const Located& key);
  void add(ValueOrigin::Kind kind, const Located& value, std::string name, const std::vector<Label>& way, std::vector<ValueOrigin>& found);

  const Program& program_;
  TextEvaluator& texts_;
  const Policy& policy_;
  const FileSource& source_of_;
  std::vector<std::string> requests_;
  int budget_ = 0;
};

}  // namespace ringfence::program
