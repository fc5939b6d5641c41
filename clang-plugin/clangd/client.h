// What an editor has said of itself.
#pragma once

#include <nlohmann/json.hpp>

#include "clang-plugin/clangd/positions.h"

namespace ringfence::clangd {

struct Client {
  ColumnUnit columns = ColumnUnit::kUtf16;  ///< As clangd has chosen.
  bool takes_markdown = false;
  bool takes_related = false;
  bool takes_links = false;
  bool takes_actions = false;          ///< Else commands.
  bool takes_versioned_edits = false;

  /// The parameters of `initialize`.
  void read(const nlohmann::json& parameters);
  /// clangd's answer.
  void read_answer(const nlohmann::json& result);
};

}  // namespace ringfence::clangd
