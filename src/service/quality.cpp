#include "service/quality.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/decimal.h"
#include "service/register.h"

namespace medcredit::service {

namespace {

// Findings that speak of the items of a row (R-QUAL-05, 信息项): a required item missing, an item where none may stand.
constexpr std::array<std::string_view, 2> kItemFindings{"COLL-0101", "COLL-0102"};
constexpr std::string_view kWrongCause = "错报";

/// Gathers counts by unit and entry, and the records behind them when asked.
class Collector {
 public:
  Collector(Context& context, const QualityQuery& query, std::vector<store::DutyUnit> units)
      : context_(context), query_(query), units_(std::move(units)) {}

  base::Result<QualityReport> run();

 private:
  [[nodiscard]] bool inScope(const std::string& unit) const {
    return !query_.scope || std::binary_search(query_.scope->begin(), query_.scope->end(), unit);
  }
  QualityCounts& group(const std::string& unit, const std::string& entry);
  void list(std::string_view name, const store::ReceivedRow& row);
  [[nodiscard]] bool outsideCoverage(const std::string& unit, const std::string& entry) const;
  base::Status countRecords();
  base::Status countRejections();
  base::Status countConcealed();
  base::Status countWrong();
  base::Status countItems();
  base::Status listRecords();
  void sumUp();
  void judgeTargets();

  Context& context_;
  const QualityQuery& query_;
  std::vector<store::DutyUnit> units_;
  std::map<std::pair<std::string, std::string>, QualityCounts> groups_;
  QualityReport report_;
};

QualityCounts& Collector::group(const std::string& unit, const std::string& entry) {
  auto& counts = groups_[{unit, entry}];
  counts.unitId = unit;
  counts.entry = entry;
  return counts;
}

std::string refOf(const store::ReceivedRow& row) {
  return row.recordId > 0 ? publicId('R', row.recordId)
                          : publicId('B', row.batchId) + ":" + std::to_string(row.fileRow);
}

void Collector::list(std::string_view name, const store::ReceivedRow& row) {
  if (!query_.records) return;
  QualityRecord record{std::string(name), row.unitId,     row.entry, refOf(row), row.documentNo,
                       row.decidedOn,     row.receivedOn, row.dueOn, 0};
  const auto due = base::CivilDate::parseIso(row.dueOn);
  const auto received = base::CivilDate::parseIso(row.receivedOn);
  if (due && received && *received > *due) {
    record.lateWorkdays = context_.law.calendar.between(*due, *received).workdays;
  }
  report_.records.push_back(std::move(record));
}

bool Collector::outsideCoverage(const std::string& unit, const std::string& entry) const {
  const auto* definition = context_.law.entry(entry);
  const auto known = std::find_if(units_.begin(), units_.end(),
                                  [&](const store::DutyUnit& candidate) { return candidate.id == unit; });
  if (definition == nullptr || known == units_.end() || known->region.empty()) return false;
  if (known->region == context_.law.regionCode) return false;
  // 市本级 covers the authority's own level, 本行政区域 also what lies below it.
  if (definition->coverage.find("本级") != std::string::npos) return true;
  return definition->coverage == "本行政区域" && !context_.law.regions->within(known->region, context_.law.regionCode);
}

base::Status Collector::countRecords() {
  MC_ASSIGN(const auto counts,
            store::countReceived(context_.conn, {query_.unit, query_.entry, query_.from, query_.to}));
  for (const auto& count : counts) {
    if (!inScope(count.unitId)) continue;
    auto& into = group(count.unitId, count.entry);
    into.received += count.records;
    into.compliant += count.records;
    into.late += count.late;
    auto& channel = count.channel == "manual" ? into.manual : count.channel == "feed" ? into.feed : into.file;
    channel += count.records;
    report_.supervision.cycle += count.late;
    if (outsideCoverage(count.unitId, count.entry)) report_.supervision.coverage += count.records;
  }
  return {};
}

base::Status Collector::listRecords() {
  if (!query_.records) return {};
  return store::eachReceivedRecord(context_.conn, {query_.unit, query_.entry, query_.from, query_.to},
                                   [&](const store::ReceivedRow& row) {
                                     if (!inScope(row.unitId)) return true;
                                     const bool late = !row.dueOn.empty() && row.receivedOn > row.dueOn;
                                     list("compliant", row);
                                     if (late) list("late", row);
                                     if (late) list("cycle", row);
                                     if (outsideCoverage(row.unitId, row.entry)) list("coverage", row);
                                     return true;
                                   });
}

base::Status Collector::countRejections() {
  MC_ASSIGN(const auto rejections, openRejections(context_, {query_.unit, query_.entry, query_.from, query_.to}));
  for (const auto& row : rejections) {
    if (!inScope(row.unitId)) continue;
    auto& into = group(row.unitId, row.entry);
    ++into.received;
    list("unqualified", row);
    if (row.dueOn.empty() || row.receivedOn <= row.dueOn) continue;
    ++into.late;
    ++report_.supervision.cycle;
    list("late", row);
    list("cycle", row);
  }
  return {};
}

base::Status Collector::countConcealed() {
  MC_ASSIGN(const auto missing, missingDecisions(context_, {query_.unit, query_.entry, query_.from, query_.to}));
  const auto today = context_.clock.today().iso();
  for (const auto& row : missing) {
    if (!inScope(row.unitId) || row.dueOn >= today) continue;  // still in time: due at 24:00 of the due day
    ++group(row.unitId, row.entry).concealed;
    if (!query_.records) continue;
    report_.records.push_back(
        {"concealed", row.unitId, row.entry, "", row.documentNo, row.decidedOn, "", row.dueOn, 0});
  }
  return {};
}

base::Status Collector::countWrong() {
  return store::eachWrongReport(
      context_.conn, {query_.unit, query_.entry, "", ""}, kWrongCause, [&](const store::WrongReport& row) {
        if (!inScope(row.unitId)) return true;
        const auto day = row.knownAt.shanghaiDate().iso();
        if ((!query_.from.empty() && day < query_.from) || (!query_.to.empty() && day > query_.to)) return true;
        ++group(row.unitId, row.entry).wrong;
        if (query_.records) {
          report_.records.push_back(
              {"wrong", row.unitId, row.entry, publicId('R', row.recordId), row.documentNo, "", day, "", 0});
        }
        return true;
      });
}

base::Status Collector::countItems() {
  std::set<std::pair<std::int64_t, std::int64_t>> rows;
  for (const auto code : kItemFindings) {
    MC_TRY(store::eachFindingRow(context_.conn, {query_.unit, query_.entry, query_.from, query_.to}, code,
                                 [&](const store::ReceivedRow& row) {
                                   if (!inScope(row.unitId)) return true;
                                   if (rows.emplace(row.batchId, row.fileRow).second) list("items", row);
                                   return true;
                                 }));
  }
  report_.supervision.items = static_cast<std::int64_t>(rows.size());
  return {};
}

void Collector::sumUp() {
  for (auto& [key, counts] : groups_) {
    const auto unit = std::find_if(units_.begin(), units_.end(), [&own = counts](const store::DutyUnit& candidate) {
      return candidate.id == own.unitId;
    });
    if (unit != units_.end()) counts.unitName = unit->name;
    auto& total = report_.total;
    total.received += counts.received;
    total.compliant += counts.compliant;
    total.late += counts.late;
    total.concealed += counts.concealed;
    total.wrong += counts.wrong;
    total.manual += counts.manual;
    total.file += counts.file;
    total.feed += counts.feed;
    report_.groups.push_back(counts);
  }
}

void Collector::judgeTargets() {
  struct Wanted {
    const char* name;
    const char* key;
    const char* fallback;
    std::int64_t part, whole;
    bool atLeast;
  };
  const auto& total = report_.total;
  const Wanted wanted[] = {{"合格率", "quality.target.compliance", "1", total.compliant, total.received, true},
                           {"迟报率", "quality.target.late", "0", total.late, total.received, false},
                           {"瞒报率", "quality.target.concealment", "0", total.concealed, total.expected(), false}};
  constexpr std::int64_t kMicro = 1000000;
  for (const auto& want : wanted) {
    QualityTarget target;
    target.name = want.name;
    const auto it = context_.law.profile.find(want.key);
    target.target = it != context_.law.profile.end() ? it->second.value : want.fallback;
    target.source = it != context_.law.profile.end() ? it->second.source : "default: 默认值（依据未规定）";
    target.actual = base::ratio(want.part, want.whole).value_or("");
    // Compared exactly: one bad record among a million misses a target of 100 % although the rate prints as 1.0000.
    if (const auto value = base::Decimal6::parse(target.target)) {
      const auto actual = want.part * kMicro;
      const auto limit = value->micro * want.whole;
      target.met = want.atLeast ? actual >= limit : actual <= limit;
    }
    report_.targets.push_back(std::move(target));
  }
}

base::Result<QualityReport> Collector::run() {
  MC_TRY(countRecords());
  MC_TRY(listRecords());
  MC_TRY(countRejections());
  MC_TRY(countConcealed());
  MC_TRY(countWrong());
  MC_TRY(countItems());
  sumUp();
  judgeTargets();
  return std::move(report_);
}

}  // namespace

std::optional<std::string> QualityCounts::complianceRate() const { return base::ratio(compliant, received); }
std::optional<std::string> QualityCounts::lateRate() const { return base::ratio(late, received); }
std::optional<std::string> QualityCounts::concealmentRate() const { return base::ratio(concealed, expected()); }

base::Result<QualityReport> qualityReport(Context& context, const QualityQuery& query) {
  MC_TRY(requireEntryAndUnit(context, query.entry, query.unit));
  MC_ASSIGN(auto units, store::dutyUnits(context.conn, context.clock.today()));
  return Collector(context, query, std::move(units)).run();
}

}  // namespace medcredit::service
