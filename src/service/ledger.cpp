#include "service/ledger.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <tuple>

#include "base/decimal.h"
#include "formats/table_writer.h"
#include "service/publish.h"
#include "service/publish_rules.h"
#include "service/quality.h"
#include "service/register.h"

namespace medcredit::service {

namespace {

using base::CivilDate;

/// Dual publicity: decisions with an enforcement class whose entry is public at all.
std::vector<const EntryPublicity*> dualEntries(PublicityDesk& desk) {
  auto entries = desk.publicEntries();
  std::erase_if(entries, [](const EntryPublicity* e) { return e->entry->enforcementClass.empty(); });
  return entries;
}

std::string channelNames(Context& context, std::int64_t recordId, base::Status& status) {
  auto jobs = store::listPublicationJobs(context.conn, {"", "", recordId});
  if (!jobs) {
    status = std::move(jobs).error();
    return {};
  }
  std::vector<std::string> names;
  for (const auto& job : *jobs) {
    const auto channel = findChannel(context.law, job.channel);
    auto name = channel ? channel.value()->name : job.channel;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  std::string joined;
  for (const auto& name : names) joined += (joined.empty() ? "" : "、") + name;
  return joined;
}

LedgerRow recordRow(Context& context, const store::PublicityRow& record, base::Status& status) {
  LedgerRow row;
  row.entry = record.entry;
  row.unitId = record.unitId;
  row.unitName = record.unitName;
  row.subjectName = record.subjectName;
  row.documentNo = record.documentNo;
  row.decidedOn = record.decidedOn;
  row.publishDue = record.publishDue;
  row.publishedOn = record.publishedOn;
  row.recordId = record.recordId;
  row.state = record.publicity;
  if (record.publicity != "published" && record.publicity != "pending") row.note = record.reason;
  const auto decided = CivilDate::parseIso(record.decidedOn);
  const auto published = CivilDate::parseIso(record.publishedOn);
  if (decided && published) row.workdays = context.law.calendar.between(*decided, *published).workdays;
  const auto today = context.clock.today().iso();
  const bool waits = record.publicity == "pending";
  row.late =
      !row.publishDue.empty() && ((published && row.publishedOn > row.publishDue) || (waits && today > row.publishDue));
  row.channels = channelNames(context, record.recordId, status);
  return row;
}

LedgerRow missingRow(Context& context, PublicityDesk& desk, const EntryPublicity& entry,
                     const store::RegisterRow& known,
                     const std::map<std::string, std::string, std::less<>>& unitNames) {
  LedgerRow row;
  row.entry = known.entry;
  row.unitId = known.unitId;
  const auto name = unitNames.find(known.unitId);
  if (name != unitNames.end()) row.unitName = name->second;
  row.documentNo = known.documentNo;
  row.decidedOn = known.decidedOn;
  row.state = "missing";
  row.note = "决定台账有，尚未归集";
  const auto decided = CivilDate::parseIso(known.decidedOn);
  const auto due = decided ? desk.dueOf(entry, *decided) : std::nullopt;
  if (due) {
    row.publishDue = due->date.iso();
    row.late = context.clock.today() > due->date;
  }
  return row;
}

void count(const LedgerRow& row, LedgerTotals& totals) {
  ++totals.decisions;
  if (row.late) ++totals.late;
  if (!row.publishedOn.empty()) {
    ++totals.published;
    if (!row.late) ++totals.onTime;
  } else if (row.state == "withheld") {
    ++totals.withheld;
  } else if (row.state == "missing") {
    ++totals.missing;
  } else if (row.state == "pending") {
    ++totals.waiting;
  } else {
    ++totals.notPublic;
  }
}

base::Status addEntry(Context& context, PublicityDesk& desk, const EntryPublicity& entry, const std::string& from,
                      const std::string& to, const std::map<std::string, std::string, std::less<>>& unitNames,
                      std::vector<LedgerRow>& rows) {
  store::PublicityFilter filter;
  filter.entry = entry.entry->code;
  filter.state = "live";
  filter.decidedFrom = from;
  filter.decidedTo = to;
  base::Status status;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& record) {
    rows.push_back(recordRow(context, record, status));
    return status.ok();
  }));
  MC_TRY(std::move(status));
  MC_ASSIGN(const auto missing, missingDecisions(context, {"", entry.entry->code, from, to}));
  for (const auto& known : missing) rows.push_back(missingRow(context, desk, entry, known, unitNames));
  return {};
}

/// Folds one ledger row into an evaluation: what must be public counts, lawfully withheld or hidden does not.
void evaluate(const LedgerRow& row, UnitEvaluation& into) {
  if (row.state == "withheld") {
    ++into.withheld;
    return;
  }
  if (row.state == "not_public") return;
  ++into.decisions;
  if (row.publishedOn.empty()) {
    into.unpublished.push_back(row.documentNo.empty() && row.recordId ? publicId('R', *row.recordId) : row.documentNo);
    return;
  }
  ++into.published;
  if (!row.late) ++into.onTime;
}

void rate(UnitEvaluation& unit, std::int64_t compliant, std::int64_t received) {
  unit.coverage = base::ratio(unit.published, unit.decisions);
  unit.timeliness = base::ratio(unit.onTime, unit.decisions);
  unit.compliance = base::ratio(compliant, received);
}

void rank(std::vector<UnitEvaluation>& units) {
  const auto key = [](const UnitEvaluation& unit) { return std::tie(unit.coverage, unit.timeliness, unit.compliance); };
  std::stable_sort(units.begin(), units.end(),
                   [&](const UnitEvaluation& a, const UnitEvaluation& b) { return key(a) > key(b); });
  for (std::size_t i = 0; i < units.size(); ++i) {
    const bool tied = i > 0 && key(units[i]) == key(units[i - 1]);
    units[i].rank = tied ? units[i - 1].rank : static_cast<int>(i) + 1;
  }
}

}  // namespace

base::Result<Ledger> publicityLedger(Context& context, const std::string& from, const std::string& to) {
  PublicityDesk desk(context);
  MC_ASSIGN(const auto units, store::dutyUnits(context.conn, context.clock.today()));
  std::map<std::string, std::string, std::less<>> unitNames;
  for (const auto& unit : units) unitNames.emplace(unit.id, unit.name);
  Ledger ledger;
  for (const auto* entry : dualEntries(desk)) {
    MC_TRY(addEntry(context, desk, *entry, from, to, unitNames, ledger.rows));
  }
  std::stable_sort(ledger.rows.begin(), ledger.rows.end(),
                   [](const LedgerRow& a, const LedgerRow& b) { return a.decidedOn < b.decidedOn; });
  for (const auto& row : ledger.rows) count(row, ledger.totals);
  return ledger;
}

base::Result<WrittenFile> writeLedger(Context& context, const Ledger& ledger, const std::string& title,
                                      const std::filesystem::path& target) {
  const std::vector<std::string> header{"序号",     "目录条目",   "报送单位", "管理相对人",     "文书号",
                                        "决定日期", "应公示日期", "公示日期", "用时（工作日）", "公示渠道",
                                        "公示状态", "是否迟延",   "备注"};
  MC_ASSIGN(auto writer, formats::makeTableWriter(target, "双公示台账", header));
  std::int64_t number = 0;
  for (const auto& row : ledger.rows) {
    const auto state = domain::publicityStateFromName(row.state);
    const std::vector<std::string> cells{
        std::to_string(++number),
        row.entry,
        row.unitName,
        row.subjectName,
        row.documentNo,
        row.decidedOn,
        row.publishDue,
        row.publishedOn,
        row.workdays ? std::to_string(*row.workdays) : std::string(),
        row.channels,
        state ? std::string(domain::publicityStateLabel(*state)) : std::string("未归集"),
        row.late ? "是" : "否",
        row.note};
    MC_TRY(writer->row(cells));
  }
  const auto& t = ledger.totals;
  const std::vector<std::string> totals{"合计",
                                        "决定" + std::to_string(t.decisions) + "件",
                                        "已公示" + std::to_string(t.published) + "件",
                                        "按时" + std::to_string(t.onTime) + "件",
                                        "待公示" + std::to_string(t.waiting) + "件",
                                        "不予公开" + std::to_string(t.withheld) + "件",
                                        "未归集" + std::to_string(t.missing) + "件",
                                        "不公示" + std::to_string(t.notPublic) + "件",
                                        "",
                                        "",
                                        "",
                                        "迟延" + std::to_string(t.late) + "件",
                                        title};
  MC_TRY(writer->row(totals));
  MC_TRY(writer->finish());
  const boost::json::object extra{{"kind", "ledger"}, {"title", title}, {"decisions", t.decisions}};
  return writeManifest(context, target, t.decisions, boost::json::serialize(extra));
}

base::Result<Evaluation> evaluatePublicity(Context& context, const std::string& from, const std::string& to) {
  MC_ASSIGN(const auto ledger, publicityLedger(context, from, to));
  std::map<std::string, UnitEvaluation> byUnit;
  Evaluation evaluation;
  for (const auto& row : ledger.rows) {
    auto& unit = byUnit[row.unitId];
    unit.unitId = row.unitId;
    unit.unitName = row.unitName;
    evaluate(row, unit);
    evaluate(row, evaluation.total);
  }
  PublicityDesk desk(context);
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> quality;  // unit -> compliant, received
  std::int64_t compliant = 0;
  std::int64_t received = 0;
  for (const auto* entry : dualEntries(desk)) {
    MC_ASSIGN(const auto report, qualityReport(context, {from, to, "", entry->entry->code, false}));
    for (const auto& group : report.groups) {
      quality[group.unitId].first += group.compliant;
      quality[group.unitId].second += group.received;
    }
    compliant += report.total.compliant;
    received += report.total.received;
  }
  for (auto& [id, unit] : byUnit) {
    rate(unit, quality[id].first, quality[id].second);
    evaluation.units.push_back(std::move(unit));
  }
  rate(evaluation.total, compliant, received);
  rank(evaluation.units);
  return evaluation;
}

}  // namespace medcredit::service
