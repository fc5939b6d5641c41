#include "lint/sql/migration_section.h"

namespace ringfence::sql {

namespace {

enum class Marker { kNone, kUp, kDown, kStatement };

// `-- +goose Up`, `-- +migrate Down`, `-- migrate:up`, with any spacing and whatever follows.
Marker marker_of(std::string_view line) {
  const size_t start = line.find_first_not_of(" \t");
  if (start == line.npos || line.substr(start, 2) != "--") return Marker::kNone;
  line.remove_prefix(start + 2);
  const size_t word = line.find_first_not_of(" \t");
  if (word == line.npos) return Marker::kNone;
  line.remove_prefix(word);
  if (line.substr(0, 10) == "migrate:up") return Marker::kUp;
  if (line.substr(0, 12) == "migrate:down") return Marker::kDown;
  for (const std::string_view tool : {"+goose", "+migrate"}) {
    if (line.substr(0, tool.size()) != tool) continue;
    std::string_view rest = line.substr(tool.size());
    const size_t command = rest.find_first_not_of(" \t");
    if (command == rest.npos) return Marker::kNone;
    rest.remove_prefix(command);
    const auto is = [&](std::string_view name) {
      for (size_t i = 0; i < name.size(); ++i)
        if (i >= rest.size() || (rest[i] | 0x20) != name[i]) return false;
      return true;
    };
    if (is("statementbegin") || is("statementend")) return Marker::kStatement;
    if (is("up")) return Marker::kUp;
    if (is("down")) return Marker::kDown;
  }
  return Marker::kNone;
}

}  // namespace

std::vector<Section> sections_of(std::string_view text, bool migration) {
  const auto size = static_cast<uint32_t>(text.size());
  const bool marked = migration && (text.find("+goose") != text.npos || text.find("+migrate") != text.npos ||
                                    text.find("migrate:up") != text.npos);
  if (!marked) return {{0, size}};
  std::vector<Section> sections;
  bool up = false;
  bool any = false;
  Section open;
  const auto close = [&](uint32_t end) {
    open.end = end;
    if (up && open.end > open.begin) sections.push_back(open);
  };
  uint32_t begin = 0;
  while (begin < size) {
    const size_t feed = text.find('\n', begin);
    const auto next = static_cast<uint32_t>(feed == text.npos ? size : feed + 1);
    const Marker marker = marker_of(text.substr(begin, next - begin));
    if (marker != Marker::kNone) {
      close(begin);
      any = any || marker == Marker::kUp || marker == Marker::kDown;
      if (marker == Marker::kUp) up = true;
      if (marker == Marker::kDown) up = false;
      open = {next, size};
    }
    begin = next;
  }
  close(size);
  if (!any) return {{0, size}};
  return sections;
}

}  // namespace ringfence::sql
