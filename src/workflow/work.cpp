#include "workflow/work.h"

#include <algorithm>

#include "workflow/effects.h"

namespace medcredit::workflow {

namespace {

Actor systemActor() {
  Actor actor;
  actor.id = std::string(kSystem);
  actor.role = std::string(kSystem);
  return actor;
}

}  // namespace

const Obligation* CaseState::current() const {
  for (auto it = obligations.rbegin(); it != obligations.rend(); ++it) {
    if (it->open() && !it->paused()) return &*it;
  }
  return nullptr;
}

bool CaseState::took(std::string_view step) const {
  return std::any_of(history.begin(), history.end(), [step](const HistoryRow& row) { return row.step == step; });
}

std::string clockId(const StateClock& clock, const CaseState& state) {
  if (clock.clock == kClockOfCase) return state.clock;
  return clock.clock == kClockOfDate ? std::string() : clock.clock;
}

std::string Work::nextKey() {
  return out_.state.id + "/" + std::to_string(out_.state.version) + "/" + std::to_string(++serial_);
}

void Work::row(std::string step, const Actor& actor, std::string key, std::string content, std::string detail) {
  serial_ = 0;
  ++out_.state.version;
  if (key.empty()) key = "auto:" + std::to_string(out_.state.version);
  out_.audit.push_back({env_.now, actor.id, step, std::move(detail)});
  out_.state.history.push_back(
      {out_.state.version, std::move(step), actor.id, actor.role, std::move(key), std::move(content), env_.now});
}

void Work::notice(std::string to, std::string kind, std::string text) {
  out_.notices.push_back({nextKey(), std::move(to), std::move(kind), std::move(text)});
}

void Work::order(std::string paper) { out_.papers.push_back({nextKey(), std::move(paper)}); }

void Work::tell(const StateClock& clock, std::string_view kind, const std::string& text) {
  if (clock.duty == Duty::kPerson) notice("person", std::string(kind), text);
  for (const auto& role : clock.notify) notice(role, std::string(kind), text);
}

const StateClock* Work::clockOf(const Obligation& obligation) const {
  const State* state = procedure_.state(obligation.openedIn);
  return state != nullptr && state->clock ? &*state->clock : nullptr;
}

void Work::count(Obligation& obligation) {
  const auto due = countDue(obligation, env_.law, env_.calendar);
  obligation.due = due.date;
  obligation.provisional = due.provisional;
  obligation.calendar = std::string(env_.calendarVersion);
}

void Work::arm(Obligation& obligation) {
  if (obligation.overdue) {
    obligation.timer.reset();
    return;
  }
  obligation.timer = Timer{endOfDay(obligation.due), Timer::Kind::kEnd};
  if (obligation.soonMark || obligation.kind == StateClock::Kind::kPeriod) return;
  const auto soon = startOfDay(nearDay(obligation, env_.law, env_.calendar));
  // Opened when it is already near: whoever opens it knows, a reminder would only be noise.
  if (soon > env_.now) obligation.timer = Timer{soon, Timer::Kind::kSoon};
}

void Work::leave(const State& next, bool restarts) {
  const std::string going = next.clock ? clockId(*next.clock, out_.state) : std::string();
  for (auto& obligation : out_.state.obligations) {
    if (!obligation.open()) continue;
    const bool goesOn = !restarts && next.clock && next.clock->kind == obligation.kind && obligation.clock == going;
    if (goesOn) continue;
    if (!next.pauses.empty() && next.pauses == obligation.clock) {
      if (!obligation.paused()) obligation.pauses.push_back({today(), std::nullopt});
      obligation.timer.reset();
      continue;
    }
    obligation.closedOn = today();
    obligation.timer.reset();
    obligation.held = false;
  }
}

void Work::open(const StateClock& clock, const State& next, const StepDays& days) {
  Obligation fresh;
  fresh.id = static_cast<int>(out_.state.obligations.size()) + 1;
  fresh.clock = clockId(clock, out_.state);
  fresh.kind = clock.kind;
  fresh.duty = clock.duty;
  fresh.openedIn = next.id;
  fresh.start = days.from.value_or(today());
  if (fresh.clock.empty()) fresh.givenDay = days.until.value_or(today());
  count(fresh);
  arm(fresh);
  out_.state.obligations.push_back(std::move(fresh));
}

void Work::enter(const State& next, const StepDays& days) {
  out_.state.state = next.id;
  if (!next.clock) return;
  const std::string id = clockId(*next.clock, out_.state);
  for (auto& obligation : out_.state.obligations) {
    if (!obligation.open() || obligation.clock != id || obligation.kind != next.clock->kind) continue;
    if (obligation.paused()) {
      obligation.pauses.back().to = today();
      obligation.soonMark.reset();
      count(obligation);
      arm(obligation);
    }
    return;
  }
  open(*next.clock, next, days);
}

void Work::move(const Step& step, const StepDays& days) {
  const State* next = procedure_.state(step.to);
  leave(*next, step.restarts);
  enter(*next, days);
  for (const auto& effect : step.effects) out_.effects.push_back({nextKey(), effect});
  for (const auto& paper : step.issues) order(paper);
  for (const auto& role : step.notify) {
    notice(role, "step", "「" + procedure_.title + "」" + step.title + "，现为：" + next->title);
  }
}

void Work::takeEnd(Obligation& obligation) {
  const StateClock* clock = clockOf(obligation);
  const Step* step = clock == nullptr ? nullptr : procedure_.step(clock->onEnd);
  if (step == nullptr) return;
  const std::string name = nameOf(obligation, env_.law);
  obligation.held = false;
  if (obligation.kind == StateClock::Kind::kPeriod) obligation.closedOn = obligation.due;
  row(step->id, systemActor(), {}, {}, name + "届满");
  move(*step, {});
}

void Work::fireSoon(Obligation& obligation) {
  row("soon", systemActor(), {}, {}, nameOf(obligation, env_.law));
  obligation.soonMark = env_.now;
  arm(obligation);
  if (const StateClock* clock = clockOf(obligation)) {
    tell(*clock, "soon", "「" + procedure_.title + "」" + nameOf(obligation, env_.law) + "将至");
  }
}

bool Work::mustWait(const Obligation& obligation, const StateClock& clock) const {
  if (env_.clockInDoubt) return true;
  return obligation.provisional && (clock.adverse || obligation.kind == StateClock::Kind::kPeriod);
}

void Work::hold(Obligation& obligation) {
  obligation.held = true;
  row("held", systemActor(), {}, {}, nameOf(obligation, env_.law));
  notice(std::string(kOperator), "held",
         "「" + procedure_.title + "」" + nameOf(obligation, env_.law) + "已届满，" +
             (env_.clockInDoubt ? "系统时间待确认" : "节假日安排未公布") + "，后续自动处理暂不执行");
}

void Work::fireEnd(Obligation& obligation) {
  obligation.timer.reset();
  const StateClock* clock = clockOf(obligation);
  if (clock == nullptr) return;
  if (obligation.kind == StateClock::Kind::kDeadline) {
    row("overdue", systemActor(), {}, {}, nameOf(obligation, env_.law));
    obligation.overdue = OverdueMark{env_.now, env_.clockInDoubt};
    tell(*clock, "overdue", "「" + procedure_.title + "」" + nameOf(obligation, env_.law) + "已届满，尚未办结");
    if (clock->onEnd.empty()) return;
  }
  mustWait(obligation, *clock) ? hold(obligation) : takeEnd(obligation);
}

bool Work::fireOne() {
  Obligation* next = nullptr;
  for (auto& obligation : out_.state.obligations) {
    if (!obligation.open() || !obligation.timer || obligation.timer->at > env_.now) continue;
    if (next == nullptr || obligation.timer->at < next->timer->at) next = &obligation;
  }
  if (next == nullptr) return false;
  next->timer->kind == Timer::Kind::kSoon ? fireSoon(*next) : fireEnd(*next);
  return true;
}

void Work::releaseHeld() {
  for (std::size_t i = 0; i < out_.state.obligations.size(); ++i) {
    auto& obligation = out_.state.obligations[i];
    if (!obligation.open() || !obligation.held || env_.now < endOfDay(obligation.due)) continue;
    const StateClock* clock = clockOf(obligation);
    if (clock == nullptr || mustWait(obligation, *clock)) continue;
    takeEnd(obligation);
  }
}

void Work::pass() {
  while (fireOne()) {
  }
  releaseHeld();
  while (fireOne()) {
  }
}

}  // namespace medcredit::workflow
