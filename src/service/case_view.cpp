#include "service/case_view.h"

#include <algorithm>
#include <map>

#include "service/disclosure.h"
#include "service/evidence.h"
#include "service/scope.h"
#include "service/subject.h"
#include "store/units.h"

namespace medcredit::service {

using workflow::CaseState;
using workflow::Command;
using workflow::Procedure;

namespace {

/// Rows of history that are no step of the procedure.
std::string titleOf(const Procedure& procedure, const std::string& step) {
  static const std::map<std::string, std::string, std::less<>> kOther{{"soon", "期限将至"},
                                                                      {"overdue", "期限届满，尚未办结"},
                                                                      {"held", "期限届满，暂不自动处理"},
                                                                      {"extension-ask", "申请延期"},
                                                                      {"extension-approve", "批准延期"},
                                                                      {"extension-refuse", "不批准延期"},
                                                                      {"recuse", "回避"},
                                                                      {"subject-merged", "主体合并"},
                                                                      {"subject-ended", "主体终止"},
                                                                      {"correct-clock", "更正系统时间"},
                                                                      {"holiday-table", "按节假日安排重新计算期限"}};
  if (const auto* known = procedure.step(step)) return known->title;
  const auto other = kOther.find(step);
  return other == kOther.end() ? step : other->second;
}

std::string unitName(Context& context, const std::string& id) {
  const auto unit = store::findUnit(context.conn, id);
  return unit.ok() && *unit ? (*unit)->name : id;
}

base::Result<std::string> shownName(Context& context, std::int64_t subjectId) {
  MC_ASSIGN(const auto subject, subjectById(context, subjectId));
  Discloser discloser(context);
  const auto kind = domain::subjectKindFromCode(subject.kind).value_or(domain::SubjectKind::kNaturalPerson);
  return discloser.value(SubjectPart::kName, kind, subjectId, {}, subject.name);
}

base::Status addTimeline(Context& context, const Procedure& procedure, const CaseState& state, CaseView& view) {
  MC_ASSIGN(const auto steps, store::caseSteps(context.conn, view.head.id));
  const bool inside = context.principal.kind != PrincipalKind::kSubject;
  for (const auto& step : steps) {
    CaseEvent event{step.version, step.at, step.step,  titleOf(procedure, step.step), {}, step.role,
                    {},           {},      step.detail};
    const auto* role = procedure.role(step.role);
    event.roleName = role != nullptr ? role->label : step.role == workflow::kSystem ? "系统" : step.role;
    if (role != nullptr && !role->unit.empty()) {
      const auto unit = state.units.find(role->unit);
      if (unit != state.units.end()) event.office = unitName(context, unit->second);
    }
    if (inside) event.actor = step.actor;
    view.timeline.push_back(std::move(event));
  }
  return {};
}

void addClocks(const CaseWorld& world, const CaseState& state, CaseView& view) {
  const auto today = world.now.shanghaiDate();
  for (const auto& one : state.obligations) {
    CaseClock clock;
    clock.clock = one.clock;
    const auto* law = world.law.clock(one.clock);
    clock.title = law != nullptr ? law->title : std::string("约定的期限");
    clock.source = law != nullptr ? law->source : std::string();
    clock.period = one.kind == workflow::StateClock::Kind::kPeriod;
    clock.duty = one.duty == workflow::Duty::kPerson ? "person" : "authority";
    clock.start = one.start;
    clock.due = one.due;
    clock.daysLeft = one.due.days() - today.days();
    clock.open = one.open();
    clock.paused = one.paused();
    clock.overdue = one.overdue.has_value() || one.late();
    clock.provisional = one.provisional;
    clock.held = one.held;
    clock.extended = !one.extension.empty();
    clock.extensionAsked = one.asked.has_value() && one.extension.empty();
    clock.closedOn = one.closedOn ? one.closedOn->iso() : std::string();
    clock.explanation = workflow::explainObligation(one, world.law, world.calendar);
    view.clocks.push_back(std::move(clock));
  }
}

/// A complete command for the step: what is refused now would be refused whatever is handed in.
Command probe(const Procedure& procedure, const CaseState& state, const workflow::Step& step,
              const workflow::Actor& actor, base::CivilDate today) {
  Command command;
  command.key = "probe";
  command.expectedVersion = state.version;
  command.actor = actor;
  command.step = step.id;
  command.reason = "写明的理由";
  command.papers = step.papers;
  command.attachments = step.attachments;
  command.attachments.emplace_back(workflow::kPowerOfAttorney);
  command.ground = procedure.grounds.empty() ? std::string() : procedure.grounds.front().id;
  command.until = today;
  return command;
}

bool leadsToGivenDay(const Procedure& procedure, const workflow::Step& step) {
  const auto* next = procedure.state(step.to);
  return next != nullptr && next->clock && next->clock->clock == workflow::kClockOfDate;
}

base::Status addActions(Context& context, const Procedure& procedure, const CaseWorld& world, const CaseState& state,
                        CaseView& view) {
  for (const auto& step : procedure.steps) {
    const bool here = std::find(step.from.begin(), step.from.end(), state.state) != step.from.end();
    if (!here || step.automatic() || view.head.final) continue;
    MC_ASSIGN(const auto actor, caseActor(context, procedure, state, step.by));
    if (actor.role.empty()) continue;
    CaseAction action;
    action.step = step.id;
    action.title = step.title;
    action.needsReason = step.reasons;
    action.needsUntil = leadsToGivenDay(procedure, step);
    action.attachments = step.attachments;
    for (const auto& id : step.papers) {
      if (const auto* paper = procedure.paper(id)) action.papers.push_back(*paper);
    }
    const auto answer =
        workflow::apply(state, probe(procedure, state, step, actor, context.clock.today()), world.environment());
    if (!answer.ok() && answer.error().code == "WFLW-0007") continue;  // another unit's business
    if (!answer.ok() && answer.error().code != "WFLW-0023") action.refused = answer.error();
    view.actions.push_back(std::move(action));
  }
  return {};
}

base::Status addExtension(Context& context, const Procedure& procedure, const CaseState& state, CaseView& view) {
  const auto* now = procedure.state(state.state);
  const auto* running = state.current();
  if (now == nullptr || !now->clock || !now->clock->extension || running == nullptr) return {};
  if (!running->extension.empty() || running->overdue) return {};
  const auto& rule = *now->clock->extension;
  MC_ASSIGN(const auto asker, caseActor(context, procedure, state, rule.askedBy));
  MC_ASSIGN(const auto head, caseActor(context, procedure, state, rule.approvedBy));
  if (!running->asked && !asker.role.empty()) view.extensionActs.emplace_back("ask");
  if (running->asked && !head.role.empty() && running->asked->actor != context.actor) {
    view.extensionActs.emplace_back("approve");
    view.extensionActs.emplace_back("refuse");
  }
  return {};
}

base::Status addBundle(Context& context, const Procedure& procedure, CaseView& view) {
  MC_ASSIGN(view.papers, store::casePapers(context.conn, view.head.id));
  for (const auto& row : view.papers) {
    const auto* paper = procedure.paper(row.paper);
    view.paperNames.push_back(paper != nullptr ? paper->label : row.paper);
  }
  MC_ASSIGN(view.notices, store::caseNotices(context.conn, view.head.id));
  if (context.principal.kind == PrincipalKind::kSubject) {
    std::erase_if(view.notices,
                  [](const auto& row) { return row.recipient != "person" && row.recipient != "subject"; });
  }
  MC_ASSIGN(view.files, store::caseUploads(context.conn, view.head.id));
  return {};
}

void addUnits(Context& context, const Procedure& procedure, const CaseState& state, CaseView& view) {
  for (const auto& [slot, unit] : state.units) {
    const auto role = std::find_if(procedure.roles.begin(), procedure.roles.end(),
                                   [&wanted = slot](const auto& one) { return one.unit == wanted; });
    view.units.emplace_back(role == procedure.roles.end() ? slot : role->label, unitName(context, unit));
  }
}

std::string urgencyOf(const store::CaseHead& head, base::CivilDate today) {
  if (head.final) return "done";
  const auto due = base::CivilDate::parseIso(head.dueOn);
  if (!due) return "none";
  constexpr int kSoonDays = 3;
  if (*due < today) return "overdue";
  if (*due == today) return "today";
  return due->days() - today.days() <= kSoonDays ? "soon" : "running";
}

}  // namespace

base::Result<CaseView> showCase(Context& context, std::int64_t id) {
  MC_ASSIGN(const auto kept, requireCase(context, id));
  MC_ASSIGN(const auto world, caseWorld(context));
  const Procedure* procedure = world.law.find(kept.state.procedure);
  if (procedure == nullptr) return base::fail("WFLW-0001", {{"procedure", kept.state.procedure}});
  CaseView view;
  view.head = kept.head;
  view.procedureTitle = procedure->title;
  if (const auto* now = procedure->state(kept.state.state)) {
    view.stateTitle = now->title;
    view.outcome = now->outcome;
    view.waits = now->waits;
  }
  MC_ASSIGN(view.subjectName, shownName(context, kept.head.subjectId));
  view.records = kept.state.records;
  view.ground = kept.state.ground;
  if (const auto* ground = procedure->ground(kept.state.ground)) view.groundLabel = ground->label;
  view.clause = kept.state.clause;
  addUnits(context, *procedure, kept.state, view);
  MC_TRY(addTimeline(context, *procedure, kept.state, view));
  addClocks(world, kept.state, view);
  MC_TRY(addActions(context, *procedure, world, kept.state, view));
  MC_TRY(addExtension(context, *procedure, kept.state, view));
  view.mayRecuse = context.principal.kind == PrincipalKind::kStaff && !view.head.final;
  MC_TRY(addBundle(context, *procedure, view));
  Act act;
  act.action = "case.read";
  act.objectType = "case";
  act.objectId = kept.state.id;
  act.objectVersion = kept.head.version;
  act.subjectId = kept.head.subjectId;
  act.fields = "timeline,clocks,papers,notices";
  MC_TRY(recordRead(context, act));
  return view;
}

base::Result<std::vector<CaseLine>> listCases(Context& context, const store::CaseFilter& filter) {
  MC_ASSIGN(const auto narrowed, visibleCases(context, filter));
  MC_ASSIGN(const auto heads, store::listCases(context.conn, narrowed));
  MC_ASSIGN(const auto* set, procedures(context));
  std::vector<CaseLine> lines;
  Act act;
  const auto today = context.clock.today();
  for (const auto& head : heads) {
    CaseLine line;
    line.head = head;
    const auto* procedure = set->find(head.procedure);
    const auto* state = procedure == nullptr ? nullptr : procedure->state(head.state);
    line.procedureTitle = procedure == nullptr ? head.procedure : procedure->title;
    line.stateTitle = state == nullptr ? head.state : state->title;
    MC_ASSIGN(line.subjectName, shownName(context, head.subjectId));
    if (const auto due = base::CivilDate::parseIso(head.dueOn)) line.daysLeft = due->days() - today.days();
    line.urgency = urgencyOf(head, today);
    act.subjects.push_back(head.subjectId);
    lines.push_back(std::move(line));
  }
  act.action = "case.list";
  act.objectType = "operation";
  act.objectId = "listCases";
  act.fields = "subjectName";
  MC_TRY(recordRead(context, act));
  return lines;
}

base::Result<CaseLoad> countCases(Context& context) {
  store::CaseFilter filter;
  filter.final = false;
  constexpr std::int64_t kAll = 1'000'000;
  filter.limit = kAll;
  MC_ASSIGN(const auto narrowed, visibleCases(context, filter));
  MC_ASSIGN(const auto heads, store::listCases(context.conn, narrowed));
  CaseLoad counts;
  for (const auto& head : heads) {
    ++counts.open;
    const auto urgency = urgencyOf(head, context.clock.today());
    counts.overdue += urgency == "overdue" ? 1 : 0;
    counts.today += urgency == "today" ? 1 : 0;
    counts.soon += urgency == "soon" ? 1 : 0;
  }
  return counts;
}

}  // namespace medcredit::service
