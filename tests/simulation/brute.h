// Second implementation of everything about days, for the simulation: day by day, from its own table of clocks, sharing
// no code with the calendar or the engine.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "workday/calendar.h"
#include "workflow/case.h"

namespace medcredit::workflow::test {

using base::CivilDate;

/// One entry of the obligation table: amount and unit (w working days, d days, m months, e end of month, f fixed day).
struct ExpectedClock {
  int amount = 0;
  char unit = 'w';
  int month = 0, day = 0;
};

/// Written down from the documents and the stated defaults, not read from clocks.yaml.
inline const std::map<std::string, ExpectedClock, std::less<>>& expectedClocks() {
  static const std::map<std::string, ExpectedClock, std::less<>> table = {{"correct-3wd", {3, 'w'}},
                                                                          {"objection-accept", {2, 'w'}},
                                                                          {"objection-supplement", {5, 'w'}},
                                                                          {"objection-decide", {7, 'w'}},
                                                                          {"objection-extend", {7, 'w'}},
                                                                          {"objection-review", {2, 'w'}},
                                                                          {"objection-takeover", {7, 'w'}},
                                                                          {"repair-accept", {3, 'w'}},
                                                                          {"repair-supplement", {5, 'w'}},
                                                                          {"repair-verify", {10, 'w'}},
                                                                          {"repair-publicity", {5, 'w'}},
                                                                          {"repair-implement", {2, 'w'}},
                                                                          {"repair-hearing", {5, 'w'}},
                                                                          {"repair-revoke", {10, 'w'}},
                                                                          {"repair-file", {5, 'w'}},
                                                                          {"repair-file-answer", {10, 'w'}},
                                                                          {"mutual-remind", {2, 'w'}},
                                                                          {"mutual-complete", {5, 'w'}},
                                                                          {"list-propose", {10, 'w'}},
                                                                          {"list-hearing", {5, 'w'}},
                                                                          {"list-decide", {10, 'w'}},
                                                                          {"list-push", {2, 'w'}},
                                                                          {"commitment-missing", {20, 'w'}},
                                                                          {"commitment-check", {10, 'w'}},
                                                                          {"commitment-hearing", {5, 'w'}},
                                                                          {"commitment-decide", {10, 'w'}},
                                                                          {"commitment-investigate", {10, 'w'}},
                                                                          {"commitment-rectify", {20, 'w'}},
                                                                          {"commitment-first-check", {60, 'd'}},
                                                                          {"dual-publicity", {7, 'w'}},
                                                                          {"report-7wd", {7, 'w'}},
                                                                          {"report-monthly", {0, 'e'}},
                                                                          {"publicity-monthly", {0, 'e'}},
                                                                          {"manual-one-month", {1, 'm'}},
                                                                          {"yearly-departments", {0, 'f', 1, 10}},
                                                                          {"grading-run", {0, 'f', 1, 20}},
                                                                          {"grading-publish", {0, 'f', 1, 25}},
                                                                          {"commitment-items", {0, 'f', 4, 30}}};
  return table;
}

/// The one difference between jurisdictions: 七日 of Huzhou are calendar days.
inline ExpectedClock expectedClock(std::string_view jurisdiction, std::string_view id) {
  if (jurisdiction == "zhejiang-huzhou" && id == "dual-publicity") return {7, 'd'};
  const auto found = expectedClocks().find(id);
  return found == expectedClocks().end() ? ExpectedClock{-1, '?'} : found->second;
}

class BruteCalendar {
 public:
  static constexpr int kFirst = 19'358;  ///< 2023-01-01
  static constexpr int kDays = 366 * 18;

  BruteCalendar() : work_(kDays, 0), known_(kDays, 0) {
    for (int i = 0; i < kDays; ++i) work_[at(i)] = weekend(kFirst + i) ? 0 : 1;
  }

  void setYear(const workday::YearTable& table) {
    const int first = CivilDate::fromYmd(table.year, 1, 1)->days();
    const int last = CivilDate::fromYmd(table.year, 12, 31)->days();
    for (int day = first; day <= last; ++day) {
      known_[at(day - kFirst)] = 1;
      work_[at(day - kFirst)] = weekend(day) ? 0 : 1;
    }
    for (const auto day : table.weekdaysOff) work_[at(day.days() - kFirst)] = 0;
    for (const auto day : table.weekendsWorked) work_[at(day.days() - kFirst)] = 1;
  }

  [[nodiscard]] bool works(CivilDate day) const { return work_[at(day.days() - kFirst)] != 0; }
  [[nodiscard]] bool known(CivilDate day) const { return known_[at(day.days() - kFirst)] != 0; }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(std::clamp(i, 0, kDays - 1)); }
  static bool weekend(int days) { return (days + 3) % 7 >= 5; }  // 1970-01-01 was a Thursday

  std::vector<char> work_, known_;
};

inline bool standsStill(const std::vector<Pause>& pauses, CivilDate day) {
  return std::any_of(pauses.begin(), pauses.end(),
                     [day](const Pause& pause) { return day > pause.from && (!pause.to || day <= *pause.to); });
}

inline CivilDate bruteMonths(CivilDate day, int months) {
  int year = day.year();
  int month = day.month() + months;
  while (month > 12) {
    month -= 12;
    ++year;
  }
  for (int d = day.day(); d > 0; --d) {
    if (const auto found = CivilDate::fromYmd(year, month, d)) return *found;
  }
  return day;
}

inline CivilDate bruteWorkdays(CivilDate start, int n, const std::vector<Pause>& pauses,
                               const BruteCalendar& calendar) {
  CivilDate day = start;
  for (int counted = 0; counted < n;) {
    day = day.plusDays(1);
    if (!standsStill(pauses, day) && calendar.works(day)) ++counted;
  }
  return day;
}

/// Last day of an obligation, counted by hand.
inline CivilDate bruteDue(const Obligation& obligation, std::string_view jurisdiction, const BruteCalendar& calendar) {
  if (obligation.givenDay) return *obligation.givenDay;
  const auto clock = expectedClock(jurisdiction, obligation.clock);
  const int extra = obligation.extension.empty() ? 0 : expectedClock(jurisdiction, obligation.extension).amount;
  const CivilDate start = obligation.start;
  if (clock.unit == 'w') return bruteWorkdays(start, clock.amount + extra, obligation.pauses, calendar);
  if (clock.unit == 'd') return start.plusDays(clock.amount);
  if (clock.unit == 'm') return bruteMonths(start, clock.amount);
  if (clock.unit == 'f') return *CivilDate::fromYmd(start.year() + 1, clock.month, clock.day);
  CivilDate day = start;
  for (int months = clock.amount; day.plusDays(1).day() != 1 || months-- > 0;) day = day.plusDays(1);
  return day;
}

}  // namespace medcredit::workflow::test
