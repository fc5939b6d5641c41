#include "lint/review/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lint/review/charts.h"
#include "lint/review/coverage_lines.h"
#include "lint/review/escape.h"
#include "lint/review/summary.h"

namespace ringfence::review {

namespace {

using Status = ReviewedFinding::Status;

// Rows that a page shows of what may be thousands; the CSV has them all.
constexpr size_t kMostRows = 2000;
constexpr size_t kMostLines = 200;
// Rows that are printed.
constexpr size_t kMostPrinted = 300;

Data list() { return Data(Data::type::list); }

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, "; ")); }

std::string dashed(std::string words) {
  std::replace(words.begin(), words.end(), ' ', '-');
  return words;
}

void tell_left_out(Data& page, const std::string& key, size_t shown, size_t all, std::string_view table) {
  set_text(page, key, all <= shown ? "" : fmt::format("{} more rows are in the CSV: ringfence review --format csv --table {}", all - shown, table));
}

Data names(const std::vector<std::string>& all) {
  Data made = list();
  for (const std::string& one : all) {
    Data item;
    item.set("name", one);
    made << item;
  }
  return made;
}

Data lines(const std::vector<std::string>& all) {
  Data made = list();
  for (size_t i = 0; i < std::min(all.size(), kMostLines); ++i) {
    Data item;
    item.set("text", all[i]);
    made << item;
  }
  return made;
}

Data breaking_of(const RecordedCommitment& commitment, const std::map<std::string, const RecordedFinding*>& findings, const Links& links) {
  Data made = list();
  for (const std::string& fingerprint : commitment.findings) {
    const auto known = findings.find(fingerprint);
    if (known == findings.end()) continue;
    Data item;
    item.set("text", known->second->rule + " " + place_of(*known->second));
    const auto link = links.find(fingerprint);
    set_text(item, "link", link == links.end() ? "" : link->second);
    made << item;
  }
  return made;
}

}  // namespace

void set_text(Data& data, const std::string& key, const std::string& text) {
  if (text.empty()) data.set(key, false);
  else data.set(key, text);
}

void add_commitments(const Review& review, const Links& links, Data& page) {
  std::map<std::string, const RecordedFinding*> findings;
  for (const ReviewedFinding& one : review.findings) findings[one.finding.fingerprint] = &one.finding;
  Data rows = list();
  for (const ReviewedCommitment& one : review.commitments) {
    const RecordedCommitment& commitment = one.commitment;
    Data row;
    for (const auto& [key, text] : {std::pair("pack", commitment.pack), std::pair("id", commitment.id), std::pair("clause", commitment.clause), std::pair("promise", commitment.promise),
                                    std::pair("status", commitment.status), std::pair("style", dashed(commitment.status)), std::pair("reason", commitment.reason),
                                    std::pair("course", one.course.size() > 1 ? fmt::format("{}", fmt::join(one.course, ", ")) : std::string())})
      set_text(row, key, text);
    row.set("has_evidence", !commitment.evidence.empty());
    row.set("evidence", lines(commitment.evidence));
    row.set("has_breaking", !commitment.findings.empty());
    row.set("breaking", breaking_of(commitment, findings, links));
    rows << row;
  }
  page.set("has_commitments", !review.commitments.empty());
  page.set("commitments", rows);
  std::vector<Part> parts;
  for (const std::string status : {"broken", "accepted", "not shown", "kept", "not checkable"}) parts.push_back({status, review.count(status), dashed(status)});
  page.set("commitments_chart", chart_of_parts("standing", "How the commitments stand", parts));
}

void add_accepted(const Review& review, Data& page) {
  Data rows = list();
  size_t count = 0;
  for (const ReviewedFinding& one : review.findings) {
    if (one.status != Status::kAccepted || ++count > kMostRows) continue;
    const Acceptance& accepted = *one.finding.acceptance;
    Data row;
    const bool is_baseline = accepted.how == "baseline";
    for (const auto& [key, text] : {std::pair("rule", one.finding.rule), std::pair("what", one.finding.what), std::pair("place", place_of(one.finding)),
                                    std::pair("reason", is_baseline ? std::string("in the baseline") : accepted.reason), std::pair("by", accepted.by), std::pair("owner", one.finding.owner),
                                    std::pair("since", accepted.since), std::pair("until", accepted.until.empty() ? std::string("for good") : accepted.until)})
      set_text(row, key, text);
    rows << row;
  }
  page.set("has_accepted", count > 0);
  page.set("accepted", rows);
  tell_left_out(page, "accepted_left_out", kMostRows, count, "findings");
}

void add_findings(const Review& review, size_t most_bytes, Links& links, Data& page) {
  constexpr size_t kMarkup = 330;  // Of a row, besides its texts.
  Data rows = list();
  size_t count = 0, shown = 0, bytes = 0;
  for (const ReviewedFinding& one : review.findings) {
    if (one.status == Status::kAccepted) continue;
    ++count;
    if (bytes > most_bytes) continue;
    const RecordedFinding& finding = one.finding;
    const std::string breaks = joined(one.commitments);
    for (const std::string* text : {&finding.what, &finding.advice, &finding.path, &finding.rule, &finding.owner, &breaks}) bytes += escaped(*text).size();
    bytes += kMarkup;
    if (bytes > most_bytes) continue;
    Data row;
    const std::string link = fmt::format("f{}", ++shown);
    links[finding.fingerprint] = link;
    const std::string status = one.status == Status::kFixed ? "fixed" : one.is_new ? "open, new" : "open";
    for (const auto& [key, text] : {std::pair("link", link), std::pair("severity", finding.severity), std::pair("status", status), std::pair("rule", finding.rule), std::pair("what", finding.what),
                                    std::pair("advice", one.status == Status::kFixed ? std::string() : finding.advice), std::pair("breaks", breaks), std::pair("place", place_of(finding)),
                                    std::pair("owner", finding.owner)})
      set_text(row, key, text);
    // "2026-07-14 (with another tool or policy)": the day in one line, the rest below it.
    const std::string since = since_of(review, one);
    const size_t note = since.find(" (");
    set_text(row, "since", since.substr(0, note));
    set_text(row, "note", note == std::string::npos ? "" : since.substr(note + 2, since.size() - note - 3));
    row.set("is_screen_only", shown > kMostPrinted);
    rows << row;
  }
  page.set("has_findings", count > 0);
  page.set("findings", rows);
  tell_left_out(page, "findings_left_out", shown, count, "findings");
  set_text(page, "printed_left_out", shown <= kMostPrinted ? "" : fmt::format("Of {} findings the first {} are printed; the file on the screen has {}, the CSV all.", count, kMostPrinted, shown));
}

void add_ownership(const Review& review, Data& page) {
  const auto& tables = review.state.state.tables;
  std::map<std::string, int> counts;
  Data rows = list();
  for (size_t i = 0; i < tables.size(); ++i) {
    const RecordedTable& one = tables[i];
    ++counts[one.owner_class];
    if (i >= kMostRows) continue;
    Data row;
    for (const auto& [key, text] : {std::pair("name", one.name), std::pair("class", one.owner_class), std::pair("owner", one.owner), std::pair("why", one.why), std::pair("place", one.at)}) set_text(row, key, text);
    row.set("is_screen_only", i >= kMostPrinted);
    rows << row;
  }
  std::vector<Part> parts;
  std::vector<std::string> classes;
  // Of the page's styles those that tell "the tenant's", "shared" and "nobody knows" apart.
  const std::pair<const char*, const char*> kStyles[] = {{"root", "good"}, {"direct", "fixed"}, {"via", "not-shown"}, {"mixed", "accepted"}, {"schema", "fixed"}, {"shared", "not-checkable"}, {"unclassified", "bad"}};
  for (const auto& [name, style] : kStyles) {
    if (counts[name] == 0) continue;
    parts.push_back({name, counts[name], style});
    classes.emplace_back(name);
  }
  page.set("ownership", rows);
  page.set("owner_classes", names(classes));
  page.set("ownership_chart", chart_of_parts("owners", "Tables by the class of their owner", parts));
  tell_left_out(page, "ownership_left_out", kMostRows, tables.size(), "ownership");
}

void add_inventory(const Review& review, Data& page) {
  const auto& columns = review.state.state.columns;
  std::map<std::string, int> counts;
  Data rows = list();
  for (size_t i = 0; i < columns.size(); ++i) {
    const RecordedColumn& one = columns[i];
    ++counts[one.data_class == "personal" && one.protection.empty() ? "personal" : one.protection];
    if (i >= kMostRows) continue;
    Data row;
    for (const auto& [key, text] : {std::pair("name", one.name()), std::pair("class", one.data_class), std::pair("category", one.category), std::pair("fides", one.fides),
                                    std::pair("protection", one.protection), std::pair("evidence", joined(one.evidence)), std::pair("goes_to", joined(one.goes_to)),
                                    std::pair("recipients", joined(one.recipients)), std::pair("retention", joined(one.retention))})
      set_text(row, key, text);
    row.set("is_screen_only", i >= kMostPrinted);
    rows << row;
  }
  page.set("has_inventory", !columns.empty());
  page.set("inventory", rows);
  page.set("inventory_chart", chart_of_parts("data", "Columns that hold personal data or credentials",
                                             {{"personal data", counts["personal"], "not-checkable"},
                                              {"credentials, protected", counts["protected"], "kept"},
                                              {"credentials, not shown to be protected", counts["not shown"], "accepted"},
                                              {"credentials, readable", counts["plaintext"], "broken"}}));
  tell_left_out(page, "inventory_left_out", kMostRows, columns.size(), "inventory");
  Data flows = list();
  const auto& all = review.state.state.flows;
  for (size_t i = 0; i < std::min(all.size(), kMostLines); ++i) {
    Data row;
    for (const auto& [key, text] : {std::pair("given", all[i].given), std::pair("category", all[i].category), std::pair("goes_to", all[i].channel + (all[i].recipient.empty() ? "" : " " + all[i].recipient)),
                                    std::pair("place", all[i].at)})
      set_text(row, key, text);
    flows << row;
  }
  page.set("has_flows", !all.empty());
  page.set("flows", flows);
}

void add_controls(const Review& review, Data& page) {
  Data rows = list();
  std::set<std::string> frameworks;
  for (const ReviewedControl& one : review.controls) {
    frameworks.insert(one.framework);
    Data row;
    for (const auto& [key, text] :
         {std::pair("framework", one.framework), std::pair("control", one.control),
          std::pair("status", std::string(one.rules.empty() ? "not looked at" : one.is_open() ? "open findings" : "no open finding")), std::pair("errors", std::to_string(one.errors)),
          std::pair("warnings", std::to_string(one.warnings)), std::pair("notes", std::to_string(one.notes)), std::pair("accepted", std::to_string(one.accepted)),
          std::pair("rules", fmt::format("{}", fmt::join(one.rules, ", "))), std::pair("rules_off", fmt::format("{}", fmt::join(one.rules_off, ", ")))})
      set_text(row, key, text);
    rows << row;
  }
  page.set("controls", rows);
  page.set("frameworks", names({frameworks.begin(), frameworks.end()}));
}

void add_coverage(const Review& review, Data& page) {
  const auto table = [](const std::vector<CoverageLine>& all) {
    Data rows = list();
    for (const CoverageLine& one : all) {
      Data row;
      for (const auto& [key, text] : {std::pair("part", one.part), std::pair("what", one.what), std::pair("value", one.value)}) set_text(row, key, text);
      row.set("is_gap", one.is_gap);
      rows << row;
    }
    return rows;
  };
  page.set("coverage", table(coverage_lines(review)));
  page.set("origin", table(origin_lines(review)));
  const ProjectState& state = review.state.state;
  page.set("has_not_read", !state.not_read.empty());
  page.set("not_read", lines(state.not_read));
  tell_left_out(page, "not_read_left_out", kMostLines, state.not_read.size(), "coverage");
  page.set("has_unknown", !state.unknown.empty());
  page.set("unknown", lines(state.unknown));
  tell_left_out(page, "unknown_left_out", kMostLines, state.unknown.size(), "coverage");
}

}  // namespace ringfence::review
