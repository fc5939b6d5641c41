#include "repositories/members.h"

#include "handlers/handlers.h"
#include "log/audit.h"
#include "log/logger.h"
#include "log/redact.h"

namespace fieldcrm::handlers {
namespace {

using db::Transaction;
using http::Request;
using http::RequestContext;
using http::Response;
using repositories::MemberRepository;

Response list_members(const Request&, const RequestContext& context, Transaction& txn) {
  const pqxx::result members = MemberRepository(txn).list(context.org_id());
  for (const auto& member : members) {
    LOG_DEBUG("member, " << member["role"].c_str());
    LOG_DEBUG("member, " << member["full_name"].c_str());  // expect: personal-row-in-log
  }
  return Response::ok(db::to_json(members));
}

Response list_organizations(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(MemberRepository(txn).organizations_of(context.user_id())));
}

Response get_member(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(MemberRepository(txn).find(context.org_id(), request.path_param("user"))));
}

Response get_organization(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(MemberRepository(txn).organization(context.org_id())));
}

Response find_organization(const Request& request, const RequestContext&, Transaction& txn) {
  const auto organization = MemberRepository(txn).organization_by_slug(request.path_param("slug"));
  return organization ? Response::ok(db::to_json(*organization)) : Response::error(404, "no such organization");
}

Response rename_organization(const Request& request, const RequestContext& context, Transaction& txn) {
  MemberRepository(txn).rename_organization(context.org_id(), request.json().at("name").get<std::string>());
  return Response::no_content();
}

// The members are listed for the branch's number instead of the organization's.
Response list_branch_members(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(MemberRepository(txn).list(context.branch_id())));  // expect: tenant-swapped-argument
}

Response list_reports(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(MemberRepository(txn).reports(context.org_id(), request.path_id("id"))));
}

Response invite(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  MemberRepository members(txn);
  const auto email = body.at("email").get<std::string>();
  const auto code = body.at("code").get<std::string>();
  if (members.seats_left(context.org_id()) <= 0) {
    LOG_WARNING("no seat for " << email);  // expect: personal-in-log
    LOG_WARNING("no seat in organization " << context.org_id());
    return Response::error(402, "no seats left");
  }
  log::audit(context.org_id(), "invited " + email);  // expect: personal-in-log
  log::audit(context.org_id(), "invited " + log::mask_email(email));
  if (request.optional_query("renew")) members.renew_invitation(context.org_id(), email, code);
  else if (request.optional_query("renew_own")) members.renew_own_invitation(context.org_id(), email, code);
  else members.invite(context.org_id(), email, body.value("role", "seller"), code);
  return Response::no_content();
}

Response accept_invitation(const Request& request, const RequestContext&, Transaction& txn) {
  const auto invitation = MemberRepository(txn).accept_invitation(request.path_param("code"));
  return invitation ? Response::ok(db::to_json(*invitation)) : Response::error(404, "no such invitation");
}

Response set_role(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto role = request.json().at("role").get<std::string>();
  MemberRepository(txn).set_role(context.org_id(), request.path_param("user"), role);
  return Response::no_content();
}

Response remove_member(const Request& request, const RequestContext& context, Transaction& txn) {
  MemberRepository members(txn);
  if (request.optional_query("keep")) members.leave(context.org_id(), request.path_param("user"));
  else members.remove(context.org_id(), request.path_param("user"));
  return Response::no_content();
}

}  // namespace

void add_member_routes(http::Router& router) {
  router.add("GET", "/members", list_members);
  router.add("GET", "/members/{user}", get_member);
  router.add("PUT", "/members/{user}/role", set_role);
  router.add("DELETE", "/members/{user}", remove_member);
  router.add("GET", "/managers/{id}/reports", list_reports);
  router.add("GET", "/branch-members", list_branch_members);
  router.add("GET", "/organization", get_organization);
  router.add("PUT", "/organization", rename_organization);
  router.add("GET", "/organization-list", list_organizations);
  router.add("GET", "/organizations/{slug}", find_organization);
  router.add("POST", "/invitations", invite);
  router.add("POST", "/invitations/{code}", accept_invitation);
}

}  // namespace fieldcrm::handlers
