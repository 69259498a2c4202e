// A repair from the application to its effects, played by the people of one office on given days.
#pragma once

#include <string>
#include <vector>

#include "acceptance/record_maker.h"
#include "domain/messages.h"
#include "service/case_time.h"
#include "service/cases.h"
#include "service/repair.h"
#include "store/publicity.h"

namespace medcredit::test {

class RepairMaker : public RecordMaker {
 protected:
  static base::CivilDate on(const std::string& iso) { return *base::CivilDate::parseIso(iso); }
  template <class T>
  static std::string codeOf(const base::Result<T>& result) {
    return result.ok() ? std::string() : result.error().code;
  }
  static std::string codeOf(const base::Status& status) { return status.ok() ? std::string() : status.error().code; }
  /// What a refusal says in Chinese.
  template <class T>
  static std::string wordsOf(const base::Result<T>& result) {
    return result.ok() ? std::string() : domain::render(result.error());
  }

  void SetUp() override {
    RecordMaker::SetUp();
    addUnit("U1", "测试监督所", {}, "410302");
    addUnit("U2", "另一监督所", {}, "410303");
  }

  /// An institution with one published penalty under a law.
  void given(const std::string& law, const std::string& decidedOn, const std::string& severity = "general") {
    law_ = law;
    operatorOn(decidedOn);
    org_ = addOrg("测试医院", {"usc:914103000000000782"}, "410302");
    record_ = penalty(decidedOn, severity);
  }
  std::int64_t penalty(const std::string& decidedOn, const std::string& severity, std::int64_t subject = 0) {
    operatorOn(decidedOn);
    RecordPlan plan;
    plan.entry = penaltyEntry();
    plan.documentNo = "测卫罚〔2026〕" + std::to_string(++documents_) + "号";
    plan.decidedOn = decidedOn;
    plan.severity = severity;
    plan.publicity = "published";
    const auto id = addRecord(subject == 0 ? org_ : subject, plan);
    auto transaction = must(store::Transaction::start(conn()));
    std::vector<store::PublicationJob> jobs{{0, id, 1, "credit-china", "add", "confirmed", decidedOn, "", ""}};
    must(store::insertJobs(conn(), jobs));
    must(transaction.commit());
    return id;
  }
  std::string penaltyEntry() {
    for (const auto& entry : now().law.catalogue) {
      const bool org = entry.subject == domain::SubjectKind::kOrganisation;
      if (org && entry.enforcementClass == "行政处罚") return entry.code;
    }
    return "CF-ORG";
  }

  service::Context& operatorOn(const std::string& day) { return at(day, law_); }
  service::Context& subjectOn(const std::string& day) {
    auto& context = at(day, law_);
    context.actor = "账号甲";
    context.principal.kind = service::PrincipalKind::kSubject;
    context.principal.id = context.actor;
    context.principal.subjectId = org_;
    context.principal.permissions = {"self"};
    return context;
  }
  service::Context& officerOn(const std::string& day, const std::string& name = "经办甲",
                              const std::string& unit = "U1") {
    return staff(day, name, unit, {"case.read", "case.handle", "repair.handle", "collect.read"});
  }
  service::Context& headOn(const std::string& day) {
    return staff(day, "负责人", "U1", {"case.read", "case.head", "repair.handle", "collect.read"});
  }

  /// Everything an institution can bring along.
  static std::vector<std::string> everything() {
    return {"整改情况证明", "履行义务证明", "消除影响证明", "整改报告", "专题培训证明", "信用报告", "信用修复培训证明"};
  }
  base::Result<service::CaseDone> apply(const std::string& day, std::vector<std::int64_t> records = {},
                                        std::vector<std::string> papers = {"application", "commitment"}) {
    service::OpenCase open;
    open.procedure = "repair";
    open.records = records.empty() ? std::vector<std::int64_t>{record_} : std::move(records);
    open.key = "key" + std::to_string(++keys_);
    open.input.papers = std::move(papers);
    open.input.attachments = everything();
    auto done = service::openCase(subjectOn(day), open);
    if (done.ok()) case_ = done->caseId;
    return done;
  }
  base::Result<service::CaseDone> step(service::Context& context, const std::string& name,
                                       std::vector<std::string> attachments = {}, const std::string& reason = "理由") {
    service::StepCase request;
    request.caseId = case_;
    request.version = must(service::keptCase(context, case_)).head.version;
    request.key = "key" + std::to_string(++keys_);
    request.step = name;
    request.input.reason = reason;
    request.input.attachments = std::move(attachments);
    return service::stepCase(context, request);
  }
  std::string state() { return must(service::keptCase(now(), case_)).head.state; }
  std::string dueOn() { return must(service::keptCase(now(), case_)).head.dueOn; }

  /// The scheduler's midnights from one day to another, so that the machine's clock is never in doubt.
  void nights(const std::string& from, const std::string& to) {
    for (auto day = on(from); day <= on(to); day = day.plusDays(1))
      must(service::passCases(operatorOn(day.iso()), true));
  }
  /// Accepted, verified and publicised from `day` on.
  void publicise(const std::string& day) {
    must(step(officerOn(day, "经办甲"), "accept"));
    must(step(officerOn(day, "经办乙"), "pass", {"整改核查记录"}));
  }
  /// The whole way; returns the day it was implemented.
  std::string repair(const std::string& day) {
    nights(day, day);
    must(apply(day));
    publicise(day);
    const auto over = on(dueOn()).plusDays(1).iso();
    nights(day, over);
    must(step(officerOn(over, "经办甲"), "implement"));
    return over;
  }
  std::string publicity(std::int64_t record) { return text("SELECT publicity FROM record WHERE id = $1", {record}); }

  service::RepairState shown(const std::string& day) { return must(service::repairState(subjectOn(day), record_)); }
  /// Clauses of what bars although everything the subject can bring were brought.
  std::string barsOn(const std::string& day) {
    std::string out;
    for (const auto& bar : shown(day).answer.bars) out += bar.clause;
    return out;
  }

  std::string law_ = "hainan";
  std::int64_t org_ = 0, record_ = 0, case_ = 0;

 private:
  service::Context& staff(const std::string& day, const std::string& name, const std::string& unit,
                          std::set<std::string, std::less<>> permissions) {
    auto& context = at(day, law_);
    context.actor = name;
    context.principal.kind = service::PrincipalKind::kStaff;
    context.principal.id = name;
    context.principal.unit = unit;
    context.principal.scope = service::DataScope::kUnit;
    context.principal.permissions = std::move(permissions);
    return context;
  }
  int keys_ = 0, documents_ = 0;
};

}  // namespace medcredit::test
