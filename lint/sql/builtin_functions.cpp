#include "lint/sql/builtin_functions.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace ringfence::sql {

namespace {

struct Entry {
  std::string_view name;
  std::string_view flags;
};

constexpr Entry kFunctions[] = {
#include "lint/sql/builtin_functions.inc"
};

constexpr uint32_t hash(std::string_view name) {
  uint32_t value = 2166136261u;  // FNV-1a
  for (const char c : name) value = (value ^ static_cast<unsigned char>(c)) * 16777619u;
  return value ^ (value >> 15);
}

// Open addressing, a third full: every call in every statement looks here, and most look-ups end at the first slot.
constexpr size_t kSlots = 8192;
constexpr uint16_t kEmpty = UINT16_MAX;
static_assert(std::size(kFunctions) < kSlots / 2);

constexpr std::array<uint16_t, kSlots> make_slots() {
  std::array<uint16_t, kSlots> slots{};
  for (uint16_t& slot : slots) slot = kEmpty;
  for (size_t i = 0; i < std::size(kFunctions); ++i) {
    size_t at = hash(kFunctions[i].name) % kSlots;
    while (slots[at] != kEmpty) at = (at + 1) % kSlots;
    slots[at] = static_cast<uint16_t>(i);
  }
  return slots;
}

constexpr std::array<uint16_t, kSlots> kSlotOf = make_slots();

const Entry* find(std::string_view name) {
  for (size_t at = hash(name) % kSlots; kSlotOf[at] != kEmpty; at = (at + 1) % kSlots)
    if (kFunctions[kSlotOf[at]].name == name) return &kFunctions[kSlotOf[at]];
  return nullptr;
}

}  // namespace

std::optional<BuiltinFunction> builtin_function(std::string_view name) {
  BuiltinFunction known;
  const Entry* found = find(name);
  if (found == nullptr) {
    // PostGIS brings hundreds of functions of its arguments; those that are more than that are in the table.
    if (!name.starts_with("st_")) return std::nullopt;
    known.strict = known.stable = true;
    return known;
  }
  for (const char flag : found->flags) {
    known.aggregate |= flag == 'a';
    known.window |= flag == 'w';
    known.set_returning |= flag == 's';
    known.strict |= flag == 'n';
    known.stable |= flag == 't';
    known.reads_tables |= flag == 'r';
  }
  return known;
}

}  // namespace ringfence::sql
