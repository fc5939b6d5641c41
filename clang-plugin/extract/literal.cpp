#include "clang-plugin/extract/literal.h"

#include <clang/AST/ASTContext.h>
#include <clang/Basic/CharInfo.h>
#include <clang/Lex/Lexer.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/ConvertUTF.h>

namespace ringfence::extract {

namespace {

void append_code_point(uint32_t code, std::string& text) {
  char buffer[4];
  char* end = buffer;
  if (llvm::ConvertCodePointToUTF8(code, end)) text.append(buffer, end);
}

bool is_octal(char c) { return c >= '0' && c <= '7'; }

// The value of the escape at `at` (just behind the backslash); `at` is left behind it.
void decode_escape(llvm::StringRef spelling, size_t& at, std::string& text) {
  const char kind = spelling[at++];
  static constexpr llvm::StringLiteral kPlain = "abfnrtv";
  static constexpr llvm::StringLiteral kMeaning = "\a\b\f\n\r\t\v";
  if (const size_t index = kPlain.find(kind); index != llvm::StringRef::npos) {
    text += kMeaning[index];
  } else if (is_octal(kind)) {
    int value = kind - '0';
    for (int digits = 1; digits < 3 && at < spelling.size() && is_octal(spelling[at]); ++digits)
      value = value * 8 + (spelling[at++] - '0');
    text += static_cast<char>(value);
  } else if (kind == 'x') {
    unsigned value = 0;
    while (at < spelling.size() && clang::isHexDigit(spelling[at])) value = value * 16 + llvm::hexDigitValue(spelling[at++]);
    text += static_cast<char>(value);
  } else if (kind == 'u' || kind == 'U') {
    uint32_t value = 0;
    for (int digits = kind == 'u' ? 4 : 8; digits > 0 && at < spelling.size() && clang::isHexDigit(spelling[at]); --digits)
      value = value * 16 + llvm::hexDigitValue(spelling[at++]);
    append_code_point(value, text);
  } else {
    text += kind;  // \\ \" \' \?
  }
}

class Decoding {
 public:
  explicit Decoding(LiteralText& made) : made_(made) {}

  void start(int32_t file, uint32_t offset) { file_ = file, offset_ = offset; }
  void segment(size_t at, bool verbatim) {
    made_.segments.push_back({static_cast<uint32_t>(made_.text.size()), file_, offset_ + static_cast<uint32_t>(at), verbatim});
  }

  // R"delimiter( … )delimiter"
  void raw(llvm::StringRef spelling, size_t quote) {
    const size_t open = spelling.find('(', quote);
    const size_t close = spelling.rfind(')');
    if (open == llvm::StringRef::npos || close == llvm::StringRef::npos || close <= open) return;
    segment(open + 1, true);
    made_.text += spelling.slice(open + 1, close).str();
  }

  void escaped(llvm::StringRef spelling, size_t quote) {
    bool fresh = true;
    for (size_t at = quote + 1; at < spelling.size() && spelling[at] != '"';) {
      if (spelling[at] != '\\') {
        if (fresh) segment(at, true);
        fresh = false;
        made_.text += spelling[at++];
        continue;
      }
      if (at + 1 < spelling.size() && (spelling[at + 1] == '\n' || spelling[at + 1] == '\r')) {  // A continued line.
        at += spelling.substr(at + 1).starts_with("\r\n") ? 3 : 2;
      } else if (at + 1 < spelling.size()) {
        segment(at, false);
        ++at;
        decode_escape(spelling, at, made_.text);
      } else {
        break;
      }
      fresh = true;
    }
  }

 private:
  LiteralText& made_;
  int32_t file_ = -1;
  uint32_t offset_ = 0;
};

// One token: a literal, with what suffix ever.
void decode_token(clang::SourceLocation at, const clang::ASTContext& context, const std::function<int32_t(clang::FileID)>& file_of,
                  LiteralText& made) {
  const clang::SourceManager& sources = context.getSourceManager();
  const clang::SourceLocation spelled = sources.getSpellingLoc(at);
  const unsigned length = clang::Lexer::MeasureTokenLength(spelled, sources, context.getLangOpts());
  bool invalid = false;
  const llvm::StringRef spelling(sources.getCharacterData(spelled, &invalid), length);
  const size_t quote = invalid ? llvm::StringRef::npos : spelling.find('"');
  if (quote == llvm::StringRef::npos) return;
  const bool is_typed = !sources.isWrittenInScratchSpace(spelled) && sources.getFileEntryRefForID(sources.getFileID(spelled));
  // What # made of a macro's argument stands where the macro is used.
  const auto [file, offset] = sources.getDecomposedLoc(is_typed ? spelled : sources.getExpansionLoc(at));
  Decoding decoding(made);
  decoding.start(file_of(file), offset);
  const size_t first = made.segments.size();
  if (quote > 0 && spelling[quote - 1] == 'R') decoding.raw(spelling, quote);
  else decoding.escaped(spelling, quote);
  if (is_typed) return;
  for (size_t i = first; i < made.segments.size(); ++i) {
    made.segments[i].verbatim = false;
    made.segments[i].offset = offset;
  }
}

}  // namespace

LiteralText text_of(const clang::StringLiteral& literal, const clang::ASTContext& context,
                    const std::function<int32_t(clang::FileID)>& file_of) {
  LiteralText made;
  for (unsigned i = 0; i < literal.getNumConcatenated(); ++i) decode_token(literal.getStrTokenLoc(i), context, file_of, made);
  return made;
}

LiteralText text_at(clang::SourceLocation token, const clang::ASTContext& context,
                    const std::function<int32_t(clang::FileID)>& file_of) {
  LiteralText made;
  decode_token(token, context, file_of, made);
  return made;
}

}  // namespace ringfence::extract
