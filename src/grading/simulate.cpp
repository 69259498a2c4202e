#include "grading/simulate.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "grading/in_order.h"

namespace medcredit::grading {

namespace {

void addTo(std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& from) {
  to.resize(std::max(to.size(), from.size()));
  for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
}

void addTo(std::map<std::string, GroupShare>& to, const std::map<std::string, GroupShare>& from) {
  for (const auto& [name, share] : from) {
    GroupShare& own = to[name];
    own.subjects += share.subjects;
    addTo(own.before, share.before);
    addTo(own.after, share.after);
    own.movedDown += share.movedDown;
    own.movedUp += share.movedUp;
  }
}

std::int64_t rateOf(const Program& program, const Outcome& outcome) {
  if (outcome.level < 0) return 0;
  return program.inspectionRate[static_cast<std::size_t>(outcome.level)].value_or(0);
}

/// The rule whose points differ most between two ledgers.
std::string movingLine(const Program& before, const Outcome& a, const Program& after, const Outcome& b) {
  std::map<std::string, std::int64_t> difference;
  for (const auto& line : a.lines) difference[before.lines[line.line].id] -= line.points;
  for (const auto& line : b.lines) difference[after.lines[line.line].id] += line.points;
  std::string most;
  std::int64_t size = 0;
  for (const auto& [rule, points] : difference) {
    const std::int64_t own = points < 0 ? -points : points;
    if (own <= size) continue;
    size = own;
    most = rule;
  }
  return most;
}

}  // namespace

double ReformEffect::stability() const {
  double index = 0;
  double total = 0;
  std::vector<double> before(levels.size());
  std::vector<double> after(levels.size());
  for (std::size_t i = 0; i < levels.size(); ++i) {
    for (std::size_t j = 0; j < levels.size(); ++j) {
      const auto count = static_cast<double>(matrix[i][j]);
      before[i] += count;
      after[j] += count;
      total += count;
    }
  }
  constexpr double kLeast = 1e-6;  // an empty level weighs as a millionth
  for (std::size_t i = 0; i < levels.size() && total > 0; ++i) {
    const double p = std::max(before[i] / total, kLeast);
    const double q = std::max(after[i] / total, kLeast);
    index += (q - p) * std::log(q / p);
  }
  return index;
}

Simulation::Simulation(const Program& before, const Program& after) : before_(&before), after_(&after) {
  const std::size_t order = after.model->levels.order.size();
  for (std::size_t i = 0; i <= order; ++i) effect_.levels.emplace_back(after.levelName(static_cast<int>(i)));
  effect_.levels.emplace_back();
  effect_.matrix.assign(effect_.levels.size(), std::vector<std::uint64_t>(effect_.levels.size()));
}

std::size_t Simulation::column(const Program& program, int level) const {
  // Both editions have the same scheme as a rule; levels are matched by name where they have not.
  const std::string_view name = program.levelName(level);
  if (level < 0 || name.empty()) return effect_.levels.size() - 1;
  const auto found = std::find(effect_.levels.begin(), effect_.levels.end(), name);
  return found == effect_.levels.end() ? effect_.levels.size() - 1
                                       : static_cast<std::size_t>(found - effect_.levels.begin());
}

bool Simulation::unpublished(const Program& program, const Outcome& outcome) const {
  if (outcome.standing != Standing::kGraded) return false;
  if (!outcome.publicScore || *outcome.publicScore == outcome.bestScore()) return false;
  // The level of step 14 against that of the public score; limits do not look at scores.
  return outcome.limitedBy < 0 && program.levelOf(*outcome.publicScore) != outcome.bandLevel;
}

void Simulation::add(const Subject& subject, const Outcome& before, const Outcome& after) {
  if (before.standing == Standing::kOutOfScope && after.standing == Standing::kOutOfScope) return;
  const std::size_t from = column(*before_, before.level);
  const std::size_t to = column(*after_, after.level);
  ++effect_.subjects;
  ++effect_.matrix[from][to];
  const std::size_t order = after_->model->levels.order.size();
  const bool bothGraded = from < order && to < order;
  const bool down = bothGraded && to > from;
  const bool up = bothGraded && to < from;
  effect_.movedDown += down ? 1 : 0;
  effect_.movedUp += up ? 1 : 0;
  for (const auto& [table, key] :
       {std::pair(&effect_.byRegion, subject.region), std::pair(&effect_.byType, subject.type)}) {
    GroupShare& share = (*table)[std::string(key)];
    share.before.resize(effect_.levels.size());
    share.after.resize(effect_.levels.size());
    ++share.subjects;
    ++share.before[from];
    ++share.after[to];
    share.movedDown += down ? 1 : 0;
    share.movedUp += up ? 1 : 0;
  }
  effect_.inspectionsBefore += rateOf(*before_, before);
  effect_.inspectionsAfter += rateOf(*after_, after);
  effect_.decidedByUnpublishedBefore += unpublished(*before_, before) ? 1 : 0;
  effect_.decidedByUnpublished += unpublished(*after_, after) ? 1 : 0;
  if (before.standing == Standing::kGraded) {
    ++effect_.gradedBefore;
    effect_.scoreSumBefore += before.score;
  }
  if (after.standing == Standing::kGraded) {
    ++effect_.gradedAfter;
    effect_.scoreSumAfter += after.score;
  }
  if (from == to || effect_.movers.size() >= ReformEffect::kMovers) return;
  Mover mover;
  mover.subject = subject.id;
  mover.from = static_cast<int>(from);
  mover.to = static_cast<int>(to);
  mover.scoreFrom = before.score;
  mover.scoreTo = after.score;
  mover.line = movingLine(*before_, before, *after_, after);
  if (after.limitedBy >= 0) mover.limit = after_->limits[static_cast<std::size_t>(after.limitedBy)].limit->id;
  effect_.movers.push_back(std::move(mover));
}

void Simulation::join(Simulation&& other) {
  ReformEffect& from = other.effect_;
  effect_.subjects += from.subjects;
  for (std::size_t i = 0; i < effect_.matrix.size(); ++i) addTo(effect_.matrix[i], from.matrix[i]);
  effect_.movedDown += from.movedDown;
  effect_.movedUp += from.movedUp;
  addTo(effect_.byRegion, from.byRegion);
  addTo(effect_.byType, from.byType);
  effect_.inspectionsBefore += from.inspectionsBefore;
  effect_.inspectionsAfter += from.inspectionsAfter;
  effect_.decidedByUnpublished += from.decidedByUnpublished;
  effect_.decidedByUnpublishedBefore += from.decidedByUnpublishedBefore;
  effect_.scoreSumBefore += from.scoreSumBefore;
  effect_.scoreSumAfter += from.scoreSumAfter;
  effect_.gradedBefore += from.gradedBefore;
  effect_.gradedAfter += from.gradedAfter;
  for (auto& mover : from.movers) {
    if (effect_.movers.size() >= ReformEffect::kMovers) break;
    effect_.movers.push_back(std::move(mover));
  }
}

base::Result<ReformEffect> simulateReform(const Model& before, const Model& after, base::CivilDate asOf,
                                          std::optional<base::CivilDate> knownOn, Register& source, unsigned threads) {
  const Program oldProgram(before, asOf, knownOn);
  const Program newProgram(after, asOf, knownOn);
  struct Hand {
    Hand(const Program& a, const Program& b, const Words& words) : first(a, words), second(b, words), part(a, b) {}
    Evaluator first;
    Evaluator second;
    UnpackedFacts facts;
    Simulation part;
  };
  std::vector<std::unique_ptr<Hand>> hands;
  for (unsigned i = 0; i < threads; ++i) {
    hands.push_back(std::make_unique<Hand>(oldProgram, newProgram, source.facts->words()));
  }
  Simulation total(oldProgram, newProgram);
  const auto make = [&](std::uint32_t partition, unsigned thread) -> base::Status {
    Hand& hand = *hands[thread];
    hand.part = Simulation(oldProgram, newProgram);
    source.facts->unpack(partition, hand.facts);
    hand.first.use(hand.facts.columns);
    hand.second.use(hand.facts.columns);
    for (std::uint32_t i = 0; i < hand.facts.ranges.size(); ++i) {
      const Subject subject = source.subjects.subject(hand.facts.firstSubject + i);
      hand.part.add(subject, hand.first.evaluate(subject, hand.facts.ranges[i]),
                    hand.second.evaluate(subject, hand.facts.ranges[i]));
    }
    return {};
  };
  const auto take = [&](std::uint32_t /*unused*/, unsigned thread) -> base::Status {
    total.join(std::move(hands[thread]->part));
    return {};
  };
  MC_TRY(inOrder(source.facts->partitions(), threads, make, take));
  return total.take();
}

}  // namespace medcredit::grading
