// Stands in for sqlpp11's header: the signatures that take SQL.
#pragma once

#include <string>

namespace sqlpp {

struct verbatim_t {};
verbatim_t verbatim(std::string text);
struct custom_query_t {};
template <typename... Parts>
custom_query_t custom_query(Parts... parts);

}  // namespace sqlpp
