#include "lint/sql/node.h"

namespace ringfence::sql {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

namespace {

// simdjson's default-constructed views must not be read; empty lists iterate over this one instead.
struct EmptyArray {
  simdjson::dom::parser parser;
  array value;
  EmptyArray() { value = parser.parse(std::string_view("[]")).get_array().value(); }
};

}  // namespace

const array& NodeList::nothing() {
  static const EmptyArray empty;
  return empty.value;
}

Node::Node(element value) {
  if (value.type() != element_type::OBJECT) return;
  object outer = value.get_object().value_unsafe();
  auto first = outer.begin();
  if (first == outer.end()) {
    body_ = outer;
    present_ = true;
    return;
  }
  const std::string_view key = first.key();
  const bool wrapped = key[0] >= 'A' && key[0] <= 'Z' && first.value().type() == element_type::OBJECT;
  body_ = wrapped ? first.value().get_object().value_unsafe() : outer;
  if (wrapped) kind_ = key;
  present_ = true;
}

Node Node::operator[](std::string_view field) const {
  if (!present_) return {};
  element value;
  return body_.at_key(field).get(value) == simdjson::SUCCESS ? Node(value) : Node();
}

NodeList Node::list(std::string_view field) const {
  if (!present_) return {};
  array value;
  return body_.at_key(field).get_array().get(value) == simdjson::SUCCESS ? NodeList(value) : NodeList();
}

std::string_view Node::text(std::string_view field) const {
  std::string_view value;
  if (present_ && body_.at_key(field).get_string().get(value) != simdjson::SUCCESS) return {};
  return value;
}

int64_t Node::number(std::string_view field, int64_t otherwise) const {
  int64_t value;
  return present_ && body_.at_key(field).get_int64().get(value) == simdjson::SUCCESS ? value : otherwise;
}

bool Node::flag(std::string_view field) const {
  bool value;
  return present_ && body_.at_key(field).get_bool().get(value) == simdjson::SUCCESS && value;
}

bool Node::has(std::string_view field) const {
  return present_ && body_.at_key(field).error() == simdjson::SUCCESS;
}

Node NodeList::operator[](size_t index) const {
  size_t at = 0;
  for (const Node node : *this)
    if (at++ == index) return node;
  return {};
}

}  // namespace ringfence::sql
