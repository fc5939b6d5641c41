#include "lint/flow/messages.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace ringfence::flow {

namespace {

// One field of a message on the wire: a number, or bytes.
struct WireField {
  uint64_t number = 0;  ///< Of the field.
  uint64_t value = 0;
  std::string_view bytes;
};

// Reads a message field by field, and stops at what it does not understand.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}

  std::optional<WireField> next() {
    const std::optional<uint64_t> tag = rest_.empty() ? std::nullopt : varint();
    if (!tag) return std::nullopt;
    WireField made;
    made.number = *tag >> 3u;
    switch (*tag & 7u) {
      case 0: {
        const std::optional<uint64_t> value = varint();
        if (!value) return std::nullopt;
        made.value = *value;
        return made;
      }
      case 1: return take(8, made);
      case 2: {
        const std::optional<uint64_t> length = varint();
        return length ? take(*length, made) : std::nullopt;
      }
      case 5: return take(4, made);
      default: return std::nullopt;
    }
  }

 private:
  std::optional<uint64_t> varint() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<uint64_t>(byte & 0x7fu) << shift;
      if ((byte & 0x80u) == 0) return value;
    }
    return std::nullopt;
  }

  std::optional<WireField> take(uint64_t length, WireField& made) {
    if (length > rest_.size()) return std::nullopt;
    made.bytes = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return made;
  }

  std::string_view rest_;
};

std::string in_cpp(std::string_view name) {
  std::string made;
  for (const char c : name.substr(name.starts_with('.') ? 1 : 0)) made += c == '.' ? std::string("::") : std::string(1, c);
  return made;
}

bool is_redacted(std::string_view options) {
  WireReader reader(options);
  while (const std::optional<WireField> one = reader.next())
    if (one->number == 16) return one->value != 0;
  return false;
}

// The numbers are those of FieldDescriptorProto in google/protobuf/descriptor.proto.
MessageField field_of(std::string_view descriptor) {
  MessageField made;
  WireReader reader(descriptor);
  while (const std::optional<WireField> one = reader.next()) {
    if (one->number == 1) made.name = std::string(one->bytes);
    if (one->number == 5) made.is_text = one->value == 9 || one->value == 12;
    if (one->number == 6) made.message = in_cpp(one->bytes);
    if (one->number == 8) made.is_redacted = is_redacted(one->bytes);
  }
  return made;
}

}  // namespace

Messages::Messages(const program::Program& program) {
  for (const program::FunctionRef& one : program.functions()) {
    if (!one.function->is_variable || one.function->result < 0) continue;
    if (!program::last_part(one.name(one.function->name)).starts_with("descriptor_table_protodef_")) continue;
    const auto& values = one.function->values;
    const auto text = std::find_if(values.begin(), values.end(), [](const CodeValue& value) { return value.kind == ValueKind::kText; });
    if (text != values.end()) read_file(one.name(text->name));
  }
}

const Message* Messages::find(const std::string& name) const {
  const auto found = messages_.find(name);
  return found == messages_.end() ? nullptr : &found->second;
}

void Messages::read_file(std::string_view descriptor) {
  std::string package;
  std::vector<std::string_view> messages;
  WireReader reader(descriptor);
  while (const std::optional<WireField> one = reader.next()) {
    if (one->number == 2) package = in_cpp(one->bytes) + "::";
    if (one->number == 4) messages.push_back(one->bytes);
  }
  for (const std::string_view one : messages) read_message(one, package);
}

// A message in a message is a class `Outer_Inner`.
void Messages::read_message(std::string_view descriptor, const std::string& outer) {
  std::string name;
  Message made;
  std::vector<std::string_view> nested;
  WireReader reader(descriptor);
  while (const std::optional<WireField> one = reader.next()) {
    if (one->number == 1) name = outer + std::string(one->bytes);
    if (one->number == 2) made.push_back(field_of(one->bytes));
    if (one->number == 3) nested.push_back(one->bytes);
  }
  for (const std::string_view one : nested) read_message(one, name + "_");
  messages_.try_emplace(name, std::move(made));
}

}  // namespace ringfence::flow
