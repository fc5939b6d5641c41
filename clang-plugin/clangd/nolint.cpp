#include "clang-plugin/clangd/nolint.h"

#include <clang-tidy/NoLintDirectiveHandler.h>
#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Tooling/Core/Diagnostic.h>

namespace ringfence::clangd {

struct Nolint::Impl : clang::DiagnosticConsumer {
  explicit Impl(const Source& text) : files(text.path().empty() ? "unit.cpp" : text.path(), llvm::StringRef(text.text())) {
    clang::DiagnosticsEngine& engine = files.get().getDiagnostics();
    engine.setClient(this, false);
    finding = engine.getCustomDiagID(clang::DiagnosticsEngine::Warning, "finding");
    files.get().getBufferData(files.get().getMainFileID());
  }

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) override {
    llvm::SmallVector<clang::tooling::Diagnostic, 1> mistakes;
    is_hidden = comments.shouldSuppress(level, info, check, mistakes, false, true);
  }

  clang::SourceManagerForFile files;
  clang::tidy::NoLintDirectiveHandler comments;
  unsigned finding = 0;
  std::string check;
  bool is_hidden = false;
};

Nolint::Nolint(const Source& text) {
  if (text.text().find("NOLINT") != std::string_view::npos) impl_ = std::make_unique<Impl>(text);
}

Nolint::~Nolint() = default;

bool Nolint::hides(const std::string& check, uint32_t offset) {
  if (impl_ == nullptr) return false;
  clang::SourceManager& sources = impl_->files.get();
  impl_->check = check;
  impl_->is_hidden = false;
  const clang::SourceLocation at = sources.getLocForStartOfFile(sources.getMainFileID()).getLocWithOffset(static_cast<int>(offset));
  sources.getDiagnostics().Report(at, impl_->finding);
  return impl_->is_hidden;
}

}  // namespace ringfence::clangd
