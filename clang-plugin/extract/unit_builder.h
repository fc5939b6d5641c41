// A unit under construction: names and files get their numbers here.
#pragma once

#include <clang/AST/ASTContext.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/StringMap.h>

#include <string>

#include "ringfence/unit.h"

namespace ringfence::extract {

class UnitBuilder {
 public:
  /// `project`: absolute folder; files below it are the project's own.
  UnitBuilder(Unit& unit, std::string project);

  NameId name(llvm::StringRef text);
  int32_t file(clang::FileID id, const clang::SourceManager& sources);
  CodeRange range(clang::SourceRange range, const clang::ASTContext& context);
  /// Whether what is written there is to be looked into.
  bool is_in_project(clang::SourceLocation at, const clang::SourceManager& sources);

  /// A file that the compiler opened, whether or not anything in it is of interest.
  void note_read(const std::string& path);

  Unit& unit;

 private:
  int32_t numbered(const std::string& path);

  std::string project_;
  llvm::StringMap<NameId> names_;
  llvm::DenseMap<clang::FileID, int32_t> files_;
  llvm::StringMap<int32_t> numbers_;
};

}  // namespace ringfence::extract
