// EVAL: evaluation by experts and entrusted agencies; sector evaluations on the public page and in the class of
// supervision (R-EVAL-13, 14).
#include "service/evaluation_tasks.h"

#include "acceptance/grading_fixture.h"
#include "service/risk.h"
#include "service/supervision_class.h"

namespace medcredit::test {
namespace {

using base::Decimal6;
using service::PrincipalKind;

class EvaluationTaskTest : public GradingMaker {
 protected:
  static constexpr const char* kLaw = "zhejiang-huzhou";

  void SetUp() override {
    GradingMaker::SetUp();
    addUnit("U2", "湖州测试监督所", {"CF-ORG"}, "330502");
    addUnit("U3", "另一测试监督所", {"CF-ORG"}, "330503");
    account("AG1", "evaluator");
    account("AG2", "evaluator");
    account("CL1", "clerk");
    operatorOn("2026-06-01");
  }
  void account(const std::string& id, const std::string& role) {
    run("INSERT INTO app_user (id, login, name, kind, scope, state, must_change, totp_last_step, version, created_at) "
        "VALUES ($1, $1, $1, 'staff', 'unit', 'active', 0, 0, 1, 1)",
        {std::string_view(id)});
    run("INSERT INTO user_role (user_id, role, granted_by, granted_at) VALUES ($1, $2, 'test', 1)",
        {std::string_view(id), std::string_view(role)});
  }
  service::Context& operatorOn(const std::string& day, const std::string& law = kLaw) { return as("test", day, law); }
  /// Signed in as this account.
  service::Context& signedIn(const std::string& id, const std::string& role, const std::string& unit = "",
                             const std::string& day = "2026-06-01") {
    auto& context = as(id, day, kLaw);
    context.principal.kind = PrincipalKind::kStaff;
    context.principal.id = id;
    context.principal.name = id;
    context.principal.roles = {role};
    context.principal.permissions = context.law.roles.permissionsOf(context.principal.roles);
    context.principal.unit = unit;
    context.principal.scope = service::DataScope::kUnit;
    return context;
  }
  static service::NewEvaluator agreement(const std::string& account = "AG1") {
    return {"agency", "测试信用评价机构", account, "U2", "湖卫合〔2026〕1号", on("2026-01-01"), on("2026-12-31")};
  }
  service::NewTask wanted(std::int64_t evaluator) {
    return {evaluator,           "2026 年行业信用评价", "industry",      "湖州方案 四",
            {"code", "records"}, {org_, other_},        on("2026-06-30")};
  }
  std::int64_t given() {
    const auto evaluator = must(service::addEvaluator(now(), agreement()));
    return must(service::giveTask(now(), wanted(evaluator)));
  }
  service::NewResult result(std::int64_t task, const std::string& outcome = "good") const {
    return {task, org_, outcome, Decimal6::parse("91.5"), "现场核查，制度健全", "评〔2026〕1号"};
  }
  service::Judgement confirmed(std::int64_t task) const { return {task, org_, true, false, true, ""}; }
  std::size_t facts(std::int64_t subject) { return must(store::gradeFactsOf(conn(), subject)).size(); }
};
MC_ON_BOTH_STORES(EvaluationTaskTest);

TEST_P(EvaluationTaskTest, AnAgencyGetsATaskARestrictedDataSetAndTheAuthorityConfirms) {
  REQ("R-EVAL-14");
  const auto task = given();
  // The agency: its own task, the chosen data, nothing else.
  signedIn("AG1", "evaluator");
  ASSERT_EQ(must(service::myTasks(now())).size(), 1U);
  auto view = must(service::myTask(now(), task));
  ASSERT_EQ(view.subjects.size(), 2U);
  EXPECT_EQ(view.subjects.front().name, "测试医院");
  ASSERT_EQ(view.subjects.front().data.size(), 2U);
  EXPECT_EQ(view.subjects.front().data.front().first, "统一社会信用代码");
  EXPECT_EQ(view.subjects.front().data.front().second, "914103000000000782");
  EXPECT_EQ(now().principal.permissions, (std::set<std::string, std::less<>>{"evaluate.task"}))
      << "the role opens nothing but its tasks";
  EXPECT_EQ(codeOf(service::showTask(now(), task)), "ACCS-0401") << "not the authority's side";
  EXPECT_EQ(codeOf(service::judgeResult(now(), confirmed(task))), "ACCS-0401");
  must(service::handInResult(now(), result(task)));
  EXPECT_EQ(journalLines(service::publicId('Q', task), "evaluation-task.result"), 1);
  EXPECT_GE(journalLines(service::publicId('Q', task), "evaluation-task.read"), 1) << "each look is on the log";
  // Nothing has taken effect yet.
  operatorOn("2026-06-10");
  EXPECT_EQ(facts(org_), 0U);
  EXPECT_TRUE(must(service::publicEvaluations(now(), {}, 10)).empty());
  // The authority confirms.
  signedIn("U5", "grader", "U2", "2026-06-10");
  const auto fact = must(service::judgeResult(now(), confirmed(task)));
  ASSERT_TRUE(fact.has_value());
  const auto kept = must(service::showFact(now(), *fact));
  EXPECT_EQ(kept.fact.kind, "sector_evaluation");
  EXPECT_EQ(kept.fact.outcome, "good");
  EXPECT_EQ(kept.fact.valueMicro, Decimal6::parse("91.5")->micro);
  const auto shown = must(service::publicEvaluations(now(), {}, 10));
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown.front().kindLabel, "行业信用评价");
  EXPECT_EQ(shown.front().issuer, "测试信用评价机构");
  EXPECT_EQ(must(service::showTask(now(), task)).row.state, "open") << "the other institution is still open";
}

TEST_P(EvaluationTaskTest, WhatIsSentBackIsHandedInAgainAndWhatIsRefusedNeverCounts) {
  REQ("R-EVAL-14");
  const auto task = given();
  signedIn("AG1", "evaluator");
  must(service::handInResult(now(), result(task, "poor")));
  EXPECT_EQ(codeOf(service::handInResult(now(), result(task))), "EVAL-0110") << "waits for the authority";
  signedIn("U5", "grader", "U2");
  auto judgement = confirmed(task);
  judgement.confirm = false;
  EXPECT_EQ(codeOf(service::judgeResult(now(), judgement)), "EVAL-0009") << "not without a reason";
  judgement.reason = "依据不足";
  EXPECT_FALSE(must(service::judgeResult(now(), judgement)).has_value());
  EXPECT_EQ(codeOf(service::judgeResult(now(), confirmed(task))), "EVAL-0110") << "nothing to confirm now";
  signedIn("AG1", "evaluator");
  EXPECT_EQ(must(service::myTask(now(), task)).subjects.front().row.reason, "依据不足");
  must(service::handInResult(now(), result(task)));
  auto second = result(task);
  second.subjectId = other_;
  must(service::handInResult(now(), second));
  signedIn("U5", "grader", "U2");
  (void)must(service::judgeResult(now(), confirmed(task)));
  judgement.subjectId = other_;
  judgement.refuse = true;
  (void)must(service::judgeResult(now(), judgement));
  EXPECT_EQ(facts(org_), 1U);
  EXPECT_EQ(facts(other_), 0U);
  EXPECT_EQ(must(service::showTask(now(), task)).row.state, "done");
  EXPECT_EQ(codeOf(service::withdrawTask(now(), task, "重复")), "EVAL-0109");
}

TEST_P(EvaluationTaskTest, OthersDoNotSeeATaskAndAnEndedAgreementOpensNothing) {
  REQ("R-EVAL-14");
  const auto task = given();
  signedIn("AG2", "evaluator");
  EXPECT_TRUE(must(service::myTasks(now())).empty());
  EXPECT_EQ(codeOf(service::myTask(now(), task)), "ACCS-0401");
  EXPECT_EQ(codeOf(service::handInResult(now(), result(task))), "ACCS-0401");
  signedIn("U6", "grader", "U3");
  EXPECT_EQ(codeOf(service::showTask(now(), task)), "ACCS-0401") << "of another authority";
  EXPECT_TRUE(must(service::listTasks(now(), {}, 10)).empty());
  EXPECT_TRUE(must(service::evaluators(now())).empty());
  signedIn("U5", "grader", "U2");
  EXPECT_EQ(must(service::listTasks(now(), {}, 10)).size(), 1U);
  const auto evaluator = must(service::evaluators(now())).front().id;
  signedIn("AG1", "evaluator", "", "2027-01-01");
  EXPECT_TRUE(must(service::myTasks(now())).empty()) << "the agreement is over";
  signedIn("U5", "grader", "U2");
  EXPECT_EQ(codeOf(service::stopEvaluator(now(), evaluator, " ")), "EVAL-0009");
  must(service::stopEvaluator(now(), evaluator, "另行委托"));
  EXPECT_EQ(codeOf(service::stopEvaluator(now(), evaluator, "再次")), "EVAL-0104");
  EXPECT_EQ(codeOf(service::giveTask(now(), wanted(evaluator))), "EVAL-0104");
  signedIn("AG1", "evaluator");
  EXPECT_EQ(codeOf(service::myTask(now(), task)), "ACCS-0401");
  EXPECT_EQ(codeOf(service::handInResult(now(), result(task))), "ACCS-0401");
}

TEST_P(EvaluationTaskTest, AWithdrawnTaskIsGoneForTheAgency) {
  REQ("R-EVAL-14");
  const auto task = given();
  EXPECT_EQ(codeOf(service::withdrawTask(now(), task, "")), "EVAL-0009");
  must(service::withdrawTask(now(), task, "对象有误"));
  EXPECT_EQ(codeOf(service::judgeResult(now(), confirmed(task))), "EVAL-0109");
  signedIn("AG1", "evaluator");
  EXPECT_TRUE(must(service::myTasks(now())).empty());
  EXPECT_EQ(codeOf(service::myTask(now(), task)), "ACCS-0401");
}

TEST_P(EvaluationTaskTest, ThirdPartiesEvaluateOnlyWhereTheProfileLetsThemExpertsAnywhere) {
  REQ("R-EVAL-14");
  operatorOn("2026-06-01", "hainan");
  EXPECT_EQ(codeOf(service::addEvaluator(now(), agreement())), "EVAL-0100");
  auto experts = agreement();
  experts.kind = "experts";
  experts.name = "测试专家组";
  (void)must(service::addEvaluator(now(), experts));
}

TEST_P(EvaluationTaskTest, WhatIsMissingOrWrongIsToldAndNothingIsKept) {
  REQ("R-EVAL-14");
  const auto refused = [&](const auto& change) {
    auto request = agreement();
    change(request);
    return codeOf(service::addEvaluator(now(), request));
  };
  EXPECT_EQ(refused([](auto& one) { one.kind = "friend"; }), "EVAL-0101");
  EXPECT_EQ(refused([](auto& one) { one.account = "NOBODY"; }), "EVAL-0102");
  EXPECT_EQ(refused([](auto& one) { one.account = "CL1"; }), "EVAL-0102") << "a clerk is no evaluator";
  EXPECT_EQ(refused([](auto& one) { one.agreement = " "; }), "EVAL-0103");
  EXPECT_EQ(refused([](auto& one) { one.to = on("2025-12-31"); }), "EVAL-0103");
  EXPECT_EQ(refused([](auto& one) { one.unit = "U9"; }), "ACCS-0401");
  EXPECT_EQ(number("SELECT COUNT(*) FROM evaluator"), 0);
  const auto evaluator = must(service::addEvaluator(now(), agreement()));
  const auto person = addPerson("张测试");
  const auto badTask = [&](const auto& change) {
    auto request = wanted(evaluator);
    change(request);
    return codeOf(service::giveTask(now(), request));
  };
  EXPECT_EQ(badTask([](auto& one) { one.title = ""; }), "EVAL-0009");
  EXPECT_EQ(badTask([](auto& one) { one.kind = "weather"; }), "EVAL-0105");
  EXPECT_EQ(badTask([](auto& one) { one.data = {"telephone"}; }), "EVAL-0106");
  EXPECT_EQ(badTask([](auto& one) { one.data = {"code", "code"}; }), "EVAL-0106");
  EXPECT_EQ(badTask([](auto& one) { one.subjects.clear(); }), "EVAL-0107");
  EXPECT_EQ(badTask([](auto& one) { one.subjects.push_back(one.subjects.front()); }), "EVAL-0107");
  EXPECT_EQ(badTask([&](auto& one) { one.subjects = {person}; }), "EVAL-0107") << "no natural persons";
  EXPECT_EQ(badTask([](auto& one) { one.subjects = {999}; }), "ACCS-0401");
  EXPECT_EQ(badTask([](auto& one) { one.dueOn = on("2026-05-31"); }), "EVAL-0108");
  EXPECT_EQ(badTask([](auto& one) { one.evaluatorId = 99; }), "ACCS-0401");
  EXPECT_EQ(number("SELECT COUNT(*) FROM evaluation_task"), 0);
  EXPECT_EQ(number("SELECT COUNT(*) FROM evaluation_result"), 0);
  const auto task = must(service::giveTask(now(), wanted(evaluator)));
  signedIn("AG1", "evaluator");
  const auto badResult = [&](const auto& change) {
    auto request = result(task);
    change(request);
    return codeOf(service::handInResult(now(), request));
  };
  EXPECT_EQ(badResult([](auto& one) { one.outcome = "superb"; }), "EVAL-0111");
  EXPECT_EQ(badResult([](auto& one) { one.value = Decimal6::parse("100.5"); }), "EVAL-0112");
  EXPECT_EQ(badResult([](auto& one) { one.report = " "; }), "EVAL-0113");
  EXPECT_EQ(badResult([](auto& one) { one.subjectId = 999; }), "ACCS-0401");
  EXPECT_EQ(must(service::myTask(now(), task)).subjects.front().row.state, "open");
}

TEST_P(EvaluationTaskTest, SectorEvaluationsArePublicAndFeedTheClassOfSupervisionByTheProfilesRule) {
  REQ("R-EVAL-13");
  operatorOn("2026-06-01", "jilin");
  const auto enter = [&](const char* of, const char* kind, const char* outcome, const char* day, bool isPublic) {
    service::NewFact fact;
    fact.subjectId = org_;
    fact.kind = of;
    fact.title = kind;
    fact.outcome = outcome;
    fact.occurredOn = on(day);
    fact.isPublic = isPublic;
    fact.source = "行业评价通报";
    return must(service::addFact(now(), fact));
  };
  const auto label = [&] { return must(service::supervisionOf(now(), org_)).label; };
  EXPECT_EQ(label(), "常规监管") << "neither grade nor evaluation";
  (void)enter("sector_evaluation", "public-place", "good", "2026-03-01", true);
  (void)enter("sector_evaluation", "school", "good", "2026-03-02", true);
  (void)enter("sector_evaluation", "infection", "good", "2026-03-03", true);
  const auto shown = must(service::publicEvaluations(now(), {}, 10));
  ASSERT_EQ(shown.size(), 3U) << "all three on the public page";
  EXPECT_EQ(label(), "常规监管");
  (void)enter("public_evaluation", "公共信用综合评价", "good", "2026-03-10", false);
  const auto best = must(service::supervisionOf(now(), org_));
  EXPECT_EQ(best.label, "优化监管");
  EXPECT_EQ(best.grade, "较好");
  EXPECT_EQ(best.outcome, "good");
  EXPECT_EQ(best.sectors.size(), 3U);
  EXPECT_NE(best.source.find("004_"), std::string::npos) << "the rule names its source";
  const auto worse = enter("sector_evaluation", "infection", "poor", "2026-05-01", true);
  EXPECT_EQ(label(), "重点监管") << "the newest of a kind counts, the worst of the kinds decides";
  must(service::stepFact(now(), worse, "revoked", "录入有误"));
  EXPECT_EQ(label(), "优化监管");
  (void)enter("public_evaluation", "公共信用综合评价", "poor", "2026-05-20", false);
  EXPECT_EQ(label(), "严格监管");
}

}  // namespace
}  // namespace medcredit::test
