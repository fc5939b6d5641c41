#include "lint/live/session.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <cstdlib>
#include <memory>
#include <vector>

#include "ringfence/live.h"

namespace ringfence::live {

namespace {

constexpr int kOldest = 130000;

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

std::string word(const std::string& keyword, const std::string& value) {
  std::string made = keyword + "='";
  for (const char c : value) made += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return made + "' ";
}

// The library's own message about a text that it cannot read repeats the text, a password in it included.
Options parse(const std::string& connection) {
  char* problem = nullptr;
  Options options(PQconninfoParse(connection.c_str(), &problem));
  PQfreemem(problem);
  if (options == nullptr)
    throw LiveError("the connection cannot be read: give a URL (postgres://host/database) or words (host=… dbname=…)");
  return options;
}

std::string one_line(std::string text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.pop_back();
  for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) text.replace(at, 1, "; ");
  return text;
}

std::string shown_name(pqxx::connection& connection) {
  const std::string host = connection.hostname() == nullptr ? "" : connection.hostname();
  const std::string port = connection.port() == nullptr ? "" : connection.port();
  const bool is_socket = host.empty() || host[0] == '/';
  return "postgres://" + (is_socket ? "" : host + (port.empty() || port == "5432" ? "" : ":" + port)) + "/" + connection.dbname();
}

}  // namespace

void Session::fail(const std::string& what) const {
  std::string text = one_line(what);
  for (size_t at = text.find(password_); !password_.empty() && at != std::string::npos; at = text.find(password_, at + 3))
    text.replace(at, password_.size(), "***");
  throw LiveError(name_.empty() ? text : name_ + ": " + text);
}

Session::Session(const std::string& connection) {
  const Options options = parse(connection);
  std::string words;
  bool has_timeout = std::getenv("PGCONNECT_TIMEOUT") != nullptr;
  if (const char* password = std::getenv("PGPASSWORD")) password_ = password;
  for (const PQconninfoOption* one = options.get(); one->keyword != nullptr; ++one) {
    if (one->val == nullptr) continue;
    const std::string keyword = one->keyword;
    if (keyword == "password") password_ = one->val;
    has_timeout = has_timeout || keyword == "connect_timeout";
    words += word(keyword, one->val);
  }
  words += word("fallback_application_name", "ringfence") + (has_timeout ? "" : word("connect_timeout", "10"));
  try {
    connection_ = std::make_unique<pqxx::connection>(words);
    name_ = shown_name(*connection_);
    version_ = connection_->server_version();
    if (version_ < kOldest)
      fail(fmt::format("PostgreSQL {} is too old: its catalog is read from version 13 on", version_ / 10000));
    transaction_ = std::make_unique<pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>>(*connection_);
    // With no search path, PostgreSQL writes every name of a definition with its schema.
    transaction_->exec("SET LOCAL search_path TO ''; SET LOCAL statement_timeout TO '30s'; SET LOCAL lock_timeout TO '2s';"
                       "SET LOCAL idle_in_transaction_session_timeout TO '60s'; SET LOCAL standard_conforming_strings TO on");
  } catch (const pqxx::pqxx_exception& error) {
    fail(error.base().what());
  }
}

pqxx::result Session::rows(const std::string& query) {
  try {
    pqxx::subtransaction savepoint(*transaction_);
    pqxx::result rows = savepoint.exec("/* ringfence */ " + query);
    savepoint.abort();
    return rows;
  } catch (const pqxx::sql_error& error) {
    if (error.sqlstate() == "55P03") fail("a relation is locked by somebody who changes it; nothing was waited for. Try again");
    if (error.sqlstate() == "57014") fail("a query of the catalog took longer than 30 s");
    fail(error.what());
  } catch (const pqxx::pqxx_exception& error) {
    fail(error.base().what());
  }
}

std::string quoted_list(const Session& session, const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + session.quoted(name);
  return list.empty() ? "''" : list;
}

}  // namespace ringfence::live
