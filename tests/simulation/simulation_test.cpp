// A thousand decades of due process with every fault there is, and eight saboteurs that must not go unseen.
//
// MEDCREDIT_SIM_SEEDS sets the number of seeds, MEDCREDIT_SIM_SEED runs a single one (a failure prints it).
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

#include "simulation/sim_world.h"
#include "support/req.h"
#include "unit/workflow/law_fixture.h"

namespace medcredit::workflow {
namespace {

using test::Figures;
using test::Sabotage;
using test::World;

constexpr auto kLaws =
    std::to_array<const char*>({"hainan", "guangdong-yangshan", "jilin", "zhejiang-huzhou", "henan-luoyang"});

std::uint64_t setting(const char* name, std::uint64_t fallback) {
  const char* text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read before any thread starts
  return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

const ProcedureSet& lawOfSeed(std::uint64_t seed) {
  // Half of the decades are played in Hainan, whose numbers are the law's own.
  return *test::proceduresOf(seed % 2 == 0 ? kLaws[0] : kLaws[1 + seed / 2 % 4]);
}

void print(const Figures& f, std::uint64_t seeds) {
  std::cout << "[ SIMULATION ] " << seeds << " seeds x 10 years: " << f.checks << " checks, " << f.cases << " cases, "
            << f.steps << " steps stored, " << f.refusals << " refusals, " << f.replays << " repeats without effect, "
            << f.overdue << " overdue marks, " << f.extensions << " extensions, " << f.held << " held, " << f.repaired
            << " repaired, " << f.sealed << " sealed, " << f.notices << " notices in " << f.deliveries
            << " deliveries, " << f.restarts << " restarts, " << f.kills << " kills, " << f.jumps << " clock jumps, "
            << f.tables << " holiday tables\n";
}

TEST(Simulation, NoDeadlineIsMissedSilently) {
  const std::uint64_t seeds = setting("MEDCREDIT_SIM_SEEDS", 1000);
  const std::uint64_t only = setting("MEDCREDIT_SIM_SEED", 0);
  for (const auto* law : kLaws) (void)test::proceduresOf(law);
  Figures total;
  std::vector<std::string> failures;
  std::mutex lock;
  const auto work = [&](std::uint64_t first, std::uint64_t stride) {
    for (std::uint64_t seed = first; seed <= seeds; seed += stride) {
      World world(only != 0 ? only : seed, lawOfSeed(only != 0 ? only : seed));
      world.run();
      const std::lock_guard guard(lock);
      total.add(world.figures());
      for (const auto& violation : world.violations()) failures.push_back(violation.text);
      if (only != 0 || failures.size() > 20) return;
    }
  };
  std::thread second(work, 2, 2);
  work(1, 2);
  second.join();
  for (const auto& text : failures) ADD_FAILURE() << text << "\nrun again with MEDCREDIT_SIM_SEED=<seed>";
  print(total, only != 0 ? 1 : seeds);
  if (only != 0 || seeds < 1000) return;
  EXPECT_GE(total.checks, 20'000'000);
  EXPECT_GE(total.restarts, 10'000);
  EXPECT_GE(total.jumps, 5'000);
  EXPECT_GE(total.tables, 3'000);
  EXPECT_GT(total.overdue, 1'000);
  EXPECT_GT(total.extensions, 100);
  EXPECT_GT(total.repaired, 100);
  EXPECT_GT(total.sealed, 100);
  EXPECT_GT(total.replays, 100);
  EXPECT_GT(total.held, 10);
}

TEST(Simulation, TheSameSeedGivesTheSameDecadeInEveryTimezone) {
  const auto decade = [](const char* zone) {
    ::setenv("TZ", zone, 1);  // NOLINT(concurrency-mt-unsafe): no other thread runs
    ::tzset();
    World world(4, lawOfSeed(4));
    world.run();
    return world.outcome();
  };
  const auto here = decade("Asia/Shanghai");
  EXPECT_EQ(here, decade("America/New_York"));
  EXPECT_EQ(here, decade("UTC"));
  World other(6, lawOfSeed(6));
  other.run();
  EXPECT_NE(here, other.outcome());
}

/// An engine with this fault must be caught by that invariant within a few decades.
class Saboteur : public ::testing::TestWithParam<std::pair<Sabotage, int>> {};

TEST_P(Saboteur, IsSeenByItsInvariant) {
  const auto [sabotage, invariant] = GetParam();
  for (std::uint64_t seed = 2; seed <= 80; seed += 2) {
    World world(seed, lawOfSeed(seed), sabotage);
    world.run();
    for (const auto& violation : world.violations()) {
      if (violation.invariant == invariant) return;
    }
  }
  FAIL() << "the fault went unseen by invariant " << invariant;
}

INSTANTIATE_TEST_SUITE_P(EveryInvariant, Saboteur,
                         ::testing::Values(std::pair{Sabotage::kDropTimer, 1}, std::pair{Sabotage::kWrongDue, 2},
                                           std::pair{Sabotage::kEarlyMark, 3}, std::pair{Sabotage::kLateExtension, 4},
                                           std::pair{Sabotage::kShortPublicity, 5},
                                           std::pair{Sabotage::kForgetChannel, 6}, std::pair{Sabotage::kIgnoreDoubt, 7},
                                           std::pair{Sabotage::kNoRecount, 8}, std::pair{Sabotage::kTwice, 9}),
                         [](const auto& fault) { return "Invariant" + std::to_string(fault.param.second); });

}  // namespace
}  // namespace medcredit::workflow
