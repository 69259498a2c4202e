#include "service/repair_cases.h"

#include <algorithm>

namespace medcredit::service {

namespace {

constexpr std::int64_t kMostCases = 200;

bool took(const std::vector<store::CaseStepRow>& steps, std::string_view step) {
  return std::any_of(steps.begin(), steps.end(), [&](const auto& row) { return row.step == step; });
}

base::Result<std::vector<store::CaseHead>> casesAbout(Context& context, std::int64_t recordId,
                                                      std::string_view procedure, std::optional<bool> final) {
  store::CaseFilter filter;
  filter.procedure = procedure;
  filter.recordId = recordId;
  filter.final = final;
  filter.limit = kMostCases;
  return store::listCases(context.conn, filter);
}

}  // namespace

base::Result<std::vector<workflow::Talk>> talksOf(Context& context, std::int64_t subjectId) {
  store::CaseFilter filter;
  filter.procedure = kTalkProcedure;
  filter.subjectId = subjectId;
  filter.limit = kMostCases;
  MC_ASSIGN(const auto cases, store::listCases(context.conn, filter));
  std::vector<workflow::Talk> out;
  for (const auto& head : cases) {
    MC_ASSIGN(const auto steps, store::caseSteps(context.conn, head.id));
    workflow::Talk talk;
    talk.on = head.openedAt.shanghaiDate();
    talk.attended = took(steps, "attend");
    talk.excused = took(steps, "excuse");
    talk.pointsDone = took(steps, "carry-out");
    if (talk.attended || talk.excused || took(steps, "miss")) out.push_back(talk);
  }
  return out;
}

base::Result<bool> caughtInFraud(Context& context, std::int64_t recordId) {
  MC_ASSIGN(const auto cases, casesAbout(context, recordId, kRepairProcedure, true));
  for (const auto& head : cases) {
    MC_ASSIGN(const auto steps, store::caseSteps(context.conn, head.id));
    if (took(steps, "fraud")) return true;
  }
  return false;
}

base::Result<std::optional<store::CaseHead>> openRepairOf(Context& context, std::int64_t recordId) {
  MC_ASSIGN(auto cases, casesAbout(context, recordId, kRepairProcedure, false));
  if (cases.empty()) return std::optional<store::CaseHead>();
  return std::optional(std::move(cases.front()));
}

}  // namespace medcredit::service
