// Texts as values: put together, compared, cut; and how far evaluation goes.
#pragma once

#include "lint/program/text.h"

namespace ringfence::program {

inline constexpr size_t kMostVariants = 24;
inline constexpr size_t kMostElements = 400;
inline constexpr size_t kLongest = 256 * 1024;
inline constexpr int kDeepest = 300;
inline constexpr int kDeepestFrame = 32;
inline constexpr int kBudget = 100'000;

Text constant(const std::string& text);
size_t length(const Text& text);
bool same(const Text& a, const Text& b);
/// False: there are more than are kept.
bool unite(std::vector<Text>& all, std::vector<Text> more, size_t most = kMostVariants);
/// Cuts what a loop left behind its last piece: ", ", " AND ", " OR ", " UNION ALL ".
void trim_separator(Text& text);
/// Whether those who call the function can say more of a hole.
bool waits_for_caller(const Text& text);
/// Separators where there is nothing to separate.
bool is_malformed(const Text& text);

bool is_character(const std::string& type);
bool is_numeric(const std::string& type);
bool is_text(const std::string& type);
/// A function of a library whose texts we know by name.
bool is_library(const std::string& name);

}  // namespace ringfence::program
