// Working-day arithmetic: at least 5 million additions a second.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <ctime>

#include "workday/calendar.h"

namespace {

using medcredit::base::CivilDate;
using medcredit::workday::Calendar;
using medcredit::workday::YearTable;

/// Fourteen years with a week off in spring and autumn and two make-up weekends each.
Calendar makeCalendar() {
  std::vector<YearTable> tables;
  for (int year = 2013; year <= 2026; ++year) {
    YearTable table;
    table.year = year;
    for (const int month : {2, 10}) {
      for (int day = 1; day <= 7; ++day) {
        const CivilDate date = *CivilDate::fromYmd(year, month, day);
        if (date.weekday() <= 5) table.weekdaysOff.push_back(date);
      }
      for (int day = 9; day <= 15; ++day) {
        const CivilDate date = *CivilDate::fromYmd(year, month, day);
        if (date.weekday() == 6) table.weekendsWorked.push_back(date);
      }
    }
    tables.push_back(std::move(table));
  }
  return std::move(Calendar::build(std::move(tables))).value();
}

void additions(benchmark::State& state) {
  const Calendar calendar = makeCalendar();
  const std::int32_t first = CivilDate::fromYmd(2013, 1, 1)->days();
  std::int32_t offset = 0;
  const int count = static_cast<int>(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(calendar.add(CivilDate(first + offset), count));
    offset = offset == 5000 ? 0 : offset + 1;
  }
  state.counters["additions/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(additions)->Arg(7)->Arg(40)->Arg(1000);

void explanations(benchmark::State& state) {
  const Calendar calendar = makeCalendar();
  const CivilDate start = *CivilDate::fromYmd(2026, 1, 29);
  for (auto _ : state) benchmark::DoNotOptimize(calendar.explainAdd(start, 7));
}
BENCHMARK(explanations);

/// One line for ./dev bench (CPU time, so that other work on the machine does not count): the speed against the goal.
void ratios(benchmark::State& state) {
  const Calendar calendar = makeCalendar();
  const std::int32_t first = CivilDate::fromYmd(2013, 1, 1)->days();
  constexpr int kAdditions = 5'000'000;
  for (auto _ : state) {
    const auto start = std::clock();
    for (int i = 0; i < kAdditions; ++i) benchmark::DoNotOptimize(calendar.add(CivilDate(first + i % 5000), i % 40));
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("ratio: working days %.1f million additions/s (goal 5)\n", kAdditions / seconds / 1e6);
  }
}
BENCHMARK(ratios)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
