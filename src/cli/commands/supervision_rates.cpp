// quality, ledger, ledger evaluation
#include <fmt/format.h>

#include <cstdlib>

#include "cli/cli.h"
#include "cli/commands/refusal.h"
#include "service/ledger.h"
#include "service/quality.h"
#include "service/register.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

/// A rate of four decimals as a JSON number, null when there is none.
json::value rateJson(const std::optional<std::string>& rate) {
  return rate ? json::value(std::strtod(rate->c_str(), nullptr)) : json::value(nullptr);
}
std::string rateText(const std::optional<std::string>& rate) { return rate.value_or("—"); }

json::object countsJson(const service::QualityCounts& counts) {
  return {{"collected", counts.received},
          {"expected", counts.expected()},
          {"compliant", counts.compliant},
          {"late", counts.late},
          {"concealed", counts.concealed},
          {"wrong", counts.wrong},
          {"compliance_rate", rateJson(counts.complianceRate())},
          {"late_rate", rateJson(counts.lateRate())},
          {"concealment_rate", rateJson(counts.concealmentRate())},
          {"channels", json::object{{"manual", counts.manual}, {"file", counts.file}, {"feed", counts.feed}}}};
}

json::array recordsJson(const service::QualityReport& report) {
  json::array out;
  for (const auto& record : report.records) {
    out.push_back(json::object{{"list", record.list},
                               {"unit", record.unitId},
                               {"entry", record.entry},
                               {"ref", record.ref},
                               {"document_no", record.documentNo},
                               {"decided_on", record.decidedOn},
                               {"received_on", record.receivedOn},
                               {"due_on", record.dueOn},
                               {"late_workdays", record.lateWorkdays}});
  }
  return out;
}

json::object qualityJson(const service::QualityReport& report, const service::QualityQuery& query,
                         const std::string& period) {
  auto out = countsJson(report.total);
  out["formula"] = service::kQualityFormula;
  out["period"] = period;
  out["supervision"] = json::object{{"coverage", report.supervision.coverage},
                                    {"cycle", report.supervision.cycle},
                                    {"items", report.supervision.items}};
  json::array targets;
  for (const auto& target : report.targets) {
    targets.push_back(json::object{{"name", target.name},
                                   {"target", target.target},
                                   {"actual", target.actual},
                                   {"met", target.met},
                                   {"source", target.source}});
  }
  out["targets"] = std::move(targets);
  json::array groups;
  for (const auto& group : report.groups) {
    auto row = countsJson(group);
    row["unit"] = group.unitId;
    row["unit_name"] = group.unitName;
    row["entry"] = group.entry;
    groups.push_back(std::move(row));
  }
  out["groups"] = std::move(groups);
  if (query.records) out["records"] = recordsJson(report);
  return out;
}

std::string countsLine(const service::QualityCounts& c) {
  return fmt::format(
      "应归集 {} 已归集 {} 合格 {} 迟报 {} 瞒报 {} 错报 {} | 合格率 {} 迟报率 {} 瞒报率 {} | 手工 {} 文件 {} 接口 {}",
      c.expected(), c.received, c.compliant, c.late, c.concealed, c.wrong, rateText(c.complianceRate()),
      rateText(c.lateRate()), rateText(c.concealmentRate()), c.manual, c.file, c.feed);
}

void sayQuality(const Session& session, const service::QualityReport& report) {
  session.say(fmt::format("公式 {}：合格率=合格/已归集，迟报率=迟报/已归集，瞒报率=瞒报/应归集（默认值（依据未规定））",
                          service::kQualityFormula));
  session.say("合计 " + countsLine(report.total));
  for (const auto& group : report.groups) {
    session.say(fmt::format("{} {} {}", group.unitName, group.entry, countsLine(group)));
  }
  for (const auto& target : report.targets) {
    session.say(fmt::format("{} 目标 {} 实际 {} {}", target.name, target.target,
                            target.actual.empty() ? "—" : target.actual, target.met ? "达标" : "【未达标】"));
  }
  session.say(fmt::format("信息覆盖范围外 {}，超出更新周期 {}，信息项不符 {}", report.supervision.coverage,
                          report.supervision.cycle, report.supervision.items));
  for (const auto& record : report.records) {
    session.say(fmt::format("  {} {} {} {} {} 决定 {} 到达 {} 期限 {}", record.list, record.unitId, record.entry,
                            record.ref, record.documentNo, record.decidedOn, record.receivedOn, record.dueOn));
  }
}

void addQuality(CLI::App& app, Session& session) {
  struct Options {
    std::string period;
    service::QualityQuery query;
  };
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("quality", "合格率、迟报率、瞒报率，按单位、条目和月份");
  command->add_option("--period", options->period, "月份 YYYY-MM");
  command->add_option("--unit", options->query.unit, "单位");
  command->add_option("--entry", options->query.entry, "目录条目");
  command->add_flag("--records", options->query.records, "列出每个数字背后的记录");
  command->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    auto& query = options->query;
    if (!options->period.empty()) {
      const auto month = service::parseMonth(options->period);
      if (!month) return base::fail("QUAL-0010", {{"period", options->period}});
      query.from = month->first.iso();
      query.to = month->last.iso();
    }
    MC_ASSIGN(const auto report, service::qualityReport(context, query));
    if (!session.json) sayQuality(session, report);
    session.emit(qualityJson(report, query, options->period));
    return kDone;
  }));
}

// --- ledger --------------------------------------------------------------------------------------------------------

json::object totalsJson(const service::LedgerTotals& totals) {
  return {{"decisions", totals.decisions}, {"published", totals.published}, {"on_time", totals.onTime},
          {"late", totals.late},           {"withheld", totals.withheld},   {"waiting", totals.waiting},
          {"missing", totals.missing},     {"not_public", totals.notPublic}};
}

json::object rowJson(const service::LedgerRow& row) {
  return {{"entry", row.entry},
          {"unit", row.unitId},
          {"document_no", row.documentNo},
          {"record", row.recordId ? service::publicId('R', *row.recordId) : std::string()},
          {"decided_on", row.decidedOn},
          {"publish_due", row.publishDue},
          {"published_on", row.publishedOn},
          {"workdays", row.workdays ? json::value(*row.workdays) : json::value(nullptr)},
          {"channels", row.channels},
          {"state", row.state},
          {"late", row.late},
          {"note", row.note}};
}

json::object evaluationJson(const service::UnitEvaluation& unit) {
  json::array unpublished;
  for (const auto& number : unit.unpublished) unpublished.push_back(json::string(number));
  return {{"rank", unit.rank},
          {"unit", unit.unitId},
          {"unit_name", unit.unitName},
          {"decisions", unit.decisions},
          {"published", unit.published},
          {"on_time", unit.onTime},
          {"withheld", unit.withheld},
          {"coverage", rateJson(unit.coverage)},
          {"timeliness", rateJson(unit.timeliness)},
          {"compliance_rate", rateJson(unit.compliance)},
          {"unpublished", std::move(unpublished)}};
}

base::Result<int> runLedger(Session& session, service::Context& context, const std::string& monthText,
                            const std::string& out) {
  const auto month = service::parseMonth(monthText);
  if (!month) return base::fail("QUAL-0010", {{"period", monthText}});
  MC_ASSIGN(const auto ledger, service::publicityLedger(context, month->first.iso(), month->last.iso()));
  json::array rows;
  for (const auto& row : ledger.rows) rows.push_back(rowJson(row));
  json::object document{{"month", monthText}, {"totals", totalsJson(ledger.totals)}, {"rows", std::move(rows)}};
  const auto& t = ledger.totals;
  session.say(fmt::format(
      "{} 双公示台账：决定 {} 件，已公示 {}（按时 {}），待公示 {}，不予公开 {}，未归集 {}，不公示 {}，迟延 {}",
      monthText, t.decisions, t.published, t.onTime, t.waiting, t.withheld, t.missing, t.notPublic, t.late));
  if (!out.empty()) {
    MC_ASSIGN(const auto file, service::writeLedger(context, ledger, monthText + " 双公示台账", out));
    session.say(file.path.string() + "，SM3 " + file.digest);
    document["file"] = file.path.string();
    document["manifest"] = file.manifest.string();
    document["digest"] = file.digest;
  }
  session.emit(document);
  return kDone;
}

base::Result<int> runEvaluation(Session& session, service::Context& context, const std::string& from,
                                const std::string& to) {
  MC_ASSIGN(const auto first, parseDay(from));
  MC_ASSIGN(const auto last, parseDay(to));
  if (first > last) return base::fail("QUAL-0021", {{"from", from}, {"to", to}});
  MC_ASSIGN(const auto evaluation, service::evaluatePublicity(context, from, to));
  json::array units;
  const auto& total = evaluation.total;
  session.say(fmt::format("{} 至 {} 双公示评估：应公示 {}，已公示 {}，覆盖率 {}，及时率 {}，合格率 {}", from, to,
                          total.decisions, total.published, rateText(total.coverage), rateText(total.timeliness),
                          rateText(total.compliance)));
  for (const auto& unit : evaluation.units) {
    units.push_back(evaluationJson(unit));
    session.say(fmt::format("第 {} 名 {}：应公示 {}，已公示 {}，覆盖率 {}，及时率 {}，合格率 {}，不予公开 {}",
                            unit.rank, unit.unitName, unit.decisions, unit.published, rateText(unit.coverage),
                            rateText(unit.timeliness), rateText(unit.compliance), unit.withheld));
    for (const auto& number : unit.unpublished) session.say("    未公示：" + number);
  }
  session.emit(json::object{{"from", from}, {"to", to}, {"total", evaluationJson(total)}, {"units", std::move(units)}});
  return kDone;
}

void addLedger(CLI::App& app, Session& session) {
  struct Options {
    std::string month, out, from, to;
  };
  auto options = std::make_shared<Options>();
  auto* ledger = app.add_subcommand("ledger", "双公示月度台账");
  ledger->add_option("--month", options->month, "月份 YYYY-MM");
  ledger->add_option("--out", options->out, "写入 .xlsx 或 .csv 文件");
  auto* evaluation = ledger->add_subcommand("evaluation", "双公示评估：覆盖率、及时率、合格率和排名");
  evaluation->add_option("--from", options->from, "起始日 YYYY-MM-DD")->required();
  evaluation->add_option("--to", options->to, "截止日 YYYY-MM-DD")->required();
  evaluation->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    return runEvaluation(session, context, options->from, options->to);
  }));
  // The callback of the parent runs beside that of a subcommand: only a ledger asked for by itself is written.
  ledger->callback([&session, options, evaluation]() {
    if (evaluation->parsed()) return;
    withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
      return runLedger(session, context, options->month, options->out);
    })();
  });
}

}  // namespace

void addRateCommands(CLI::App& app, Session& session) {
  addQuality(app, session);
  addLedger(app, session);
}

}  // namespace medcredit::cli
