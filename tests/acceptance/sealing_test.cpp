// RET: the closed archive — at the end of use, by removal, and what was shown too long (R-RET-09…12), on both stores.
#include <algorithm>

#include "acceptance/credit_fixture.h"
#include "service/archive.h"
#include "service/scope.h"

namespace medcredit::test {
namespace {

class SealingTest : public CreditTest {
 protected:
  /// A published penalty of the record's own day.
  std::int64_t penalty(int number) {
    const auto id = record("CF-ORG", number);
    publishAll();
    EXPECT_EQ(publicityOf(id), "published");
    return id;
  }
  service::RecordView view(std::int64_t id) {
    for (const auto& one : must(service::readArchive(ctx(), head(id).subjectId, {})).records) {
      if (one.id == id) return one;
    }
    throw std::runtime_error("record not in the archive");
  }
  bool applies(std::int64_t id) {
    const auto uses = view(id).uses;
    return std::any_of(uses.begin(), uses.end(), [](const auto& use) { return use.applies; });
  }
  service::Context staff(const std::string& permission) {
    auto other = ctx();
    other.actor = "keeper";
    other.principal.kind = service::PrincipalKind::kStaff;
    other.principal.id = "keeper";
    other.principal.unit = "office";
    other.principal.scope = service::DataScope::kUnit;
    other.principal.permissions = {permission};
    return other;
  }
  std::int64_t keeping(std::int64_t id, const std::string& until) {
    service::OpenCase open;
    open.procedure = "sealing";
    open.records = {id};
    open.step = "keep";
    open.units["keeper"] = "office";
    open.key = "keep " + std::to_string(id);
    open.input.until = base::CivilDate::parseIso(until);
    return must(service::openCase(ctx(), open)).caseId;
  }
};
MC_ON_BOTH_STORES(SealingTest);

TEST_P(SealingTest, AtTheEndOfItsUseARecordServesNothingAndIsReadOnlyWithAReason) {
  REQ("R-RET-09");
  const auto id = penalty(1);
  const auto end = view(id).terms.use.end;
  ASSERT_TRUE(end.has_value());
  as("system", end->plusDays(-1).iso());
  EXPECT_TRUE(must(service::sealExpired(ctx())).empty()) << "not on its last day";
  as("system", end->iso());
  EXPECT_EQ(must(service::sealExpired(ctx())), std::vector<std::int64_t>{id});
  EXPECT_TRUE(must(service::sealExpired(ctx())).empty()) << "once";
  EXPECT_EQ(publicityOf(id), "ended");
  EXPECT_FALSE(applies(id)) << "no publicity, sharing, evaluation, use";
  auto clerk = staff("collect.read");
  EXPECT_FALSE(service::requireRecord(clerk, id).ok()) << "closed to everyday work";
  EXPECT_EQ(codeOf(service::readSealed(clerk, id, "核查")), "SEAL-0001");
  auto keeper = staff("archive.sealed");
  EXPECT_EQ(codeOf(service::readSealed(keeper, id, " ")), "SEAL-0002");
  EXPECT_EQ(must(service::readSealed(keeper, id, "答复法院调取")).head.id, id);
  EXPECT_EQ(number("SELECT COUNT(*) FROM evidence_entry WHERE action = 'record.read-sealed'"), 1);
  EXPECT_EQ(number("SELECT COUNT(*) FROM record WHERE id = $1", {id}), 1) << "never deleted";
}

TEST_P(SealingTest, TheDailySearchFindsWhatALookAtEveryRecordWouldFind) {
  // Given negative records of every severity around the changes of regime, and some with something of their own
  std::vector<std::int64_t> open;
  const auto add = [&](const std::string& decided, const std::string& change) {
    open.push_back(record("CF-ORG", static_cast<int>(open.size()) + 1, {{"decision-date", decided}}));
    if (!change.empty()) must(conn().script(change + std::to_string(open.back())));
  };
  for (const char* decided : {"2022-12-01", "2023-04-30", "2023-05-01", "2024-06-30", "2025-11-30", "2026-02-20"}) {
    for (const char* severity : {"NULL", "'minor'", "'general'", "'serious'"}) {
      add(decided, std::string("UPDATE record SET severity = ") + severity + " WHERE id = ");
    }
  }
  add("2023-06-01", "UPDATE record SET severity = 'general', ended_on = '2025-05-31' WHERE id = ");
  add("2023-06-01", "UPDATE record SET severity = 'general', continuing = 1 WHERE id = ");
  add("2026-02-01",
      "INSERT INTO dishonesty (id, record_id, recorded_at, recognised_on, level, rule_id, clause, actor) SELECT 1, id, "
      "0, '2023-01-10', 'general', 'r', 'c', 'a' FROM record WHERE id = ");
  add("2025-12-01",
      "INSERT INTO retention_override (record_id, retention, statute, actor, recorded_at) "
      "SELECT id, 'P6M', 's', 'a', 0 FROM record WHERE id = ");
  for (const char* day : {"2026-04-01", "2026-06-01", "2026-11-30", "2027-02-28", "2028-05-01", "2029-06-30"}) {
    as("system", day);
    std::vector<std::int64_t> expected;
    for (const auto id : open) {
      const auto terms = view(id).terms;
      const bool over = (terms.use.end && *terms.use.end <= ctx().clock.today()) ||
                        (terms.retention.end && *terms.retention.end <= ctx().clock.today());
      if (over) expected.push_back(id);
    }
    // When the day's search runs, then it seals exactly those whose own clock has run out
    EXPECT_EQ(must(service::sealExpired(ctx())), expected) << day;
    std::erase_if(open, [&](auto id) { return std::binary_search(expected.begin(), expected.end(), id); });
  }
  EXPECT_EQ(open.size(), 1U) << "the conduct that still goes on";
}

TEST_P(SealingTest, WhereNothingIsDueTheActsOfTheDayDoNotWaitForWhoeverWrites) {
  // Given something to look at, and somebody else in the middle of writing
  const auto id = penalty(1);
  const auto other = secondConn();
  const auto writing = must(store::Transaction::start(*other));
  // When the acts of the day look through everything, then they end without a turn of their own
  const auto today = ctx().clock.today();
  EXPECT_TRUE(must(service::publishExpire(ctx(), today)).empty());
  EXPECT_TRUE(must(service::takeDownOvershown(ctx(), today)).empty());
  EXPECT_TRUE(must(service::sealExpired(ctx())).empty());
  EXPECT_EQ(publicityOf(id), "published");
}

TEST_P(SealingTest, RemovalNeedsAReasonAndAnotherPersonsApproval) {
  REQ("R-RET-10");
  const auto id = penalty(1);
  const auto caseId = keeping(id, "2028-01-01");
  auto asking = next(caseId, "ask-removal");
  asking.input.reason.clear();
  ctx().actor = "keeper";
  EXPECT_EQ(refusal(asking), "WFLW-0014") << "no reason";
  EXPECT_EQ(refusal(next(caseId, "remove")), "WFLW-0005") << "nobody asked";
  must(service::stepCase(ctx(), next(caseId, "ask-removal")));
  EXPECT_EQ(refusal(next(caseId, "remove")), "WFLW-0016") << "not by the one who asked";
  EXPECT_TRUE(applies(id));
  take(caseId, {"remove"});
  EXPECT_EQ(publicityOf(id), "ended");
  EXPECT_FALSE(applies(id)) << "long before its time";
  const auto seal = must(store::sealOf(conn(), id));
  ASSERT_TRUE(seal.has_value());
  EXPECT_EQ(seal->kind, "removal");
  EXPECT_EQ(seal->reason, "写明的理由");
  EXPECT_EQ(must(store::caseSteps(conn(), caseId)).size(), 3U) << "the trail";
  EXPECT_THROW(run("DELETE FROM record_seal WHERE record_id = $1", {id}), std::runtime_error);
}

TEST_P(SealingTest, ACaseSealsAtTheMidnightAfterItsLastDay) {
  REQ("R-RET-09");
  const auto id = penalty(1);
  const auto caseId = keeping(id, "2026-03-05");
  pass("2026-03-05", "hainan");
  EXPECT_EQ(stateOf(caseId), "in-use");
  pass("2026-03-06", "hainan");
  EXPECT_EQ(stateOf(caseId), "sealed");
  EXPECT_TRUE(must(store::sealOf(conn(), id)).has_value());
  EXPECT_EQ(publicityOf(id), "ended");
}

TEST_P(SealingTest, WhatIsShownTooLongIsFoundTakenDownAndReported) {
  REQ("R-RET-11");
  const auto good = penalty(1);
  const auto planted = penalty(2);
  EXPECT_TRUE(must(service::takeDownOvershown(ctx(), ctx().clock.today())).empty());
  run("UPDATE record SET publicity_until = '2026-02-01' WHERE id = $1", {planted});
  const auto found = must(service::takeDownOvershown(ctx(), ctx().clock.today()));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().recordId, planted);
  EXPECT_EQ(found.front().sinceOn, "2026-02-01");
  EXPECT_EQ(publicityOf(planted), "ended");
  EXPECT_EQ(publicityOf(good), "published");
  EXPECT_EQ(must(store::overshown(conn(), "2026-01-01")).size(), 1U) << "reported";
  EXPECT_TRUE(must(service::takeDownOvershown(ctx(), ctx().clock.today())).empty()) << "empty after the job";
}

}  // namespace
}  // namespace medcredit::test
