// clangd runs our checks without any setting: the linker puts these in front of two of its own functions (--wrap). A version of
// clangd that has no such functions does not link.
#include <clang-tidy/ClangTidyOptions.h>
#include <llvm/ADT/STLFunctionalExtras.h>

#include <optional>

namespace {

using Provider = llvm::function_ref<void(clang::tidy::ClangTidyOptions&, llvm::StringRef)>;

}  // namespace

extern "C" {

std::optional<bool> real_is_fast(llvm::StringRef check) __asm__("__real__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> wrapped_is_fast(llvm::StringRef check) __asm__("__wrap__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
Provider real_defaults() __asm__("__real__ZN5clang6clangd20provideDefaultChecksEv");
Provider wrapped_defaults() __asm__("__wrap__ZN5clang6clangd20provideDefaultChecksEv");

// Checks that it has not timed are dropped without a word.
std::optional<bool> wrapped_is_fast(llvm::StringRef check) { return check.starts_with("ringfence-") ? true : real_is_fast(check); }

// Who writes of our checks in a .clang-tidy decides about them; who does not, gets all.
Provider wrapped_defaults() {
  static const auto kProvide = [](clang::tidy::ClangTidyOptions& options, llvm::StringRef file) {
    real_defaults()(options, file);
    if (!options.Checks) options.Checks = "";
    if (options.Checks->find("ringfence-") == std::string::npos) *options.Checks += ",ringfence-*";
  };
  return kProvide;
}

}  // extern "C"
