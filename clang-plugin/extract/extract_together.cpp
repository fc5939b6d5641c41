// Units that include the same headers of others, parsed in a tree of processes: a process reads a header that several of its
// units include, and forks where only some of them do. Each unit ends in a process of its own, behind exactly those headers
// that it includes itself.
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Lex/HeaderSearch.h>
#include <clang/Lex/Pragma.h>
#include <clang/Lex/Preprocessor.h>

#include <algorithm>
#include <map>
#include <set>

#include "clang-plugin/extract/run_clang.h"
#include "ringfence/extract.h"

namespace ringfence {

namespace {

using namespace clang;

constexpr const char* kStep = "ringfence_step";

struct Together {
  const std::vector<SharedUnit>& units;
  const ProcessTree& processes;
  std::vector<size_t> mine;        ///< Units of this process.
  std::set<std::string> read;      ///< Headers that need no more thought.
  bool is_started = false;         ///< The one unit that is left is being parsed.
};

// Each line of the main file asks here what to read next.
class Step : public PragmaHandler {
 public:
  Step(Together& together, CompilerInstance& compiler) : PragmaHandler(kStep), together_(together), compiler_(compiler) {}

  void HandlePragma(Preprocessor& preprocessor, PragmaIntroducer introducer, Token&) override {
    preprocessor.DiscardUntilEndOfDirective();
    if (together_.is_started) return;
    while (together_.mine.size() > 1) {
      const std::string header = commonest(preprocessor);
      if (header.empty()) {
        leave_to_others();
      } else if (divide(header)) {
        together_.read.insert(header);
        return enter("#if __has_include(" + header + ")\n#include " + header + "\n#endif\n", introducer.Loc);
      }
    }
    start(preprocessor, introducer.Loc);
  }

 private:
  // What the most units of this process include and it has not read yet; libraries first, they bring much of the standard's.
  std::string commonest(Preprocessor& preprocessor) {
    std::map<std::string, size_t> counts;
    for (const size_t index : together_.mine)
      for (const std::string& header : together_.units[index].headers)
        if (!together_.read.contains(header)) ++counts[header];
    std::string best;
    size_t most = 0;
    for (const auto& [header, count] : counts) {
      if (is_read(header, preprocessor)) {
        together_.read.insert(header);
        continue;
      }
      const size_t weight = count < 2 ? 0 : header.find_first_of("./") == std::string::npos ? count : count + together_.units.size();
      if (weight > most) most = weight, best = header;
    }
    return best;
  }

  bool is_read(const std::string& header, Preprocessor& preprocessor) const {
    const OptionalFileEntryRef file =
        preprocessor.LookupFile({}, llvm::StringRef(header).drop_front().drop_back(), header[0] == '<', nullptr, nullptr, nullptr,
                                nullptr, nullptr, nullptr, nullptr, nullptr);
    return !file || preprocessor.alreadyIncluded(*file);
  }

  // Whether this process goes on with the units that include it.
  bool divide(const std::string& header) {
    std::vector<size_t> with, without;
    for (const size_t index : together_.mine) {
      const auto& headers = together_.units[index].headers;
      (std::find(headers.begin(), headers.end(), header) != headers.end() ? with : without).push_back(index);
    }
    const bool takes = without.empty() || together_.processes.fork();
    together_.mine = takes ? with : without;
    return takes;
  }

  // Nothing more in common: a process for each but the last.
  void leave_to_others() {
    const std::vector<size_t> all = together_.mine;
    for (size_t i = 0; i < all.size(); ++i) {
      together_.mine = {all[i]};
      if (i + 1 < all.size() && together_.processes.fork()) return;
    }
  }

  void enter(const std::string& text, SourceLocation at) {
    SourceManager& sources = compiler_.getSourceManager();
    const FileID made = sources.createFileID(llvm::MemoryBuffer::getMemBufferCopy(text, "<shared headers>"), SrcMgr::C_User, 0, 0, at);
    compiler_.getPreprocessor().EnterSourceFile(made, nullptr, at);
  }

  // A macro of the project whose name a header spells might have changed what the header says: then the unit is not for us.
  void start(Preprocessor& preprocessor, SourceLocation at) {
    together_.is_started = true;
    const SharedUnit& unit = together_.units[together_.mine[0]];
    const IdentifierTable& seen = preprocessor.getIdentifierTable();
    for (const std::string& macro : unit.macros)
      if (seen.find(macro) != seen.end()) return together_.processes.end();
    SourceManager& sources = compiler_.getSourceManager();
    const OptionalFileEntryRef file = compiler_.getFileManager().getOptionalFileRef(unit.command.file);
    if (!file) return together_.processes.end();
    preprocessor.markIncluded(*file);
    preprocessor.EnterSourceFile(sources.createFileID(*file, at, SrcMgr::C_User), nullptr, at);
  }

  Together& together_;
  CompilerInstance& compiler_;
};

// As many lines as there can be headers to read, and one for the unit.
std::string steps(const std::vector<SharedUnit>& units) {
  std::set<std::string> headers;
  for (const SharedUnit& unit : units) headers.insert(unit.headers.begin(), unit.headers.end());
  std::string text;
  for (size_t i = 0; i <= headers.size(); ++i) text += std::string("#pragma ") + kStep + "\n";
  return text;
}

}  // namespace

void extract_together(const std::vector<SharedUnit>& units, const std::string& project, const ProcessTree& processes,
                      const std::function<void(size_t index, const Unit& unit)>& done) {
  if (units.empty()) return;
  Together together{units, processes, {}, {}, false};
  for (size_t i = 0; i < units.size(); ++i) together.mine.push_back(i);
  CompileCommand command = units[0].command;
  const std::string file = command.file;
  const size_t dot = file.rfind('.');
  extract::ClangRun run;
  run.main_name = "ringfence-shared-headers" + (dot == std::string::npos ? ".cpp" : file.substr(dot));
  run.main_text = steps(units);
  command.file = command.folder + "/" + run.main_name;
  for (std::string& argument : command.arguments)
    if (argument == units[0].written) argument = command.file;
  run.begin = [&](CompilerInstance& compiler) {
    compiler.getPreprocessor().AddPragmaHandler(new Step(together, compiler));  // The preprocessor's from here on.
  };
  // The process ends here: nobody needs what is left of the syntax tree.
  run.end = [&](Unit& unit) {
    if (!together.is_started) return;
    unit.path = units[together.mine[0]].command.file;
    if (unit.problems.empty()) done(together.mine[0], unit);
    processes.end();
  };
  extract::run_clang(command, project, run);
}

}  // namespace ringfence
