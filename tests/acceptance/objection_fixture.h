// Objections before the store: a record of an institution, the office that supplied it, the desk that manages the
// platform, people by role.
#pragma once

#include <string>
#include <vector>

#include "acceptance/publish_fixture.h"
#include "service/case_time.h"
#include "service/case_view.h"
#include "service/cases.h"
#include "service/recalls.h"

namespace medcredit::test {

class ObjectionTest : public PublishTest {
 protected:
  using Kind = workflow::Command::Kind;

  void SetUp() override {
    PublishTest::SetUp();
    addUnit("office", "测试监督所");
    for (const auto* desk : {"platform", "policy", "desk", "supervision"}) addUnit(desk, "测试平台管理机构");
  }

  /// The day, the law and the person acting on the machine itself.
  service::Context& as(const std::string& actor, const std::string& day, const std::string& law = "hainan") {
    auto& context = on(day, law);
    context.actor = actor;
    return context;
  }
  /// A published record of an institution.
  std::int64_t published(int number) {
    const auto id = record("CF-ORG", number);
    publishAll();
    return id;
  }

  static service::OpenCase filing(std::int64_t record, const std::string& key, const std::string& ground = "wrong") {
    service::OpenCase open;
    open.procedure = "objection";
    open.records = {record};
    open.step = "file";
    open.key = key;
    open.input.ground = ground;
    open.input.papers = {"application"};
    open.input.attachments = {"异议证据"};
    return open;
  }
  std::int64_t filed(std::int64_t record) {
    return must(service::openCase(ctx(), filing(record, "file " + std::to_string(record)))).caseId;
  }

  service::StepCase next(std::int64_t id, const std::string& step) {
    const auto kept = must(service::keptCase(ctx(), id));
    const auto* found = ctx().procedures->find(kept.state.procedure)->step(step);
    service::StepCase out;
    out.caseId = id;
    out.version = kept.head.version;
    out.key = step + " " + std::to_string(kept.head.version);
    out.step = step;
    if (found == nullptr) return out;
    out.input.papers = found->papers;
    out.input.attachments = found->attachments;
    if (found->reasons) out.input.reason = "写明的理由";
    return out;
  }
  void take(std::int64_t id, const std::vector<std::string>& steps) {
    for (const auto& step : steps) {
      // Another person for each step: the engine keeps four eyes.
      ctx().actor = "officer-" + step;
      must(service::stepCase(ctx(), next(id, step)));
    }
  }
  std::string refusal(const service::StepCase& step) {
    const auto before = must(service::keptCase(ctx(), step.caseId));
    const auto done = service::stepCase(ctx(), step);
    if (done.ok()) return "";
    EXPECT_EQ(before.state, must(service::keptCase(ctx(), step.caseId)).state);
    return done.error().code;
  }
  std::string stateOf(std::int64_t id) { return must(service::keptCase(ctx(), id)).state.state; }
  std::string dueOf(std::int64_t id) { return must(service::keptCase(ctx(), id)).head.dueOn; }
  store::RecordHead head(std::int64_t record) { return *must(store::getRecord(conn(), record)); }
  /// The case on its way to the platform manager.
  std::int64_t reviewed(std::int64_t record) {
    const auto id = filed(record);
    take(id, {"accept", "review-materials", "verify", "decide", "submit"});
    return id;
  }
  void correct(std::int64_t record, const std::string& value) {
    service::ChangeRecordRequest change;
    change.id = record;
    change.values = {{"CF_NR", value}};
    change.cause = "错报";
    const auto done = must(service::changeRecord(ctx(), change));
    ASSERT_EQ(done.errors, 0) << (done.findings.empty() ? "" : done.findings.front().message);
  }
  std::vector<std::string> effectsOf(std::int64_t id) {
    std::vector<std::string> out;
    for (const auto& [key, effect] : must(store::caseEffects(conn(), id))) out.push_back(effect);
    return out;
  }
};

}  // namespace medcredit::test
