// EVAL: a grade whose records are disputed or under repair says so, and is made anew when that is decided (R-EVAL-20).
#include "acceptance/objection_fixture.h"
#include "service/classify.h"
#include "service/grade_models.h"
#include "service/grade_runs.h"

namespace medcredit::test {
namespace {

class DisputedGradeTest : public ObjectionTest {
 protected:
  static constexpr const char* kLaw = "henan-luoyang";

  /// A published penalty of an institution that counts in a published yearly grade.
  std::int64_t graded() {
    as("person", "2026-03-02", kLaw);
    const auto record = published(1);
    (void)published(2);  // the source goes on delivering whatever becomes of the first
    subject_ = head(record).subjectId;
    for (const auto id : must(service::loadDemonstrations(ctx()))) {
      for (const char* step : {"analysed", "tested", "trial"}) must(service::advanceModel(ctx(), id, {step, {}, ""}));
    }
    as("grader", "2027-01-20", kLaw);
    const auto run = must(service::runGrading(ctx(), {"", 2026, {}}));
    as("reviewer", "2027-01-21", kLaw);
    must(service::openPreview(ctx(), run));
    as("head", "2027-01-24", kLaw);
    must(service::publishGrades(ctx(), run));
    return record;
  }
  /// What the grade page shows: the grade in force.
  service::DecisionView page() { return *must(service::currentGrade(ctx(), subject_)); }
  std::vector<service::DecisionView> history() { return must(service::decisionsOf(ctx(), subject_, false)); }

  std::int64_t subject_ = 0;
};
MC_ON_BOTH_STORES(DisputedGradeTest);

TEST_P(DisputedGradeTest, AnOpenObjectionStandsBesideTheGradeAndItsDecisionGradesAnew) {
  REQ("R-EVAL-20");
  const auto record = graded();
  const auto before = page();
  EXPECT_TRUE(before.marks.empty());
  as("person", "2027-02-01", kLaw);
  const auto objection = filed(record);
  ASSERT_EQ(page().marks.size(), 1U);
  EXPECT_EQ(page().marks.front(), service::publicId('R', record) + " 异议处理中");
  EXPECT_EQ(history().size(), 1U) << "filing alone changes no grade";
  take(objection, {"accept", "review-materials", "verify", "decide", "submit"});
  // The office corrects the record: what was general is minor.
  correct(record, "修改后的处罚内容");
  service::ClassifyRequest lighter;
  lighter.recordId = record;
  lighter.info = "negative";
  lighter.kind = "N03";
  lighter.severity = "minor";
  lighter.reason = "更正";
  must(service::classify(ctx(), lighter));
  EXPECT_EQ(history().size(), 1U) << "not before the decision";
  take(objection, {"change"});
  const auto after = history();
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(after.front().decision.cause, "objection");
  EXPECT_EQ(after.front().decision.causeRef, service::publicId('C', objection));
  EXPECT_EQ(after.front().decision.previous, before.decision.id);
  EXPECT_NE(after.front().decision.score, before.decision.score);
  EXPECT_TRUE(page().marks.empty()) << "the mark is gone";
}

TEST_P(DisputedGradeTest, ARecordTakenAwayByAnObjectionCountsNoMore) {
  REQ("R-EVAL-20");
  const auto record = graded();
  as("person", "2027-02-01", kLaw);
  const auto objection = reviewed(record);
  take(objection, {"remove"});
  const auto after = history();
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(after.front().decision.score, "85.00") << "the end of the objection brings nothing back";
  EXPECT_EQ(after.front().decision.cause, "objection");
}

TEST_P(DisputedGradeTest, AnObjectionThatFailsLeavesTheGradeAsItWas) {
  REQ("R-EVAL-20");
  const auto record = graded();
  as("person", "2027-02-01", kLaw);
  const auto objection = reviewed(record);
  EXPECT_EQ(page().marks.size(), 1U);
  take(objection, {"keep"});
  EXPECT_TRUE(page().marks.empty());
  EXPECT_EQ(page().level(), history().back().level());
}

}  // namespace
}  // namespace medcredit::test
