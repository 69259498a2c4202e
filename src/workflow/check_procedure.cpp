#include <algorithm>
#include <set>

#include "workflow/effects.h"
#include "workflow/parts.h"

namespace medcredit::workflow {

namespace {

class Check {
 public:
  Check(const ReadProcedure& read, const ProcedureSet& set, Problems& problems)
      : read_(read), procedure_(read.procedure), set_(set), problems_(problems) {}

  void run() {
    for (const auto& state : procedure_.states) checkState(state);
    for (const auto& step : procedure_.steps) checkStep(step);
    checkReach();
    checkSubjectEnd();
  }

 private:
  [[nodiscard]] std::string place(const std::string& part) const {
    const auto found = read_.places.find(part);
    return found == read_.places.end() ? read_.places.at("procedure") : found->second;
  }

  void wrong(const std::string& code, const std::string& part) {
    problems_.error(code, place(part), {{"procedure", procedure_.id}, {"part", part}});
  }

  void unknown(const std::string& part, std::string_view key, const std::string& value, std::string expected) {
    problems_.error("PROF-0023", place(part),
                    {{"object", "程序 " + procedure_.id + " 的 " + part},
                     {"key", std::string(key)},
                     {"value", value},
                     {"expected", std::move(expected)}});
  }

  void roles(const std::string& part, std::string_view key, const std::vector<std::string>& ids) {
    for (const auto& id : ids) {
      if (procedure_.role(id) == nullptr && id != "person") unknown(part, key, id, "roles 中的角色");
    }
  }

  void checkClock(const State& state) {
    const std::string part = "states/" + state.id;
    const StateClock& clock = *state.clock;
    const bool given = clock.clock == kClockOfCase || clock.clock == kClockOfDate;
    if (!given && set_.clock(clock.clock) == nullptr) unknown(part, "clock", clock.clock, "clocks.yaml 中的期限");
    if (const auto* length = set_.clock(clock.clock); length != nullptr && length->amount < clock.atLeast) {
      problems_.error("PROC-0013", place(part),
                      {{"procedure", procedure_.id},
                       {"part", part},
                       {"clock", length->title},
                       {"amount", std::to_string(length->amount)},
                       {"least", std::to_string(clock.atLeast)}});
    }
    roles(part, "notify", clock.notify);
    const Step* end = procedure_.step(clock.onEnd);
    const bool follows = end != nullptr && end->automatic() &&
                         std::find(end->from.begin(), end->from.end(), state.id) != end->from.end();
    if (!clock.onEnd.empty() && !follows) wrong("PROC-0007", part);
    if (clock.kind == StateClock::Kind::kPeriod && (clock.onEnd.empty() || clock.adverse)) wrong("PROC-0008", part);
    if (clock.duty == Duty::kAuthority && clock.notify.empty()) wrong("PROC-0009", part);
    if (!clock.extension) return;
    if (set_.clock(clock.extension->clock) == nullptr) {
      unknown(part, "extension", clock.extension->clock, "clocks.yaml 中的期限");
    }
    roles(part, "asked_by", clock.extension->askedBy);
    roles(part, "approved_by", clock.extension->approvedBy);
    if (clock.extension->askedBy.empty() || clock.extension->approvedBy.empty()) wrong("PROC-0010", part);
    const std::string& paper = clock.extension->paper;
    if (!paper.empty() && procedure_.paper(paper) == nullptr) unknown(part, "paper", paper, "papers 中的文书");
  }

  void checkState(const State& state) {
    const std::string part = "states/" + state.id;
    const bool exits = std::any_of(procedure_.steps.begin(), procedure_.steps.end(), [&](const Step& step) {
      return std::find(step.from.begin(), step.from.end(), state.id) != step.from.end();
    });
    if (state.final == exits) wrong("PROC-0003", part);
    if (state.final == (state.clock || !state.waits.empty())) wrong("PROC-0002", part);
    if (!state.pauses.empty() && set_.clock(state.pauses) == nullptr) {
      unknown(part, "pauses", state.pauses, "clocks.yaml 中的期限");
    }
    if (state.clock) checkClock(state);
  }

  void steps(const std::string& part, std::string_view key, const std::vector<std::string>& ids) {
    for (const auto& id : ids) {
      if (procedure_.step(id) == nullptr) unknown(part, key, id, "steps 中的步骤");
    }
  }

  void checkStep(const Step& step) {
    const std::string part = "steps/" + step.id;
    for (const auto& from : step.from) {
      if (from != kNew && procedure_.state(from) == nullptr) unknown(part, "from", from, "states 中的状态");
    }
    if (step.from.empty()) unknown(part, "from", "", "states 中的状态");
    if (procedure_.state(step.to) == nullptr) unknown(part, "to", step.to, "states 中的状态");
    if (step.by.empty()) unknown(part, "by", "", "roles 中的角色");
    if (!step.automatic()) roles(part, "by", step.by);
    roles(part, "notify", step.notify);
    for (const auto& list : {step.papers, step.issues}) {
      for (const auto& id : list) {
        if (procedure_.paper(id) == nullptr) unknown(part, "papers", id, "papers 中的文书");
      }
    }
    steps(part, "after", step.after);
    steps(part, "not_same_as", step.notSameAs);
    checkEffects(step, part);
  }

  /// What harms a person needs a hearing before, reasons, and a person who decides (R-DOC-14).
  void checkEffects(const Step& step, const std::string& part) {
    bool adverse = false;
    for (const auto& id : step.effects) {
      const EffectWord* word = effectWord(id);
      if (word == nullptr) unknown(part, "effects", id, "已定义的后果");
      adverse = adverse || (word != nullptr && word->adverse);
    }
    if (adverse && (!step.reasons || step.after.empty() || step.automatic())) wrong("PROC-0004", part);
  }

  void checkReach() {
    std::set<std::string, std::less<>> reached{std::string(kNew)};
    for (std::size_t before = 0; before != reached.size();) {
      before = reached.size();
      for (const auto& step : procedure_.steps) {
        const bool possible =
            std::any_of(step.from.begin(), step.from.end(), [&](const std::string& s) { return reached.contains(s); });
        if (possible) reached.insert(step.to);
      }
    }
    if (reached.size() == 1) wrong("PROC-0006", "procedure");
    for (const auto& state : procedure_.states) {
      if (!reached.contains(state.id)) wrong("PROC-0001", "states/" + state.id);
    }
  }

  void checkSubjectEnd() {
    if (procedure_.subjectEndSource.empty()) return wrong("PROC-0011", "procedure");
    if (procedure_.subjectEnd.empty()) return;
    const Step* step = procedure_.step(procedure_.subjectEnd);
    if (step == nullptr || !step->automatic()) unknown("subject_end", "step", procedure_.subjectEnd, "系统步骤");
  }

  const ReadProcedure& read_;
  const Procedure& procedure_;
  const ProcedureSet& set_;
  Problems& problems_;
};

}  // namespace

void checkProcedure(const ReadProcedure& read, const ProcedureSet& set, Problems& problems) {
  Check(read, set, problems).run();
}

}  // namespace medcredit::workflow
