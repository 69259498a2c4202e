// A small office for the specifications: one case, one clock on the wall, people by role.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "unit/workflow/law_fixture.h"
#include "workflow/engine.h"

namespace medcredit::workflow::test {

using base::CivilDate;

inline CivilDate day(const char* iso) { return *CivilDate::parseIso(iso); }

/// Ten in the morning, Shanghai.
inline base::Instant morning(const char* iso) { return {startOfDay(day(iso)).micros + 36'000LL * 1'000'000}; }

/// One case before the real law with the real holiday tables.
class Office {
 public:
  Office(const std::string& jurisdiction, const std::string& procedure, const char* today)
      : law(proceduresOf(jurisdiction)), calendar(lawOf(jurisdiction)->calendar), now(morning(today)) {
    state.id = "A1";
    state.procedure = procedure;
    state.edition = law->find(procedure)->edition;
    state.jurisdiction = jurisdiction;
    state.subject = "S1";
    for (const auto& role : law->find(procedure)->roles) {
      if (!role.unit.empty()) state.units[role.unit] = role.unit + "-unit";
    }
  }

  [[nodiscard]] Environment env() const { return {*law, calendar, version, now, inDoubt}; }

  /// A complete and lawful command for the step by the first role that may.
  [[nodiscard]] Command command(const std::string& step, const std::string& person = {}) {
    const Procedure* procedure = law->find(state.procedure);
    const Step* found = procedure->step(step);
    if (found == nullptr) throw std::runtime_error("no step " + step);
    Command out = by(found->by.front(), person);
    out.step = step;
    out.papers = found->papers;
    out.attachments = found->attachments;
    if (found->reasons) out.reason = "写明的理由";
    if (state.state == kNew && !procedure->grounds.empty()) out.ground = procedure->grounds.front().id;
    if (found->eligible) out.repair = facts;
    return out;
  }

  [[nodiscard]] Command by(const std::string& role, const std::string& person = {}) {
    Command out;
    out.key = "key" + std::to_string(++keys_);
    out.expectedVersion = state.version;
    out.actor.role = role;
    out.actor.id = person.empty() ? role + "-1" : person;
    const Role* known = law->find(state.procedure)->role(role);
    if (known != nullptr && known->party == Party::kSubject) out.actor.subject = state.subject;
    if (known != nullptr && !known->unit.empty()) out.actor.unit = state.units[known->unit];
    return out;
  }

  base::Result<Transition> send(const Command& command) {
    auto answer = apply(state, command, env());
    if (answer.ok()) {
      state = answer->state;
      last = *answer;
    }
    return answer;
  }

  /// Takes lawful steps; fails the test with the engine's own words.
  Office& take(const std::vector<std::string>& steps) {
    for (const auto& step : steps) {
      const auto answer = send(command(step));
      EXPECT_TRUE(answer.ok()) << step << ": " << (answer.ok() ? "" : domain::render(answer.error()));
    }
    return *this;
  }

  /// Code of the refusal; empty when it was accepted.
  [[nodiscard]] std::string refusal(const Command& command) {
    const CaseState before = state;
    const auto answer = send(command);
    if (answer.ok()) return {};
    EXPECT_EQ(before, state) << "a refusal must leave everything as it is";
    said = domain::renderText(answer.error());
    return answer.error().code;
  }
  [[nodiscard]] std::string refusal(const std::string& step) { return refusal(command(step)); }

  /// The wall clock moves; timers fire.
  Transition goTo(base::Instant when) {
    now = when;
    auto passed = passTime(state, env());
    EXPECT_TRUE(passed.ok());
    state = passed->state;
    last = *passed;
    return last;
  }
  Transition goTo(const char* iso) { return goTo(morning(iso)); }

  /// A new holiday table for the year.
  Transition table(workday::YearTable fresh) {
    std::vector<workday::YearTable> all;
    for (const auto& [year, table] : calendar.tables()) {
      if (year != fresh.year) all.push_back(table);
    }
    all.push_back(std::move(fresh));
    calendar = *workday::Calendar::build(std::move(all));
    version += "+";
    auto counted = recount(state, env());
    EXPECT_TRUE(counted.ok());
    state = counted->state;
    last = *counted;
    return last;
  }

  [[nodiscard]] std::string due() const { return state.current() == nullptr ? "" : state.current()->due.iso(); }
  [[nodiscard]] bool brought(std::string_view effect) const {
    return std::any_of(last.effects.begin(), last.effects.end(),
                       [effect](const Effect& e) { return e.effect == effect; });
  }
  [[nodiscard]] bool made(std::string_view paper) const {
    return std::any_of(last.papers.begin(), last.papers.end(),
                       [paper](const PaperOrder& p) { return p.paper == paper; });
  }
  [[nodiscard]] bool told(std::string_view to, std::string_view kind) const {
    return std::any_of(last.notices.begin(), last.notices.end(),
                       [&](const Notice& n) { return n.to == to && n.kind == kind; });
  }

  std::shared_ptr<const ProcedureSet> law;
  workday::Calendar calendar;
  std::string version = "2026";
  base::Instant now;
  bool inDoubt = false;
  CaseState state;
  Transition last;
  std::string said;
  RepairFacts facts;

 private:
  int keys_ = 0;
};

}  // namespace medcredit::workflow::test
