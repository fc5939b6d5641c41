#include "clang-plugin/clangd/suppressed.h"

#include <clang/Basic/LangOptions.h>
#include <llvm/ADT/StringSet.h>

#include <mutex>

namespace {

// Where somebody asks: what clangd has to say.
thread_local std::optional<std::set<std::string>>* asking = nullptr;

}  // namespace

extern "C" {

bool real_is_suppressed(unsigned id, const llvm::StringSet<>& suppress, const clang::LangOptions& language) __asm__(
    "__real__ZN5clang6clangd29isBuiltinDiagnosticSuppressedEjRKN4llvm9StringSetINS1_15MallocAllocatorEEERKNS_11LangOptionsE");
bool wrapped_is_suppressed(unsigned id, const llvm::StringSet<>& suppress, const clang::LangOptions& language) __asm__(
    "__wrap__ZN5clang6clangd29isBuiltinDiagnosticSuppressedEjRKN4llvm9StringSetINS1_15MallocAllocatorEEERKNS_11LangOptionsE");

bool wrapped_is_suppressed(unsigned id, const llvm::StringSet<>& suppress, const clang::LangOptions& language) {
  if (asking == nullptr) return real_is_suppressed(id, suppress, language);
  asking->emplace();
  for (const auto& name : suppress) (*asking)->insert(name.getKey().str());
  return true;  // So that nobody sees the question.
}

}  // extern "C"

namespace ringfence::clangd {

std::optional<std::set<std::string>> suppressed_checks(clang::tidy::ClangTidyContext& context, const clang::DiagnosticsEngine& engine,
                                                       clang::SourceLocation at) {
  static std::mutex mutex;
  static std::optional<std::set<std::string>> latest = std::set<std::string>();
  const std::lock_guard lock(mutex);
  // A header that is missing silences all that follows; what was configured before still is.
  if (engine.hasFatalErrorOccurred()) return latest;
  latest.reset();
  asking = &latest;
  context.diag("ringfence", at, "which checks are suppressed?", clang::DiagnosticIDs::Warning);
  asking = nullptr;
  return latest;
}

}  // namespace ringfence::clangd
