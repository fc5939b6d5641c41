#include "clang-plugin/extract/unit_builder.h"

#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>
#include <llvm/Support/Path.h>

namespace ringfence::extract {

UnitBuilder::UnitBuilder(Unit& made, std::string project) : unit(made), project_(std::move(project)) {
  if (!project_.empty() && project_.back() != '/') project_ += '/';
  name("");
}

NameId UnitBuilder::name(llvm::StringRef text) {
  const auto [known, is_new] = names_.try_emplace(text, static_cast<NameId>(unit.names.size()));
  if (is_new) unit.names.push_back(text.str());
  return known->second;
}

int32_t UnitBuilder::numbered(const std::string& name) {
  llvm::SmallString<256> path(name);
  llvm::sys::path::remove_dots(path, true);
  const auto [known, is_new] = numbers_.try_emplace(path, static_cast<int32_t>(unit.files.size()));
  if (is_new) {
    CodeFile file;
    file.path = path.str().str();
    file.in_project = llvm::StringRef(file.path).starts_with(project_);
    unit.files.push_back(std::move(file));
  }
  return known->second;
}

void UnitBuilder::note_read(const std::string& path) { numbered(path); }

int32_t UnitBuilder::file(clang::FileID id, const clang::SourceManager& sources) {
  const auto known = files_.find(id);
  if (known != files_.end()) return known->second;
  int32_t number = -1;
  if (const clang::OptionalFileEntryRef entry = sources.getFileEntryRefForID(id)) {
    const llvm::StringRef real = entry->getFileEntry().tryGetRealPathName();
    number = numbered(real.empty() ? entry->getName().str() : real.str());
  }
  files_[id] = number;
  return number;
}

CodeRange UnitBuilder::range(clang::SourceRange range, const clang::ASTContext& context) {
  const clang::SourceManager& sources = context.getSourceManager();
  if (range.isInvalid()) return {};
  // What is written as a macro's argument stands there; anything else of a macro stands where the macro is used.
  clang::CharSourceRange written = clang::CharSourceRange::getTokenRange(range);
  if (range.getBegin().isMacroID() || range.getEnd().isMacroID()) {
    written = clang::Lexer::makeFileCharRange(written, sources, context.getLangOpts());
    if (written.isInvalid()) written = sources.getExpansionRange(range);
  }
  const auto [begin_file, begin] = sources.getDecomposedLoc(written.getBegin());
  const clang::SourceLocation last = written.isTokenRange()
                                         ? clang::Lexer::getLocForEndOfToken(written.getEnd(), 0, sources, context.getLangOpts())
                                         : written.getEnd();
  const auto [end_file, end] = sources.getDecomposedLoc(last.isValid() ? last : written.getEnd());
  return {file(begin_file, sources), begin, begin_file == end_file && end > begin ? end : begin};
}

bool UnitBuilder::is_in_project(clang::SourceLocation at, const clang::SourceManager& sources) {
  if (at.isInvalid()) return false;
  const int32_t number = file(sources.getFileID(sources.getExpansionLoc(at)), sources);
  return number >= 0 && unit.files[static_cast<size_t>(number)].in_project;
}

}  // namespace ringfence::extract
