// The bytes of a unit: a line that names the format, a checksum, then cereal's portable binary archive.
#include <openssl/evp.h>

#include <cereal/archives/portable_binary.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/utility.hpp>
#include <cereal/types/vector.hpp>
#include <sstream>

#include "lint/extraction/digest.h"
#include "ringfence/units.h"

namespace ringfence {

// cereal finds these by their arguments.
template <class Archive>
void serialize(Archive& archive, CodeRange& at) { archive(at.file, at.begin, at.end); }
template <class Archive>
void serialize(Archive& archive, TextSegment& segment) { archive(segment.at, segment.file, segment.offset, segment.verbatim); }
template <class Archive>
void serialize(Archive& archive, CodeValue& value) {
  archive(value.kind, value.name, value.type, value.index, value.operands, value.condition, value.segments,
          value.at);
}
template <class Archive>
void serialize(Archive& archive, CodeCall& call) {
  archive(call.key, call.callee, call.overridden, call.is_method, call.is_constructor, call.is_variadic, call.format,
          call.operands, call.operand_at, call.type, call.loop, call.at);
}
template <class Archive>
void serialize(Archive& archive, CodeParameter& parameter) { archive(parameter.name, parameter.type, parameter.is_output); }
template <class Archive>
void serialize(Archive& archive, CodeLocal& local) { archive(local.name, local.type, local.value, local.at); }
template <class Archive>
void serialize(Archive& archive, CodeFunction& function) {
  archive(function.key, function.name, function.is_method, function.is_constructor, function.is_variable, function.is_lambda, function.overrides,
          function.is_constant, function.parameters, function.values, function.calls, function.locals, function.outputs, function.stores,
          function.result, function.at);
}
template <class Archive>
void serialize(Archive& archive, CodeFile& file) { archive(file.path, file.digest, file.in_project); }
template <class Archive>
void serialize(Archive& archive, DroppedMacro& macro) { archive(macro.name, macro.arguments, macro.at); }
template <class Archive>
void serialize(Archive& archive, CodeAnnotation& annotation) { archive(annotation.name, annotation.text); }
template <class Archive>
void serialize(Archive& archive, UnitProblem& problem) { archive(problem.what, problem.at, problem.missing_file, problem.fatal); }
template <class Archive>
void serialize(Archive& archive, Unit& unit) { archive(unit.path, unit.names, unit.files, unit.functions, unit.dropped_macros, unit.annotations, unit.problems); }

namespace {

// To be raised with every change of what stands in a unit or of how it is made.
constexpr std::string_view kFormat = "ringfence unit 6\n";
constexpr size_t kDigestLength = 64;

}  // namespace

std::string write_unit(const Unit& unit) {
  std::ostringstream stream;
  {
    cereal::PortableBinaryOutputArchive archive(stream);
    archive(unit);
  }
  const std::string body = stream.str();
  return std::string(kFormat) + extraction::digest(body) + "\n" + body;
}

std::optional<Unit> read_unit(std::string_view bytes) {
  const size_t head = kFormat.size() + kDigestLength + 1;
  if (bytes.size() < head || !bytes.starts_with(kFormat)) return std::nullopt;
  const std::string_view body = bytes.substr(head);
  if (bytes.substr(kFormat.size(), kDigestLength) != extraction::digest(body)) return std::nullopt;
  try {
    std::istringstream stream{std::string(body)};
    cereal::PortableBinaryInputArchive archive(stream);
    Unit unit;
    archive(unit);
    return unit;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace ringfence
