// holidays/YYYY.yaml and regions.tsv
#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace fs = std::filesystem;

namespace {

/// Days of a list; each must be a real day of the year and a weekday or weekend day as the list says.
std::vector<base::CivilDate> readDays(MapReader& reader, std::string_view key, int year, bool weekend,
                                      Problems& problems) {
  std::vector<base::CivilDate> out;
  const auto list = reader.node(key);
  if (!list) return out;
  for (const auto& node : list->items()) {
    const auto refuse = [&](const char* why) {
      problems.error("PROF-0060", node.place(), {{"value", node.text()}, {"detail", why}});
    };
    const auto day = base::CivilDate::parseIso(node.text());
    if (!day) {
      refuse("不是 YYYY-MM-DD 形式的真实日期");
    } else if (day->year() != year) {
      refuse("不在本表年度内");
    } else if ((day->weekday() >= 6) != weekend) {
      refuse(weekend ? "调休上班日应是周六或周日" : "工作日放假日应是周一至周五");
    } else if (std::find(out.begin(), out.end(), *day) != out.end()) {
      refuse("重复");
    } else {
      out.push_back(*day);
    }
  }
  return out;
}

workday::YearTable readYear(const base::YamlNode& document, Problems& problems) {
  MapReader reader(document, "节假日表", problems);
  workday::YearTable table;
  (void)reader.required("year");
  table.year = reader.integer("year", 0);
  for (const auto& url : reader.texts("source")) table.source += (table.source.empty() ? "" : "；") + url;
  if (table.source.empty()) problems.error("PROF-0030", document.place(), {{"object", "节假日表"}});
  table.weekdaysOff = readDays(reader, "days_off", table.year, false, problems);
  table.weekendsWorked = readDays(reader, "days_worked", table.year, true, problems);
  if (const auto breaks = reader.node("breaks")) {
    for (const auto& node : breaks->items()) {
      MapReader row(node, "假期", problems);
      workday::HolidayBreak holiday;
      holiday.name = row.required("name");
      const auto from = row.date("from");
      const auto to = row.date("to");
      row.finish();
      if (!from || !to || *to < *from) {
        problems.error("PROF-0060", node.place(), {{"value", holiday.name}, {"detail", "起止日期不成立"}});
        continue;
      }
      holiday.from = *from;
      holiday.to = *to;
      table.breaks.push_back(std::move(holiday));
    }
  }
  reader.finish();
  return table;
}

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> out;
  out.reserve(6);
  std::size_t at = 0;
  for (;;) {
    const auto next = line.find(separator, at);
    out.push_back(line.substr(at, next == std::string_view::npos ? next : next - at));
    if (next == std::string_view::npos) return out;
    at = next + 1;
  }
}

bool isRegionCode(std::string_view code) {
  return code.size() == 6 && code.find_first_not_of("0123456789") == std::string_view::npos;
}

/// code, name, level, parent, retired (1 or empty), successors (comma separated)
std::optional<Region> readRegion(std::string_view line) {
  const auto cells = split(line, '\t');
  if (cells.size() != 6 || !isRegionCode(cells[0]) || cells[1].empty()) return std::nullopt;
  if (cells[2].size() != 1 || cells[2][0] < '1' || cells[2][0] > '3') return std::nullopt;
  if (!cells[3].empty() && !isRegionCode(cells[3])) return std::nullopt;
  if (!cells[4].empty() && cells[4] != "1") return std::nullopt;
  Region region;
  region.code = cells[0];
  region.name = cells[1];
  region.level = cells[2][0] - '0';
  region.parent = cells[3];
  region.retired = !cells[4].empty();
  if (!cells[5].empty()) {
    for (const auto successor : split(cells[5], ',')) {
      if (!isRegionCode(successor)) return std::nullopt;
      region.successors.emplace_back(successor);
    }
  }
  return region;
}

std::vector<Region> readRegionFile(const fs::path& path, Problems& problems) {
  std::ifstream file(path, std::ios::binary);
  std::vector<Region> out;
  out.reserve(8192);  // about 7,200 divisions, current and retired
  std::string line;
  int number = 0;
  while (std::getline(file, line)) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    auto region = readRegion(line);
    const std::string place = path.string() + ":" + std::to_string(number) + ":1";
    if (!region) {
      problems.error("PROF-0068", place, {{"line", line.substr(0, 60)}});
    } else if (!out.empty() && out.back().code >= region->code) {
      problems.error("PROF-0024", place, {{"id", region->code}});
    } else {
      out.push_back(std::move(*region));
    }
  }
  return out;
}

}  // namespace

void readCalendar(const Chain& chain, Jurisdiction& out, Problems& problems) {
  std::map<int, workday::YearTable> years;
  for (const auto& layer : chain) {
    std::error_code ec;
    std::set<fs::path> files;
    for (const auto& file : fs::directory_iterator(layer.folder / "holidays", ec)) files.insert(file.path());
    for (const auto& path : files) {
      const auto document = base::readYamlFile(path);
      if (!document.ok()) {
        problems.error(document.error());
        continue;
      }
      auto table = readYear(*document, problems);
      if (path.stem() != std::to_string(table.year)) {
        problems.error("PROF-0060", document->place(),
                       {{"value", std::to_string(table.year)}, {"detail", "年度与文件名不符"}});
      }
      years[table.year] = std::move(table);
    }
  }
  if (problems.hasErrors()) return;
  std::vector<workday::YearTable> tables;
  for (auto& [year, table] : years) tables.push_back(std::move(table));
  auto calendar = workday::Calendar::build(std::move(tables));
  if (!calendar.ok()) {
    problems.error(calendar.error());
    return;
  }
  out.calendar = std::move(*calendar);
}

void readRegions(const Chain& chain, Jurisdiction& out, Problems& problems) {
  std::error_code ec;
  for (auto layer = chain.rbegin(); layer != chain.rend(); ++layer) {
    const fs::path path = layer->folder / "regions.tsv";
    if (!fs::is_regular_file(path, ec)) continue;
    out.regions = std::make_shared<const RegionTable>(readRegionFile(path, problems));
    break;
  }
  if (!out.regions) out.regions = std::make_shared<const RegionTable>(std::vector<Region>{});
  if (!out.regionCode.empty() && out.regions->find(out.regionCode) == nullptr) {
    MapReader reader(chain.back().profile, "profile.yaml", problems);
    problems.error("PROF-0069", reader.place("region"), {{"code", out.regionCode}});
  }
}

}  // namespace medcredit::jurisdiction
