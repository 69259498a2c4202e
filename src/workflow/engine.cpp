#include "workflow/engine.h"

#include <algorithm>

#include "crypto/sm3.h"
#include "domain/messages.h"
#include "workflow/work.h"

namespace medcredit::workflow {

using base::fail;
using base::Result;
using base::Status;

namespace {

bool has(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : "、") + word;
  return out;
}

/// SM3 over everything a command says, so that a reused key is noticed.
std::string contentOf(const Command& command) {
  std::string text;
  const auto add = [&text](std::string_view part) {
    text += std::to_string(part.size());
    text += ':';
    text += part;
  };
  add(std::to_string(static_cast<int>(command.kind)));
  for (const auto& part :
       {command.actor.id, command.actor.role, command.actor.unit, command.actor.subject, command.step, command.reason,
        command.ground, command.clause, command.clock, command.target}) {
    add(part);
  }
  for (const auto& paper : command.papers) add(paper);
  add("|");
  for (const auto& file : command.attachments) add(file);
  add(command.from ? command.from->iso() : "");
  add(command.until ? command.until->iso() : "");
  return crypto::sm3Hex(text);
}

Status mayActFor(const CaseState& state, const Role& role, const Command& command) {
  const Actor& actor = command.actor;
  if (role.party == Party::kSubject) {
    if (actor.subject != state.subject) return fail("WFLW-0013", {}, state.id);
    const bool known = actor.id == state.openedBy;
    if (actor.agent && !known && !has(command.attachments, kPowerOfAttorney)) return fail("WFLW-0012", {}, state.id);
  }
  if (role.party != Party::kAuthority) return {};
  const auto unit = state.units.find(role.unit);
  if (!role.unit.empty() && (unit == state.units.end() || unit->second != actor.unit)) {
    return fail("WFLW-0007", {{"role", role.label}}, state.id);
  }
  const bool interest = has(actor.interests, state.subject) ||
                        std::any_of(state.formerSubjects.begin(), state.formerSubjects.end(),
                                    [&](const std::string& former) { return has(actor.interests, former); });
  if (interest) return fail("WFLW-0008", {}, state.id);
  if (has(state.recused, actor.id)) return fail("WFLW-0009", {}, state.id);
  return {};
}

/// The actor's role, if it is among those that may.
Status mayAct(const Work& work, const CaseState& state, const std::vector<std::string>& roles, const Command& command,
              const std::string& what) {
  const Role* role = work.procedure().role(command.actor.role);
  if (role == nullptr || !has(roles, command.actor.role)) {
    std::vector<std::string> labels;
    for (const auto& id : roles) {
      if (const Role* allowed = work.procedure().role(id)) labels.push_back(allowed->label);
    }
    return fail("WFLW-0006", {{"step", what}, {"roles", labels.empty() ? "系统" : joined(labels)}}, state.id);
  }
  return mayActFor(state, *role, command);
}

Status papersPresent(const Work& work, const Step& step, const Command& command) {
  std::vector<std::string> missing;
  for (const auto& id : step.papers) {
    if (!has(command.papers, id)) missing.push_back("《" + work.procedure().paper(id)->label + "》");
  }
  if (!missing.empty()) return fail("WFLW-0010", {{"step", step.title}, {"papers", joined(missing)}});
  for (const auto& name : step.attachments) {
    if (!has(command.attachments, name)) missing.push_back(name);
  }
  if (!missing.empty()) return fail("WFLW-0011", {{"step", step.title}, {"files", joined(missing)}});
  if (step.reasons && command.reason.empty()) return fail("WFLW-0014", {{"step", step.title}});
  return {};
}

Status orderKept(const Work& work, const CaseState& state, const Step& step, const Command& command) {
  const auto titles = [&](const std::vector<std::string>& ids) {
    std::vector<std::string> out;
    for (const auto& id : ids) out.push_back(work.procedure().step(id)->title);
    return joined(out);
  };
  const bool ready = step.after.empty() || std::any_of(step.after.begin(), step.after.end(),
                                                       [&](const std::string& id) { return state.took(id); });
  if (!ready) return fail("WFLW-0015", {{"step", step.title}, {"before", titles(step.after)}}, state.id);
  for (const auto& row : state.history) {
    if (row.actor == command.actor.id && has(step.notSameAs, row.step)) {
      return fail("WFLW-0016", {{"step", step.title}, {"before", work.procedure().step(row.step)->title}}, state.id);
    }
  }
  const State* now = work.procedure().state(state.state);
  const Obligation* running = state.current();
  if (now != nullptr && now->clock && now->clock->kind == StateClock::Kind::kPeriod && running != nullptr &&
      !step.early) {
    return fail("WFLW-0017", {{"step", step.title}, {"until", running->due.iso()}}, state.id);
  }
  return {};
}

Status groundGiven(const Work& work, const Command& command) {
  const auto& grounds = work.procedure().grounds;
  if (grounds.empty()) return {};
  const Ground* ground = work.procedure().ground(command.ground);
  if (ground == nullptr) return fail("WFLW-0018", {{"ground", command.ground}});
  if (ground->clause && command.clause.empty()) return fail("WFLW-0019", {{"ground", ground->label}});
  return {};
}

Status daysGiven(const Work& work, const CaseState& state, const Step& step, const Command& command) {
  if (command.from && *command.from > work.today()) return fail("WFLW-0022", {{"date", command.from->iso()}});
  const State* next = work.procedure().state(step.to);
  if (!next->clock) return {};
  if (next->clock->clock == kClockOfCase && work.env().law.clock(command.clock) == nullptr) {
    return fail("WFLW-0020", {{"clock", command.clock}});
  }
  if (next->clock->clock != kClockOfDate) return {};
  const State* now = work.procedure().state(state.state);
  const bool goesOn = !step.restarts && now != nullptr && now->clock && now->clock->clock == kClockOfDate &&
                      now->clock->kind == next->clock->kind;
  if (!goesOn && !command.until) return fail("WFLW-0021", {{"step", step.title}});
  return {};
}

Status eligibleNow(const Work& work, const Step& step, const Command& command) {
  if (!step.eligible) return {};
  if (!command.repair) return fail("WFLW-0023", {{"step", step.title}});
  const auto answer = repairEligibility(*command.repair, work.env().law.repair, work.env().now.shanghaiDate());
  if (answer.eligible) return {};
  std::string clauses;
  for (const auto& bar : answer.bars) clauses += (clauses.empty() ? "" : "；") + bar.clause;
  return fail("WFLW-0024", {{"why", explainEligibility(answer)}, {"clauses", clauses}});
}

/// A step that stops a running clock must come before that clock has run out.
Status pausable(const Work& work, const CaseState& state, const Step& step) {
  const State* next = work.procedure().state(step.to);
  if (next->pauses.empty()) return {};
  for (const auto& obligation : state.obligations) {
    if (obligation.open() && obligation.clock == next->pauses && obligation.overdue) {
      return fail("WFLW-0025", {{"step", step.title}, {"due", obligation.due.iso()}}, state.id);
    }
  }
  return {};
}

Status takeStep(Work& work, const Command& command, const std::string& content) {
  CaseState& state = work.state();
  const Step* step = work.procedure().step(command.step);
  if (step == nullptr) return fail("WFLW-0003", {{"step", command.step}}, state.id);
  const State* now = work.procedure().state(state.state);
  if (now != nullptr && now->final) return fail("WFLW-0004", {{"state", now->title}}, state.id);
  if (!has(step->from, state.state)) {
    return fail("WFLW-0005", {{"step", step->title}, {"state", now == nullptr ? "尚未立案" : now->title}}, state.id);
  }
  MC_TRY(mayAct(work, state, step->by, command, step->title));
  const bool opening = state.state == kNew;
  if (opening) MC_TRY(groundGiven(work, command));
  MC_TRY(orderKept(work, state, *step, command));
  MC_TRY(papersPresent(work, *step, command));
  MC_TRY(daysGiven(work, state, *step, command));
  MC_TRY(pausable(work, state, *step));
  MC_TRY(eligibleNow(work, *step, command));
  if (opening) {
    state.openedBy = command.actor.id;
    state.ground = command.ground;
    state.clause = command.clause;
    state.clock = command.clock;
  }
  work.row(step->id, command.actor, command.key, content, command.reason);
  work.move(*step, {command.from, command.until});
  return {};
}

/// The open clock of the present state if it can be extended at all.
Result<Obligation*> extendable(Work& work, const Command& command, bool asking) {
  CaseState& state = work.state();
  const State* now = work.procedure().state(state.state);
  if (now == nullptr || !now->clock || !now->clock->extension) return fail("WFLW-0026", {}, state.id);
  const Extension& rule = *now->clock->extension;
  MC_TRY(mayAct(work, state, asking ? rule.askedBy : rule.approvedBy, command, asking ? "申请延期" : "批准延期"));
  Obligation* open = nullptr;
  for (auto& obligation : state.obligations) {
    if (obligation.open() && !obligation.paused()) open = &obligation;
  }
  if (open == nullptr) return fail("WFLW-0026", {}, state.id);
  if (!open->extension.empty()) return fail("WFLW-0027", {{"due", open->due.iso()}}, state.id);
  const bool over = open->overdue || work.env().now >= endOfDay(open->due);
  if (over) return fail("WFLW-0028", {{"due", open->due.iso()}}, state.id);
  return open;
}

Status askExtension(Work& work, const Command& command, const std::string& content) {
  MC_ASSIGN(Obligation * open, extendable(work, command, true));
  if (command.reason.empty()) return fail("WFLW-0014", {{"step", "申请延期"}});
  if (open->asked) return fail("WFLW-0029", {}, work.state().id);
  open->asked = ExtensionAsk{command.actor.id, command.reason, work.env().now};
  const auto approvers = work.procedure().state(work.state().state)->clock->extension->approvedBy;
  work.row("extension-ask", command.actor, command.key, content, command.reason);
  for (const auto& role : approvers) work.notice(role, "extension", "有延期申请待批准：" + command.reason);
  return {};
}

Status decideExtension(Work& work, const Command& command, const std::string& content) {
  MC_ASSIGN(Obligation * open, extendable(work, command, false));
  if (!open->asked) return fail("WFLW-0030", {}, work.state().id);
  if (open->asked->actor == command.actor.id) return fail("WFLW-0031", {}, work.state().id);
  const Extension rule = *work.procedure().state(work.state().state)->clock->extension;
  if (command.kind == Command::Kind::kRefuseExtension) {
    if (command.reason.empty()) return fail("WFLW-0014", {{"step", "不批准延期"}});
    open->asked.reset();
    work.row("extension-refuse", command.actor, command.key, content, command.reason);
    for (const auto& role : rule.askedBy) work.notice(role, "extension", "延期未获批准：" + command.reason);
    return {};
  }
  const std::string reason = open->asked->reason;
  open->extension = rule.clock;
  open->soonMark.reset();
  // Whoever approves may say why; the reason that was asked with stands in the row of the asking.
  work.row("extension-approve", command.actor, command.key, content, command.reason.empty() ? reason : command.reason);
  work.count(*open);
  work.arm(*open);
  work.notice("person", "extension", "经批准延期，" + nameOf(*open, work.env().law) + "，理由：" + reason);
  if (!rule.paper.empty()) work.order(rule.paper);
  return {};
}

Status recuse(Work& work, const Command& command, const std::string& content) {
  CaseState& state = work.state();
  const Role* role = work.procedure().role(command.actor.role);
  if (role == nullptr || role->party != Party::kAuthority) {
    return fail("WFLW-0006", {{"step", "回避"}, {"roles", "承办人员"}}, state.id);
  }
  if (!has(state.recused, command.actor.id)) state.recused.push_back(command.actor.id);
  work.row("recuse", command.actor, command.key, content, command.reason);
  work.notice(command.actor.role, "step", "承办人员申请回避，请另行指派");
  return {};
}

Status subjectChanged(Work& work, const Command& command, const std::string& content) {
  CaseState& state = work.state();
  if (command.actor.role != kRegister) {
    return fail("WFLW-0006", {{"step", "主体变更"}, {"roles", "主体登记"}}, state.id);
  }
  if (command.kind == Command::Kind::kSubjectMerged) {
    if (command.target.empty() || command.target == state.subject) return fail("WFLW-0032", {}, state.id);
    state.formerSubjects.push_back(state.subject);
    state.subject = command.target;
    work.row("subject-merged", command.actor, command.key, content, command.target);
    work.notice("person", "subject", "主体已合并，本案由存续主体继续");
    return {};
  }
  const State* now = work.procedure().state(state.state);
  work.row("subject-ended", command.actor, command.key, content, command.reason);
  const Step* end = work.procedure().step(work.procedure().subjectEnd);
  if (end != nullptr && now != nullptr && !now->final && has(end->from, state.state)) work.move(*end, {});
  return {};
}

/// An operator found that the machine's clock had been wrong: marks set meanwhile whose day has not come are taken
/// back.
Status correctClock(Work& work, const Command& command, const std::string& content) {
  CaseState& state = work.state();
  if (command.actor.role != kOperator) {
    return fail("WFLW-0006", {{"step", "更正系统时间"}, {"roles", "系统管理员"}}, state.id);
  }
  if (command.reason.empty()) return fail("WFLW-0014", {{"step", "更正系统时间"}});
  work.row("correct-clock", command.actor, command.key, content, command.reason);
  for (auto& obligation : state.obligations) {
    const bool marked = (obligation.overdue && obligation.overdue->inDoubt) || obligation.held;
    if (!obligation.open() || !marked || work.env().now >= endOfDay(obligation.due)) continue;
    obligation.overdue.reset();
    obligation.held = false;
    work.arm(obligation);
    const State* opened = work.procedure().state(obligation.openedIn);
    if (opened == nullptr || !opened->clock) continue;
    work.tell(*opened->clock, "withdrawn",
              nameOf(obligation, work.env().law) + "的逾期标记因系统时间有误撤回：" + command.reason);
  }
  return {};
}

Status carryOut(Work& work, const Command& command, const std::string& content) {
  using Kind = Command::Kind;
  switch (command.kind) {
    case Kind::kStep:
      return takeStep(work, command, content);
    case Kind::kAskExtension:
      return askExtension(work, command, content);
    case Kind::kApproveExtension:
    case Kind::kRefuseExtension:
      return decideExtension(work, command, content);
    case Kind::kRecuse:
      return recuse(work, command, content);
    case Kind::kSubjectMerged:
    case Kind::kSubjectEnded:
      return subjectChanged(work, command, content);
    case Kind::kCorrectClock:
      return correctClock(work, command, content);
  }
  return {};
}

}  // namespace

Result<const Procedure*> procedureOf(const CaseState& state, const Environment& env) {
  const Procedure* procedure = env.law.find(state.procedure);
  if (procedure == nullptr) return fail("WFLW-0001", {{"procedure", state.procedure}}, state.id);
  if (state.edition != procedure->edition) {
    return fail("WFLW-0002", {{"procedure", procedure->title}}, state.id);
  }
  return procedure;
}

Result<Transition> apply(const CaseState& before, const Command& command, const Environment& env) {
  MC_ASSIGN(const Procedure* procedure, procedureOf(before, env));
  if (command.key.empty() || command.actor.id.empty()) return fail("WFLW-0033", {}, before.id);
  const std::string content = contentOf(command);
  for (const auto& row : before.history) {
    if (row.key != command.key || row.role == kSystem) continue;
    if (row.content != content) return fail("WFLW-0034", {{"key", command.key}}, before.id);
    Transition same;
    same.state = before;
    same.replayed = true;
    return same;
  }
  if (command.expectedVersion != before.version) {
    return fail("WFLW-0035",
                {{"expected", std::to_string(command.expectedVersion)}, {"version", std::to_string(before.version)}},
                before.id);
  }
  Work work(before, *procedure, env);
  work.pass();  // what was due before the command counts first, however late its timer is
  MC_TRY(carryOut(work, command, content));
  work.pass();
  return work.finish();
}

Result<Transition> passTime(const CaseState& before, const Environment& env) {
  MC_ASSIGN(const Procedure* procedure, procedureOf(before, env));
  Work work(before, *procedure, env);
  work.pass();
  return work.finish();
}

std::optional<base::Instant> nextMoment(const CaseState& state) {
  std::optional<base::Instant> next;
  for (const auto& obligation : state.obligations) {
    if (obligation.open() && obligation.timer && (!next || obligation.timer->at < *next)) next = obligation.timer->at;
  }
  return next;
}

}  // namespace medcredit::workflow
