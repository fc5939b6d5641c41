#pragma once

#include "http/router.h"

namespace fieldcrm::handlers {

void add_contact_routes(http::Router& router);
void add_company_routes(http::Router& router);
void add_deal_routes(http::Router& router);
void add_invoice_routes(http::Router& router);
void add_task_routes(http::Router& router);
void add_note_routes(http::Router& router);
void add_email_routes(http::Router& router);
void add_integration_routes(http::Router& router);
void add_visit_routes(http::Router& router);
void add_member_routes(http::Router& router);
void add_report_routes(http::Router& router);
void add_admin_routes(http::Router& router);
void add_sign_in_routes(http::Router& router);

}  // namespace fieldcrm::handlers
