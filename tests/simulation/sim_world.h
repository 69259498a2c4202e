// One simulated decade of one jurisdiction: its own event queue, its own time, every fault of a bad machine and a bad
// office, and the invariants of due process looked at after every step. Everything follows from the seed.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <vector>

#include "simulation/brute.h"
#include "workflow/clock_watch.h"
#include "workflow/engine.h"
#include "workflow/outbox.h"

namespace medcredit::workflow::test {

/// A fault put into the engine's answers, to show that the invariants see it.
enum class Sabotage {
  kNone,
  kDropTimer,       ///< 1
  kWrongDue,        ///< 2
  kEarlyMark,       ///< 3
  kLateExtension,   ///< 4
  kShortPublicity,  ///< 5
  kForgetChannel,   ///< 6
  kIgnoreDoubt,     ///< 7
  kNoRecount,       ///< 8
  kTwice            ///< exactly once, reported as 9
};

struct Violation {
  int invariant = 0;
  std::string text;
};

struct Figures {
  std::int64_t checks = 0, steps = 0, refusals = 0, notices = 0, deliveries = 0, restarts = 0, jumps = 0, tables = 0,
               kills = 0, replays = 0, cases = 0, overdue = 0, extensions = 0, repaired = 0, sealed = 0, held = 0;
  void add(const Figures& other);
};

/// splitmix64: same numbers on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// 0 … n-1
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(n)); }
  bool chance(int percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

/// A holiday table as a State Council of that seed would issue it; `edition` changes the Spring Festival and 1 May.
[[nodiscard]] workday::YearTable holidayTable(int year, std::uint64_t seed, int edition);

class World {
 public:
  World(std::uint64_t seed, const ProcedureSet& law, Sabotage sabotage = Sabotage::kNone);
  void run(int years = 10);

  [[nodiscard]] const std::vector<Violation>& violations() const { return violations_; }
  [[nodiscard]] const Figures& figures() const { return figures_; }
  /// Text of everything that came of it, to compare two runs.
  [[nodiscard]] std::string outcome() const;

 private:
  enum class What { kLook, kOpen, kAct, kPoll, kDeliver, kDown, kUp, kJump, kRepairClock, kConfirm, kTable, kRetry };
  struct Event {
    std::int64_t at = 0;
    std::uint64_t order = 0;
    What what = What::kPoll;
    std::int64_t number = 0;
    std::string key;
    bool operator<(const Event& other) const {
      return at != other.at ? at > other.at : order > other.order;  // earliest first
    }
  };
  struct Promise {
    std::size_t pauses = 0;
    std::string extension;
    CivilDate due;
  };
  struct Held {
    CaseState state;
    std::optional<RepairFacts> facts;
    std::map<int, Promise> promised;
    int acts = 0;
    std::optional<Command> unsure;  ///< sent, answer lost
  };

  // world (sim_world.cpp)
  void plan(int years);
  void planTables(int years);
  void at(std::int64_t when, What what, std::int64_t number = 0, std::string key = {});
  void handle(const Event& event);
  void down(std::int64_t gap);
  void goUp();
  void jump(std::int64_t offset);
  void moveClock(std::int64_t offset);
  void confirm();
  void newTable(int year, int edition);
  void deliver(const Event& event);
  void wake();
  void poll();
  [[nodiscard]] bool ripe(const Held& held) const;
  void recountAll();
  [[nodiscard]] base::Instant wall() const { return {true_ + offset_}; }
  [[nodiscard]] Environment env() const;

  // people (sim_people.cpp)
  void openCase();
  void act(std::size_t number);
  void actLater(std::size_t number);
  void misbehave(Held& held);
  void extend(Held& held);
  [[nodiscard]] std::optional<Command> commandFor(Held& held, const Step& step);
  [[nodiscard]] const Step* chooseStep(const Held& held);
  void submit(Held& held, const Command& command);
  [[nodiscard]] std::optional<RepairFacts> someFacts();
  [[nodiscard]] bool bruteEligible(const RepairFacts& facts) const;

  // engine and store (sim_world.cpp)
  [[nodiscard]] base::Result<Transition> applied(const Held& held, const Command& command);
  [[nodiscard]] Transition passed(const Held& held);
  bool commit(Held& held, Transition transition);

  // invariants (sim_check.cpp)
  void checkTransition(const Held& held, const Transition& transition);
  void checkMarks(const Held& held, const Transition& transition);
  void checkExtension(const Held& held, const Transition& transition);
  void checkRepair(const Held& held, const Transition& transition);
  void checkSealing(const Held& held, const Transition& transition);
  void checkAll();
  void checkCase(Held& held);
  void checkOpen(Held& held, const Obligation& obligation);
  void wrong(int invariant, const Held& held, const std::string& text);
  void sure(bool good, int invariant, const Held& held, const char* text) {
    ++figures_.checks;
    if (!good) wrong(invariant, held, text);
  }

  std::uint64_t seed_;
  const ProcedureSet& law_;
  Sabotage sabotage_;
  Dice dice_;
  std::priority_queue<Event> queue_;
  std::uint64_t order_ = 0;
  std::int64_t true_ = 0, offset_ = 0, end_ = 0, nextPoll_ = 0, upSince_ = 0;
  bool up_ = true;
  bool wrongClock_ = false;
  bool killed_ = false;
  ClockWatch watch_;
  std::map<int, workday::YearTable> tables_;
  workday::Calendar calendar_;
  BruteCalendar brute_;
  int tableVersion_ = 0;
  std::string calendarVersion_;
  std::vector<Held> cases_;
  std::vector<std::size_t> live_;
  Outbox outbox_;
  Inbox inbox_;
  std::set<std::string> keys_;
  std::int64_t commands_ = 0;
  std::vector<Violation> violations_;
  Figures figures_;
};

}  // namespace medcredit::workflow::test
