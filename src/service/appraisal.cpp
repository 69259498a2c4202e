#include "service/appraisal.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>

#include "formats/table_writer.h"
#include "service/notices.h"
#include "store/units.h"

namespace medcredit::service {

namespace {

constexpr int kMostMonths = 60;
constexpr std::array<std::string_view, 4> kFaultLists = {"late", "concealed", "wrong", "unqualified"};

/// First days of the months asked for.
base::Result<std::vector<base::CivilDate>> monthsOf(const AppraisalQuery& query) {
  const auto from = base::CivilDate::parseIso(query.from + "-01");
  const auto to = base::CivilDate::parseIso(query.to + "-01");
  std::vector<base::CivilDate> months;
  if (from && to) {
    for (auto day = *from; day <= *to && months.size() <= kMostMonths; day = day.plusMonths(1)) months.push_back(day);
  }
  if (months.empty() || months.size() > kMostMonths) {
    return base::fail("QUAL-0030", {{"from", query.from}, {"to", query.to}}, "from");
  }
  return months;
}

/// Person in charge of the unit on a day.
std::string personOn(const store::Unit& unit, const std::string& day) {
  for (const auto& contact : unit.contacts) {
    if (contact.from <= day && (!contact.to || *contact.to >= day)) return contact.person;
  }
  return {};
}

/// Reminders sent to the unit from that day on, oldest first.
base::Result<std::vector<store::NoticeRow>> remindersOf(Context& context, const std::string& unit) {
  std::vector<store::NoticeRow> out;
  for (const auto kind : {kNoticeDuties, kNoticeReminder}) {
    store::NoticeFilter filter;
    filter.kinds = kind;
    constexpr std::int64_t kAll = 100'000;
    filter.limit = kAll;
    MC_ASSIGN(auto rows, store::listNotices(context.conn, {"", unit}, filter));
    out.insert(out.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.createdAt < b.createdAt; });
  return out;
}

bool isFault(const std::string& list, const std::string& wanted) {
  if (!wanted.empty()) return list == wanted;
  return std::find(kFaultLists.begin(), kFaultLists.end(), list) != kFaultLists.end();
}

}  // namespace

const std::vector<AppraisalPurpose>& appraisalPurposes() {
  static const std::vector<AppraisalPurpose> kAll{{"business-environment", "营商环境测评"},
                                                  {"lawful-government", "法治政府建设考核"},
                                                  {"government-integrity", "政务诚信监测"}};
  return kAll;
}

std::string_view appraisalNote() { return "测评方的指标口径未给出，三个用途下列出同一组比率；默认值（依据未规定）"; }

base::Result<std::vector<AppraisalRow>> appraisalRows(Context& context, const AppraisalQuery& query) {
  MC_ASSIGN(const auto months, monthsOf(query));
  std::vector<AppraisalRow> rows;
  for (const auto month : months) {
    QualityQuery wanted;
    wanted.from = month.iso();
    wanted.to = month.plusMonths(1).plusDays(-1).iso();
    wanted.scope = query.scope;
    MC_ASSIGN(auto report, qualityReport(context, wanted));
    constexpr std::size_t kMonthLength = 7;
    rows.push_back({month.iso().substr(0, kMonthLength), std::move(report.total)});
  }
  return rows;
}

base::Result<WrittenFile> writeAppraisal(Context& context, const AppraisalQuery& query,
                                         const std::filesystem::path& target) {
  MC_ASSIGN(const auto rows, appraisalRows(context, query));
  const std::vector<std::string> header{"用途", "月份", "应报",   "收到",   "合格",   "迟报",
                                        "瞒报", "错报", "合格率", "迟报率", "瞒报率", "说明"};
  MC_ASSIGN(auto writer, formats::makeTableWriter(target, "测评指标", header));
  std::int64_t count = 0;
  for (const auto& purpose : appraisalPurposes()) {
    for (const auto& row : rows) {
      const auto& counts = row.counts;
      const std::vector<std::string> cells{std::string(purpose.label),
                                           row.month,
                                           std::to_string(counts.expected()),
                                           std::to_string(counts.received),
                                           std::to_string(counts.compliant),
                                           std::to_string(counts.late),
                                           std::to_string(counts.concealed),
                                           std::to_string(counts.wrong),
                                           counts.complianceRate().value_or(""),
                                           counts.lateRate().value_or(""),
                                           counts.concealmentRate().value_or(""),
                                           std::string(appraisalNote())};
      MC_TRY(writer->row(cells));
      ++count;
    }
  }
  MC_TRY(writer->finish());
  const boost::json::object extra{{"kind", "appraisal"},
                                  {"formula", kQualityFormula},
                                  {"from", query.from},
                                  {"to", query.to},
                                  {"note", appraisalNote()}};
  return writeManifest(context, target, count, boost::json::serialize(extra));
}

base::Result<std::vector<Fault>> faults(Context& context, const FaultQuery& query) {
  QualityQuery wanted;
  wanted.from = query.from;
  wanted.to = query.to;
  wanted.unit = query.unit;
  wanted.entry = query.entry;
  wanted.records = true;
  wanted.scope = query.scope;
  MC_ASSIGN(auto report, qualityReport(context, wanted));
  MC_ASSIGN(const auto units, store::listUnits(context.conn));
  std::map<std::string, const store::Unit*> known;
  for (const auto& unit : units) known[unit.id] = &unit;
  std::map<std::string, std::vector<store::NoticeRow>> reminders;
  std::vector<Fault> out;
  for (auto& record : report.records) {
    if (!isFault(record.list, query.list)) continue;
    Fault fault;
    fault.day = record.dueOn.empty() ? record.receivedOn : record.dueOn;
    if (const auto unit = known.find(record.unitId); unit != known.end()) {
      fault.unitName = unit->second->name;
      fault.person = personOn(*unit->second, fault.day);
    }
    if (!reminders.contains(record.unitId)) {
      MC_ASSIGN(reminders[record.unitId], remindersOf(context, record.unitId));
    }
    for (const auto& notice : reminders[record.unitId]) {
      if (notice.createdAt.shanghaiDate().iso() >= fault.day) fault.reminders.push_back(notice);
    }
    fault.record = std::move(record);
    out.push_back(std::move(fault));
  }
  return out;
}

}  // namespace medcredit::service
