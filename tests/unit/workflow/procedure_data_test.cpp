// The procedures of the seven jurisdictions as data: complete, sourced, and refused with file and line when they are
// not.
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "support/req.h"
#include "unit/workflow/law_fixture.h"
#include "workflow/effects.h"

namespace medcredit::workflow {
namespace {

namespace fs = std::filesystem;
using test::kJurisdictions;
using test::lawOf;
using test::lawRoot;
using test::proceduresOf;

TEST(ProcedureData, EveryJurisdictionReadsWithoutAProblem) {
  for (const auto& id : kJurisdictions) {
    for (const auto& problem : checkProcedures(*lawOf(id), {lawRoot()})) {
      ADD_FAILURE() << id << " " << problem.place << " "
                    << domain::render(base::Error(problem.code, problem.args, problem.place));
    }
  }
}

TEST(ProcedureData, EveryValueNamesItsSourceOrTheDefaultLabel) {
  for (const auto& id : kJurisdictions) {
    for (const auto& procedure : proceduresOf(id)->procedures) {
      const auto sourced = [&](const std::string& source, const std::string& part) {
        const bool given =
            source.find(".txt ") != std::string::npos || source.find("外部资料，待核实") != std::string::npos;
        const bool labelled = source.find(domain::kDefaultLabel) != std::string::npos;
        EXPECT_TRUE(given || labelled) << id << " " << procedure.id << " " << part << ": " << source;
      };
      sourced(procedure.source, "procedure");
      sourced(procedure.subjectEndSource, "subject_end");
      for (const auto& part : procedure.states) sourced(part.source, part.id);
      for (const auto& part : procedure.steps) sourced(part.source, part.id);
      for (const auto& part : procedure.papers) sourced(part.source, part.id);
      for (const auto& part : procedure.grounds) sourced(part.source, part.id);
      for (const auto& part : procedure.roles) sourced(part.source, part.id);
    }
  }
}

/// A town below the national layer whose one procedure file is under test.
class Town {
 public:
  Town() : root_(fs::temp_directory_path() / ("mc_town_" + std::to_string(::getpid()))), law_(*lawOf("national")) {
    fs::remove_all(root_);
    fs::create_directories(root_ / "town" / "procedures");
    write("profile.yaml", "id: town\nextends: national\n");
    law_.id = "town";
  }
  ~Town() { fs::remove_all(root_); }
  Town(const Town&) = delete;
  Town& operator=(const Town&) = delete;

  void write(const std::string& name, const std::string& text) { std::ofstream(root_ / "town" / name) << text; }
  void setClock(const std::string& id, int amount) { law_.clocks.at(id).amount = amount; }
  [[nodiscard]] std::vector<jurisdiction::ProfileProblem> problems() const {
    return checkProcedures(law_, {root_, lawRoot()});
  }
  /// Is there a problem of that code at that line of the file?
  [[nodiscard]] bool finds(const std::string& code, const std::string& place) const {
    for (const auto& problem : problems()) {
      if (problem.code == code && problem.place.find(place) != std::string::npos) return true;
    }
    return false;
  }
  [[nodiscard]] std::string all() const {
    std::string text;
    for (const auto& problem : problems()) text += problem.code + " " + problem.place + "\n";
    return text;
  }
  [[nodiscard]] base::Result<std::shared_ptr<const ProcedureSet>> load() const {
    return loadProcedures(law_, {root_, lawRoot()});
  }

 private:
  fs::path root_;
  jurisdiction::Jurisdiction law_;
};

constexpr const char* kLabel = "default: 默认值（依据未规定）";

/// A small sound procedure; the tests replace one line of it. Lines are counted from 1.
std::vector<std::string> soundLines() {
  const std::string d = kLabel;
  return {
      "id: appeal",
      "title: 申诉",
      d,
      "roles:",
      "  - {id: subject, label: 当事人, party: subject, " + d + "}",
      "  - {id: clerk, label: 承办人, party: authority, unit: clerk, " + d + "}",
      "papers:",
      "  - {id: letter, label: 申诉书, " + d + "}",
      "states:",
      "  - {id: filed, title: 待办, clock: {id: objection-decide, notify: [clerk]}, " + d + "}",
      "  - {id: heard, title: 已听取, waits: 等待当事人, " + d + "}",
      "  - {id: done, title: 已办, final: true, outcome: 已办, " + d + "}",
      "steps:",
      "  - {id: file, title: 申诉, from: [new], to: filed, by: [subject], papers: [letter], " + d + "}",
      "  - {id: hear, title: 听取, from: [filed], to: heard, by: [clerk], " + d + "}",
      "  - {id: finish, title: 办结, from: [heard], to: done, by: [clerk], reasons: true, after: [hear], " + d + "}",
      "subject_end: {" + d + "}"};
}

std::string textOf(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

TEST(ProcedureFile, ASoundOneIsRead) {
  Town town;
  town.write("procedures/appeal.yaml", textOf(soundLines()));
  EXPECT_EQ(town.all(), "");
  const auto set = town.load();
  ASSERT_TRUE(set.ok());
  EXPECT_NE((*set)->find("appeal"), nullptr);
  EXPECT_NE((*set)->find("objection"), nullptr) << "the inherited ones are there too";
}

TEST(ProcedureFile, EveryMistakeIsNamedWithFileAndLine) {
  const std::string d = kLabel;
  struct Mistake {
    std::size_t line;  ///< replaced, from 1
    std::string text;
    std::string code, place;
  };
  const std::string f = "procedures/appeal.yaml:";
  const std::vector<Mistake> mistakes = {
      {1, "id: other", "PROF-0023", f + "1:"},
      {2, "titel: 申诉", "PROF-0020", f + "2:"},
      {3, "amends: true\n" + d, "PROC-0005", f + "1:"},
      {5, "  - {id: subject, label: 当事人, party: king, " + d + "}", "PROF-0023", f + "5:"},
      {6, "  - {id: clerk, label: 承办人, party: authority}", "PROF-0030", f + "6:"},
      {8, "  - {label: 申诉书, " + d + "}", "PROF-0021", f + "8:"},
      {10, "  - {id: filed, title: 待办, " + d + "}", "PROC-0002", f + "10:"},
      {10, "  - {id: filed, title: 待办, clock: {id: eternity, notify: [clerk]}, " + d + "}", "PROF-0023", f + "10:"},
      {10, "  - {id: filed, title: 待办, clock: {id: objection-decide}, " + d + "}", "PROC-0009", f + "10:"},
      {10, "  - {id: filed, title: 待办, clock: {id: objection-decide, notify: [clerk], on_end: hear}, " + d + "}",
       "PROC-0007", f + "10:"},
      {10, "  - {id: filed, title: 待办, clock: {id: objection-decide, kind: period, notify: [clerk]}, " + d + "}",
       "PROC-0008", f + "10:"},
      {10,
       "  - {id: filed, title: 待办, clock: {id: objection-decide, notify: [clerk], extension: {clock: "
       "objection-extend, " +
           d + "}}, " + d + "}",
       "PROC-0010", f + "10:"},
      {10, "  - {id: filed, title: 待办, pauses: eternity, clock: {id: objection-decide, notify: [clerk]}, " + d + "}",
       "PROF-0023", f + "10:"},
      {12, "  - {id: done, title: 已办, " + d + "}", "PROC-0003", f + "12:"},
      {12,
       "  - {id: done, title: 已办, final: true, outcome: 已办, " + d + "}\n  - {id: lost, title: 失落, final: true, " +
           d + "}",
       "PROC-0001", f + "13:"},
      {14, "  - {id: file, title: 申诉, from: [filed], to: filed, by: [subject], " + d + "}", "PROC-0006", f + "1:"},
      {15, "  - {id: hear, title: 听取, from: [filed], to: nowhere, by: [clerk], " + d + "}", "PROF-0023", f + "15:"},
      {15, "  - {id: hear, title: 听取, from: [filed], to: heard, by: [mayor], " + d + "}", "PROF-0023", f + "15:"},
      {15, "  - {id: hear, title: 听取, from: [filed], to: heard, by: [clerk], issues: [scroll], " + d + "}",
       "PROF-0023", f + "15:"},
      {15, "  - {id: hear, title: 听取, from: [filed], to: heard, by: [clerk], effects: [punish], " + d + "}",
       "PROF-0023", f + "15:"},
      {15, "  - {id: hear, title: 听取, from: [filed], to: heard, by: [clerk], after: [dream], " + d + "}", "PROF-0023",
       f + "15:"},
      {15, "  - {id: hear, title: 听取, from: [filed], to: heard, by: [clerk], effects: [list-enter], " + d + "}",
       "PROC-0004", f + "15:"},
      {16, "  - {id: hear, title: 办结, from: [heard], to: done, by: [clerk], " + d + "}", "PROF-0024", f + "16:"},
      {17, "", "PROC-0011", f + "1:"}};
  for (const auto& mistake : mistakes) {
    Town town;
    auto lines = soundLines();
    lines[mistake.line - 1] = mistake.text;
    town.write("procedures/appeal.yaml", textOf(lines));
    EXPECT_TRUE(town.finds(mistake.code, mistake.place)) << mistake.code << " at " << mistake.place << "\n"
                                                         << mistake.text << "\n"
                                                         << town.all();
    const auto loaded = town.load();
    EXPECT_FALSE(loaded.ok());
    if (!loaded.ok()) {
      EXPECT_EQ(domain::renderText(loaded.error()).find('{'), std::string::npos) << "an unbound placeholder";
    }
  }
}

TEST(ProcedureFile, ALocalFileAmendsPartByPartAndMayTakePartsAway) {
  Town town;
  const std::string d = kLabel;
  town.write("procedures/objection.yaml", "id: objection\namends: true\n" + d +
                                              "\nremove: [grounds/by-law]\nsteps:\n  - {id: accept, title: 收件, "
                                              "from: [filed], to: accepted, by: [provider], " +
                                              d + "}\n");
  const auto set = town.load();
  ASSERT_TRUE(set.ok()) << town.all();
  const Procedure* objection = (*set)->find("objection");
  EXPECT_EQ(objection->grounds.size(), 4U);
  EXPECT_EQ(objection->step("accept")->title, "收件");
  EXPECT_EQ(objection->definedIn, (std::vector<std::string>{"national", "town"}));
  EXPECT_NE(objection->edition, proceduresOf("national")->find("objection")->edition);
  EXPECT_EQ((*set)->find("repair")->edition, proceduresOf("national")->find("repair")->edition)
      << "other procedures keep their edition";
  town.write("procedures/objection.yaml", "id: objection\namends: true\n" + d + "\nremove: [grounds/nothing]\n");
  EXPECT_TRUE(town.finds("PROF-0025", "objection.yaml:4:"));
}

TEST(ProcedureFile, APublicityShorterThanTheLawAllowsIsRefused) {
  REQ("R-REP-06");
  Town town;
  town.setClock("repair-publicity", 4);
  EXPECT_TRUE(town.finds("PROC-0013", "national/procedures/repair.yaml:")) << town.all();
  town.setClock("repair-publicity", 6);
  EXPECT_EQ(town.all(), "") << "longer is lawful";
}

TEST(RepairFile, MistakesAreNamedWithFileAndLine) {
  const std::string d = kLabel;
  const std::vector<std::pair<std::string, std::string>> mistakes = {
      {"{id: x, kind: rule, test: luck, " + d + "}", "PROF-0023"},
      {"{id: x, kind: rule, " + d + "}", "PROF-0023"},
      {"{id: x, kind: wish, " + d + "}", "PROF-0023"},
      {"{id: x, kind: rule, test: interval, months: 3, " + d + "}", "PROF-0023"},
      {"{id: x, kind: rule, test: interval, months: 3, since: 12, reading: both, " + d + "}", "PROF-0023"},
      {"{id: x, kind: rule, test: evidence, " + d + "}", "PROF-0023"},
      {"{id: x, kind: rule, test: special-publicity, months: 3, " + d + "}", "PROF-0023"},
      {"{id: x, kind: rule, test: duties, severities: [huge], " + d + "}", "PROF-0023"},
      {"{id: x, kind: rule, test: duties}", "PROF-0030"},
      {"{id: r2030, kind: regime, title: 空档, severities: [general], from: 2030-01-01, " + d + "}", "PROC-0012"}};
  for (const auto& [line, code] : mistakes) {
    Town town;
    town.write("repair_rules.yaml", "items:\n  - " + line + "\n");
    EXPECT_TRUE(town.finds(code, "repair_rules.yaml:")) << line << "\n" << town.all();
  }
}

TEST(ProcedureData, NoStepAsksForMoney) {
  for (const auto& id : kJurisdictions) {
    for (const auto& step : proceduresOf(id)->find("repair")->steps) {
      std::vector<std::string> words = step.attachments;
      words.push_back(step.title);
      for (const auto& word : words) {
        EXPECT_EQ(word.find("费"), std::string::npos) << word;
        EXPECT_EQ(word.find("缴"), std::string::npos) << word;
      }
    }
  }
}

/// "7 个工作日", "次年1月10日" …
std::string lengthOf(const domain::Deadline& clock) {
  const std::string n = std::to_string(clock.amount);
  switch (clock.unit) {
    case domain::DeadlineUnit::kWorkday:
      return n + " 个工作日";
    case domain::DeadlineUnit::kCalendarDay:
      return n + " 日";
    case domain::DeadlineUnit::kMonth:
      return n + " 个月";
    case domain::DeadlineUnit::kMonthEnd:
      return clock.amount == 0 ? "当月末" : "其后第 " + n + " 个月末";
    case domain::DeadlineUnit::kFixedDate:
      return "次年 " + std::to_string(clock.fixedMonth) + " 月 " + std::to_string(clock.fixedDay) + " 日";
  }
  return {};
}

TEST(ClockTable, TheManualListsEveryLoadedClockWithItsSource) {
  std::ifstream in(fs::path(MC_SOURCE_DIR) / "docs" / "workflow.md");
  const std::string page{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  for (const auto& id : kJurisdictions) {
    const auto law = lawOf(id);
    for (const auto& [name, clock] : law->clocks) {
      if (law->chain.size() > 1) {
        const auto* inherited = lawOf(law->chain[1])->clock(name);
        if (inherited != nullptr && inherited->source == clock.source && inherited->amount == clock.amount) continue;
      }
      const std::string row = "| " + law->title + " | `" + name + "` | " + clock.title + " | " + lengthOf(clock) +
                              " | " + clock.startEvent + " | " + clock.source + " |";
      EXPECT_NE(page.find(row), std::string::npos) << row;
    }
  }
}

TEST(ClockTable, HoldsTheClocksOfTheDocuments) {
  const std::vector<std::tuple<std::string, std::string, int>> given = {
      {"jilin", "dual-publicity", 7},      {"zhejiang-huzhou", "dual-publicity", 7},
      {"henan-luoyang", "report-7wd", 7},  {"guangdong-yangshan", "manual-one-month", 1},
      {"hainan", "correct-3wd", 3},        {"hainan", "objection-decide", 7},
      {"hainan", "objection-extend", 7},   {"hainan", "objection-review", 2},
      {"hainan", "mutual-remind", 2},      {"hainan", "mutual-complete", 5},
      {"hainan", "repair-publicity", 5},   {"hainan", "repair-interval", 12},
      {"hainan", "publicity-shortest", 3}, {"hainan", "trial-start", 30}};
  for (const auto& [law, id, amount] : given) {
    const auto* clock = proceduresOf(law)->clock(id);
    ASSERT_NE(clock, nullptr) << law << " " << id;
    EXPECT_EQ(clock->amount, amount) << law << " " << id;
    EXPECT_NE(clock->source.find(".txt"), std::string::npos) << clock->source;
  }
}

}  // namespace
}  // namespace medcredit::workflow
