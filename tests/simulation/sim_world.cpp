#include "simulation/sim_world.h"

#include <algorithm>
#include <utility>

namespace medcredit::workflow::test {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kHour = 3600 * kSecond;
constexpr std::int64_t kDay = 24 * kHour;

}  // namespace

std::uint64_t Dice::next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

void Figures::add(const Figures& o) {
  checks += o.checks, steps += o.steps, refusals += o.refusals, notices += o.notices, deliveries += o.deliveries;
  restarts += o.restarts, jumps += o.jumps, tables += o.tables, kills += o.kills, replays += o.replays;
  cases += o.cases, overdue += o.overdue, extensions += o.extensions, repaired += o.repaired, sealed += o.sealed;
  held += o.held;
}

workday::YearTable holidayTable(int year, std::uint64_t seed, int edition) {
  Dice dice(seed * 1000 + static_cast<std::uint64_t>(year) * 10 + static_cast<std::uint64_t>(edition));
  Dice lasting(seed * 1000 + static_cast<std::uint64_t>(year));
  workday::YearTable table;
  table.year = year;
  const auto rest = [&](CivilDate from, int days, int madeUp) {
    const CivilDate to = from.plusDays(days - 1);
    for (CivilDate day = from; day <= to; day = day.plusDays(1)) {
      if (day.year() == year && day.weekday() <= 5) table.weekdaysOff.push_back(day);
    }
    // Make-up days: the nearest weekend days outside the break, before and after in turn.
    CivilDate before = from, after = to;
    for (int i = 0; i < madeUp; ++i) {
      CivilDate& day = i % 2 == 0 ? before : after;
      do day = day.plusDays(i % 2 == 0 ? -1 : 1);
      while (day.weekday() < 6);
      if (day.year() == year) table.weekendsWorked.push_back(day);
    }
  };
  rest(*CivilDate::fromYmd(year, 1, 1), 1 + static_cast<int>(lasting.below(3)), 0);
  const auto newYear = CivilDate::fromYmd(year, 1, 22)->plusDays(static_cast<int>(lasting.below(28)));
  rest(newYear.plusDays(edition == 0 ? 0 : static_cast<int>(dice.below(3)) - 1), 7 + edition % 2, 2);
  rest(*CivilDate::fromYmd(year, 5, 1), 3 + static_cast<int>(dice.below(3)), 1);
  rest(*CivilDate::fromYmd(year, 10, 1), 7 + static_cast<int>(dice.below(2)), 2);
  return table;
}

World::World(std::uint64_t seed, const ProcedureSet& law, Sabotage sabotage)
    : seed_(seed), law_(law), sabotage_(sabotage), dice_(seed) {}

Environment World::env() const {
  return {law_, calendar_, calendarVersion_, wall(), watch_.inDoubt() && sabotage_ != Sabotage::kIgnoreDoubt};
}

void World::at(std::int64_t when, What what, std::int64_t number, std::string key) {
  queue_.push({when, ++order_, what, number, std::move(key)});
}

void World::planTables(int years) {
  newTable(2025, 0);
  newTable(2026, 0);
  for (int year = 2027; year <= 2026 + years; ++year) {
    const std::int64_t usual = startOfDay(*CivilDate::fromYmd(year - 1, 11, 4)).micros + 10 * kHour;
    const std::int64_t late = startOfDay(*CivilDate::fromYmd(year, 1, 5)).micros + dice_.below(40) * kDay;
    const std::int64_t when = dice_.chance(35) ? late : usual + dice_.below(30) * kDay;
    const bool mistaken = dice_.chance(20);
    at(when, What::kTable, year, mistaken ? "2" : "0");
    if (mistaken) at(when + (1 + dice_.below(20)) * kDay, What::kTable, year, "0");
    if (dice_.chance(30)) at(late + (60 + dice_.below(120)) * kDay, What::kTable, year, "1");
  }
}

void World::plan(int years) {
  true_ = startOfDay(*CivilDate::fromYmd(2026, 1, 1)).micros;
  end_ = startOfDay(*CivilDate::fromYmd(2026 + years, 1, 1)).micros;
  planTables(years);
  const std::int64_t span = end_ - true_;
  for (std::int64_t when = true_; when < end_; when += kDay / 2) at(when + dice_.below(kDay / 2), What::kLook);
  const auto anyTime = [&] { return true_ + dice_.below(span - 60 * kDay); };
  for (int i = 0; i < 60; ++i) {
    std::int64_t when = anyTime();
    const auto pick = dice_.below(10);
    const CivilDate day = base::Instant{when}.shanghaiDate();
    if (pick < 3) when = endOfDay(day).micros - 2 * kSecond + dice_.below(4 * kSecond);  // 23:59:58 … 00:00:02
    if (pick == 3)
      when = startOfDay(*CivilDate::fromYmd(2028 + 4 * static_cast<int>(dice_.below(2)), 2, 29)).micros +
             dice_.below(kDay);
    if (pick == 4) when = startOfDay(*CivilDate::fromYmd(day.year(), 9, 30)).micros + dice_.below(kDay);
    if (pick == 5) when = startOfDay(*CivilDate::fromYmd(day.year(), 12, 29)).micros + dice_.below(3 * kDay);
    at(std::min(when, end_ - kDay), What::kOpen);
  }
  const std::int64_t gaps[] = {kSecond, 10 * 60 * kSecond, 5 * kHour, 30 * kHour, 40 * kDay};
  for (int i = 0; i < 11; ++i) at(anyTime(), What::kDown, gaps[i % 5] + dice_.below(gaps[i % 5]) / 2);
  const std::int64_t jumps[] = {kHour, -kHour, -kDay, 400 * kDay, -kHour, kHour};
  for (const auto offset : jumps) at(anyTime(), What::kJump, offset);
}

void World::run(int years) {
  plan(years);
  watch_.observe(wall(), 0);
  upSince_ = true_;
  while (!queue_.empty() && violations_.size() < 10) {
    const Event event = queue_.top();
    queue_.pop();
    if (event.at >= end_) break;
    true_ = std::max(true_, event.at);
    handle(event);
    if (killed_) {
      killed_ = false;
      ++figures_.kills;
      down(kSecond + dice_.below(30) * kSecond);
    }
    wake();
  }
}

void World::handle(const Event& event) {
  if (event.what == What::kUp) return goUp();
  if (event.what == What::kPoll && event.at == nextPoll_) nextPoll_ = 0;
  if (!up_) {
    // Nobody answers: people come back later, the world outside goes on.
    if (event.what == What::kTable) newTable(static_cast<int>(event.number), event.key[0] - '0');
    if (event.what == What::kJump) moveClock(event.number);
    const bool waits = event.what == What::kOpen || event.what == What::kAct || event.what == What::kDeliver ||
                       event.what == What::kRetry || event.what == What::kConfirm;
    if (waits) at(true_ + kHour + dice_.below(5 * kHour), event.what, event.number, event.key);
    if (event.what == What::kJump) at(true_ + kHour + dice_.below(2 * kDay), What::kRepairClock, event.number);
    if (event.what == What::kRepairClock) moveClock(-event.number);
    return;
  }
  poll();
  if (killed_) return;
  switch (event.what) {
    case What::kOpen:
      return openCase();
    case What::kAct:
      return act(static_cast<std::size_t>(event.number));
    case What::kRetry: {
      auto& held = cases_[static_cast<std::size_t>(event.number)];
      if (held.unsure) submit(held, *std::exchange(held.unsure, std::nullopt));
      return;
    }
    case What::kDeliver:
      return deliver(event);
    case What::kDown:
      ++figures_.restarts;
      return down(event.number);
    case What::kJump:
      at(true_ + kHour + dice_.below(event.number > kDay ? 12 * kHour : 2 * kDay), What::kRepairClock, event.number);
      return jump(event.number);
    case What::kRepairClock:
      return jump(-event.number);
    case What::kConfirm:
      return confirm();
    case What::kTable:
      newTable(static_cast<int>(event.number), event.key[0] - '0');
      recountAll();
      return killed_ ? void() : poll();
    default:
      return;
  }
}

void World::down(std::int64_t gap) {
  up_ = false;
  at(true_ + gap, What::kUp);
}

void World::goUp() {
  if (up_) return;
  up_ = true;
  upSince_ = true_;
  // What a new process has: the stored cases and what the watch kept.
  watch_ = ClockWatch::from(watch_.kept());
  watch_.restarted();
  watch_.observe(wall(), 0);
  if (watch_.inDoubt()) at(true_ + dice_.below(48 * kHour), What::kConfirm);
  recountAll();
  if (!killed_) poll();
}

void World::moveClock(std::int64_t offset) {
  offset_ += offset;
  if (offset > kDay || offset < -kDay) wrongClock_ = offset > 0;
}

void World::jump(std::int64_t offset) {
  ++figures_.jumps;
  moveClock(offset);
  const bool jumped = watch_.observe(wall(), true_ - upSince_) == ClockWatch::Seen::kJump;
  sure(jumped == (offset > kDay), 7, Held{}, "a jump of more than a day, and only that, puts the clock in doubt");
  nextPoll_ = 0;
  poll();
  // Once the clock is right again, somebody looks at it.
  if (watch_.inDoubt() && offset < 0) at(true_ + dice_.below(6 * kHour), What::kConfirm);
}

void World::confirm() {
  if (wrongClock_) {  // not yet put right: look again later
    at(true_ + kHour, What::kConfirm);
    return;
  }
  watch_.confirm(wall(), true_ - upSince_);
  for (const auto number : std::vector<std::size_t>(live_)) {
    Held& held = cases_[number];
    const bool doubtful =
        std::any_of(held.state.obligations.begin(), held.state.obligations.end(),
                    [](const Obligation& o) { return o.open() && ((o.overdue && o.overdue->inDoubt) || o.held); });
    if (!doubtful) continue;
    Command command;
    command.kind = Command::Kind::kCorrectClock;
    command.key = "clock:" + std::to_string(++commands_);
    command.expectedVersion = held.state.version;
    command.actor.id = "admin";
    command.actor.role = "operator";
    command.reason = "系统时间曾经有误";
    submit(held, command);
    if (killed_) return;
  }
  poll();
}

void World::newTable(int year, int edition) {
  tables_[year] = holidayTable(year, seed_, edition);
  std::vector<workday::YearTable> all;
  for (const auto& [y, table] : tables_) all.push_back(table);
  auto built = workday::Calendar::build(all);
  if (!built.ok()) return wrong(2, Held{}, "holiday table refused: " + built.error().code);
  calendar_ = *std::move(built);
  brute_.setYear(tables_[year]);
  calendarVersion_ = "t" + std::to_string(++tableVersion_);
  ++figures_.tables;
}

void World::recountAll() {
  for (const auto number : std::vector<std::size_t>(live_)) {
    if (sabotage_ == Sabotage::kNoRecount) break;
    auto transition = recount(cases_[number].state, env());
    if (!transition.ok()) return wrong(8, cases_[number], transition.error().code);
    if (transition->changed() && !commit(cases_[number], *std::move(transition))) return;
  }
}

void World::deliver(const Event& event) {
  ++figures_.deliveries;
  if (!outbox_.knows(event.key)) wrong(1, Held{}, "a notice to deliver is not in the outbox");
  if (dice_.chance(20)) return at(true_ + kHour, What::kDeliver, 0, event.key);  // lost, tried again
  inbox_.take(event.key);
  if (dice_.chance(10)) at(true_ + dice_.below(kDay), What::kDeliver, 0, event.key);  // doubled on the way
  if (dice_.chance(15)) return at(true_ + kHour, What::kDeliver, 0, event.key);       // receipt lost
  outbox_.acknowledge(event.key);
}

void World::wake() {
  std::optional<base::Instant> next;
  for (const auto number : live_) {
    const auto moment = nextMoment(cases_[number].state);
    if (moment && (!next || *moment < *next)) next = moment;
  }
  if (!next || !up_) return;
  const std::int64_t when = std::max(true_, next->micros - offset_) + dice_.below(50) * kSecond;
  if (nextPoll_ != 0 && nextPoll_ <= when) return;
  nextPoll_ = when;
  at(when, What::kPoll);
}

/// Is there anything passTime could do?
bool World::ripe(const Held& held) const {
  if (sabotage_ == Sabotage::kShortPublicity) return true;
  base::Instant seen = wall();
  if (sabotage_ == Sabotage::kEarlyMark) seen.micros += 20 * kHour;
  const auto moment = nextMoment(held.state);
  if (moment && *moment <= seen) return true;
  return std::any_of(held.state.obligations.begin(), held.state.obligations.end(),
                     [](const Obligation& o) { return o.open() && o.held; });
}

void World::poll() {
  watch_.observe(wall(), true_ - upSince_);
  for (const auto number : std::vector<std::size_t>(live_)) {
    Held& held = cases_[number];
    if (!ripe(held)) continue;
    auto transition = passed(held);
    if (!transition.changed()) continue;
    if (!commit(held, std::move(transition))) return;
  }
  checkAll();
}

base::Result<Transition> World::applied(const Held& held, const Command& command) {
  Environment now = env();
  CaseState before = held.state;
  if (sabotage_ == Sabotage::kLateExtension && command.kind == Command::Kind::kApproveExtension) {
    for (auto& obligation : before.obligations) {
      if (!obligation.open() || obligation.paused()) continue;
      obligation.overdue.reset();
      obligation.extension.clear();
      now.now = std::min(now.now, base::Instant{endOfDay(obligation.due).micros - kHour});
    }
  }
  if (sabotage_ == Sabotage::kTwice) before.history.clear();
  auto result = apply(before, command, now);
  if (!result.ok()) return result;
  for (auto& obligation : result->state.obligations) {
    if (!obligation.open() || !obligation.timer) continue;
    if (sabotage_ == Sabotage::kDropTimer) obligation.timer.reset();
    if (sabotage_ == Sabotage::kWrongDue) obligation.due = obligation.due.plusDays(1);
  }
  return result;
}

Transition World::passed(const Held& held) {
  CaseState before = held.state;
  Environment now = env();
  if (sabotage_ == Sabotage::kEarlyMark) now.now.micros += 20 * kHour;
  if (sabotage_ == Sabotage::kShortPublicity) {
    for (auto& obligation : before.obligations) {
      if (obligation.open() && obligation.clock == "repair-publicity") {
        obligation.due = obligation.start.plusDays(2);
        obligation.timer = Timer{endOfDay(obligation.due), Timer::Kind::kEnd};
      }
    }
  }
  auto result = passTime(before, now);
  if (!result.ok()) {
    wrong(1, held, result.error().code);
    return {};
  }
  if (sabotage_ == Sabotage::kForgetChannel) {
    std::erase_if(result->effects, [](const Effect& effect) { return effect.effect == "sharing-end"; });
  }
  return *std::move(result);
}

bool World::commit(Held& held, Transition transition) {
  // The process may die right before the commit (nothing is stored) …
  if (dice_.below(400) == 0) {
    killed_ = true;
    return false;
  }
  checkTransition(held, transition);
  ++figures_.steps;
  figures_.notices += static_cast<std::int64_t>(transition.notices.size());
  for (const auto& notice : transition.notices) {
    sure(keys_.insert(notice.key).second, 9, held, "a key of the outbox was used twice");
    at(true_ + dice_.below(2 * kHour), What::kDeliver, 0, notice.key);
  }
  outbox_.put(transition.notices, wall());
  held.state = std::move(transition.state);
  checkCase(held);
  const State* now = law_.find(held.state.procedure)->state(held.state.state);
  if (now->final) std::erase(live_, static_cast<std::size_t>(&held - cases_.data()));
  // … or right after it, so that nobody hears the answer.
  if (dice_.below(400) == 0) {
    killed_ = true;
    return false;
  }
  return true;
}

std::string World::outcome() const {
  std::string text;
  for (const auto& held : cases_) {
    text += held.state.procedure + ' ' + held.state.state + ' ' + std::to_string(held.state.version);
    for (const auto& obligation : held.state.obligations) {
      text += ' ' + obligation.due.iso() + (obligation.overdue ? "!" : "");
    }
    for (const auto& row : held.state.history) text += ' ' + row.step + '@' + std::to_string(row.at.micros);
    text += '\n';
  }
  return text + std::to_string(figures_.checks) + ' ' + std::to_string(inbox_.size());
}

}  // namespace medcredit::workflow::test
