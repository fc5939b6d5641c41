// The C++ REST SDK: requests, and the client that sends them.
#pragma once

#include <string>

namespace utility {
using string_t = std::string;
}

namespace pplx {
template <class T>
class task {};
}

namespace web {

class uri {
 public:
  uri(const utility::string_t& text);
};

namespace json {
class value {
 public:
  static value string(utility::string_t text);
  value& operator[](const utility::string_t& key);
};
}  // namespace json

namespace http {

using method = utility::string_t;

class http_response {};

class http_request {
 public:
  explicit http_request(method mtd);
  void set_body(const utility::string_t& body_text);
  void set_body(const json::value& body_data);
};

namespace client {
class http_client {
 public:
  http_client(const uri& base_uri);
  pplx::task<http_response> request(http_request request);
  pplx::task<http_response> request(const method& mtd, const utility::string_t& path_query_fragment, const utility::string_t& body_data);
};
}  // namespace client
}  // namespace http
}  // namespace web
