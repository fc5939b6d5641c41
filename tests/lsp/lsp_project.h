// A small project in a folder of its own, for sessions with the language server.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.h"
#include "tests/lsp/session.h"

namespace ringfence::tests {

class LspProject : public testing::Test {
 protected:
  LspProject() {
    folder.write("ringfence.toml", kConfiguration);
    folder.write("schema/1.sql", kSchema);
    folder.write("queries/a.sql", kOpen);
  }
  std::string path(const std::string& name) const { return (folder.path() / name).string(); }
  static Json at(const std::string& path, int line, int character) {
    return {{"textDocument", {{"uri", file_uri(path)}}}, {"position", {{"line", line}, {"character", character}}}};
  }
  static Json range(const std::string& path, int line, int begin, int end) {
    const Json place = {{"start", {{"line", line}, {"character", begin}}}, {"end", {{"line", line}, {"character", end}}}};
    return {{"textDocument", {{"uri", file_uri(path)}}}, {"range", place}, {"context", {{"diagnostics", Json::array()}}}};
  }
  /// The action of that title; fails the test where there is none.
  static Json action(const Json& response, const std::string& title) {
    for (const Json& one : response.at("result"))
      if (one.at("title").get<std::string>().find(title) != std::string::npos) return one;
    ADD_FAILURE() << "no action '" << title << "' in " << response.dump(2);
    return {};
  }

  static constexpr const char* kConfiguration =
      "[inputs]\nschema = [\"schema/*.sql\"]\nqueries = [\"queries/*.sql\"]\n[tenant]\nroot = \"orgs\"\nterms = [\"$1\"]\n";
  static constexpr const char* kSchema =
      "CREATE TABLE orgs (id bigint PRIMARY KEY);\n"
      "CREATE TABLE deals (\n  id bigint PRIMARY KEY,\n  org_id bigint NOT NULL REFERENCES orgs,\n  email text\n);\n"
      "CREATE INDEX ON deals (org_id);\n";
  static constexpr const char* kOpen = "SELECT id FROM deals WHERE email = $2;\n";
  ProgramFolder folder;
};

}  // namespace ringfence::tests
