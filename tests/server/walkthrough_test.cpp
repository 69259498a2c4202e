// docs/api/walkthrough.md says what to type; here it is typed, word by word, from an empty folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/req.h"
#include "support/run_binary.h"
#include "support/temp_dir.h"

namespace medcredit::test {
namespace {

/// The commands of a page: its blocks marked as bash, in order.
std::string commandsOf(const std::string& page) {
  const std::string open = "```bash\n";
  const std::string close = "\n```";
  std::string commands;
  for (auto at = page.find(open); at != std::string::npos; at = page.find(open, at)) {
    at += open.size();
    const auto end = page.find(close, at);
    commands += page.substr(at, end - at) + "\n";
    at = end;
  }
  return commands;
}

TEST(Walkthrough, EveryCommandOfThePageDoesWhatThePageSays) {
  REQ("R-COLL-24", "R-COLL-17", "R-COLL-18", "R-SEC-01");
  const std::string commands = commandsOf(readFile(MC_SOURCE_DIR "/docs/api/walkthrough.md"));
  ASSERT_GT(commands.size(), 3000U) << "the page was not found";
  const TempDir folder;
  const std::string script = "set -euo pipefail\ncd '" + folder.path().string() +
                             "'\ntrap 'kill \"$(cat server.pid)\" 2>/dev/null || true' EXIT\n" + commands +
                             "\necho walked-through\n";
  writeFile(folder / "walkthrough.sh", script);
  RunOptions options;
  options.timeout = std::chrono::seconds(180);
  const std::string binaries = std::filesystem::path(MC_BINARY).parent_path().string();
  options.environment = {{"PATH", binaries + ":/usr/local/bin:/usr/bin:/bin"},
                         {"PORT", "0"},
                         {"MEDCREDIT_JURISDICTIONS", MC_SOURCE_DIR "/jurisdictions"},
                         {"http_proxy", ""},
                         {"no_proxy", "127.0.0.1"}};
  const auto result = runProgram("/bin/bash", {(folder / "walkthrough.sh").string()}, options);
  EXPECT_EQ(result.exitCode, 0) << result.out << result.err;
  EXPECT_THAT(result.out, ::testing::HasSubstr("walked-through")) << result.err;
}

}  // namespace
}  // namespace medcredit::test
