// What clangd and we have said of the files that are open, and what an editor is to be shown of both.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "clang-plugin/clangd/checked_unit.h"
#include "clang-plugin/clangd/client.h"

namespace ringfence::clangd {

/// For one thread at a time. clangd's diagnostics of a text come as soon as it has them, with what we said of the text before,
/// and without a version; those with a version are complete.
class Documents {
 public:
  explicit Documents(const Client& client) : client_(client) {}

  /// Parameters of the editor's messages.
  void open(const nlohmann::json& parameters);
  void change(const nlohmann::json& parameters);
  void close(const nlohmann::json& parameters);

  /// A unit with this main file is going to be checked.
  void expect(const std::string& path, uint64_t number);
  /// It was, null: to no end. The messages that the editor is to get.
  std::vector<nlohmann::json> take(const std::string& path, uint64_t number, const CheckedUnitPtr& unit);
  /// clangd's publishDiagnostics: what the editor is to get in its place.
  nlohmann::json merged(nlohmann::json message);

  /// The text as the editor has it now; null where the file is not open.
  SourcePtr text(const std::string& uri) const;
  int64_t version(const std::string& uri) const;
  /// Whether something is being checked that the file is the main file of.
  bool is_expected(const std::string& uri) const;
  /// Of this very text; null where there is none.
  CheckedUnitPtr checked(const std::string& uri, const Source& text) const;

 private:
  struct Document {
    std::string path;                      ///< Without links, whatever Clang calls it.
    std::map<int64_t, SourcePtr> texts;    ///< By version, those that clangd may still speak of.
    nlohmann::json theirs, shown;          ///< clangd's latest message, and ours to the editor.
    CheckedUnitPtr checked;
    uint64_t expected = 0, done = 0;
  };

  Document* find(const std::string& uri);
  const Document* find(const std::string& uri) const;
  static SourcePtr text_of_theirs(const Document& document);
  /// What clangd said, with the findings of the unit that was checked last, where it has that text.
  nlohmann::json complete(const Document& document, const SourcePtr& text) const;

  const Client& client_;
  std::map<std::string, Document> by_path_;  ///< As the editor names it.
};

}  // namespace ringfence::clangd
