// For people: what, where, why, what to do.
#include <fmt/format.h>

#include <algorithm>

#include "lint/report/wording.h"
#include "ringfence/render.h"

namespace ringfence {

namespace {

class TextReport {
 public:
  TextReport(const Report& report, const TextStyle& style) : report_(report), style_(style) {}

  std::string render() {
    for (const ReportedFinding& one : report_.findings)
      if (!one.suppression || style_.show_suppressed) finding(one);
    if (style_.show_unknown) unknown();
    summary();
    return std::move(out_);
  }

 private:
  std::string paint(std::string_view code, std::string_view text) const {
    return style_.color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }

  static std::string_view color_of(Severity severity) {
    return severity == Severity::kError ? "1;31" : severity == Severity::kWarning ? "1;33" : "1;36";
  }

  void finding(const ReportedFinding& one) {
    const Finding& finding = one.finding;
    out_ += paint(color_of(finding.severity), fmt::format("{}[{}]", to_string(finding.severity), finding.rule));
    out_ += paint("1", ": " + finding.what) + "\n";
    frame(finding.at, "-->", {}, color_of(finding.severity));
    for (const Label& label : finding.why) frame(label.at, ":::", label.text, "34");
    if (!finding.advice.empty()) out_ += fmt::format("  {} {}\n", paint("1;32", "= help:"), finding.advice);
    for (const Fix& fix : finding.fixes) out_ += fmt::format("  {} {}\n", paint("1;32", "= fix:"), fix.title);
    if (!finding.migration.empty()) out_ += fmt::format("  {}\n", paint("1;32", "= migration:"));
    for (const std::string& statement : finding.migration) out_ += fmt::format("      {};\n", statement);
    if (one.use)
      out_ += fmt::format("  {} {}, {}, {:.1f} s in all\n", paint("1;34", "= use:"), counted(one.use->calls, "call"), counted(one.use->rows, "row"), one.use->milliseconds / 1000);
    if (one.witness) witness(*one.witness);
    if (one.suppression)
      out_ += fmt::format("  {} {}\n", paint("1;35", "= allowed:"),
                          one.suppression->reason.empty() ? "no reason given" : one.suppression->reason);
    out_ += "\n";
  }

  void witness(const Witness& shown) {
    std::string text = witness_text(shown);
    text.pop_back();
    for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
      text.insert(at + 1, "    ");
    out_ += fmt::format("  {} {}\n", paint("1;35", "= witness:"), text);
  }

  // The line with carets below it; long lines are cropped around them.
  void frame(Place at, std::string_view arrow, std::string_view label, std::string_view color) {
    if (!at) return;
    const Position begin = at.source->position(at.span.begin);
    const std::string number = std::to_string(begin.line);
    const std::string margin(number.size(), ' ');
    out_ += fmt::format("{}{} {}:{}:{}\n", margin, paint("34", arrow), at.source->path(), begin.line, begin.utf16);
    std::string line = masked_line(*at.source, begin.line);
    size_t from = std::min<size_t>(begin.column - 1, line.size());
    size_t length = std::max<size_t>(1, std::min<size_t>(at.span.end - at.span.begin, line.size() - from));
    const size_t room = static_cast<size_t>(std::max(40, style_.width - static_cast<int>(number.size()) - 6));
    if (line.size() > room) crop(line, from, length, room);
    std::string pad;
    std::string carets;
    for (size_t i = 0; i < from + length && i <= line.size(); ++i) {
      const unsigned char byte = i < line.size() ? static_cast<unsigned char>(line[i]) : ' ';
      if ((byte & 0xC0) == 0x80) continue;
      if (i < from) pad += byte == '\t' ? '\t' : ' ';
      else carets += '^';
    }
    for (char& c : line)
      if (static_cast<unsigned char>(c) < 0x20 && c != '\t') c = ' ';
    out_ += fmt::format("{} {}\n", margin, paint("34", "|"));
    out_ += fmt::format("{} {} {}\n", paint("34", number), paint("34", "|"), line);
    out_ += fmt::format("{} {} {}{}{}\n", margin, paint("34", "|"), pad, paint(color, carets),
                        label.empty() ? "" : " " + paint(color, label));
  }

  // A secret is as long as it is, and nothing more is said of it.
  std::string masked_line(const Source& source, uint32_t number) const {
    std::string line(source.line(number));
    const uint32_t begin = source.line_begin(number), end = begin + static_cast<uint32_t>(line.size());
    for (const Place& secret : report_.secrets) {
      if (secret.source != &source || secret.span.end <= begin || secret.span.begin >= end) continue;
      for (uint32_t at = std::max(begin, secret.span.begin); at < std::min(end, secret.span.end); ++at) line[at - begin] = '*';
    }
    return line;
  }

  static void crop(std::string& line, size_t& from, size_t& length, size_t room) {
    const auto is_boundary = [&](size_t i) {
      return i >= line.size() || (static_cast<unsigned char>(line[i]) & 0xC0) != 0x80;
    };
    size_t begin = from > room / 3 ? from - room / 3 : 0;
    while (!is_boundary(begin)) --begin;
    size_t end = std::min(line.size(), begin + room);
    while (!is_boundary(end)) --end;
    line = (begin > 0 ? "..." : "") + line.substr(begin, end - begin) + (end < line.size() ? "..." : "");
    from = from - begin + (begin > 0 ? 3 : 0);
    length = std::min(length, line.size() - std::min(line.size(), from));
  }

  void unknown() {
    if (report_.unknown.empty()) return;
    out_ += paint("1", fmt::format("{} without an answer:",
                                   counted(static_cast<int>(report_.unknown.size()), "statement"))) +
            "\n";
    for (const UnknownStatement& one : report_.unknown) {
      const Position at = one.at ? one.at.source->position(one.at.span.begin) : Position{};
      out_ += fmt::format("  {}:{}: {}{}\n", one.at ? one.at.source->path() : "", at.line,
                          one.name.empty() ? "" : one.name + ": ", one.because);
    }
    out_ += "\n";
  }

  static std::string counted(long long count, std::string_view noun) {
    std::string word(noun);
    if (count != 1) word = word == "query" ? "queries" : word + "s";
    return fmt::format("{} {}", count, word);
  }

  // "commitments: 12 kept, 1 broken (aetrix/uploads), 3 not checkable"
  std::string commitments() const {
    using Status = CommitmentState::Status;
    std::string line;
    for (const Status status : {Status::kKept, Status::kBroken, Status::kAccepted, Status::kNotShown, Status::kNotCheckable}) {
      int count = 0;
      std::string names;
      for (const CommitmentState& one : report_.commitments) {
        if (one.status != status) continue;
        ++count;
        if (status == Status::kBroken) names += (names.empty() ? "" : ", ") + one.commitment.name();
      }
      if (count > 0) line += fmt::format("{}{} {}{}", line.empty() ? "" : ", ", count, to_string(status), names.empty() ? "" : " (" + names + ")");
    }
    return "commitments: " + line;
  }

  void summary() {
    const Coverage& c = report_.coverage;
    const bool clean = report::open_findings(report_).empty();
    const std::string counts = paint(clean ? "1;32" : report_.count(Severity::kError) > 0 ? "1;31" : "1;33", report::counts_of(report_));
    out_ += fmt::format("{} in {} of {}, {}, {} ({} owned{}), {:.2f} s\n", counts, counted(c.statements, "statement"),
                        counted(c.query_files, "query file"), c.database.empty() ? counted(c.schema_files, "schema file") : c.database,
                        counted(c.tables, "table"), c.owned_tables,
                        c.unclassified_tables > 0 ? fmt::format(", {} unclassified", c.unclassified_tables) : "",
                        report_.seconds);
    out_ += fmt::format(
        "uses of owned tables: {} = {} proven + {} given consistent foreign keys + {} refuted + {} unknown\n",
        c.relation_uses, c.proven, c.conditional, c.refuted, c.unknown);
    if (const CodeCoverage& code = c.code; code.units > 0) {
      out_ += fmt::format("C++: {} ({} passed over, {} with errors, {} lost); {} of a database, {} without a text that is known\n",
                          counted(code.units + code.units_skipped, "unit"), code.units_skipped, code.units_with_errors, code.units_lost, counted(code.calls, "call"),
                          code.calls_without_text);
      if (code.elsewhere > 0)
        out_ += fmt::format("{} for another database, by what {}; not looked at\n", counted(code.elsewhere, "text"),
                            code.elsewhere == 1 ? "it says" : "they say");
      if (code.calls_cut_short > 0)
        out_ += fmt::format("{} of a database with more variants of the text than are looked at\n", counted(code.calls_cut_short, "call"));
      out_ += fmt::format("SQL in it: {} = {} literal + {} constant + {} concatenated + {} formatted, {} with holes; {} more by content\n",
                          counted(code.texts, "text"), code.by_shape[0], code.by_shape[1], code.by_shape[2], code.by_shape[3],
                          code.with_holes, code.by_content);
      if (code.log_statements > 0) out_ += fmt::format("values: followed to {}\n", counted(code.log_statements, "log statement"));
    }
    if (!report_.commitments.empty()) out_ += commitments() + "\n";
    const int suppressed = static_cast<int>(std::count_if(report_.findings.begin(), report_.findings.end(),
                                                          [](const auto& one) { return one.suppression.has_value(); }));
    if (c.unread_statements > 0)
      out_ += fmt::format("{} could not be read\n", counted(c.unread_statements, "statement"));
    if (!report_.unknown.empty() && !style_.show_unknown)
      out_ += fmt::format("{} without an answer (--show-unknown lists them)\n",
                          counted(static_cast<int>(report_.unknown.size()), "statement"));
    if (const int allowed = suppressed - report_.baseline_known - report_.unchanged; allowed > 0)
      out_ += fmt::format("{} allowed by comments\n", counted(allowed, "finding"));
    if (report_.unchanged > 0) out_ += fmt::format("{} before this change already\n", counted(report_.unchanged, "finding"));
    if (report_.baseline_known > 0)
      out_ += fmt::format("{} accepted by the baseline\n", counted(report_.baseline_known, "finding"));
    if (!report_.baseline_gone.empty()) {
      out_ += fmt::format("{} of the baseline gone; `ringfence baseline` writes it anew:\n",
                          counted(static_cast<int>(report_.baseline_gone.size()), "finding"));
      for (const std::string& line : report_.baseline_gone) out_ += "  " + line + "\n";
    }
  }

  const Report& report_;
  const TextStyle& style_;
  std::string out_;
};

}  // namespace

std::string render_text(const Report& report, const TextStyle& style) { return TextReport(report, style).render(); }

}  // namespace ringfence
