// The tools of the house keep their word: the requirement trace counts right, the synthetic city is reproducible, the
// page of error codes is the one of the catalogue.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/req.h"
#include "support/run_binary.h"
#include "support/temp_dir.h"

namespace medcredit::test {
namespace {

namespace fs = std::filesystem;

const fs::path kTools = fs::path(MC_BINARY).parent_path();
const fs::path kSource = MC_SOURCE_DIR;

constexpr const char* kRequirements = R"({
  "milestones": [{"id": "first", "title": "", "requirements": ["R-A-01", "R-A-02"]}],
  "areas": [{"id": "A", "title": "Area"}],
  "requirements": [{"id": "R-A-01", "area": "A", "title": "One"}, {"id": "R-A-02", "area": "A", "title": "Two"},
                   {"id": "R-A-03", "area": "A", "title": "Three"}]})";

/// A report with one passing test of R-A-01 and one test of R-A-02 that ends as `second` says.
std::string report(const std::string& second) {
  return R"({"testsuites": [{"testsuite": [
    {"name": "Passes", "classname": "S", "status": "RUN", "result": "COMPLETED", "requirements": "R-A-01"},
    {"name": "Second", "classname": "S", )" +
         second + R"(, "requirements": "R-A-01 R-A-02"}]}]})";
}

class Trace : public ::testing::Test {
 protected:
  RunResult trace(const std::vector<std::string>& options = {}) {
    writeFile(folder_.path() / "requirements.json", kRequirements);
    std::vector<std::string> arguments{(folder_.path() / "requirements.json").string(), reports_.path().string()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return runProgram((kTools / "medcredit-trace").string(), arguments);
  }

  TempDir folder_;
  TempDir reports_;
};

TEST_F(Trace, CountsARequirementAsProvedWhenAllItsTestsPass) {
  writeFile(reports_.path() / "unit.json", report(R"("status": "RUN", "result": "COMPLETED")"));
  const auto run = trace();
  EXPECT_EQ(run.exitCode, 0) << run.err;
  EXPECT_NE(run.out.find("requirements: 3, proved 2, failing 0, without test 1"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("milestone first: 2 of 2 proved"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("none    R-A-03"), std::string::npos) << run.out;
}

TEST_F(Trace, OneFailingTestTakesTheProofAway) {
  writeFile(reports_.path() / "unit.json",
            report(R"("status": "RUN", "result": "COMPLETED", "failures": [{"failure": "no", "type": ""}])"));
  const auto run = trace({"--missing"});
  EXPECT_EQ(run.exitCode, 1);
  EXPECT_NE(run.out.find("FAILING R-A-01"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("milestone first: 0 of 2 proved"), std::string::npos) << run.out;
}

TEST_F(Trace, ASkippedTestProvesNothingAndCountsAsFailed) {
  writeFile(reports_.path() / "unit.json", report(R"("status": "RUN", "result": "SKIPPED")"));
  EXPECT_EQ(trace({"--totals"}).out, "1 1\n");
}

TEST_F(Trace, AnUnknownRequirementIdIsAnError) {
  writeFile(reports_.path() / "unit.json",
            R"({"testsuites": [{"testsuite": [
              {"name": "T", "classname": "S", "result": "COMPLETED", "requirements": "R-A-77"}]}]})");
  const auto run = trace();
  EXPECT_EQ(run.exitCode, 1);
  EXPECT_NE(run.out.find("unknown requirement id R-A-77 in unit: S.T"), std::string::npos) << run.out;
}

TEST(Synth, TheSameCityComesOutEveryTime) {
  const TempDir first;
  const TempDir second;
  std::map<std::string, std::string> files;
  for (const auto* folder : {&first, &second}) {
    const auto run = runProgram((kTools / "medcredit-synth").string(), {folder->path().string()});
    ASSERT_EQ(run.exitCode, 0) << run.err;
    for (const auto& item : fs::recursive_directory_iterator(folder->path())) {
      if (!item.is_regular_file()) continue;
      const auto name = fs::relative(item.path(), folder->path()).string();
      const auto text = readFile(item.path());
      const auto [known, added] = files.try_emplace(name, text);
      if (!added) {
        EXPECT_TRUE(known->second == text) << name << " differs";
      }
    }
  }
  EXPECT_GT(files.size(), 25U);
}

TEST(Docs, ThePageOfErrorCodesIsTheOneOfTheCatalogue) {
  const auto run = runProgram((kTools / "medcredit-errors").string(), {});
  ASSERT_EQ(run.exitCode, 0);
  EXPECT_TRUE(readFile(kSource / "docs/errors.md") == run.out) << "docs/errors.md is old: run ./dev docs";
}

/// Commands and options below `path`, as the help texts list them.
void listHelp(const std::vector<std::string>& path, std::set<std::string>& commands, std::set<std::string>& options) {
  auto arguments = path;
  arguments.emplace_back("--help");
  std::istringstream help(runMedcredit(arguments).out);
  bool below = false;
  for (std::string line; std::getline(help, line);) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    if (line.starts_with("Subcommands:")) below = true;
    if (!line.starts_with("  ") || line.starts_with("   ")) continue;
    if (below) {
      auto next = path;
      next.push_back(word);
      std::string name;
      for (const auto& part : next) name += (name.empty() ? "" : " ") + part;
      commands.insert(name);
      listHelp(next, commands, options);
    } else if (word.starts_with("--")) {
      options.insert(word.substr(0, word.find(',')));
    }
  }
}

TEST(Docs, TheCommandLinePageNamesEveryCommandAndOption) {
  std::set<std::string> commands;
  std::set<std::string> options;
  listHelp({}, commands, options);
  EXPECT_GT(commands.size(), 50U);
  EXPECT_GT(options.size(), 30U);
  const auto page = readFile(kSource / "docs/cli.md");
  // Groups of the classification are listed by their help only.
  const auto named = [&](const std::string& name) {
    const auto last = name.substr(name.rfind(' ') + 1);
    return page.find(name) != std::string::npos ||
           (name.starts_with("classify ") && page.find(last) != std::string::npos);
  };
  for (const auto& name : commands) EXPECT_TRUE(named(name)) << "docs/cli.md does not name the command " << name;
  const std::set<std::string> explained = [&] {
    std::set<std::string> found;
    for (const auto& option : options) {
      if (page.find(option) != std::string::npos) found.insert(option);
    }
    return found;
  }();
  std::set<std::string> inHelpOnly;  // options of classify and of the nested subject commands
  for (const auto& name : commands) {
    if (!name.starts_with("classify") && !name.starts_with("subject ")) continue;
    std::istringstream words(name);
    std::vector<std::string> path;
    for (std::string word; words >> word;) path.push_back(word);
    std::set<std::string> ignored;
    listHelp(path, ignored, inHelpOnly);
  }
  for (const auto& option : options) {
    EXPECT_TRUE(explained.contains(option) || inHelpOnly.contains(option)) << "docs/cli.md does not name " << option;
  }
}

}  // namespace
}  // namespace medcredit::test
