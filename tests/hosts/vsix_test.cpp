// The VS Code extension, as ci/vsix packs it: a zip that VS Code takes, whose parts agree with each other.
#include <filesystem>
#include <regex>

#include "ringfence/version.h"
#include "tests/lsp/lsp_project.h"

namespace ringfence::tests {
namespace {

namespace fs = std::filesystem;

int shell(const std::string& command) { return std::system(command.c_str()); }

class Vsix : public testing::Test {
 protected:
  void SetUp() override {
    const std::string at = folder.path().string();
    ASSERT_EQ(shell("'" RINGFENCE_SOURCE_DIR "/ci/vsix' --without-dependencies '" + at + "/x.vsix' && cd '" + at + "' && cmake -E tar xf x.vsix"), 0);
    package = Json::parse(folder.read("extension/package.json"));
  }
  ProgramFolder folder;
  Json package;
};

TEST_F(Vsix, TheManifestNamesThePackage) {
  const std::string manifest = folder.read("extension.vsixmanifest");
  const auto attribute = [&](const std::string& pattern) {
    std::smatch found;
    return std::regex_search(manifest, found, std::regex(pattern)) ? found[1].str() : std::string();
  };
  EXPECT_EQ(attribute("<Identity [^>]*\\bId=\"([^\"]+)\""), package["name"]);
  EXPECT_EQ(attribute("<Identity [^>]*\\bVersion=\"([^\"]+)\""), package["version"]);
  EXPECT_EQ(attribute("<Identity [^>]*\\bPublisher=\"([^\"]+)\""), package["publisher"]);
  EXPECT_EQ(attribute("Code.Engine\" Value=\"([^\"]+)\""), package["engines"]["vscode"]);
  EXPECT_EQ(package["version"], std::string(kVersion));
  const std::regex asset("Path=\"([^\"]+)\"");
  int assets = 0;
  for (std::sregex_iterator at(manifest.begin(), manifest.end(), asset), end; at != end; ++at, ++assets)
    EXPECT_TRUE(fs::exists(folder.path() / (*at)[1].str())) << (*at)[1];
  EXPECT_GE(assets, 3);
}

TEST_F(Vsix, EachFileHasAType) {
  const std::string types = folder.read("[Content_Types].xml");
  for (const auto& entry : fs::recursive_directory_iterator(folder.path() / "extension"))
    EXPECT_TRUE(entry.is_directory() || types.find("Extension=\"" + entry.path().extension().string() + "\"") != std::string::npos) << entry.path();
}

TEST_F(Vsix, TheExtensionStartsBothServersAndKnowsItsSettings) {
  const std::string main = package["main"];
  const std::string script = folder.read("extension/" + main);
  ASSERT_FALSE(script.empty());
  EXPECT_NE(script.find("args: ['lsp']"), std::string::npos);
  EXPECT_TRUE(package["dependencies"].contains("vscode-languageclient"));
  const Json& settings = package["contributes"]["configuration"]["properties"];
  EXPECT_EQ(settings["ringfence.path"]["default"], "ringfence");
  EXPECT_EQ(settings["ringfence.clangd.path"]["default"], "ringfence-clangd");
  const std::regex used("settings\\.get\\('([^']+)'\\)");
  int count = 0;
  for (std::sregex_iterator at(script.begin(), script.end(), used), end; at != end; ++at, ++count)
    EXPECT_TRUE(settings.contains("ringfence." + (*at)[1].str())) << (*at)[1];
  EXPECT_GE(count, 4);
  for (const Json& command : package["contributes"]["commands"])
    EXPECT_NE(script.find("registerCommand('" + command["command"].get<std::string>() + "'"), std::string::npos);
  EXPECT_EQ(shell("! command -v node >/dev/null || node --check '" + (folder.path() / "extension" / main).string() + "'"), 0);
}

}  // namespace
}  // namespace ringfence::tests
