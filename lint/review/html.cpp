// The review as one page: templates filled in, with style, script and charts inside.
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include "lint/review/charts.h"
#include "lint/review/escape.h"
#include "lint/review/rows.h"
#include "lint/review/summary.h"
#include "lint/review/templates.h"
#include "ringfence/review.h"

namespace ringfence {

using namespace review;

namespace {

// Only the page's own script is run: should markup get through somewhere, the browser still refuses it.
std::string script_digest(const std::string& script) {
  unsigned char bytes[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(script.data()), script.size(), bytes);
  unsigned char text[64];
  EVP_EncodeBlock(text, bytes, sizeof bytes);
  return fmt::format("sha256-{}", reinterpret_cast<const char*>(text));
}

// Margin boxes stand in the sheet, since their text differs from review to review: here only the paper does.
std::string style_of(const HtmlStyle& style) {
  return template_text("page.css") + fmt::format("@page {{ size: {}; margin: 16mm 14mm; @bottom-right {{ content: counter(page) \" / \" counter(pages); font-size: 8pt; }} }}\n", style.paper);
}

void add_summary(const Review& review, Data& page) {
  const Summary summary = summary_of(review);
  Data tiles(Data::type::list), warnings(Data::type::list), points(Data::type::list), decisions(Data::type::list);
  for (const Tile& one : summary.tiles) {
    Data item;
    for (const auto& [key, text] : {std::pair("figure", one.figure), std::pair("label", one.label), std::pair("more", one.more), std::pair("style", one.style)}) set_text(item, key, text);
    tiles << item;
  }
  const auto texts = [](const std::vector<std::string>& all, Data& to) {
    for (const std::string& one : all) {
      Data item;
      item.set("text", one);
      to << item;
    }
  };
  texts(summary.warnings, warnings);
  texts(summary.points, points);
  for (const Decision& one : summary.decisions) {
    Data item;
    set_text(item, "what", one.what);
    set_text(item, "text", one.text);
    decisions << item;
  }
  page.set("tiles", tiles);
  page.set("warnings", warnings);
  page.set("points", points);
  page.set("has_decisions", !summary.decisions.empty());
  page.set("decisions", decisions);
}

void add_quarter(const Review& review, Data& page) {
  page.set("has_runs", !review.runs.empty());
  if (review.runs.empty()) return;
  page.set("runs_said", fmt::format("{}, from {} to {}: {} opened, {} fixed, {} accepted.", counted(static_cast<int>(review.runs.size()), "run"), review.runs.front().date(),
                                    review.runs.back().date(), review.opened, review.fixed, review.newly_accepted));
  page.set("times_chart", chart_of_times(review));
  page.set("days_chart", chart_of_days(review));
  Data times(Data::type::list), days(Data::type::list);
  for (const ReviewedTime& one : review.times) {
    Data row;
    row.set("from", one.from);
    row.set("to", one.to);
    row.set("opened", std::to_string(one.opened));
    row.set("fixed", std::to_string(one.fixed));
    row.set("accepted", std::to_string(one.accepted));
    times << row;
  }
  for (const ReviewedDay& one : review.days) {
    Data row;
    row.set("date", one.date);
    row.set("errors", std::to_string(one.counts.errors));
    row.set("warnings", std::to_string(one.counts.warnings));
    row.set("notes", std::to_string(one.counts.notes));
    row.set("accepted", std::to_string(one.counts.accepted));
    days << row;
  }
  page.set("times", times);
  page.set("days", days);
}

Data everything_but_findings(const Review& review, const HtmlStyle& style) {
  Data page;
  const std::string script = template_text("page.js");
  page.set("script", script);
  page.set("script_digest", script_digest(script));
  page.set("style", style_of(style));
  page.set("tool", review.state.tool);
  page.set("project", review.state.project);
  page.set("from", review.period.from);
  page.set("to", review.period.to);
  page.set("said", said_of(review));
  add_summary(review, page);
  add_quarter(review, page);
  add_accepted(review, page);
  add_ownership(review, page);
  add_inventory(review, page);
  add_controls(review, page);
  add_coverage(review, page);
  for (const char* part : {"summary", "commitments", "quarter", "accepted", "findings", "ownership", "inventory", "controls", "coverage"})
    page.set(std::string(part) + "_part", kainjow::mustache::partial([text = template_text(std::string(part) + ".html")] { return text; }));
  return page;
}

std::string rendered(Data page, const Review& review, size_t bytes_of_findings) {
  Links links;
  add_findings(review, bytes_of_findings, links, page);
  add_commitments(review, links, page);
  kainjow::mustache::mustache whole(template_text("page.html"));
  whole.set_custom_escape([](const std::string& text) { return escaped(text); });
  return whole.render(page);
}

}  // namespace

std::string render_review_html(const Review& review, const HtmlStyle& style) {
  const Data page = everything_but_findings(review, style);
  // What the rest leaves over is for the findings.
  const size_t rest = rendered(page, review, 0).size();
  return rendered(page, review, style.most_bytes > rest ? style.most_bytes - rest : 0);
}

}  // namespace ringfence
