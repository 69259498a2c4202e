// Objections as several processes would handle them: each worker has its own connection, and nothing in common with the
// others but the store.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fault_fixture.h"
#include "service/cases.h"
#include "service/collect.h"
#include "service/evidence_verify.h"
#include "service/recalls.h"
#include "support/procedures.h"
#include "workflow/effects.h"

namespace medcredit::test {

/// One process at work on the store.
struct CaseWorker {
  CaseWorker(const store::Location& location, const crypto::Keys& keys, std::uint64_t seed)
      : random(seed), clock(*base::CivilDate::parseIso(kToday)), conn(must(store::open(location))), context{*conn,
                                                                                                            law(),
                                                                                                            clock,
                                                                                                            "worker",
                                                                                                            random,
                                                                                                            keys} {
    context.procedures = proceduresOf("henan-luoyang");
  }
  base::SeededRandom random;
  base::FixedClock clock;
  std::unique_ptr<store::Conn> conn;
  service::Context context;
};

class CaseFaultTest : public FaultTest {
 protected:
  void SetUp() override {
    FaultTest::SetUp();
    addUnit("supervision", "测试平台管理机构");
  }
  /// `count` records of institutions.
  void records(int count) {
    service::ImportRequest request;
    request.file = file(count);
    request.entry = "CF-ORG";
    request.unit = "ZHJDK";
    ASSERT_EQ(must(service::importFile(serviceContext(kToday), request)).counts.accepted, count);
    ids_.clear();
    must(conn().query("SELECT id FROM record ORDER BY id", {}, [&](const store::Row& row) {
      ids_.push_back(row.integer(0));
      return true;
    }));
    ASSERT_EQ(ids_.size(), static_cast<std::size_t>(count));
  }
  [[nodiscard]] const std::vector<std::int64_t>& ids() const { return ids_; }
  [[nodiscard]] static service::OpenCase filing(std::int64_t record) {
    service::OpenCase open;
    open.procedure = "objection";
    open.records = {record};
    open.step = "file";
    open.key = "file R" + std::to_string(record);
    open.input.ground = "wrong";
    open.input.papers = {"application"};
    open.input.attachments = {"异议证据"};
    return open;
  }
  [[nodiscard]] static service::StepCase command(std::int64_t id, std::int64_t version, const std::string& step) {
    service::StepCase out;
    out.caseId = id;
    out.version = version;
    out.key = step + " " + std::to_string(version);
    out.step = step;
    const auto* found = proceduresOf("henan-luoyang")->find("objection")->step(step);
    out.input.attachments = found->attachments;
    if (found->reasons) out.input.reason = "写明的理由";
    return out;
  }

  /// Every case is whole: one version after the other, each effect, notice and paper once, one live timer.
  void expectWholeCases() {
    auto& context = serviceContext(kToday);
    const auto* procedure = context.procedures->find("objection");
    for (const auto& head : must(store::listCases(conn(), everyCase()))) {
      const auto kept = must(service::keptCase(context, head.id));
      const auto steps = must(store::caseSteps(conn(), head.id));
      ASSERT_EQ(kept.state.version, head.version);
      ASSERT_EQ(steps.size(), static_cast<std::size_t>(head.version)) << "no version lost or doubled";
      std::size_t effects = 0, papers = 0;
      for (const auto& row : steps) {
        if (const auto* step = procedure->step(row.step)) {
          effects += step->effects.size();
          papers += step->issues.size();
        }
      }
      EXPECT_EQ(must(store::caseEffects(conn(), head.id)).size(), effects) << head.number;
      EXPECT_EQ(must(store::casePapers(conn(), head.id)).size(), papers) << head.number;
      expectOneTimer(kept);
      EXPECT_EQ(must(store::hasRecordMark(conn(), must(store::caseRecords(conn(), head.id)).at(0), "disputed")),
                !head.final)
          << head.number;
      EXPECT_EQ(number("SELECT COUNT(*) FROM evidence_entry WHERE object = $1 AND action IN ('case.open', 'case.step')",
                       {std::string_view(kept.state.id)}),
                head.version)
          << "every act has its entry";
    }
  }

  /// The engine's own check, and the evidence log against itself.
  void expectSound() {
    EXPECT_TRUE(must(conn().integrity()).empty());
    const auto log = must(service::verifyLog(serviceContext(kToday)));
    EXPECT_TRUE(log.clean()) << (log.findings.empty() ? "" : describeError(log.findings.front()));
  }

  [[nodiscard]] static store::CaseFilter everyCase() {
    store::CaseFilter filter;
    filter.limit = 100'000;
    return filter;
  }

 private:
  std::vector<std::int64_t> ids_;

  static void expectOneTimer(const service::KeptCase& kept) {
    int live = 0;
    for (const auto& one : kept.state.obligations) {
      if (one.open() && !one.paused()) live += one.timer || one.overdue || one.held ? 1 : 0;
    }
    EXPECT_EQ(live, kept.head.final ? 0 : 1) << kept.head.number;
    EXPECT_EQ(kept.head.nextMoment, workflow::nextMoment(kept.state)) << kept.head.number;
  }
};

}  // namespace medcredit::test
