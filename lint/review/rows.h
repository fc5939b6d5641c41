// The page's tables as the templates take them.
#pragma once

#include <kainjow/mustache.hpp>
#include <map>
#include <string>

#include "ringfence/review.h"

namespace ringfence::review {

using Data = kainjow::mustache::data;

/// Empty text is false, so that sections over it are left out.
void set_text(Data& data, const std::string& key, const std::string& text);

/// Links into the table of findings, by fingerprint; only of findings that have a row.
using Links = std::map<std::string, std::string>;

void add_commitments(const Review& review, const Links& links, Data& page);
void add_accepted(const Review& review, Data& page);
void add_ownership(const Review& review, Data& page);
void add_inventory(const Review& review, Data& page);
void add_controls(const Review& review, Data& page);
void add_coverage(const Review& review, Data& page);

/// As many findings as have room in `most_bytes`; `links` is filled.
void add_findings(const Review& review, size_t most_bytes, Links& links, Data& page);

}  // namespace ringfence::review
