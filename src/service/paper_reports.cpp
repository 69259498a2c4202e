#include "service/paper_reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/text.h"
#include "domain/deadline.h"
#include "service/archive.h"
#include "service/cases.h"
#include "service/disclosure.h"
#include "service/grade_runs.h"
#include "service/quality.h"
#include "store/cases.h"
#include "store/grade_runs.h"
#include "store/publicity.h"

namespace medcredit::service {

namespace {

using Rows = std::vector<std::vector<std::string>>;

int numberOf(std::string_view text) {
  int value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  return ec == std::errc() && end == text.data() + text.size() ? value : -1;
}

std::string percent(std::int64_t part, std::int64_t whole) {
  constexpr std::int64_t kTenths = 1000;
  if (whole == 0) return "—";
  const auto tenths = (part * kTenths * 2 + whole) / (2 * whole);
  return fmt::format("{}.{}%", tenths / 10, tenths % 10);
}

std::string generatedText(const Context& context) { return papers::chineseDate(context.clock.today().iso()); }

/// What a decision of the two classes (许可, 处罚) came to.
struct Decision {
  std::string enforcement, entryName, documentNo, subjectName, decidedOn, publishedOn, due;
  bool published = false, inTime = false;
};

base::Result<std::vector<Decision>> decisionsIn(Context& context, const ReportPeriod& period) {
  store::PublicityFilter filter;
  filter.state = "live";
  filter.decidedFrom = period.from.iso();
  filter.decidedTo = period.to.iso();
  std::vector<Decision> out;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& row) {
    const auto* entry = context.law.entry(row.entry);
    if (entry == nullptr) return true;
    const bool dual = entry->enforcementClass == "行政许可" || entry->enforcementClass == "行政处罚";
    // Persons are not published and do not stand in ledgers that are handed on (R-DUAL-10).
    if (!dual || entry->subject == domain::SubjectKind::kNaturalPerson) return true;
    Decision one{entry->enforcementClass, entry->name, row.documentNo, row.subjectName, row.decidedOn, row.publishedOn,
                 row.publishDue,          false,       false};
    one.published = !one.publishedOn.empty();
    one.inTime = one.published && (one.due.empty() || one.publishedOn <= one.due);
    out.push_back(std::move(one));
    return true;
  }));
  return out;
}

PaperOrder reportOf(const Context& context, std::string_view paper, const ReportPeriod& period) {
  PaperOrder order;
  order.paper = paper;
  order.facts["period"] = period.label;
  order.facts["generated"] = generatedText(context);
  order.facts["unit_name"] = context.law.papers.organ;
  return order;
}

}  // namespace

base::Result<ReportPeriod> reportPeriod(std::string_view text) {
  const auto wrong = [&] {
    return base::fail("PAPR-0015",
                      {{"title", "报告"}, {"label", "期间"}, {"expected", " 2026、2026-Q1、2026-03 或者一周的第一天"}},
                      std::string(text));
  };
  constexpr std::size_t kMonth = 7;
  constexpr int kWeek = 7;
  ReportPeriod out;
  if (const auto day = base::CivilDate::parseIso(text)) {
    out.from = *day;
    out.to = day->plusDays(kWeek - 1);
    out.label = papers::chineseDate(out.from.iso()) + "至" + papers::chineseDate(out.to.iso());
    return out;
  }
  constexpr std::size_t kYear = 4;
  constexpr int kDecember = 12;
  if (text.size() == kYear) {
    const auto first = base::CivilDate::fromYmd(numberOf(text), 1, 1);
    if (!first) return wrong();
    return ReportPeriod{*first, *base::CivilDate::fromYmd(first->year(), kDecember, 31),
                        std::to_string(first->year()) + "年"};
  }
  if (text.size() != kMonth || text[4] != '-') return wrong();
  const int year = numberOf(text.substr(0, 4));
  const bool quarter = text[5] == 'Q';
  const int part = numberOf(text.substr(quarter ? 6 : 5));
  const auto first = base::CivilDate::fromYmd(year, quarter ? part * 3 - 2 : part, 1);
  if (!first || (quarter && (part < 1 || part > 4))) return wrong();
  out.from = *first;
  out.to = first->plusMonths(quarter ? 2 : 0).endOfMonth();
  out.label = quarter ? fmt::format("{}年第{}季度", year, part) : fmt::format("{}年{}月", year, part);
  return out;
}

base::Result<PaperOrder> dualLedger(Context& context, const ReportPeriod& period) {
  MC_ASSIGN(const auto decisions, decisionsIn(context, period));
  auto order = reportOf(context, "dual-ledger", period);
  Rows rows;
  for (const auto& one : decisions) {
    rows.push_back({std::to_string(rows.size() + 1), one.entryName, one.documentNo, one.subjectName, one.decidedOn,
                    one.publishedOn});
  }
  order.values["rows"] = std::move(rows);
  return order;
}

base::Result<PaperOrder> dualAssessment(Context& context, const ReportPeriod& period) {
  struct Count {
    std::int64_t decided = 0, published = 0, inTime = 0;
  };
  MC_ASSIGN(const auto decisions, decisionsIn(context, period));
  std::map<std::string, Count> classes;
  Count all;
  for (const auto& one : decisions) {
    for (auto* count : {&classes[one.enforcement], &all}) {
      ++count->decided;
      count->published += one.published ? 1 : 0;
      count->inTime += one.inTime ? 1 : 0;
    }
  }
  auto order = reportOf(context, "dual-assessment", period);
  Rows rows;
  for (const auto& [name, count] : classes) {
    rows.push_back({name, std::to_string(count.decided), std::to_string(count.published), std::to_string(count.inTime),
                    percent(count.published, count.decided)});
  }
  order.values["rows"] = std::move(rows);
  order.values["decided"] = std::to_string(all.decided);
  order.values["published"] = std::to_string(all.published);
  order.values["coverage"] = percent(all.published, all.decided);
  order.values["in_time"] = percent(all.inTime, all.decided);
  return order;
}

base::Result<PaperOrder> collectionReport(Context& context, std::string_view paper, const ReportPeriod& period) {
  QualityQuery query;
  query.from = period.from.iso();
  query.to = period.to.iso();
  MC_ASSIGN(const auto quality, qualityReport(context, query));
  std::map<std::string, QualityCounts> units;
  for (const auto& group : quality.groups) {
    auto& unit = units[group.unitId];
    unit.unitName = group.unitName;
    unit.received += group.received;
    unit.compliant += group.compliant;
    unit.late += group.late;
    unit.concealed += group.concealed;
    unit.wrong += group.wrong;
  }
  const auto line = [](const std::string& name, const QualityCounts& one) {
    return std::vector<std::string>{name,
                                    std::to_string(one.expected()),
                                    std::to_string(one.received),
                                    std::to_string(one.late),
                                    std::to_string(one.concealed),
                                    std::to_string(one.wrong),
                                    percent(one.compliant, one.received)};
  };
  Rows rows;
  for (const auto& [id, one] : units) rows.push_back(line(one.unitName.empty() ? id : one.unitName, one));
  rows.push_back(line("合计", quality.total));
  auto order = reportOf(context, paper, period);
  order.values["rows"] = std::move(rows);
  return order;
}

namespace {

/// Names of the fields of an entry, as many as a cell of a table takes.
std::string fieldNames(const domain::CatalogueEntry& entry) {
  constexpr std::size_t kRoom = 400;
  std::string out;
  for (const auto& field : entry.fieldSet.fields) {
    if (base::codePoints(out) + base::codePoints(field.name) > kRoom) return out + "等";
    out += (out.empty() ? "" : "、") + field.name;
  }
  return out;
}

}  // namespace

std::optional<PaperOrder> dataRequest(const Context& context, const ReportPeriod& period) {
  const auto* task = context.law.clock("yearly-departments");
  if (task == nullptr || context.law.papers.find("data-request") == nullptr) return std::nullopt;
  auto order = reportOf(context, "data-request", period);
  Rows wanted;
  for (const auto& entry : context.law.catalogue) {
    // Of permits and penalties the departments keep registers; persons are not asked for in bulk.
    if (entry.enforcementClass.empty() || entry.subject == domain::SubjectKind::kNaturalPerson) continue;
    wanted.push_back({std::to_string(wanted.size() + 1), entry.name, fieldNames(entry), "年度信用评价"});
  }
  order.values["wanted"] = std::move(wanted);
  order.values["receiver"] = "政务数据主管部门";
  order.values["until"] = domain::computeDue(*task, period.to, context.law.calendar).date.iso();
  return order;
}

base::Result<PaperOrder> gradeSummary(Context& context, std::int64_t runId) {
  MC_ASSIGN(const auto run, store::gradeRun(context.conn, runId));
  if (!run) return base::fail("PAPR-0010", {{"paper", publicId('N', runId)}});
  store::GradeDecisionFilter filter;
  filter.runId = runId;
  constexpr std::int64_t kAll = 20000;
  filter.limit = kAll;
  std::vector<store::GradeDecision> decisions;
  MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& one) {
    decisions.push_back(one);
    return true;
  }));
  Rows rows;
  std::map<std::string, std::int64_t> sums;
  for (const auto& one : decisions) {
    MC_ASSIGN(const auto subject, store::getSubject(context.conn, one.subjectId));
    std::string code;
    if (subject && subject->kind != "NP") {
      MC_ASSIGN(const auto identifiers, store::subjectIdentifiers(context.conn, one.subjectId));
      for (const auto& identifier : identifiers) {
        if (identifier.kind == "usc" && identifier.to.empty()) code = identifier.text;
      }
    }
    const std::string level = one.level.empty() ? "未评价" : one.level;
    ++sums[level];
    rows.push_back({std::to_string(rows.size() + 1), subject ? subject->name : "", code, level});
  }
  Rows foot;
  for (const auto& [level, count] : sums) foot.push_back({level, std::to_string(count)});
  foot.push_back({"合计", std::to_string(rows.size())});
  auto order = reportOf(context, "grade-summary",
                        {*base::CivilDate::fromYmd(static_cast<int>(run->year), 1, 1), context.clock.today(),
                         fmt::format("{}年度", run->year)});
  order.values["rows"] = std::move(rows);
  order.values["sums"] = std::move(foot);
  return order;
}

namespace {

/// The part of a report a record stands in.
std::string_view partOf(const RecordView& record) {
  if (record.nature == domain::Nature::kNegative) return "negative";
  return record.info == domain::InfoClass::kGood ? "good" : "other";
}

std::string stateWords(const RecordView& record) {
  if (record.disputed) return "异议处理中";
  if (record.repaired) return "已修复";
  if (record.archived) return "已转档";
  return record.publicity == "published" ? "公示中" : "在册";
}

/// Objections and repairs of the subject, newest first: number, matter, state, day.
base::Result<Rows> casesOf(Context& context, std::int64_t subjectId) {
  constexpr std::int64_t kMost = 500;
  Rows rows;
  MC_ASSIGN(const auto members, archiveMembers(context, subjectId, kEverKnown));
  MC_ASSIGN(const auto* law, procedures(context));
  store::CaseFilter filter;
  filter.subjects = members;
  filter.limit = kMost;
  for (const auto* procedure : {"objection", "repair", "repair-revocation"}) {
    const auto* known = law->find(procedure);
    if (known == nullptr) continue;
    filter.procedure = procedure;
    MC_ASSIGN(const auto cases, store::listCases(context.conn, filter));
    for (const auto& one : cases) {
      const auto* state = known->state(one.state);
      rows.push_back(
          {one.number, known->title, state != nullptr ? state->title : one.state, one.openedAt.shanghaiDate().iso()});
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.back() > b.back(); });
  if (rows.size() > static_cast<std::size_t>(kMost)) rows.resize(static_cast<std::size_t>(kMost));
  return rows;
}

/// Takes a record into the part it stands in, with what its subject says about it.
void addToReport(const RecordView& record, std::map<std::string, Rows, std::less<>>& parts, Rows& statements) {
  const auto part = parts.find(partOf(record));
  if (part == parts.end()) return;
  part->second.push_back({std::to_string(part->second.size() + 1), record.entryName, record.documentNo,
                          record.decidedOn, stateWords(record)});
  if (record.statement.empty()) return;
  statements.push_back({part->second.back().front(), record.documentNo, record.statement});
}

}  // namespace

base::Result<PaperOrder> creditReport(Context& context, std::int64_t subjectId, bool full, std::string_view purpose) {
  ArchiveQuery query;
  query.raw = true;
  MC_ASSIGN(auto archive, readArchive(context, subjectId, query));
  Discloser discloser(context);
  MC_TRY(discloser.archive(archive));
  PaperOrder order;
  order.paper = full ? "credit-report-full" : "credit-report";
  order.subjectId = archive.subject.id;
  std::map<std::string, Rows, std::less<>> parts{{"negative", {}}, {"good", {}}};
  if (full) parts["other"] = {};
  Rows statements;
  for (const auto& record : archive.records) {
    if (!full && record.publicity != "published") continue;
    addToReport(record, parts, statements);
  }
  for (auto& [name, rows] : parts) order.values[name] = std::move(rows);
  order.values["statements"] = std::move(statements);
  if (full) {
    MC_ASSIGN(order.values["cases"], casesOf(context, archive.subject.id));
  }
  order.values["state"] = std::string(domain::subjectStateLabel(archive.life.state));
  order.facts["purpose"] = purpose;
  order.facts["generated"] = generatedText(context);
  if (const auto* region = context.law.regions ? context.law.regions->find(archive.subject.region) : nullptr) {
    order.facts["region"] = region->name;
  }
  MC_ASSIGN(const auto grade, currentGrade(context, archive.subject.id));
  if (grade) {
    order.facts["grade"] = grade->level().empty() ? "未评价" : grade->level();
    order.facts["evaluated_on"] = grade->decision.asOf;
  }
  return order;
}

}  // namespace medcredit::service
