#include "repositories/notes.h"

#include "handlers/handlers.h"

namespace fieldcrm::handlers {
namespace {

using db::Transaction;
using http::Request;
using http::RequestContext;
using http::Response;
using repositories::NoteRepository;

Response list_notes(const Request& request, const RequestContext& context, Transaction& txn) {
  NoteRepository notes(txn);
  return Response::ok(db::to_json(notes.of_deal(context.org_id(), request.path_id("deal"))));
}

Response get_note(const Request& request, const RequestContext& context, Transaction& txn) {
  NoteRepository notes(txn);
  pqxx::result found = notes.find(context.org_id(), request.path_id("id"));
  if (found.empty()) found = notes.find_if_any_deal(context.org_id(), request.path_id("id"));
  return Response::ok(db::to_json(found));
}

Response add_note(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto body = request.json().at("body").get<std::string>();
  NoteRepository notes(txn);
  if (request.optional_query("quick"))
    return Response::created(notes.add_to_deal(request.path_id("deal"), context.user_id(), body));
  return Response::created(notes.add(context.org_id(), request.path_id("deal"), context.user_id(), body));
}

Response edit_note(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto body = request.json().at("body").get<std::string>();
  NoteRepository notes(txn);
  if (request.method() == "PUT") notes.edit(request.path_id("id"), body);
  else notes.edit_own(context.org_id(), request.path_id("id"), body);
  return Response::no_content();
}

Response pin_note(const Request& request, const RequestContext& context, Transaction& txn) {
  NoteRepository(txn).pin(context.org_id(), request.path_id("id"));
  return Response::no_content();
}

Response remove_note(const Request& request, const RequestContext& context, Transaction& txn) {
  NoteRepository(txn).remove(context.org_id(), request.path_id("id"));
  return Response::no_content();
}

Response list_attachments(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(NoteRepository(txn).attachments(context.org_id(), request.path_id("id"))));
}

Response download(const Request& request, const RequestContext& context, Transaction& txn) {
  NoteRepository notes(txn);
  const std::string id = request.path_param("attachment");
  const auto file = request.optional_query("link") ? notes.download(id) : notes.download_own(context.org_id(), id);
  return file ? Response::ok(db::to_json(*file)) : Response::error(404, "no such attachment");
}

}  // namespace

void add_note_routes(http::Router& router) {
  router.add("GET", "/deals/{deal}/notes", list_notes);
  router.add("POST", "/deals/{deal}/notes", add_note);
  router.add("GET", "/notes/{id}", get_note);
  router.add("PUT", "/notes/{id}", edit_note);
  router.add("PATCH", "/notes/{id}", edit_note);
  router.add("POST", "/notes/{id}/pin", pin_note);
  router.add("DELETE", "/notes/{id}", remove_note);
  router.add("GET", "/notes/{id}/attachments", list_attachments);
  router.add("GET", "/attachments/{attachment}", download);
}

}  // namespace fieldcrm::handlers
