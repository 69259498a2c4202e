// State Council holiday tables 2013-2026 in short form, for tests of the arithmetic only (the program reads
// jurisdictions/). Days are MMDD. Source: notices of the General Office of the State Council on the holidays of each
// year.
#pragma once

#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "workday/calendar.h"

namespace medcredit::test {

struct HolidayRow {
  int year;
  std::string_view weekdaysOff;
  std::string_view weekendsWorked;
  std::string_view breaks;  ///< "名称 MMDD MMDD"
};

inline constexpr auto kHolidayRows = std::to_array<HolidayRow>({
    {2013,
     "0101 0102 0103 0211 0212 0213 0214 0215 0404 0405 0429 0430 0501 0610 0611 0612 0919 0920 1001 1002 1003 1004 "
     "1007",
     "0105 0106 0216 0217 0407 0427 0428 0608 0609 0922 0929 1012",
     "元旦 0101 0103; 春节 0209 0215; 清明节 0404 0406; 劳动节 0429 0501; 端午节 0610 0612; 中秋节 0919 0921; 国庆节 "
     "1001 1007"},
    {2014, "0101 0131 0203 0204 0205 0206 0407 0501 0502 0602 0908 1001 1002 1003 1006 1007",
     "0126 0208 0504 0928 1011",
     "元旦 0101 0101; 春节 0131 0206; 清明节 0405 0405; 清明节 0407 0407; 劳动节 0501 0503; 端午节 0602 0602; 中秋节 "
     "0908 0908; 国庆节 1001 1007"},
    {2015, "0101 0102 0218 0219 0220 0223 0224 0406 0501 0622 0903 0904 1001 1002 1005 1006 1007",
     "0104 0215 0228 0906 1010",
     "元旦 0101 0103; 春节 0218 0224; 清明节 0405 0406; 劳动节 0501 0501; 端午节 0620 0620; 端午节 0622 0622; "
     "抗日战争暨世界反法西斯战争胜利70周年纪念日 0903 0905; 中秋节 0927 0927; 国庆节 1001 1007"},
    {2016, "0101 0208 0209 0210 0211 0212 0404 0502 0609 0610 0915 0916 1003 1004 1005 1006 1007",
     "0206 0214 0612 0918 1008 1009",
     "元旦 0101 0101; 春节 0207 0213; 清明节 0404 0404; 劳动节 0501 0502; 端午节 0609 0611; 中秋节 0915 0917; 国庆节 "
     "1001 1007"},
    {2017, "0102 0127 0130 0131 0201 0202 0403 0404 0501 0529 0530 1002 1003 1004 1005 1006",
     "0122 0204 0401 0527 0930",
     "元旦 0101 0102; 春节 0127 0202; 清明节 0402 0404; 劳动节 0501 0501; 端午节 0528 0530; 中秋节、国庆节 1001 1008"},
    {2018, "0101 0215 0216 0219 0220 0221 0405 0406 0430 0501 0618 0924 1001 1002 1003 1004 1005 1231",
     "0211 0224 0408 0428 0929 0930 1229",
     "元旦 0101 0101; 春节 0215 0221; 清明节 0405 0407; 劳动节 0429 0501; 端午节 0618 0618; 中秋节 0924 0924; 国庆节 "
     "1001 1007; 元旦 1230 1231"},
    {2019, "0101 0204 0205 0206 0207 0208 0405 0501 0502 0503 0607 0913 1001 1002 1003 1004 1007",
     "0202 0203 0428 0505 0929 1012",
     "元旦 0101 0101; 春节 0204 0210; 清明节 0405 0405; 劳动节 0501 0504; 端午节 0607 0607; 中秋节 0913 0913; 国庆节 "
     "1001 1007"},
    {2020, "0101 0124 0127 0128 0129 0130 0131 0406 0501 0504 0505 0625 0626 1001 1002 1005 1006 1007 1008",
     "0119 0426 0509 0628 0927 1010",
     "元旦 0101 0101; 春节 0124 0202; 清明节 0404 0406; 劳动节 0501 0505; 端午节 0625 0627; 国庆节、中秋节 1001 1008"},
    {2021, "0101 0211 0212 0215 0216 0217 0405 0503 0504 0505 0614 0920 0921 1001 1004 1005 1006 1007",
     "0207 0220 0425 0508 0918 0926 1009",
     "元旦 0101 0103; 春节 0211 0217; 清明节 0403 0405; 劳动节 0501 0505; 端午节 0612 0614; 中秋节 0919 0921; 国庆节 "
     "1001 1007"},
    {2022, "0103 0131 0201 0202 0203 0204 0404 0405 0502 0503 0504 0603 0912 1003 1004 1005 1006 1007",
     "0129 0130 0402 0424 0507 1008 1009",
     "元旦 0101 0103; 春节 0131 0206; 清明节 0403 0405; 劳动节 0430 0504; 端午节 0603 0605; 中秋节 0910 0912; 国庆节 "
     "1001 1007; 元旦 1231 1231"},
    {2023, "0102 0123 0124 0125 0126 0127 0405 0501 0502 0503 0622 0623 0929 1002 1003 1004 1005 1006",
     "0128 0129 0423 0506 0625 1007 1008",
     "元旦 0101 0102; 春节 0121 0127; 清明节 0405 0405; 劳动节 0429 0503; 端午节 0622 0624; 中秋节、国庆节 0929 1006"},
    {2024, "0101 0212 0213 0214 0215 0216 0404 0405 0501 0502 0503 0610 0916 0917 1001 1002 1003 1004 1007",
     "0204 0218 0407 0428 0511 0914 0929 1012",
     "元旦 0101 0101; 春节 0210 0217; 清明节 0404 0406; 劳动节 0501 0505; 端午节 0610 0610; 中秋节 0915 0917; 国庆节 "
     "1001 1007"},
    {2025, "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008",
     "0126 0208 0427 0928 1011",
     "元旦 0101 0101; 春节 0128 0204; 清明节 0404 0406; 劳动节 0501 0505; 端午节 0531 0602; 国庆节、中秋节 1001 1008"},
    {2026, "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007",
     "0104 0214 0228 0509 0920 1010",
     "元旦 0101 0103; 春节 0215 0223; 清明节 0404 0406; 劳动节 0501 0505; 端午节 0619 0621; 中秋节 0925 0927; 国庆节 "
     "1001 1007"},
});

inline base::CivilDate monthDay(int year, std::string_view mmdd) {
  int value = 0;
  std::from_chars(mmdd.data(), mmdd.data() + mmdd.size(), value);
  return *base::CivilDate::fromYmd(year, value / 100, value % 100);
}

inline std::vector<std::string_view> splitAt(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  return out;
}

inline workday::YearTable holidayTable(const HolidayRow& row) {
  workday::YearTable table;
  table.year = row.year;
  table.source = "国务院办公厅关于" + std::to_string(row.year) + "年部分节假日安排的通知";
  for (const auto day : splitAt(row.weekdaysOff, " ")) table.weekdaysOff.push_back(monthDay(row.year, day));
  for (const auto day : splitAt(row.weekendsWorked, " ")) table.weekendsWorked.push_back(monthDay(row.year, day));
  for (const auto text : splitAt(row.breaks, "; ")) {
    const auto parts = splitAt(text, " ");
    table.breaks.push_back({std::string(parts[0]), monthDay(row.year, parts[1]), monthDay(row.year, parts[2])});
  }
  return table;
}

inline workday::Calendar holidayCalendar() {
  std::vector<workday::YearTable> tables;
  for (const auto& row : kHolidayRows) tables.push_back(holidayTable(row));
  return std::move(workday::Calendar::build(std::move(tables))).value();
}

}  // namespace medcredit::test
