// A register that can be graded: the demonstration model on trial, an office that delivered, some institutions.
#pragma once

#include <string>

#include "acceptance/record_maker.h"
#include "service/grade_after.h"
#include "service/grade_daily.h"
#include "service/grade_entry.h"
#include "service/grade_models.h"
#include "service/grade_runs.h"

namespace medcredit::test {

class GradingMaker : public RecordMaker {
 protected:
  static base::CivilDate on(const char* iso) { return *base::CivilDate::parseIso(iso); }
  template <class T>
  static std::string codeOf(const base::Result<T>& result) {
    return result.ok() ? std::string() : result.error().code;
  }
  static std::string codeOf(const base::Status& status) { return status.ok() ? std::string() : status.error().code; }

  void SetUp() override {
    RecordMaker::SetUp();
    addUnit("U1", "老城区测试监督所", {"CF-ORG", "XK-ORG", "JL-ORG"}, "410302");
    at("2026-06-01");
    org_ = addOrg("测试医院", {"usc:914103000000000782"}, "410302");
    other_ = addOrg("测试诊所", {"usc:914103000000000795"}, "410303");
  }
  /// As at(), in the name of somebody.
  service::Context& as(const std::string& actor, const std::string& today, const std::string& law = "henan-luoyang") {
    auto& context = at(today, law);
    context.actor = actor;
    return context;
  }
  /// The demonstration model on trial.
  std::int64_t model() {
    const auto added = must(service::loadDemonstrations(now()));
    for (const auto id : added) {
      for (const char* step : {"analysed", "tested", "trial"}) must(service::advanceModel(now(), id, {step, {}, ""}));
    }
    return added.at(0);
  }
  RecordPlan penalty(const std::string& day, const std::string& severity, const std::string& number) {
    return {.documentNo = number, .decidedOn = day, .severity = severity};
  }
  /// An act about an object stands in the log, as every act of the services does.
  void touch(const std::string& object) {
    auto transaction = must(store::Transaction::start(conn()));
    must(service::journal(now(), "record.add", object, "{}"));
    must(transaction.commit());
  }
  std::int64_t publish(int year) {
    const std::string next = std::to_string(year + 1);
    as("grader", next + "-01-20");
    const auto run = must(service::runGrading(now(), {"", year, {}}));
    as("reviewer", next + "-01-21");
    must(service::openPreview(now(), run));
    as("head", next + "-01-24");
    must(service::publishGrades(now(), run));
    return run;
  }
  store::GradeDecision decisionOf(std::int64_t run, std::int64_t subject) {
    std::optional<std::int64_t> id;
    store::GradeDecisionFilter filter;
    filter.runId = run;
    filter.subjectId = subject;
    must(store::eachGradeDecision(conn(), filter, [&](const store::GradeDecision& row) {
      id = row.id;
      return true;
    }));
    if (!id) throw std::runtime_error("no decision");
    return *must(store::gradeDecision(conn(), *id));
  }
  std::int64_t org_ = 0, other_ = 0;
};

}  // namespace medcredit::test
