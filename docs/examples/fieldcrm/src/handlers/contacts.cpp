#include "repositories/contacts.h"

#include <fmt/format.h>

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
using repositories::ContactRepository;
using repositories::NewContact;

// What a contact is in a line of text, and what a filter is: only one of them is about people.
std::ostream& operator<<(std::ostream& out, const NewContact& contact) {
  return out << contact.full_name << " <" << contact.email.value_or("") << ">, company " << contact.company_id.value_or(0);
}

std::ostream& operator<<(std::ostream& out, const repositories::ContactFilter& filter) {
  return out << filter.page_size << " from " << filter.skip << ", company " << filter.company_id.value_or(0);
}

void check(const NewContact& contact) {
  if (contact.full_name.empty()) throw http::HttpError(422, "a contact has a name");
  if (contact.email && contact.email->find('@') == std::string::npos)
    throw http::HttpError(422, "no address: " + *contact.email);  // expect: personal-in-exception
}

NewContact contact_of(const nlohmann::json& body) {
  NewContact contact;
  contact.full_name = body.at("full_name").get<std::string>();
  if (body.contains("email")) contact.email = body.at("email").get<std::string>();
  if (body.contains("phone")) contact.phone = body.at("phone").get<std::string>();
  if (body.contains("company_id")) contact.company_id = body.at("company_id").get<std::int64_t>();
  return contact;
}

// The organization that the client says it is.
std::int64_t organization_of(const nlohmann::json& body) {
  return body.at("org_id").get<std::int64_t>();
}

Response get_contact(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto contact = ContactRepository(txn).find(context.org_id(), request.path_id("id"));
  if (!contact) return Response::error(404, "no such contact");
  LOG_DEBUG("read contact " << (*contact)["id"].c_str());
  LOG_DEBUG("read contact " << (*contact)["email"].c_str());  // expect: personal-row-in-log
  return Response::ok(db::to_json(*contact));
}

// Everything that is optional comes from the query; the organization comes from the session.
Response list_contacts(const Request& request, const RequestContext& context, Transaction& txn) {
  repositories::ContactFilter filter;
  filter.term = request.optional_query("q");
  if (request.optional_query("company")) filter.company_id = request.query_id("company");
  if (request.optional_query("min_score")) filter.min_score = request.query_int("min_score", 0);
  filter.skip = request.query_int("skip", 0);
  LOG_DEBUG("contacts: " << filter);
  return Response::ok(db::to_json(ContactRepository(txn).list(context.org_id(), filter)));
}

Response create_contact(const Request& request, const RequestContext& context, Transaction& txn) {
  const NewContact contact = contact_of(request.json());
  check(contact);
  LOG_INFO("new contact: " << contact.full_name);  // expect: personal-in-log
  log::audit(context.org_id(), "new contact " + contact.email.value_or("-"));  // expect: personal-in-log
  const std::int64_t id = ContactRepository(txn).create(context.org_id(), contact);
  log::audit(context.org_id(), "new contact " + std::to_string(id));
  return Response::created(id);
}

// The widget on customers' sites sends the organization along.
Response create_from_widget(const Request& request, const RequestContext&, Transaction& txn) {
  const nlohmann::json body = request.json();  // expect: tenant-untrusted-source
  const std::int64_t org_id = organization_of(body);
  return Response::created(ContactRepository(txn).upsert(org_id, contact_of(body)));
}

Response create_from_form(const Request& request, const RequestContext&, Transaction& txn) {
  const NewContact contact = contact_of(request.json());
  LOG_INFO("contact from a form, with an address: " << contact.email.has_value());
  if (contact.email) LOG_INFO("contact from a form: " << log::mask_email(*contact.email));
  return Response::created(ContactRepository(txn).create_from_form(contact));
}

Response update_contact(const Request& request, const RequestContext& context, Transaction& txn) {
  const NewContact contact = contact_of(request.json());
  const auto changed = ContactRepository(txn).update(context.org_id(), request.path_id("id"), contact);
  if (changed == 0 && contact.phone) {
    LOG_WARNING("nobody to call under " << *contact.phone);  // expect: personal-in-log
    LOG_WARNING("nobody to call under " << log::mask_phone(*contact.phone));
  }
  return changed == 0 ? Response::error(404, "no such contact") : Response::no_content();
}

Response merge_contacts(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto merged_id = request.json().at("merged_id").get<std::int64_t>();
  ContactRepository(txn).merge(context.org_id(), request.path_id("id"), merged_id);
  return Response::no_content();
}

Response delete_contacts(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto ids = request.json().at("ids").get<std::vector<std::int64_t>>();
  ContactRepository contacts(txn);
  const bool is_listed = request.query_int("listed", 0) != 0;
  const std::int64_t removed = is_listed ? contacts.remove_listed(ids) : contacts.remove_all(context.org_id(), ids);
  return Response::ok({{"removed", removed}});
}

Response search_contacts(const Request& request, const RequestContext& context, Transaction& txn) {
  ContactRepository contacts(txn);
  const std::string name = request.query_param("name");
  const bool is_raw = request.query_int("raw", 0) != 0;
  return Response::ok(db::to_json(is_raw ? contacts.search_by_name(context.org_id(), name)
                                         : contacts.search_quoted(context.org_id(), name)));
}

Response list_duplicates(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(ContactRepository(txn).duplicates(context.org_id())));
}

Response export_contacts(const Request& request, const RequestContext& context, Transaction& txn) {
  ContactRepository contacts(txn);
  const auto rows = context.is_operator() ? contacts.list_or_all(std::nullopt)
                                          : contacts.with_tags(context.org_id(), {request.query_param("tag")});
  std::string csv = "full_name,email\n";
  LOG_INFO("contacts exported: " << rows.size());
  for (const auto& row : rows)
    csv += fmt::format("{},{}\n", row["full_name"].c_str(), row["email"].is_null() ? "" : row["email"].c_str());
  LOG_DEBUG("export, letters: " << csv.size());
  LOG_DEBUG("export: " << csv);  // expect: personal-row-in-log
  return Response::csv(csv);
}

Response tag_contact(const Request& request, const RequestContext& context, Transaction& txn) {
  ContactRepository contacts(txn);
  contacts.tag(context.org_id(), request.path_id("id"), request.path_param("tag"));
  return Response::ok(db::to_json(contacts.tags(context.org_id())));
}

Response untag_contact(const Request& request, const RequestContext& context, Transaction& txn) {
  ContactRepository contacts(txn);
  contacts.untag(context.org_id(), request.path_id("tag"), request.path_id("id"));
  const auto removed = request.optional_query("sweep") ? contacts.sweep_tags(context.org_id())
                                                       : contacts.remove_unused_tags(context.org_id());
  return Response::ok({{"removed_tags", removed}});
}

Response score_contacts(const Request& request, const RequestContext& context, Transaction& txn) {
  ContactRepository contacts(txn);
  if (request.query_param("by") == "calls") contacts.score_calls(context.org_id());
  else contacts.score_activities(context.org_id());
  return Response::ok({{"scored", contacts.count(context.org_id())}});
}

Response forget_contact(const Request& request, const RequestContext& context, Transaction& txn) {
  ContactRepository(txn).forget(context.org_id(), request.path_id("id"));
  return Response::no_content();
}

Response import_contacts(const Request& request, const RequestContext& context, Transaction& txn) {
  std::vector<NewContact> contacts;
  for (const nlohmann::json& row : request.json()) {
    contacts.push_back(contact_of(row));
    LOG_DEBUG("to import: " << contacts.back());  // expect: personal-object-in-log
    LOG_DEBUG("to import: " << contacts.size());
  }
  return Response::ok({{"imported", ContactRepository(txn).import(context.org_id(), contacts)}});
}

// The organization is the session's, the company is any number: of_company() asks for both.
Response list_of_company(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(ContactRepository(txn).of_company(context.org_id(), request.path_id("company"))));
}

}  // namespace

void add_contact_routes(http::Router& router) {
  router.add("GET", "/contacts", list_contacts);
  router.add("POST", "/contacts", create_contact);
  router.add("POST", "/widget/contacts", create_from_widget);
  router.add("POST", "/form/contacts", create_from_form);
  router.add("GET", "/contacts/{id}", get_contact);
  router.add("PATCH", "/contacts/{id}", update_contact);
  router.add("POST", "/contacts/{id}/merge", merge_contacts);
  router.add("POST", "/contacts/{id}/forget", forget_contact);
  router.add("PUT", "/contacts/{id}/tags/{tag}", tag_contact);
  router.add("DELETE", "/contacts/{id}/tags/{tag}", untag_contact);
  router.add("POST", "/contact-deletions", delete_contacts);
  router.add("GET", "/contact-search", search_contacts);
  router.add("GET", "/contact-duplicates", list_duplicates);
  router.add("GET", "/contact-export", export_contacts);
  router.add("POST", "/contact-scores", score_contacts);
  router.add("POST", "/contact-imports", import_contacts);
  router.add("GET", "/companies/{company}/contacts", list_of_company);
}

}  // namespace fieldcrm::handlers
