#include "workflow/procedure.h"

#include <algorithm>

#include "crypto/sm3.h"
#include "workflow/parts.h"

namespace medcredit::workflow {

namespace {

template <class Part>
const Part* findPart(const std::vector<Part>& parts, std::string_view id) {
  const auto found = std::find_if(parts.begin(), parts.end(), [id](const Part& part) { return part.id == id; });
  return found == parts.end() ? nullptr : &*found;
}

/// Netstrings, so that no two contents share a text.
class Text {
 public:
  Text& add(std::string_view part) {
    text_ += std::to_string(part.size());
    text_ += ':';
    text_ += part;
    return *this;
  }
  Text& add(int number) { return add(std::to_string(number)); }
  Text& add(const std::vector<std::string>& parts) {
    add(static_cast<int>(parts.size()));
    for (const auto& part : parts) add(part);
    return *this;
  }
  Text& add(const std::optional<base::CivilDate>& day) { return add(day ? day->iso() : std::string()); }
  [[nodiscard]] std::string digest() const { return crypto::sm3Hex(text_); }

 private:
  std::string text_;
};

void addClock(Text& out, const domain::Deadline& clock) {
  out.add(clock.id).add(clock.title).add(clock.amount).add(domain::deadlineUnitName(clock.unit)).add(clock.startEvent);
  out.add(clock.fixedMonth).add(clock.fixedDay).add(clock.remindBefore).add(clock.source);
}

void addState(Text& out, const State& state) {
  out.add(state.id).add(state.title).add(state.source).add(state.pauses).add(state.waits).add(state.final ? 1 : 0);
  out.add(state.outcome).add(state.clock ? 1 : 0);
  if (!state.clock) return;
  const StateClock& clock = *state.clock;
  out.add(clock.clock).add(static_cast<int>(clock.kind)).add(static_cast<int>(clock.duty)).add(clock.notify);
  out.add(clock.onEnd).add(clock.adverse ? 1 : 0).add(clock.atLeast).add(clock.extension ? 1 : 0);
  if (!clock.extension) return;
  const Extension& more = *clock.extension;
  out.add(more.clock).add(more.askedBy).add(more.approvedBy).add(more.paper).add(more.source);
}

void addStep(Text& out, const Step& step) {
  out.add(step.id).add(step.title).add(step.source).add(step.from).add(step.to).add(step.by).add(step.papers);
  out.add(step.attachments).add(step.after).add(step.notSameAs).add(step.issues).add(step.effects).add(step.notify);
  out.add(step.reasons ? 1 : 0)
      .add(step.early ? 1 : 0)
      .add(step.eligible ? 1 : 0)
      .add(step.withdrawal ? 1 : 0)
      .add(step.restarts ? 1 : 0);
}

void addRepair(Text& out, const RepairRules& repair) {
  for (const auto& regime : repair.regimes) {
    out.add(regime.id).add(regime.title).add(regime.severities).add(regime.validFrom).add(regime.validTo);
  }
  for (const auto& rule : repair.rules) {
    out.add(rule.id).add(rule.clause).add(rule.text).add(repairTestName(rule.test)).add(rule.severities);
    out.add(rule.subject ? domain::subjectKindCode(*rule.subject) : "").add(rule.validFrom).add(rule.validTo);
    out.add(rule.kind).add(rule.evidence).add(rule.minimum).add(rule.months).add(rule.since);
    out.add(rule.joint ? 1 : 0).add(rule.optional ? 1 : 0).add(rule.source);
  }
  for (const auto& term : repair.terms) {
    out.add(term.id).add(term.severity).add(term.validFrom).add(term.validTo).add(term.publicityMin);
    out.add(term.publicityMax);
  }
  out.add(repair.scale);
}

/// Reads and checks everything of one jurisdiction.
std::shared_ptr<ProcedureSet> build(const jurisdiction::Jurisdiction& law,
                                    const std::vector<std::filesystem::path>& roots, Problems& problems) {
  auto set = std::make_shared<ProcedureSet>();
  set->jurisdiction = law.id;
  for (const auto& [id, clock] : law.clocks) set->clocks.emplace(id, clock);
  const auto chain = jurisdiction::readChain(law.id, roots, problems);
  set->repair = readRepairRules(chain, law, problems);
  for (auto& read : readProcedures(chain, problems)) {
    checkProcedure(read, *set, problems);
    read.procedure.edition = editionOf(read.procedure, *set);
    set->procedures.push_back(std::move(read.procedure));
  }
  return set;
}

}  // namespace

const Role* Procedure::role(std::string_view wanted) const { return findPart(roles, wanted); }
const Ground* Procedure::ground(std::string_view wanted) const { return findPart(grounds, wanted); }
const Paper* Procedure::paper(std::string_view wanted) const { return findPart(papers, wanted); }
const State* Procedure::state(std::string_view wanted) const { return findPart(states, wanted); }
const Step* Procedure::step(std::string_view wanted) const { return findPart(steps, wanted); }

const Procedure* ProcedureSet::find(std::string_view id) const { return findPart(procedures, id); }

const domain::Deadline* ProcedureSet::clock(std::string_view id) const {
  const auto found = clocks.find(id);
  return found == clocks.end() ? nullptr : &found->second;
}

std::string editionOf(const Procedure& procedure, const ProcedureSet& set) {
  Text out;
  out.add(procedure.id).add(procedure.title).add(procedure.source).add(procedure.subjectEnd);
  for (const auto& role : procedure.roles) {
    out.add(role.id).add(role.label).add(static_cast<int>(role.party)).add(role.unit).add(role.head ? 1 : 0);
  }
  for (const auto& ground : procedure.grounds) out.add(ground.id).add(ground.label).add(ground.clause ? 1 : 0);
  for (const auto& paper : procedure.papers) out.add(paper.id).add(paper.label);
  bool ofCase = false;
  bool eligible = false;
  for (const auto& state : procedure.states) {
    addState(out, state);
    if (!state.clock) continue;
    ofCase = ofCase || state.clock->clock == kClockOfCase;
    if (const auto* clock = set.clock(state.clock->clock)) addClock(out, *clock);
    if (!state.clock->extension) continue;
    if (const auto* clock = set.clock(state.clock->extension->clock)) addClock(out, *clock);
  }
  for (const auto& step : procedure.steps) {
    addStep(out, step);
    eligible = eligible || step.eligible;
  }
  if (ofCase) {
    for (const auto& [id, clock] : set.clocks) addClock(out, clock);
  }
  if (eligible) addRepair(out, set.repair);
  return out.digest();
}

base::Result<std::shared_ptr<const ProcedureSet>> loadProcedures(const jurisdiction::Jurisdiction& law,
                                                                 const std::vector<std::filesystem::path>& roots) {
  Problems problems;
  auto set = build(law, roots, problems);
  for (const auto& problem : problems.sorted()) {
    if (!problem.warning) return base::Error(problem.code, problem.args, problem.place);
  }
  return std::shared_ptr<const ProcedureSet>(std::move(set));
}

std::vector<jurisdiction::ProfileProblem> checkProcedures(const jurisdiction::Jurisdiction& law,
                                                          const std::vector<std::filesystem::path>& roots) {
  Problems problems;
  (void)build(law, roots, problems);
  return problems.sorted();
}

}  // namespace medcredit::workflow
