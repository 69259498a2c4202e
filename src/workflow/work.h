// One transition in the making: shared by commands and by the passing of time. Internal to the room.
#pragma once

#include <string>
#include <string_view>

#include "workflow/case.h"
#include "workflow/engine.h"

namespace medcredit::workflow {

/// Roles outside every procedure: who tends the machine, and the register of subjects.
inline constexpr std::string_view kOperator = "operator";
inline constexpr std::string_view kRegister = "register";

/// Day and until-day that come with a step.
struct StepDays {
  std::optional<base::CivilDate> from, until;
};

class Work {
 public:
  Work(const CaseState& before, const Procedure& procedure, const Environment& env) : procedure_(procedure), env_(env) {
    out_.state = before;
  }

  [[nodiscard]] CaseState& state() { return out_.state; }
  [[nodiscard]] const Procedure& procedure() const { return procedure_; }
  [[nodiscard]] const Environment& env() const { return env_; }
  [[nodiscard]] base::CivilDate today() const { return env_.now.shanghaiDate(); }
  [[nodiscard]] Transition finish() { return std::move(out_); }

  /// Begins a new version with its row of history and its audit entry.
  void row(std::string step, const Actor& actor, std::string key, std::string content, std::string detail);
  void notice(std::string to, std::string kind, std::string text);
  /// To every role of the list; "person" where the duty is the person's.
  void tell(const StateClock& clock, std::string_view kind, const std::string& text);
  void order(std::string paper);

  /// Moves the case along the step: clocks closed, paused, resumed or opened, effects, papers, notices.
  void move(const Step& step, const StepDays& days);
  /// Lets everything fire that is due by now.
  void pass();
  /// Puts the due date and the timer of an open, running obligation right.
  void arm(Obligation& obligation);
  void count(Obligation& obligation);

 private:
  void enter(const State& next, const StepDays& days);
  void leave(const State& next, bool restarts);
  void open(const StateClock& clock, const State& next, const StepDays& days);
  bool fireOne();
  void fireSoon(Obligation& obligation);
  void fireEnd(Obligation& obligation);
  /// The automatic step at the end of a clock; the obligation may be gone afterwards.
  void takeEnd(Obligation& obligation);
  /// Nothing ends by itself while the machine's clock is in doubt; what harms a person, and a waiting period, also not
  /// on a day that is only provisional.
  [[nodiscard]] bool mustWait(const Obligation& obligation, const StateClock& clock) const;
  void hold(Obligation& obligation);
  void releaseHeld();
  [[nodiscard]] const StateClock* clockOf(const Obligation& obligation) const;
  [[nodiscard]] std::string nextKey();

  const Procedure& procedure_;
  const Environment& env_;
  Transition out_;
  int serial_ = 0;
};

/// The procedure in the edition the case was opened under; WFLW-0001, WFLW-0002 when it is not at hand.
[[nodiscard]] base::Result<const Procedure*> procedureOf(const CaseState& state, const Environment& env);
/// Clock id an obligation of this state runs under: the named one, the case's own, or empty for a given day.
[[nodiscard]] std::string clockId(const StateClock& clock, const CaseState& state);
/// Day from which it is near due.
[[nodiscard]] base::CivilDate nearDay(const Obligation& obligation, const ProcedureSet& law,
                                      const workday::Calendar& calendar);
/// "异议处理决定（期限 2026-03-02）".
[[nodiscard]] std::string nameOf(const Obligation& obligation, const ProcedureSet& law);

}  // namespace medcredit::workflow
