// EVAL: the facts snapshot (ADR 0025): only what was touched is read anew, runs and what-ifs over it are those over the
// register whatever the number of threads, damage and age are noticed, nobody's words lie open in it.
#include <fstream>
#include <set>

#include "acceptance/grading_fixture.h"
#include "service/grade_reform.h"
#include "service/grade_snapshot.h"

namespace medcredit::test {
namespace {

namespace fs = std::filesystem;

class GradingSnapshotTest : public GradingMaker {
 protected:
  std::shared_ptr<const service::FactsSnapshot> refresh(const service::GradeMoment& moment,
                                                        std::vector<std::string> fields = {}, bool whole = true) {
    work_ = service::SnapshotWork();
    const service::SnapshotRequest request{.file = folder_ / "facts.snapshot",
                                           .moment = moment,
                                           .fields = std::move(fields),
                                           .whole = whole,
                                           .threads = 2};
    return must(service::refreshSnapshot(now(), request, &work_));
  }
  service::GradeMoment momentOf(const char* day) { return must(service::gradeMoment(now(), on(day), on(day))); }
  /// The facts of everybody, by subject, as texts.
  static std::map<std::int64_t, std::string> texts(const service::FactsSnapshot& snapshot) {
    std::map<std::int64_t, std::string> out;
    for (const auto& place : snapshot.places()) out[place.subject] = must(snapshot.facts(place)).text();
    return out;
  }
  std::string registerText(std::int64_t subject, const service::GradeMoment& moment) {
    const auto facts = must(service::readSubjectFacts(now(), must(service::subjectById(now(), subject)), moment));
    return facts ? facts->text() : std::string();
  }
  std::vector<fs::path> parts() {
    std::vector<fs::path> out;
    for (const auto& one : fs::directory_iterator(folder_ / "")) {
      if (one.path().extension() == ".part") out.push_back(one.path());
    }
    return out;
  }
  /// Levels, scores, facts and ledgers of a run by subject.
  std::map<std::int64_t, std::string> outcome(std::int64_t run) {
    std::map<std::int64_t, std::string> out;
    for (const auto subject : must(store::subjectsOfRun(conn(), run))) {
      const auto one = decisionOf(run, subject);
      out[subject] = one.level + "|" + one.score + "|" + one.factsDigest + "|" + one.ledger;
    }
    return out;
  }

  TempDir folder_;
  service::SnapshotWork work_;
};
MC_ON_BOTH_STORES(GradingSnapshotTest);

TEST_P(GradingSnapshotTest, OnlyWhatWasTouchedIsReadAnew) {
  REQ("R-EVAL-10");
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto moment = momentOf("2026-06-01");
  const auto first = refresh(moment);
  EXPECT_TRUE(work_.rebuilt);
  ASSERT_EQ(first->places().size(), 2U);
  const auto before = texts(*first);
  (void)refresh(moment);
  EXPECT_FALSE(work_.rebuilt);
  EXPECT_EQ(work_.read, 0) << "nothing was touched";
  addRecord(other_, penalty("2026-05-09", "serious", "洛卫罚〔2026〕2号"));
  touch("R2");
  const auto second = refresh(moment);
  EXPECT_EQ(work_.read, 1);
  EXPECT_EQ(work_.changed, std::vector<std::int64_t>{other_});
  const auto after = texts(*second);
  EXPECT_NE(after.at(other_), before.at(other_));
  EXPECT_EQ(after.at(org_), before.at(org_));
  for (const auto& [subject, text] : after) EXPECT_EQ(text, registerText(subject, moment));
  EXPECT_EQ(texts(*first), before) << "who maps the older one still reads it";
  fs::remove(folder_ / "facts.snapshot");
  EXPECT_EQ(texts(*refresh(moment)), after) << "losing it costs a rebuild";
  EXPECT_TRUE(work_.rebuilt);
}

TEST_P(GradingSnapshotTest, ManySmallChangesAreGatheredWithoutAskingTheRegister) {
  REQ("R-EVAL-10");
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  addRecord(other_, penalty("2026-05-09", "serious", "洛卫罚〔2026〕2号"));
  const auto moment = momentOf("2026-06-01");
  const auto before = texts(*refresh(moment));
  bool gathered = false;
  for (int i = 0; i < 14; ++i) {
    touch("R2");
    (void)refresh(moment, {}, false);
    EXPECT_EQ(work_.read, 1);
    gathered = gathered || work_.rewritten;
  }
  EXPECT_TRUE(gathered);
  EXPECT_LT(parts().size(), 6U);
  EXPECT_EQ(texts(*refresh(moment)), before);
  // A field that no model asked for so far is in the sealed texts already.
  EXPECT_EQ(texts(*refresh(moment, {"severity"})), before);
  EXPECT_FALSE(work_.rebuilt);
  EXPECT_TRUE(work_.rewritten);
  EXPECT_EQ(work_.read, 0);
}

TEST_P(GradingSnapshotTest, WhatIsDamagedOldOrOfAnotherLogIsNotBelieved) {
  REQ("R-EVAL-10");
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto moment = momentOf("2026-06-01");
  const auto good = texts(*refresh(moment));
  const auto list = folder_ / "facts.snapshot";
  // No mapping is alive here: a mapped file must not be cut short under its reader.
  for (const std::string& damage : {std::string("x"), std::string(4000, 'x'), readFile(list).substr(0, 60)}) {
    writeFile(list, damage);
    EXPECT_EQ(texts(*refresh(moment)), good);
    EXPECT_TRUE(work_.rebuilt);
  }
  // The head, the dictionary, the subjects; a damaged text is met when it is read.
  for (const std::size_t at : {std::size_t{0}, std::size_t{300}, std::size_t{460}}) {
    ASSERT_EQ(parts().size(), 1U) << "nothing is left behind";
    auto bytes = readFile(parts().front());
    ASSERT_GT(bytes.size(), at);
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    writeFile(parts().front(), bytes);
    EXPECT_EQ(texts(*refresh(moment)), good);
    EXPECT_TRUE(work_.rebuilt) << "one bit at " << at;
  }
  // An earlier day, or another year, is another snapshot.
  (void)refresh(momentOf("2026-05-31"));
  EXPECT_TRUE(work_.rebuilt);
  (void)refresh(momentOf("2026-06-01"));
  EXPECT_TRUE(work_.rebuilt) << "what was left out as not yet known is not in the older one";
  at("2026-06-02");
  (void)refresh(momentOf("2026-06-02"));
  EXPECT_FALSE(work_.rebuilt) << "a later day follows";
}

TEST_P(GradingSnapshotTest, NobodysWordsLieOpen) {
  REQ("R-EVAL-10");
  REQ("R-SEC-04");
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto snapshot = refresh(momentOf("2026-06-01"), {"severity"});
  const auto text = texts(*snapshot).at(org_);
  EXPECT_NE(text.find("general"), std::string::npos);
  for (const auto& file : fs::directory_iterator(folder_ / "")) {
    const auto bytes = readFile(file.path());
    for (const char* word : {"测试医院", "洛卫罚", "914103000000000782", "general", "penalty", "hospital", "410302"}) {
      EXPECT_EQ(bytes.find(word), std::string::npos) << word;
    }
  }
}

TEST_P(GradingSnapshotTest, ARunIsTheSameForAnyNumberOfThreadsAndWithoutASnapshot) {
  REQ("R-EVAL-04");
  model();
  std::vector<std::int64_t> subjects{org_, other_};
  for (int i = 0; i < 40; ++i) {
    const std::string number = std::to_string(100'000'000 + i);
    subjects.push_back(addOrg("测试机构" + std::to_string(i), {}, "410302"));
    addRecord(subjects.back(), penalty("2026-05-08", i % 3 == 0 ? "serious" : "general", "洛卫罚〔2026〕" + number));
  }
  as("grader", "2026-07-01");
  std::map<std::int64_t, std::string> first;
  for (const unsigned threads : {1U, 2U, 7U}) {
    const service::RunRequest request{"", 2026, on("2026-07-01"), folder_ / "facts.snapshot", threads};
    const auto made = outcome(must(service::runGrading(now(), request)));
    EXPECT_GE(made.size(), 40U);
    if (first.empty()) first = made;
    EXPECT_EQ(made, first) << threads;
  }
  const auto without = must(service::runGrading(now(), {"", 2026, on("2026-07-01")}));
  EXPECT_EQ(outcome(without), first);
  const auto moment = momentOf("2026-07-01");
  for (const auto subject : subjects) {
    const auto run = decisionOf(without, subject);
    EXPECT_EQ(run.facts, registerText(subject, moment));
  }
}

TEST_P(GradingSnapshotTest, ADamagedTextStopsTheRunAndTheNextOneGoesOn) {
  REQ("R-EVAL-04");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  as("grader", "2026-07-01");
  const service::RunRequest request{"", 2026, on("2026-07-01"), folder_ / "facts.snapshot", 2};
  const auto good = outcome(must(service::runGrading(now(), request)));
  ASSERT_EQ(parts().size(), 1U);
  auto bytes = readFile(parts().front());
  bytes.back() = static_cast<char>(bytes.back() ^ 1);  // the end of a sealed text
  writeFile(parts().front(), bytes);
  EXPECT_EQ(codeOf(service::runGrading(now(), request)), "CRYP-0003");
  EXPECT_EQ(outcome(must(service::runGrading(now(), request))), good) << "built anew";
}

TEST_P(GradingSnapshotTest, TheNightlyLookFollowsTheRegister) {
  REQ("R-EVAL-10");
  const auto file = folder_ / "facts.snapshot";
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  addRecord(other_, penalty("2026-05-09", "general", "洛卫罚〔2026〕2号"));
  const auto run = publish(2026);
  as("night", "2027-01-25");
  must(service::refreshGrades(now(), on("2027-01-25"), file));
  addRecord(other_, penalty("2027-01-20", "serious", "洛卫罚〔2027〕3号"));
  touch("R3");
  as("night", "2027-01-26");
  const auto done = must(service::refreshGrades(now(), on("2027-01-26"), file));
  EXPECT_EQ(done.touched, 1);
  const auto grades = must(service::decisionsOf(now(), other_, true));
  ASSERT_GE(grades.size(), 2U);
  EXPECT_EQ(grades.front().decision.cause, "record");
  EXPECT_EQ(must(store::gradeDecision(conn(), grades.front().decision.id))->facts,
            registerText(other_, momentOf("2027-01-26")));
  EXPECT_EQ(grades.back().decision.runId, run);
  EXPECT_TRUE(fs::exists(file));
}

TEST_P(GradingSnapshotTest, TheYearsSnapshotIsReadyWhenTheRunBegins) {
  REQ("R-EVAL-08");
  const auto file = folder_ / "facts.snapshot";
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  as("night", "2027-01-18");
  must(service::gradeDay(now(), on("2027-01-18"), {}, file));
  as("night", "2027-01-20");
  service::SnapshotWork work;
  const auto lastDay = on("2026-12-31");
  const auto moment = must(service::gradeMoment(now(), lastDay, on("2027-01-19")));
  (void)must(service::refreshSnapshot(
      now(), {.file = service::snapshotFor(file, lastDay, on("2027-01-20")), .moment = moment}, &work));
  EXPECT_FALSE(work.rebuilt) << "made ready in the nights before";
  const auto day = must(service::gradeDay(now(), on("2027-01-20"), {}, file));
  ASSERT_EQ(day.runs.size(), 1U);
  EXPECT_EQ(decisionOf(day.runs.front(), org_).facts, registerText(org_, moment));
}

}  // namespace
}  // namespace medcredit::test
