#include "lint/sql/parse.h"

#include <pg_query.h>

#include "lint/sql/lex.h"

namespace ringfence::sql {

struct Parser::Impl {
  simdjson::dom::parser json;
  simdjson::padded_string buffer;
};

namespace {

// A level of the syntax tree costs at most a few levels of JSON (node, wrapper, list).
constexpr size_t kJsonDepth = size_t{Parser::kDeepestNesting} * 8;

// A level takes at least a byte: short statements need no look.
bool may_nest_too_deeply(std::string_view sql) {
  return sql.size() > size_t{Parser::kDeepestNesting} && nesting_bound(sql) > Parser::kDeepestNesting;
}

// libpg_query counts characters from 1; the rest of the world counts bytes from 0.
uint32_t byte_offset(std::string_view text, int cursor) {
  uint32_t at = 0;
  for (int character = 1; character < cursor && at < text.size(); ++character) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  }
  return at;
}

}  // namespace

Parser::Parser() : impl_(std::make_unique<Impl>()) {}
Parser::~Parser() = default;

Node Parser::fail(std::string message, uint32_t offset) {
  failed_ = true;
  error_ = {std::move(message), offset};
  return {};
}

Node Parser::parse(std::string_view sql) {
  failed_ = false;
  if (sql.size() > kLargestStatement)
    return fail("statement is larger than " + std::to_string(kLargestStatement >> 20) + " MB; it was not read", 0);
  if (sql.find('\0') != sql.npos) return fail("statement contains a zero byte", static_cast<uint32_t>(sql.find('\0')));
  if (may_nest_too_deeply(sql)) return fail("statement is nested too deeply; it was not read", 0);

  const std::string terminated(sql);
  PgQueryParseResult result = pg_query_parse(terminated.c_str());
  if (result.error != nullptr) {
    Node failure = fail(result.error->message, byte_offset(sql, result.error->cursorpos));
    pg_query_free_parse_result(result);
    return failure;
  }
  simdjson::dom::element root;
  const std::string_view tree(result.parse_tree);
  auto status = impl_->json.allocate(std::max<size_t>(tree.size(), 1 << 14), kJsonDepth);
  if (status == simdjson::SUCCESS) status = impl_->json.parse(tree.data(), tree.size(), true).get(root);
  pg_query_free_parse_result(result);
  if (status != simdjson::SUCCESS) return fail(std::string("syntax tree: ") + simdjson::error_message(status), 0);
  return Node(root).list("stmts")[0]["stmt"];
}

Node Parser::parse_plpgsql(std::string_view create_function) {
  failed_ = false;
  if (create_function.size() > kLargestStatement || may_nest_too_deeply(create_function))
    return fail("function is too large; it was not read", 0);
  const std::string terminated(create_function);
  PgQueryPlpgsqlParseResult result = pg_query_parse_plpgsql(terminated.c_str());
  if (result.error != nullptr) {
    Node failure = fail(result.error->message, 0);
    pg_query_free_plpgsql_parse_result(result);
    return failure;
  }
  simdjson::dom::element root;
  const std::string_view tree(result.plpgsql_funcs);
  auto status = impl_->json.allocate(std::max<size_t>(tree.size(), 1 << 14), kJsonDepth);
  if (status == simdjson::SUCCESS) status = impl_->json.parse(tree.data(), tree.size(), true).get(root);
  pg_query_free_plpgsql_parse_result(result);
  simdjson::dom::array functions;
  if (status != simdjson::SUCCESS || root.get_array().get(functions) != simdjson::SUCCESS || functions.size() == 0)
    return fail("PL/pgSQL body could not be read", 0);
  return Node(functions.at(0).value());
}

}  // namespace ringfence::sql
