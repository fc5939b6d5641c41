// What data is, how a credential has to be kept, and by which way a value leaves a program: words that facts, columns and
// knowledge share.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ringfence {

enum class DataClass : uint8_t { kNone, kPersonal, kCredential };
/// How a credential has to be kept. Personal data has kNone, but for what is never to be stored readable (card numbers).
enum class Treatment : uint8_t { kNone, kHashOnly, kReversible, kProhibited };

std::string_view to_string(DataClass data_class);
std::string_view to_string(Treatment treatment);

enum class Channel : uint8_t { kLog, kConsole, kTelemetry, kMetric, kException, kUrl, kTransfer, kProcess };
inline constexpr std::array kChannels = {Channel::kLog,       Channel::kConsole, Channel::kTelemetry, Channel::kMetric,
                                         Channel::kException, Channel::kUrl,     Channel::kTransfer,  Channel::kProcess};
/// The word for it in rules/knowledge/sinks and in `[personal] allow`: "log", "third-party".
std::string_view to_string(Channel channel);
/// The words in `[personal] allow` for logs that the database keeps: of what SQL writes there, of the statements themselves.
inline constexpr std::string_view kSqlLog = "sql-log";
inline constexpr std::string_view kStatementLog = "statement-log";

}  // namespace ringfence
