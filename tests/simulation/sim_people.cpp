// The people of the simulation: subjects and officers who act early, late, twice, wrongly or never.
#include <algorithm>
#include <array>

#include "simulation/sim_world.h"

namespace medcredit::workflow::test {

namespace {

constexpr std::int64_t kHour = 3600LL * 1'000'000;
constexpr std::int64_t kDay = 24 * kHour;

/// Turns that end or delay a case: rarer than going on.
const std::vector<std::string> kSetbacks = {"refuse", "fail", "fraud", "objected", "reverify", "drop", "take-over"};

bool has(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

void World::openCase() {
  static constexpr auto kKinds = std::to_array<std::string_view>(
      {"objection", "objection", "objection", "repair", "repair", "repair", "sealing", "sealing", "correction",
       "recall", "commitment", "list-entry", "duty", "duty", "error-report", "first-check"});
  const auto kind = kKinds[static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(kKinds.size())))];
  const Procedure* procedure = law_.find(kind);
  cases_.reserve(128);  // people hold on to a case while others are opened
  Held held;
  held.state.id = "C" + std::to_string(cases_.size());
  held.state.procedure = procedure->id;
  held.state.edition = procedure->edition;
  held.state.jurisdiction = law_.jurisdiction;
  held.state.subject = "S" + std::to_string(dice_.below(5));
  for (const auto& role : procedure->roles) {
    if (!role.unit.empty()) held.state.units[role.unit] = "unit-" + role.unit;
  }
  held.facts = someFacts();
  ++figures_.cases;
  cases_.push_back(std::move(held));
  live_.push_back(cases_.size() - 1);
  act(cases_.size() - 1);
}

std::optional<RepairFacts> World::someFacts() {
  RepairFacts facts;
  const CivilDate today = wall().shanghaiDate();
  facts.severity = dice_.chance(60) ? "general" : "serious";
  facts.publicFrom = today.plusDays(-static_cast<int>(60 + dice_.below(500)));
  facts.rectified = facts.dutiesDone = facts.effectRemoved = facts.commitmentGiven = true;
  if (dice_.chance(10)) facts.rectified = false;
  if (dice_.chance(30)) facts.lastRepair = today.plusDays(-static_cast<int>(dice_.below(700)));
  if (dice_.chance(5)) facts.irreparableBy = "某法第一条";
  for (const auto& rule : law_.repair.rules) {
    if (!rule.evidence.empty()) facts.evidence[rule.evidence] = 100;
  }
  return facts;
}

/// The conditions counted by hand for the regimes the decade can meet (海南办法 第四十四条、第四十五条).
bool World::bruteEligible(const RepairFacts& facts) const {
  const CivilDate today = wall().shanghaiDate();
  const bool newRegime = today >= *CivilDate::fromYmd(2026, 4, 1);
  const int shortest = newRegime && facts.severity == "serious" ? 12 : 3;
  const bool longEnough = today >= bruteMonths(facts.publicFrom, shortest);
  const bool hainan = law_.jurisdiction == "hainan";
  const bool again = hainan && facts.lastRepair && today < bruteMonths(*facts.lastRepair, 12);
  return longEnough && !again && facts.rectified && facts.irreparableBy.empty();
}

void World::actLater(std::size_t number) {
  const auto pick = dice_.below(100);
  std::int64_t delay = dice_.below(2 * kDay);
  if (pick >= 45) delay = dice_.below(9 * kDay);
  if (pick >= 75) delay = dice_.below(30 * kDay);
  if (pick >= 94) delay = (200 + dice_.below(300)) * kDay;  // the office has forgotten
  if (pick >= 98) return;                                   // for ever
  at(true_ + delay, What::kAct, static_cast<std::int64_t>(number));
}

const Step* World::chooseStep(const Held& held) {
  const Procedure* procedure = law_.find(held.state.procedure);
  std::vector<const Step*> possible;
  for (const auto& step : procedure->steps) {
    if (step.automatic() || !has(step.from, held.state.state)) continue;
    if (step.withdrawal && !dice_.chance(15)) continue;
    if (has(kSetbacks, step.id) && !dice_.chance(35)) continue;
    possible.push_back(&step);
  }
  if (possible.empty()) return nullptr;
  return possible[static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(possible.size())))];
}

std::optional<Command> World::commandFor(Held& held, const Step& step) {
  const Procedure* procedure = law_.find(held.state.procedure);
  const auto& roleId = step.by[static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(step.by.size())))];
  const Role* role = procedure->role(roleId);
  if (role == nullptr) return std::nullopt;
  Command command;
  command.key = "k" + std::to_string(++commands_);
  command.expectedVersion = held.state.version;
  command.step = step.id;
  command.actor.role = roleId;
  command.actor.id = roleId + std::to_string(dice_.below(4));
  if (role->party == Party::kSubject) {
    command.actor.id = "person-" + held.state.subject;
    command.actor.subject = held.state.subject;
  }
  if (!role->unit.empty()) command.actor.unit = held.state.units[role->unit];
  command.papers = step.papers;
  command.attachments = step.attachments;
  command.reason = "理由";
  if (held.state.state == kNew && !procedure->grounds.empty()) {
    const auto count = static_cast<std::int64_t>(procedure->grounds.size());
    command.ground = procedure->grounds[static_cast<std::size_t>(dice_.below(count))].id;
    command.clause = "条款";
  }
  const State* next = procedure->state(step.to);
  if (next->clock && next->clock->clock == kClockOfDate) {
    command.until = wall().shanghaiDate().plusDays(static_cast<int>(10 + dice_.below(900)));
  }
  if (next->clock && next->clock->clock == kClockOfCase) {
    std::vector<std::string> known;
    for (const auto& [id, clock] : expectedClocks()) {
      if (law_.clock(id) != nullptr) known.push_back(id);
    }
    command.clock = known[static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(known.size())))];
  }
  if (step.eligible) command.repair = held.facts;
  return command;
}

void World::act(std::size_t number) {
  Held& held = cases_[number];
  const State* now = law_.find(held.state.procedure)->state(held.state.state);
  if ((now != nullptr && now->final) || ++held.acts > 30) return;
  actLater(number);
  if (held.unsure) return;
  if (held.state.version > 0 && dice_.chance(12)) return misbehave(held);
  if (now != nullptr && now->clock && now->clock->extension && dice_.chance(45)) return extend(held);
  const Step* step = chooseStep(held);
  if (step == nullptr) return;
  const auto command = commandFor(held, *step);
  if (!command) return;
  submit(held, *command);
  // The same click twice, or a second window with the old page.
  if (!killed_ && dice_.chance(10)) submit(held, *command);
}

void World::extend(Held& held) {
  Command command;
  const Obligation* open = held.state.current();
  if (open == nullptr) return;
  command.kind = open->asked ? (dice_.chance(85) ? Command::Kind::kApproveExtension : Command::Kind::kRefuseExtension)
                             : Command::Kind::kAskExtension;
  const auto& rule = *law_.find(held.state.procedure)->state(held.state.state)->clock->extension;
  const auto& roles = open->asked ? rule.approvedBy : rule.askedBy;
  command.key = "x" + std::to_string(++commands_);
  command.expectedVersion = held.state.version;
  command.actor.role = roles.front();
  command.actor.id = command.actor.role + std::to_string(dice_.below(4));
  command.actor.unit = held.state.units[law_.find(held.state.procedure)->role(command.actor.role)->unit];
  command.reason = "情况复杂";
  submit(held, command);
}

/// What must be refused: out of order, an old page, another unit, an interest, the system's own step.
void World::misbehave(Held& held) {
  const Procedure* procedure = law_.find(held.state.procedure);
  const Step* step = chooseStep(held);
  if (step == nullptr) return;
  auto command = commandFor(held, *step);
  if (!command) return;
  const auto pick = dice_.below(5);
  const bool officer = procedure->role(command->actor.role)->party == Party::kAuthority;
  if (pick == 0) command->expectedVersion -= 1;
  if (pick == 1) {
    for (const auto& other : procedure->steps) {
      if (!has(other.from, held.state.state)) command->step = other.id;
    }
    if (command->step == step->id) return;
  }
  if (pick == 2 && officer) command->actor.interests.push_back(held.state.subject);
  if (pick == 3 && officer && !command->actor.unit.empty()) command->actor.unit = "another";
  if (pick == 4) command->actor.role = "system";
  const bool bad =
      pick < 2 || pick == 4 || (pick == 2 && officer) || (pick == 3 && officer && !command->actor.unit.empty());
  if (!bad) return;
  const auto answer = applied(held, *command);
  ++figures_.refusals;
  if (sabotage_ == Sabotage::kNone) sure(!answer.ok(), 9, held, "an unlawful command was accepted");
}

void World::submit(Held& held, const Command& command) {
  auto answer = applied(held, command);
  const bool known = std::any_of(held.state.history.begin(), held.state.history.end(),
                                 [&](const HistoryRow& row) { return row.key == command.key; });
  if (!answer.ok()) {
    ++figures_.refusals;
    sure(!known, 9, held, "a command that was done is refused when repeated");
    const bool approval = command.kind == Command::Kind::kApproveExtension;
    const bool eligible = !command.repair || answer.error().code != "WFLW-0024" || !bruteEligible(*command.repair);
    sure(eligible, 5, held, "a lawful repair was refused");
    sure(!approval || answer.error().code != "WFLW-0030", 4, held, "an asked extension was not found");
    return;
  }
  sure(answer->replayed == known, 9, held, "a command was carried out twice");
  if (answer->replayed) {
    ++figures_.replays;
    sure(answer->effects.empty() && answer->notices.empty() && answer->papers.empty() && answer->state == held.state, 9,
         held, "a repeated command brought something about");
    return;
  }
  if (command.repair) sure(bruteEligible(*command.repair), 5, held, "repair although a condition does not hold");
  if (command.kind == Command::Kind::kApproveExtension) checkExtension(held, *answer);
  if (commit(held, *std::move(answer))) return;
  // No answer came: the person tries again with the same key once the system is back.
  held.unsure = command;
  at(true_ + kHour + dice_.below(kDay), What::kRetry, &held - cases_.data());
}

}  // namespace medcredit::workflow::test
