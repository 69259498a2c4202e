#include "workday/calendar.h"

#include <algorithm>
#include <array>

namespace medcredit::workday {

using base::CivilDate;

namespace {

bool isWeekend(CivilDate day) { return day.weekday() >= 6; }

/// Monday-Friday days up to and including `day`, counted from an arbitrary zero. 1970-01-01 was a Thursday.
constexpr std::int32_t weekdaysUpTo(std::int32_t day) {
  const std::int32_t fromMonday = day + 3;
  const std::int32_t week = (fromMonday >= 0 ? fromMonday : fromMonday - 6) / 7;
  const std::int32_t dayOfWeek = fromMonday - week * 7;  // 0 = Monday
  return week * 5 + (dayOfWeek < 5 ? dayOfWeek + 1 : 5);
}

/// The day on which weekdaysUpTo first reaches `count`.
constexpr std::int32_t weekdayOfCount(std::int32_t count) {
  const std::int32_t index = count - 1;
  const std::int32_t week = (index >= 0 ? index : index - 4) / 5;
  return week * 7 + (index - week * 5) - 3;
}

std::string_view weekdayName(CivilDate day) {
  static constexpr std::array<std::string_view, 7> kNames = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
  return kNames[static_cast<std::size_t>(day.weekday() - 1)];
}

base::Status checkTable(const YearTable& table) {
  const auto problem = [&](const char* code, CivilDate day) {
    return base::fail(code, {{"date", day.iso()}, {"year", std::to_string(table.year)}}, table.source);
  };
  for (const auto* list : {&table.weekdaysOff, &table.weekendsWorked}) {
    for (const CivilDate day : *list) {
      if (day.year() != table.year) return problem("WORK-0001", day);
    }
  }
  for (const CivilDate day : table.weekdaysOff) {
    if (std::find(table.weekendsWorked.begin(), table.weekendsWorked.end(), day) != table.weekendsWorked.end()) {
      return problem("WORK-0004", day);
    }
    if (isWeekend(day)) return problem("WORK-0002", day);
  }
  for (const CivilDate day : table.weekendsWorked) {
    if (!isWeekend(day)) return problem("WORK-0002", day);
  }
  return {};
}

}  // namespace

base::Result<Calendar> Calendar::build(std::vector<YearTable> years) {
  Calendar calendar;
  for (auto& table : years) {
    MC_TRY(checkTable(table));
    std::sort(table.weekdaysOff.begin(), table.weekdaysOff.end());
    std::sort(table.weekendsWorked.begin(), table.weekendsWorked.end());
    const int year = table.year;
    const std::string source = table.source;
    if (!calendar.tables_.emplace(year, std::move(table)).second) {
      return base::fail("WORK-0003", {{"year", std::to_string(year)}}, source);
    }
  }
  if (calendar.tables_.empty()) return calendar;
  const int first = calendar.tables_.begin()->first;
  const int last = calendar.tables_.rbegin()->first;
  calendar.hasGap_ = static_cast<int>(calendar.tables_.size()) != last - first + 1;
  calendar.firstDay_ = CivilDate::fromYmd(first, 1, 1)->days();
  calendar.lastDay_ = CivilDate::fromYmd(last, 12, 31)->days();
  for (std::int32_t day = calendar.firstDay_; day <= calendar.lastDay_; ++day) {
    if (calendar.isWorkday(CivilDate(day))) calendar.workdayDates_.push_back(day);
    calendar.workdaysUpTo_.push_back(static_cast<std::int32_t>(calendar.workdayDates_.size()));
  }
  return calendar;
}

bool Calendar::hasYear(int year) const { return tables_.count(year) != 0; }

std::vector<int> Calendar::years() const {
  std::vector<int> out;
  for (const auto& [year, table] : tables_) out.push_back(year);
  return out;
}

bool Calendar::isWorkday(CivilDate day) const {
  const bool weekend = isWeekend(day);
  const auto table = tables_.find(day.year());
  if (table == tables_.end()) return !weekend;
  const auto& exceptions = weekend ? table->second.weekendsWorked : table->second.weekdaysOff;
  return std::binary_search(exceptions.begin(), exceptions.end(), day) == weekend;
}

std::int32_t Calendar::countedUpTo(std::int32_t day) const {
  if (day < firstDay_) return weekdaysUpTo(day) - weekdaysUpTo(firstDay_ - 1);
  if (day <= lastDay_) return workdaysUpTo_[static_cast<std::size_t>(day - firstDay_)];
  return static_cast<std::int32_t>(workdayDates_.size()) + weekdaysUpTo(day) - weekdaysUpTo(lastDay_);
}

std::int32_t Calendar::dayOfCount(std::int32_t count) const {
  if (count <= 0) return weekdayOfCount(weekdaysUpTo(firstDay_ - 1) + count);
  const auto known = static_cast<std::int32_t>(workdayDates_.size());
  if (count <= known) return workdayDates_[static_cast<std::size_t>(count - 1)];
  return weekdayOfCount(weekdaysUpTo(lastDay_) + count - known);
}

bool Calendar::touchesUnknownYear(CivilDate from, CivilDate to) const {
  if (from.days() < firstDay_ || to.days() > lastDay_) return true;
  if (!hasGap_) return false;
  for (int year = from.year(); year <= to.year(); ++year) {
    if (!hasYear(year)) return true;
  }
  return false;
}

Count Calendar::add(CivilDate start, int n) const {
  if (n <= 0) return {start, 0, touchesUnknownYear(start, start)};
  const CivilDate date(dayOfCount(countedUpTo(start.days()) + n));
  return {date, n, touchesUnknownYear(start, date)};
}

Count Calendar::between(CivilDate from, CivilDate to) const {
  return {to, countedUpTo(to.days()) - countedUpTo(from.days()),
          touchesUnknownYear(std::min(from, to), std::max(from, to))};
}

const HolidayBreak* Calendar::breakOf(CivilDate day) const {
  // A break at New Year may be listed in the table of either year.
  for (const int year : {day.year(), day.year() + 1, day.year() - 1}) {
    const auto table = tables_.find(year);
    if (table == tables_.end()) continue;
    for (const auto& candidate : table->second.breaks) {
      if (candidate.from <= day && day <= candidate.to) return &candidate;
    }
  }
  return nullptr;
}

std::string Calendar::describeDay(CivilDate day) const {
  std::string out = day.iso() + "（" + std::string(weekdayName(day));
  if (isWeekend(day) && isWorkday(day)) out += "，调休上班日";
  return out + "）";
}

std::string Calendar::describe(CivilDate from, CivilDate to) const {
  std::string out;
  bool plainWeekend = false;
  const HolidayBreak* named = nullptr;
  for (CivilDate day = from.plusDays(1); day <= to; day = day.plusDays(1)) {
    const bool weekend = isWeekend(day);
    if (isWorkday(day)) {
      if (weekend && day != to) out += day.iso() + "（" + std::string(weekdayName(day)) + "）为调休上班日，计入；";
      continue;
    }
    const HolidayBreak* found = breakOf(day);
    if (found == nullptr) {
      if (weekend) {
        plainWeekend = true;
      } else {
        out += day.iso() + "（" + std::string(weekdayName(day)) + "）放假，不计入；";
      }
    } else if (found != named) {
      named = found;
      out += found->from.iso();
      if (found->from != found->to) out += "至" + found->to.iso();
      out += found->name + "放假，不计入；";
    }
  }
  if (plainWeekend) out += out.empty() ? "周六、周日不计入；" : "其余周六、周日不计入；";
  return out;
}

std::string Calendar::describeUnknownYears(CivilDate from, CivilDate to) const {
  std::string years;
  for (int year = from.year(); year <= to.year(); ++year) {
    if (hasYear(year)) continue;
    const int first = year;
    while (year < to.year() && !hasYear(year + 1)) ++year;
    if (!years.empty()) years += "、";
    years += std::to_string(first) + "年";
    if (year != first) years += "至" + std::to_string(year) + "年";
  }
  return years.empty() ? years : years + "无国务院办公厅放假安排数据，暂按周六、周日休息推算，结果为暂定。";
}

std::string Calendar::explainAdd(CivilDate start, int n) const {
  const Count result = add(start, n);
  if (n <= 0) {
    return describeDay(start) + "当日24:00截止。" + describeUnknownYears(start, start);
  }
  std::string out = describeDay(start) + "起算，";
  const CivilDate first = add(start, 1).date;
  out += first == start.plusDays(1) ? "次日为第1日；" : "当日不计入，第1个工作日为" + first.iso() + "；";
  out += describe(start, result.date);
  out += "第" + std::to_string(n) + "个工作日为" + describeDay(result.date) + "，当日24:00截止。";
  return out + describeUnknownYears(start, result.date);
}

std::string Calendar::explainBetween(CivilDate from, CivilDate to) const {
  const CivilDate early = std::min(from, to);
  const CivilDate late = std::max(from, to);
  const int workdays = between(from, to).workdays;
  std::string out = "自" + describeDay(early) + "次日起至" + describeDay(late) + "止；" + describe(early, late);
  out += "共" + std::to_string(workdays < 0 ? -workdays : workdays) + "个工作日";
  out += to < from ? "，终日早于始日，记为" + std::to_string(workdays) + "。" : "。";
  return out + describeUnknownYears(early, late);
}

}  // namespace medcredit::workday
