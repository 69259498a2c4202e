// The demonstration as a reader of the README runs it: same figures as the README shows, and the figures fit what was
// planted.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <csignal>
#include <filesystem>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/http_client.h"
#include "support/req.h"
#include "support/run_binary.h"
#include "support/temp_dir.h"

namespace medcredit::test {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// One run for all tests of the suite.
class Demo : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempDir;
    RunOptions options;
    options.timeout = std::chrono::minutes(10);
    options.environment["MC_BIN"] = fs::path(MC_BINARY).parent_path().string();
    run_ = new RunResult(runProgram("/bin/bash", {MC_SOURCE_DIR "/tools/demo/run.sh", demo().string()}, options));
  }
  static void TearDownTestSuite() {
    delete run_;
    delete folder_;
  }
  static fs::path demo() { return folder_->path() / "demo"; }
  static json::object answer(const std::string& name) {
    return json::parse(readFile(demo() / "out/json" / (name + ".json"))).as_object();
  }
  /// Answers of the imports by the file they took in.
  static std::map<std::string, json::object> imports() {
    std::map<std::string, json::object> answers;
    std::istringstream plan(readFile(demo() / "data/plan.tsv"));
    int step = 0;
    for (std::string line; std::getline(plan, line);) {
      ++step;
      std::istringstream fields(line);
      std::string day, act, unit, entry, what;
      for (auto* field : {&day, &act, &unit, &entry, &what}) std::getline(fields, *field, '\t');
      if (act != "import") continue;
      const auto number = std::to_string(step);
      answers[fs::path(what).filename().string()] =
          answer((number.size() == 1 ? "0" + number : number) + "-import-" + unit + "-" + entry);
    }
    return answers;
  }

  static TempDir* folder_;
  static RunResult* run_;
};
TempDir* Demo::folder_ = nullptr;
RunResult* Demo::run_ = nullptr;

TEST_F(Demo, RunsToItsEnd) { ASSERT_EQ(run_->exitCode, 0) << run_->out << run_->err; }

/// Lines of the fenced block after a mark of a page.
std::vector<std::string> blockOf(const std::string& page, const std::string& mark) {
  const auto text = readFile(fs::path(MC_SOURCE_DIR) / page);
  const auto from = text.find("<!-- " + mark + " -->\n```");
  if (from == std::string::npos) throw std::runtime_error(page + " has no block " + mark);
  const auto start = text.find('\n', text.find("```", from)) + 1;
  std::istringstream block(text.substr(start, text.find("```\n", start) - start));
  std::vector<std::string> lines;
  for (std::string line; std::getline(block, line);) lines.push_back(line);
  return lines;
}

/// The shown lines come in this order in `output`; a page may leave lines out (…).
void expectShown(const std::vector<std::string>& shown, const std::string& output, const char* page) {
  std::size_t at = 0;
  for (const auto& line : shown) {
    if (line == "…" || line.empty()) continue;
    const auto found = output.find(line + "\n", at);
    ASSERT_NE(found, std::string::npos) << page << " shows a line that is not printed: " << line << "\n" << output;
    at = found + line.size();
  }
}

TEST_F(Demo, ShowsTheFiguresOfTheReadme) {
  for (const char* page : {"README.md", "README.zh-CN.md"}) {
    const auto shown = blockOf(page, "demo");
    EXPECT_GT(shown.size(), 40U) << page;
    expectShown(shown, run_->out, page);
  }
}

TEST_F(Demo, TheTourPrintsWhatTheReadmeShows) {
  for (const char* page : {"README.md", "README.zh-CN.md"}) {
    std::vector<std::string> shown;
    std::string output;
    int commands = 0;
    const auto compare = [&] {
      expectShown(shown, output, page);
      shown.clear();
    };
    for (const auto& line : blockOf(page, "tour")) {
      if (!line.starts_with("$ ")) {
        shown.push_back(line);
        continue;
      }
      compare();
      const auto run = runProgram(
          "/bin/bash",
          {"-c", "cd " + folder_->path().string() + " && mc() { " + MC_BINARY + " --jurisdictions " + MC_SOURCE_DIR +
                     "/jurisdictions --data demo/store --today 2026-05-08 \"$@\"; }\n" + line.substr(2)});
      output = run.out + run.err;
      ++commands;
    }
    compare();
    EXPECT_GE(commands, 6) << page;
  }
}

TEST_F(Demo, TakesInAndSendsBackExactlyWhatWasPlanted) {
  REQ("R-COLL-06", "R-QUAL-02");
  const auto answers = imports();
  std::istringstream truth(readFile(demo() / "data/truth.tsv"));
  int files = 0;
  for (std::string line; std::getline(truth, line); ++files) {
    std::istringstream fields(line);
    std::string file, rows, rejected, duplicates, updated;
    for (auto* field : {&file, &rows, &rejected, &duplicates, &updated}) std::getline(fields, *field, '\t');
    const auto& answer = answers.at(file);
    EXPECT_EQ(std::to_string(answer.at("rows").as_int64()), rows) << file;
    EXPECT_EQ(std::to_string(answer.at("rejected").as_int64()), rejected) << file << json::serialize(answer);
    EXPECT_EQ(std::to_string(answer.at("duplicates").as_int64()), duplicates) << file;
  }
  EXPECT_EQ(files, 20);
}

TEST_F(Demo, RefusesTheWrongTemplateAndTheScannedPage) {
  const auto answers = imports();
  EXPECT_TRUE(answers.at("中医科许可（错用承诺模板）.xlsx").contains("error"));
  EXPECT_TRUE(answers.at("中医科3月许可扫描件.xlsx").contains("error"));
}

TEST_F(Demo, LeavesReturnedWorkbooksListingAndUploadFiles) {
  for (const char* file : {"out/公示清单.csv", "out/公示清单.json", "out/报送-XK-ORG.xlsx", "out/报送-CF-ORG.xlsx",
                           "out/returned/行政许可2月上旬（退回）.xlsx", "out/returned/执法大队2月处罚（退回）.xlsx"}) {
    EXPECT_GT(fs::exists(demo() / file) ? fs::file_size(demo() / file) : 0, 100U) << file;
  }
}

/// What `./dev run` serves afterwards: the table of accounts, then a sign-in with what the table shows.
TEST_F(Demo, IsServedWithOneAccountOfEachRole) {
  const auto log = folder_->path() / "serve.log";
  std::string table;
  HttpReply signIn, listing;
  const auto probe = [&] {
    const auto said = fs::exists(log) ? readFile(log) : std::string();
    const std::string mark = "医信服务已启动：http://127.0.0.1:";
    const auto at = said.find(mark);
    if (at == std::string::npos || said.find('\n', at) == std::string::npos) return false;
    table = said.substr(0, at);
    HttpClient client(static_cast<std::uint16_t>(std::stoi(said.substr(at + mark.size()))));
    std::istringstream row(table.substr(table.find("  clerk ")));
    std::string login, role, code;
    row >> login >> role >> code;
    listing = client.get("/api/public/publicity");
    signIn = client.post("/api/session", json::serialize(json::object{{"login", login}, {"password", code}}));
    return true;
  };
  RunOptions options;
  options.timeout = std::chrono::minutes(3);
  options.environment["MC_BIN"] = fs::path(MC_BINARY).parent_path().string();
  options.environment["MC_PORT"] = "0";
  options.killWhen = probe;
  const auto run = runProgram(
      "/bin/bash", {"-c", MC_SOURCE_DIR "/tools/demo/serve.sh " + demo().string() + " >" + log.string()}, options);
  EXPECT_EQ(run.signal, SIGKILL) << run.err << readFile(log);
  for (const char* role :
       {"clerk", "reviewer", "central-desk", "grader", "objection-handler", "business-office", "unit-head",
        "system-admin", "security-admin", "audit-admin", "subject", "partner-system", "credit-agency"}) {
    EXPECT_NE(table.find(role), std::string::npos) << role << "\n" << table;
  }
  EXPECT_EQ(listing.status, 200) << listing.body;
  EXPECT_FALSE(listing.json().at("items").as_array().empty());
  EXPECT_EQ(signIn.status, 201) << signIn.body << table;
  EXPECT_EQ(signIn.json().at_pointer("/pending/code").as_string(), "ACCS-0204") << "the password must be changed first";
}

}  // namespace
}  // namespace medcredit::test
