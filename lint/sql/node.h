// A read-only view of one node of libpg_query's JSON parse tree. Cheap to copy; valid as long as its ParseTree.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <string_view>

namespace ringfence::sql {

class NodeList;

/// Null nodes are allowed everywhere: every accessor of a null node answers null, empty or the default.
class Node {
 public:
  Node() = default;
  explicit Node(simdjson::dom::element element);

  explicit operator bool() const { return present_; }
  /// "SelectStmt", "ColumnRef", …; empty where the grammar leaves no choice of kind (InsertStmt.relation is a RangeVar).
  std::string_view kind() const { return kind_; }
  bool is(std::string_view kind) const { return kind_ == kind; }

  Node operator[](std::string_view field) const;
  NodeList list(std::string_view field) const;
  std::string_view text(std::string_view field) const;
  int64_t number(std::string_view field, int64_t otherwise = 0) const;
  bool flag(std::string_view field) const;
  bool has(std::string_view field) const;
  /// Byte offset in the statement's text, -1 where the grammar keeps none.
  int64_t location() const { return number("location", -1); }

  /// Of a String node ({"String": {"sval": …}}).
  std::string_view string() const { return text("sval"); }

  simdjson::dom::object fields() const { return body_; }

 private:
  std::string_view kind_;
  simdjson::dom::object body_;
  bool present_ = false;
};

/// A list of nodes; elements that are null in the tree come as null nodes.
class NodeList {
 public:
  class Iterator {
   public:
    explicit Iterator(simdjson::dom::array::iterator at) : at_(at) {}
    Node operator*() const { return Node(*at_); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    simdjson::dom::array::iterator at_;
  };

  NodeList() = default;
  explicit NodeList(simdjson::dom::array array) : array_(array), present_(true) {}
  Iterator begin() const { return Iterator(array_.begin()); }
  Iterator end() const { return Iterator(array_.end()); }
  bool empty() const { return !present_ || array_.size() == 0; }
  size_t size() const { return present_ ? array_.size() : 0; }
  Node operator[](size_t index) const;
  Node back() const { return empty() ? Node() : (*this)[size() - 1]; }

 private:
  static const simdjson::dom::array& nothing();
  simdjson::dom::array array_ = nothing();
  bool present_ = false;
};

}  // namespace ringfence::sql
