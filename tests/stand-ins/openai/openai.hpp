// openai-cpp.
#pragma once

#include <nlohmann/json.hpp>

namespace openai {
namespace _detail {
using Json = nlohmann::json;
struct CategoryChat {
  Json create(Json input);
};
CategoryChat& chat();
}  // namespace _detail
using _detail::chat;
}  // namespace openai
