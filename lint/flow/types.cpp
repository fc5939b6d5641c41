// What the name of a type says of its values.
#include <algorithm>
#include <array>

#include "lint/flow/flow_context.h"

namespace ringfence::flow {

namespace {

template <size_t N>
bool starts_with_one(const std::string& text, const std::array<std::string_view, N>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view one) { return text.starts_with(one); });
}

}  // namespace

bool is_number(const std::string& type) {
  static constexpr std::array<std::string_view, 20> kNumbers = {
      "bool", "_Bool", "short", "unsigned short", "int", "unsigned int", "long", "unsigned long", "long long", "unsigned long long",
      "float", "double", "long double", "unsigned char", "signed char", "std::byte", "__int128", "unsigned __int128", "std::nullptr_t", "void"};
  return std::find(kNumbers.begin(), kNumbers.end(), type) != kNumbers.end() || type.starts_with("std::chrono::") ||
         type.starts_with("std::__is") || type == "std::strong_ordering";
}

bool is_text(const std::string& type) {
  static constexpr std::array<std::string_view, 17> kTexts = {
      "std::basic_string", "std::basic_string_view", "char", "wchar_t", "char8_t", "char16_t", "QString", "QByteArray", "QStringView",
      "QLatin1String", "QVariant", "QAnyStringView", "folly::basic_fbstring", "folly::Range", "absl::string_view", "fmt::basic_memory_buffer",
      "Glib::ustring"};
  return std::find(kTexts.begin(), kTexts.end(), type) != kTexts.end() || type.starts_with("char[") || type.starts_with("const char");
}

bool is_carrier(const std::string& type) {
  static constexpr std::array<std::string_view, 28> kLibraries = {
      "std::",    "boost::", "absl::", "folly::",          "fmt::",  "nlohmann::",   "Json::", "rapidjson::", "Poco::",  "pqxx::",
      "soci::",   "drogon::", "userver", "tao::",            "QList",  "QMap",   "QHash",        "QVector", "QJson",    "QUrl",
      "web::",    "mqtt::",  "AMQP::", "google::protobuf", "kafka::", "cppkafka::", "mailio::", "vmime::"};
  return is_text(type) || starts_with_one(type, kLibraries);
}

std::string name_of_key(const std::string& key) {
  std::string name;
  size_t begin = 0;
  bool is_kind = true;  // The letters between names: N for a namespace, S for a class.
  for (size_t part = 0; begin <= key.size(); ++part) {
    const size_t end = std::min(key.find('@', begin), key.size());
    const std::string one = key.substr(begin, end - begin);
    begin = end + 1;
    if (part == 0) continue;
    const bool kind = is_kind && one.size() <= 2 && !one.empty() && std::isupper(static_cast<unsigned char>(one[0])) != 0 && begin <= key.size();
    is_kind = !kind;
    if (kind || one.empty()) continue;
    is_kind = true;
    name += (name.empty() ? "" : "::") + one;
  }
  return name;
}

}  // namespace ringfence::flow
