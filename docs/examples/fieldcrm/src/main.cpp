#include <cstdlib>
#include <iostream>
#include <string>

#include "db/database.h"
#include "handlers/handlers.h"
#include "http/router.h"
#include "jobs/jobs.h"
#include "log/logger.h"

namespace {

std::string environment(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

void add_routes(fieldcrm::http::Router& router) {
  using namespace fieldcrm;
  handlers::add_contact_routes(router);
  handlers::add_company_routes(router);
  handlers::add_deal_routes(router);
  handlers::add_invoice_routes(router);
  handlers::add_task_routes(router);
  handlers::add_note_routes(router);
  handlers::add_email_routes(router);
  handlers::add_integration_routes(router);
  handlers::add_visit_routes(router);
  handlers::add_member_routes(router);
  handlers::add_report_routes(router);
  handlers::add_admin_routes(router);
  handlers::add_sign_in_routes(router);
}

/// A front server speaks HTTP and hands one request a line over: method, path, authorization, body.
int serve(const fieldcrm::http::Router& router) {
  for (std::string line; std::getline(std::cin, line);) {
    const auto message = nlohmann::json::parse(line, nullptr, false);
    if (!message.is_object()) continue;
    fieldcrm::http::Request request(message.value("method", "GET"), message.value("path", "/"),
                                    message.value("query", fieldcrm::http::Request::Fields{}),
                                    message.value("headers", fieldcrm::http::Request::Fields{}),
                                    message.value("body", ""));
    const fieldcrm::http::Response response = router.dispatch(std::move(request));
    std::cout << nlohmann::json{{"status", response.status}, {"body", response.body}}.dump() << std::endl;
  }
  return EXIT_SUCCESS;
}

int run_job(fieldcrm::db::ConnectionPool& pool, const std::string& name, const std::string& argument) {
  if (name == "reminders") return fieldcrm::jobs::send_reminders(pool) >= 0 ? EXIT_SUCCESS : EXIT_FAILURE;
  if (name == "webhooks") return fieldcrm::jobs::send_webhooks(pool) >= 0 ? EXIT_SUCCESS : EXIT_FAILURE;
  if (name == "purge") {
    fieldcrm::jobs::purge(pool, argument.empty() ? 365 : std::atoi(argument.c_str()));
    return EXIT_SUCCESS;
  }
  if (name == "close-the-day") {
    fieldcrm::jobs::close_the_day(pool, argument);
    return EXIT_SUCCESS;
  }
  std::cerr << "usage: fieldcrm [reminders | webhooks | purge [DAYS] | close-the-day DATE]\n";
  return EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::string connection_string = environment("FIELDCRM_DATABASE", "dbname=fieldcrm");
    LOG_DEBUG("database: " << connection_string);  // expect: credential-in-log
    fieldcrm::db::ConnectionPool pool(connection_string, argc > 1 ? 1 : 8);
    if (argc > 1) return run_job(pool, argv[1], argc > 2 ? argv[2] : "");

    const std::string session_key = environment("FIELDCRM_SESSION_KEY", "");
    if (session_key.empty()) throw std::runtime_error("FIELDCRM_SESSION_KEY is not set");
    LOG_DEBUG("session key: " << session_key.size() << " letters");
    fieldcrm::http::Router router(pool, fieldcrm::http::SessionVerifier(session_key));
    add_routes(router);
    return serve(router);
  } catch (const std::exception& error) {
    LOG_ERROR(error.what());
    return EXIT_FAILURE;
  }
}
