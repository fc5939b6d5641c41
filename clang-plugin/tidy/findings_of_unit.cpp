#include "clang-plugin/tidy/findings_of_unit.h"

#include <clang/Basic/FileManager.h>
#include <clang/Basic/SourceManager.h>
#include <llvm/Support/Regex.h>

#include <vector>

namespace ringfence::tidy {

using namespace clang;

namespace {

class Reporter {
 public:
  Reporter(const UnitReport& report, ASTContext& tree, clang::tidy::ClangTidyContext& context)
      : report_(report), sources_(tree.getSourceManager()), context_(context) {}

  void report(const Finding& finding) {
    const CharSourceRange at = range(finding.at, false);
    if (at.isInvalid() || !is_asked_for(at.getBegin())) return;
    const std::string name = "ringfence-" + finding.rule;
    {
      DiagnosticBuilder builder = context_.diag(name, at.getBegin(), "%0", DiagnosticIDs::Warning);
      builder << finding.what << at;
      if (!finding.fixes.empty())
        for (const FixItHint& hint : hints(finding.fixes[0])) builder << hint;
    }
    // What stands in no included file counts as main file there, and would show findings in headers that nobody asked for.
    const bool is_in_main = sources_.isInMainFile(at.getBegin());
    for (const Label& label : finding.why) {
      const CharSourceRange where = range(label.at, is_in_main);
      if (where.isInvalid() && !is_in_main && label.at) note(name, at, label.text + " (" + place(label.at) + ")");
      else note(name, where, label.text);
    }
    if (!finding.advice.empty()) note(name, at, "to do: " + finding.advice);
    for (const std::string& statement : finding.migration) note(name, at, "migration: " + statement);
    for (size_t i = 1; i < finding.fixes.size(); ++i) {
      DiagnosticBuilder builder = context_.diag(name, at.getBegin(), "%0", DiagnosticIDs::Note);
      builder << finding.fixes[i].title;
      for (const FixItHint& hint : hints(finding.fixes[i])) builder << hint;
    }
  }

 private:
  // The filter of clang-tidy lets through what has a note in the main file, wherever it stands.
  bool is_asked_for(SourceLocation at) const {
    if (sources_.isInMainFile(at)) return true;
    const OptionalFileEntryRef file = sources_.getFileEntryRefForID(sources_.getFileID(at));
    const auto fits = [&](const std::optional<std::string>& filter) { return filter && llvm::Regex(*filter).match(file->getName()); };
    return file && fits(context_.getOptions().HeaderFilterRegex) && !fits(context_.getOptions().ExcludeHeaderFilterRegex);
  }

  void note(const std::string& name, CharSourceRange at, const std::string& text) {
    if (at.isValid()) context_.diag(name, at.getBegin(), "%0", DiagnosticIDs::Note) << text << at;
  }

  std::string place(Place at) const {
    const auto path = report_.paths.find(at.source);
    return (path == report_.paths.end() ? at.source->path() : path->second) + ":" + std::to_string(at.source->position(at.span.begin).line);
  }

  // `anywhere`: also in files that the compiler did not read, such as migrations.
  FileID file(const Source& source, bool anywhere) {
    // What a note made known is no file of the unit.
    if (const auto shown = only_shown_.find(&source); shown != only_shown_.end()) return anywhere ? shown->second : FileID();
    const auto [known, is_new] = files_.try_emplace(&source);
    if (!is_new && (known->second.isValid() || !anywhere)) return known->second;
    const auto path = report_.paths.find(&source);
    if (path == report_.paths.end()) return {};
    const OptionalFileEntryRef entry = sources_.getFileManager().getOptionalFileRef(path->second);
    const OptionalFileEntryRef main = sources_.getFileEntryRefForID(sources_.getMainFileID());
    if (&source == report_.source) return known->second = sources_.getMainFileID();
    if (!entry) return {};
    if (main && &main->getFileEntry() == &entry->getFileEntry()) return known->second = sources_.getMainFileID();
    known->second = sources_.translateFile(*entry);
    if (known->second.isValid() || !anywhere) return known->second;
    return only_shown_[&source] = sources_.getOrCreateFileID(*entry, SrcMgr::C_User);
  }

  CharSourceRange range(Place at, bool anywhere) {
    const FileID id = at ? file(*at.source, anywhere) : FileID();
    if (id.isInvalid() || at.span.end > sources_.getFileIDSize(id)) return {};
    const SourceLocation start = sources_.getLocForStartOfFile(id);
    return CharSourceRange::getCharRange(start.getLocWithOffset(static_cast<int>(at.span.begin)),
                                         start.getLocWithOffset(static_cast<int>(at.span.end)));
  }

  // All edits or none: half a fix breaks what it should mend.
  std::vector<FixItHint> hints(const Fix& fix) {
    std::vector<FixItHint> made;
    for (const Edit& edit : fix.edits) {
      const CharSourceRange at = range(edit.at, false);
      if (at.isInvalid()) return {};
      made.push_back(edit.at.span.begin == edit.at.span.end ? FixItHint::CreateInsertion(at.getBegin(), edit.text)
                                                            : FixItHint::CreateReplacement(at, edit.text));
    }
    return made;
  }

  const UnitReport& report_;
  SourceManager& sources_;
  clang::tidy::ClangTidyContext& context_;
  std::map<const Source*, FileID> files_, only_shown_;
};

}  // namespace

void findings_of_unit(const UnitReport& report, const std::set<std::string, std::less<>>& rules, ASTContext& tree,
                      clang::tidy::ClangTidyContext& context) {
  Reporter reporter(report, tree, context);
  for (const ReportedFinding& one : report.report.findings)
    if (!one.suppression && one.finding.at && rules.contains(one.finding.rule)) reporter.report(one.finding);
}

}  // namespace ringfence::tidy
