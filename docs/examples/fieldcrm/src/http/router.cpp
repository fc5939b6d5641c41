#include "http/router.h"

#include <sstream>

#include "log/logger.h"

namespace fieldcrm::http {
namespace {

std::vector<std::string> segments_of(const std::string& path) {
  std::vector<std::string> segments;
  std::istringstream stream(path);
  for (std::string segment; std::getline(stream, segment, '/');)
    if (!segment.empty()) segments.push_back(segment);
  return segments;
}

bool matches(const std::string& pattern, const std::string& path, Request::Fields& params) {
  const auto expected = segments_of(pattern);
  const auto given = segments_of(path);
  if (expected.size() != given.size()) return false;
  for (size_t i = 0; i < expected.size(); ++i) {
    if (expected[i].front() == '{') params[expected[i].substr(1, expected[i].size() - 2)] = given[i];
    else if (expected[i] != given[i]) return false;
  }
  return true;
}

}  // namespace

Response Router::dispatch(Request request) const {
  try {
    for (const Route& route : routes_) {
      Request::Fields params;
      if (route.method != request.method() || !matches(route.pattern, request.path(), params)) continue;
      request.set_path_params(std::move(params));
      const RequestContext context = verifier_.verify(request);
      auto connection = pool_.take();
      db::Transaction txn(*connection, context.org_id(), context.user_id());
      Response response = route.handler(request, context, txn);
      txn.commit();
      return response;
    }
    return Response::error(404, "no such resource");
  } catch (const HttpError& error) {
    return Response::error(error.status(), error.what());
  } catch (const pqxx::sql_error& error) {
    LOG_ERROR("statement failed: " << error.sqlstate());
    return Response::error(500, "internal error");
  }
}

}  // namespace fieldcrm::http
