// What data is, how a credential has to be kept, and by which way a value leaves a program: words that facts, columns and
// knowledge share.
#pragma once

#include <cstdint>
#include <string_view>

namespace ringfence {

enum class DataClass : uint8_t { kNone, kPersonal, kCredential };
/// How a credential has to be kept. Personal data has kNone, but for what is never to be stored readable (card numbers).
enum class Treatment : uint8_t { kNone, kHashOnly, kReversible, kProhibited };

std::string_view to_string(DataClass data_class);
std::string_view to_string(Treatment treatment);

enum class Channel : uint8_t { kLog, kConsole, kTelemetry, kMetric, kException, kUrl, kTransfer, kProcess };
std::string_view to_string(Channel channel);

}  // namespace ringfence
