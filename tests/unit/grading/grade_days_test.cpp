// A calendar grades day after day with one moved program. The old way, a program compiled for each day, is what it must
// agree with, to the line.
#include "grading/grade_days.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/req.h"
#include "unit/grading/engine_support.h"
#include "unit/grading/model_support.h"

namespace medcredit::grading::test {
namespace {

/// Everything a grade holds, as text, so that a difference shows where it is.
std::string told(const Program& program, const Outcome& outcome) {
  std::string out = base::CivilDate(program.asOf).iso() + " " + std::to_string(static_cast<int>(outcome.standing)) +
                    " " + std::to_string(outcome.unratedRule) + " " +
                    std::to_string(static_cast<int>(outcome.obstacle)) + " " + std::to_string(outcome.level) + "/" +
                    std::to_string(outcome.bandLevel) + " by " + std::to_string(outcome.limitedBy) + ", " +
                    std::to_string(outcome.score) + " public " +
                    (outcome.publicScore ? std::to_string(*outcome.publicScore) : "-") + " decisive " +
                    std::to_string(outcome.decisiveScore) + (outcome.pending ? " pending" : "");
  for (const int limit : outcome.metLimits) out += " met" + std::to_string(limit);
  for (const int group : outcome.guardedBy) out += " guarded" + std::to_string(group);
  for (const auto& line : outcome.lines) {
    out += "\n  " + program.lines[line.line].id + " " + std::to_string(line.record) + " " + std::to_string(line.date) +
           " " + std::to_string(line.raw) + " × " + std::to_string(line.factor) + " = " + std::to_string(line.points) +
           " " + std::string(reasonWord(line.reason)) + " rests " + std::to_string(line.restsBegin) + "-" +
           std::to_string(line.restsEnd);
  }
  return out;
}

std::string moving(GradeDays& days, std::int32_t day) {
  const Outcome& outcome = days.on(day);
  return told(days.program(), outcome);
}

/// Compares every `step`-th day of two years and a month; stops at the first difference. The number of different
/// results seen.
std::size_t compareDays(EngineCase& one, int step) {
  (void)one.grade();
  const auto& columns = one.facts->columns();
  const auto& words = one.facts->words();
  const std::optional<base::CivilDate> knownOn =
      one.program.knownOn == INT32_MAX ? std::nullopt : std::optional(base::CivilDate(one.program.knownOn));
  GradeDays days(*one.program.model, knownOn, one.who, columns, words, one.facts->all());
  std::set<std::string> seen;
  const std::int32_t last = base::CivilDate(one.program.asOf).plusMonths(25).days();
  for (std::int32_t day = one.program.asOf; day <= last; day += step) {
    const Program compiled(*one.program.model, base::CivilDate(day), knownOn);
    const Outcome expected = evaluateSubject(compiled, one.who, columns, words, one.facts->all());
    const std::string now = told(compiled, expected);
    const std::string moved = moving(days, day);
    if (moved != now) {
      ADD_FAILURE() << "compiled: " << now << "\nmoved: " << moved;
      break;
    }
    seen.insert(now.substr(now.find(' ')));
  }
  return seen.size();
}

EngineCase caseOf(const Model& model, const ModelTest& test) {
  EngineCase one(model, test.asOf.iso(), test.knownOn ? test.knownOn->iso() : std::string());
  std::string feeds;
  for (const auto& feed : test.subject.feeds) feeds += (feeds.empty() ? "" : ";") + feed;
  one.subject(test.subject.type, test.subject.registeredOn ? test.subject.registeredOn->iso() : "", feeds);
  for (const auto& record : test.records) {
    Record fields = record.fields;
    fields.emplace_back("id", record.id);
    fields.emplace_back("of", record.of);
    one.record(fields);
  }
  return one;
}

TEST(GradeDays, WorkedModelsGiveTheSameAsAProgramCompiledForEachDay) {
  REQ("R-EVAL-05", "the calendar of a grade, day by day");
  for (const char* id : {"hainan", "guangdong"}) {
    const Model model = shipped(id);
    std::size_t most = 0;
    for (const auto& test : model.tests) {
      SCOPED_TRACE(test.name);
      EngineCase one = caseOf(model, test);
      most = std::max(most, compareDays(one, &test == model.tests.data() ? 1 : 7));
    }
    EXPECT_GT(most, 1U) << id << ": something must change in two years";
  }
}

/// Records at all ages, at the ends of months and on leap days.
void addAges(EngineCase& one, const std::string& type, const std::string& clock) {
  int number = 0;
  for (const char* day : {"2023-02-28", "2023-12-31", "2024-02-29", "2024-05-31", "2025-01-30", "2025-08-31",
                          "2025-11-15", "2026-01-01", "2026-06-30", "2027-03-03"}) {
    one.record({{"id", type + std::to_string(++number)}, {"of", type}, {clock, day}, {"effective_on", day}});
  }
}

class EveryDecay : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryDecay, GivesTheSameAsAProgramCompiledForEachDay) {
  const Model model = modelWith("- {id: R, of: x, group: g, points: -17, cite: [T], " + GetParam() + "}");
  EngineCase one(model, "2026-01-31");
  addAges(one, "x", "occurred_on");
  one.record({{"id", "over"}, {"of", "x"}, {"occurred_on", "2025-02-01"}, {"ended_on", "2026-08-31"}});
  one.record({{"id", "on"}, {"of", "x"}, {"occurred_on", "2024-02-01"}, {"continuing", "true"}});
  EXPECT_GT(compareDays(one, 2), 2U) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, EveryDecay,
    ::testing::Values(
        "decay: {linear: P24M, unit: month}", "decay: {linear: P24M, unit: month}, weight: 0.3",
        "decay: {linear: P500D, unit: day}", "decay: {half_life: P6M, unit: month}",
        "decay: {half_life: P4D, unit: day}", "decay: {steps: [[P1M, 1], [P12M, 0.5], [P36M, 0.25]]}",
        "decay: {steps: [[P40D, 1], [P400D, 0.5]]}, weight: 0.7", "window: {last: P11M}", "window: {last: P300D}",
        "window: {in: period}",
        "clock: effective_on, decay: {linear: P18M, unit: month}, repeat: [1, 0.5], max_times: 4",
        "clock: occurred_on, window: {last: P5Y, continuing: from_end}, decay: {linear: P12M, unit: month}",
        "clock: occurred_on, window: {continuing: from_end}, decay: {half_life: P3M, unit: month}"));

TEST(GradeDays, DaysMayBeAskedForInAnyOrder) {
  const Model model = shipped("hainan");
  EngineCase one = caseOf(model, model.tests.front());
  (void)one.grade();
  GradeDays days(model, std::nullopt, one.who, one.facts->columns(), one.facts->words(), one.facts->all());
  const auto scoreOn = [&](const char* day) { return days.on(base::CivilDate::parseIso(day)->days()).score; };
  const auto late = scoreOn("2027-09-30");
  const auto early = scoreOn("2026-03-31");  // before the lifecycle changes
  EXPECT_NE(late, early);
  EXPECT_EQ(scoreOn("2026-12-31"), 745500);
  EXPECT_EQ(scoreOn("2027-09-30"), late);
  EXPECT_EQ(scoreOn("2026-03-31"), early);
}

TEST(GradeDays, FirstDayWithinIsTheFirstThatASpanStillHolds) {
  const std::int32_t from = base::CivilDate::parseIso("2023-12-01")->days();
  for (std::int32_t asOf = from; asOf < from + 800; ++asOf) {
    for (const int months : {1, 2, 6, 11, 12, 13, 24, 60}) {
      const std::int32_t first = firstDayWithin({months, Duration::Unit::kMonths}, asOf);
      EXPECT_LT(asOf, base::CivilDate(first).plusMonths(months).days());
      EXPECT_GE(asOf, base::CivilDate(first - 1).plusMonths(months).days());
    }
  }
}

}  // namespace
}  // namespace medcredit::grading::test
