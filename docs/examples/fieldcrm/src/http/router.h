#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "db/database.h"
#include "http/request.h"
#include "http/session.h"

namespace fieldcrm::http {

/// What a handler gets: the request, who is asking, and a transaction that is committed when the handler returns.
using Handler = std::function<Response(const Request&, const RequestContext&, db::Transaction&)>;

class Router {
 public:
  Router(db::ConnectionPool& pool, SessionVerifier verifier) : pool_(pool), verifier_(std::move(verifier)) {}

  /// `pattern` has segments in braces: `/deals/{id}/notes`.
  void add(std::string method, std::string pattern, Handler handler) {
    routes_.push_back({std::move(method), std::move(pattern), std::move(handler)});
  }

  /// Finds the route, verifies the session and runs the handler in a transaction.
  Response dispatch(Request request) const;

 private:
  struct Route {
    std::string method;
    std::string pattern;
    Handler handler;
  };

  db::ConnectionPool& pool_;
  SessionVerifier verifier_;
  std::vector<Route> routes_;
};

}  // namespace fieldcrm::http
