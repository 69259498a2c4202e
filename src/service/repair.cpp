#include "service/repair.h"

#include <algorithm>
#include <set>

#include "service/archive.h"
#include "service/grade_models.h"
#include "service/grade_runs.h"
#include "service/repair_cases.h"
#include "service/subject.h"
#include "store/records.h"
#include "store/units.h"
#include "workflow/procedure.h"

namespace medcredit::service {

using base::CivilDate;
using workflow::RepairBar;
using workflow::RepairEligibility;

namespace {

constexpr std::string_view kApplication = "信用修复申请书";

const workflow::RepairRule* ruleOf(const workflow::RepairRules& rules, std::string_view id) {
  const auto found =
      std::find_if(rules.rules.begin(), rules.rules.end(), [&](const auto& rule) { return rule.id == id; });
  return found == rules.rules.end() ? nullptr : &*found;
}

/// What the subject is to hand in for a condition that is not shown yet.
std::string paperFor(const workflow::RepairRules& rules, const RepairBar& bar) {
  const auto* rule = ruleOf(rules, bar.rule);
  if (rule == nullptr) return {};
  if (rule->test == workflow::RepairTest::kEvidence) return rule->evidence;
  return std::string(proofOf(rule->test));
}

std::string unitNameOf(const store::Unit* unit, const std::string& id) { return unit != nullptr ? unit->name : id; }

std::string textOf(const RepairState& state) {
  const std::string free = "修复不收取任何费用。";
  if (state.repaired) return "该信息已于" + state.repaired->repairedOn + "完成信用修复。";
  if (state.open) return "信用修复申请（" + state.open->number + "）正在办理。" + free;
  if (!state.answer.eligible) return workflow::explainEligibility(state.answer);
  std::string text = "可以向" + state.unitName + "申请信用修复。";
  if (!state.papers.empty()) {
    text += "申请时提交：";
    for (std::size_t i = 0; i < state.papers.size(); ++i) text += (i == 0 ? "" : "、") + state.papers[i];
    text += "。";
  }
  return text + free;
}

/// What came with this step, and with earlier ones of the case.
base::Status addHandedIn(Context& context, const RepairQuestion& question, RepairAsk& ask) {
  ask.handedIn = question.attachments;
  ask.commitment = std::find(question.papers.begin(), question.papers.end(), kCommitmentId) != question.papers.end();
  if (question.caseId == 0) return {};
  MC_ASSIGN(const auto rows, store::repairFactsOf(context.conn, ask.recordId));
  const auto mine = publicId('C', question.caseId);
  for (const auto& row : rows) {
    if (row.fact != kHandedIn || row.clause != mine) continue;
    ask.handedIn.push_back(row.name);
    ask.commitment = ask.commitment || row.name == kCommitmentName;
  }
  return {};
}

base::Result<RepairState> stateOf(Context& context, const workflow::RepairRules& rules, std::int64_t recordId) {
  RepairState state;
  RepairAsk ask;
  ask.recordId = recordId;
  ask.allBrought = true;
  MC_ASSIGN(auto brought, repairRecord(context, rules, ask));
  if (!brought) return base::fail("REPR-0001", {{"record", publicId('R', recordId)}});
  const auto today = context.clock.today();
  state.answer = workflow::repairEligibility(brought->facts, rules, today);
  ask.allBrought = false;
  MC_ASSIGN(auto bare, repairRecord(context, rules, ask));
  const auto strict = workflow::repairEligibility(bare->facts, rules, today);
  std::set<std::string> hard;
  for (const auto& bar : state.answer.bars) hard.insert(bar.rule);
  state.papers = {std::string(kApplication), std::string(kCommitmentName)};
  for (const auto& bar : strict.bars) {
    if (hard.contains(bar.rule)) continue;
    state.toBring.push_back(bar);
    auto paper = paperFor(rules, bar);
    if (!paper.empty()) state.papers.push_back(std::move(paper));
  }
  state.record = std::move(*bare);
  MC_ASSIGN(state.repaired, store::repairOfRecord(context.conn, recordId));
  MC_ASSIGN(state.open, openRepairOf(context, recordId));
  const auto& provenance = state.record.view.provenance;
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, provenance.unitId));
  state.unitName = unitNameOf(unit ? &*unit : nullptr, provenance.unitId);
  state.text = textOf(state);
  return state;
}

}  // namespace

base::Result<const workflow::RepairRules*> repairRules(const Context& context) {
  if (context.procedures == nullptr) return base::fail("WFLW-0001", {{"procedure", std::string(kRepairProcedure)}});
  return &context.procedures->repair;
}

base::Result<RepairState> repairState(Context& context, std::int64_t recordId) {
  MC_ASSIGN(const auto* rules, repairRules(context));
  return stateOf(context, *rules, recordId);
}

base::Result<std::vector<RepairState>> repairStates(Context& context, std::int64_t subjectId) {
  MC_ASSIGN(const auto* rules, repairRules(context));
  std::vector<std::int64_t> records;
  MC_ASSIGN(const auto members, archiveMembers(context, subjectId, kEverKnown));
  for (const auto member : members) {
    MC_ASSIGN(const auto own, store::negativeRecordsOf(context.conn, member));
    records.insert(records.end(), own.begin(), own.end());
  }
  std::sort(records.begin(), records.end());
  std::vector<RepairState> out;
  for (const auto id : records) {
    auto state = stateOf(context, *rules, id);
    // A record whose period is over is nobody's burden any more.
    if (!state.ok() && state.error().code == "REPR-0001") continue;
    MC_TRY(state);
    out.push_back(std::move(*state));
  }
  return out;
}

base::Result<std::optional<RepairOutlook>> repairOutlook(Context& context, std::int64_t subjectId,
                                                         const std::vector<std::int64_t>& records) {
  MC_ASSIGN(const auto current, currentGrade(context, subjectId));
  if (!current) return std::optional<RepairOutlook>();
  MC_ASSIGN(const auto row, requireModel(context, current->decision.modelId));
  MC_ASSIGN(auto opened, openModel(context, row));
  const auto model = std::make_shared<const grading::Model>(std::move(opened));
  const auto today = context.clock.today();
  MC_ASSIGN(const auto moment, gradeMoment(context, today, today));
  MC_ASSIGN(const auto subject, subjectById(context, subjectId));
  MC_ASSIGN(auto facts, readSubjectFacts(context, subject, moment));
  if (!facts) return std::optional<RepairOutlook>();
  const GradeEngine engine(model, today, today);
  const Grade now = engine.grade(*facts);
  std::set<std::string> ids;
  for (const auto id : records) ids.insert(publicId('R', id));
  for (auto& line : facts->facts) {
    if (!ids.contains(line.id)) continue;
    std::erase_if(line.fields, [](const auto& field) { return field.first == "status" || field.first == "status_on"; });
    line.fields.emplace_back("status", "repaired");
    line.fields.emplace_back("status_on", today.iso());
  }
  const Grade then = engine.grade(*facts);
  const auto name = [&](const std::string& level) { return std::string(model->levels.nameOf(level)); };
  return std::optional(RepairOutlook{now.level, name(now.level), now.score, then.level, name(then.level), then.score});
}

base::Result<RepairJudged> repairFacts(Context& context, const RepairQuestion& question) {
  MC_ASSIGN(const auto* rules, repairRules(context));
  std::optional<RepairJudged> first;
  std::optional<CivilDate> appliedOn;
  if (question.caseId != 0) {
    MC_ASSIGN(const auto kept, store::getCase(context.conn, question.caseId));
    if (kept) appliedOn = kept->head.openedAt.shanghaiDate();
  }
  for (const auto id : question.records) {
    MC_ASSIGN(const auto repaired, store::repairOfRecord(context.conn, id));
    if (repaired) return base::fail("REPR-0031", {{"record", publicId('R', id)}});
    RepairAsk ask;
    ask.recordId = id;
    ask.together = question.records;
    ask.appliedOn = appliedOn;
    MC_TRY(addHandedIn(context, question, ask));
    MC_ASSIGN(auto record, repairRecord(context, *rules, ask));
    if (!record) return base::fail("REPR-0001", {{"record", publicId('R', id)}});
    RepairJudged judged{id, std::move(record->facts)};
    const bool eligible = workflow::repairEligibility(judged.facts, *rules, context.clock.today()).eligible;
    if (!eligible) return judged;
    if (!first) first = std::move(judged);
  }
  if (!first) return base::fail("REPR-0001", {{"record", ""}});
  return std::move(*first);
}

}  // namespace medcredit::service
