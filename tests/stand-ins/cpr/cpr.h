// cpr: options of a request, and the functions that send it.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

namespace cpr {

template <class T>
class StringHolder {
 public:
  StringHolder() = default;
  explicit StringHolder(std::string str) : str_(std::move(str)) {}
  const std::string& str() const { return str_; }

 protected:
  std::string str_;
};

class Url : public StringHolder<Url> {
 public:
  Url(std::string url) : StringHolder<Url>(std::move(url)) {}
};

class Body : public StringHolder<Body> {
 public:
  Body(std::string body) : StringHolder<Body>(std::move(body)) {}
};

struct Parameter {
  Parameter(std::string p_key, std::string p_value) : key(std::move(p_key)), value(std::move(p_value)) {}
  std::string key;
  std::string value;
};

class Parameters {
 public:
  Parameters(const std::initializer_list<Parameter>& parameters);
};

class Response {};

template <typename... Ts>
Response Get(Ts&&... ts);
template <typename... Ts>
Response Post(Ts&&... ts);

}  // namespace cpr
