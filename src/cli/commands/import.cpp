// import FILE; batch list | show | withdraw
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

#include "cli/cli.h"
#include "cli/commands/finding_output.h"
#include "service/collect.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

constexpr std::size_t kShownFindings = 50;

json::value batchOrNull(const std::optional<std::int64_t>& id) {
  return id ? json::value(service::publicId('B', *id)) : json::value(nullptr);
}

json::object reportJson(const service::ImportReport& report) {
  json::object out{{"batch_id", batchOrNull(report.batchId)},
                   {"format", report.format},
                   {"encoding", report.encoding},
                   {"rows", report.counts.rows},
                   {"accepted", report.counts.accepted},
                   {"updated", report.counts.updated},
                   {"rejected", report.counts.rejected},
                   {"duplicates", report.counts.duplicates},
                   {"warnings", report.counts.warnings},
                   {"judged", report.judged},
                   {"unchanged", report.unchanged},
                   {"late", report.late},
                   {"skipped", report.skipped},
                   {"header_row", report.headerRow},
                   {"round_of", batchOrNull(report.roundOf)},
                   {"resolved", report.resolved},
                   {"already_stored", report.alreadyStored},
                   {"findings_total", report.findingsTotal},
                   {"finding_counts", countsJson(report.findingCounts)},
                   {"findings", findingsJson(report.findings)}};
  if (!report.sheet.empty()) out["sheet"] = report.sheet;
  return out;
}

std::string reportText(const service::ImportReport& report) {
  if (report.alreadyStored) {
    return fmt::format("该文件已作为批次 {} 导入，共 {} 行，本次未作任何改动。",
                       service::publicId('B', *report.batchId), report.counts.rows);
  }
  std::string text = report.batchId ? fmt::format("批次 {}", service::publicId('B', *report.batchId))
                                    : std::string("试校验（未入库）");
  text += fmt::format("：{}{}{}，共 {} 行：收入 {}（其中更新 {}），退回 {}，重复 {}，提示 {}。", report.format,
                      report.encoding.empty() ? "" : " ", report.encoding, report.counts.rows, report.counts.accepted,
                      report.counts.updated, report.counts.rejected, report.counts.duplicates, report.counts.warnings);
  if (report.roundOf) {
    text += fmt::format("\n订正批次 {}：改正 {} 行，{} 行与前次相同。", service::publicId('B', *report.roundOf),
                        report.resolved, report.unchanged);
  }
  if (report.late > 0) text += fmt::format("\n迟报 {} 行。", report.late);
  return text + findingLines(report.findings, report.findingsTotal, kShownFindings);
}

/// A line that is rewritten on the terminal; nothing when stderr is no terminal.
std::function<void(double)> progressBar() {
  if (isatty(STDERR_FILENO) == 0) return {};
  return [](double part) {
    std::cerr << fmt::format("\r已处理 {:3.0f}%", part * 100) << (part >= 1 ? "\n" : "") << std::flush;
  };
}

struct ImportOptions {
  std::string file, entry, unit, received, annotated;
  bool dryRun = false, allOrNothing = false;
};

int runImport(Session& session, const ImportOptions& options) {
  service::ImportRequest request;
  request.file = options.file;
  request.entry = options.entry;
  request.unit = options.unit;
  request.dryRun = options.dryRun;
  request.allOrNothing = options.allOrNothing;
  request.onProgress = progressBar();
  if (!options.annotated.empty()) request.annotated = options.annotated;
  if (!options.received.empty()) {
    request.received = base::CivilDate::parseIso(options.received);
    if (!request.received) {
      return session.fail(base::fail("CLI-0001", {{"detail", "--received 应为 YYYY-MM-DD：" + options.received}}));
    }
  }
  const service::FileDigest digest(request.file);  // begins while the law is being read
  request.digest = &digest;
  auto context = session.context();
  if (!context) return session.fail(context.error());
  const auto report = service::importFile(**context, request);
  if (!report) return session.fail(report.error());
  session.emit(reportJson(*report));
  session.say(reportText(*report));
  if (report->alreadyStored && session.json) std::cerr << reportText(*report) << '\n';
  return report->counts.rejected > 0 ? kDoneWithRejects : kDone;
}

json::object batchJson(const store::Batch& batch) {
  return {{"batch_id", service::publicId('B', batch.id)},
          {"unit", batch.unitId},
          {"entry", batch.entry},
          {"file", batch.fileName},
          {"digest", batch.fileDigest},
          {"format", batch.format},
          {"encoding", batch.encoding},
          {"header_row", batch.headerRow},
          {"received_on", batch.receivedOn},
          {"created_at", batch.createdAt.iso()},
          {"actor", batch.actor},
          {"state", batch.state},
          {"round_of", batchOrNull(batch.roundOf)},
          {"rows", batch.counts.rows},
          {"accepted", batch.counts.accepted},
          {"updated", batch.counts.updated},
          {"rejected", batch.counts.rejected},
          {"duplicates", batch.counts.duplicates},
          {"warnings", batch.counts.warnings}};
}

std::string batchLine(const store::Batch& batch) {
  return fmt::format("{}  {}  {}  {}  {}  共 {} 行：收入 {}，退回 {}，重复 {}{}{}", service::publicId('B', batch.id),
                     batch.receivedOn, batch.unitId, batch.entry, batch.fileName, batch.counts.rows,
                     batch.counts.accepted, batch.counts.rejected, batch.counts.duplicates,
                     batch.roundOf ? "  订正 " + service::publicId('B', *batch.roundOf) : std::string(),
                     batch.state == "withdrawn" ? "  已撤回" : "");
}

int listBatches(Session& session, const store::BatchFilter& filter) {
  auto context = session.context();
  if (!context) return session.fail(context.error());
  const auto batches = service::listBatches(**context, filter);
  if (!batches) return session.fail(batches.error());
  json::array items;
  for (const auto& batch : *batches) {
    items.push_back(batchJson(batch));
    session.say(batchLine(batch));
  }
  if (batches->empty()) session.say("还没有批次");
  session.emit(json::object{{"batches", std::move(items)}});
  return kDone;
}

/// "B12" or 12; COLL-0040 when it is neither.
base::Result<std::int64_t> batchId(const std::string& text) {
  const auto id = service::parsePublicId('B', text);
  if (!id) return base::fail("COLL-0040", {{"batch", text}});
  return *id;
}

base::Result<int> showBatch(Session& session, const std::string& name) {
  MC_ASSIGN(auto* context, session.context());
  MC_ASSIGN(const auto id, batchId(name));
  MC_ASSIGN(const auto details, service::showBatch(*context, id));
  json::object out = batchJson(details.batch);
  json::array rounds;
  std::string roundsText;
  for (const auto round : details.laterRounds) {
    rounds.push_back(json::value(service::publicId('B', round)));
    roundsText += (roundsText.empty() ? "" : "、") + service::publicId('B', round);
  }
  out["rounds"] = std::move(rounds);
  out["open_rejections"] = details.openRejections;
  out["finding_counts"] = countsJson(details.findingCounts);
  out["findings"] = findingsJson(details.findings);
  session.emit(out);
  std::string text = batchLine(details.batch);
  text += fmt::format("\n尚未改正 {} 行", details.openRejections);
  if (!roundsText.empty()) text += "；后续订正批次：" + roundsText;
  for (const auto& [code, count] : details.findingCounts) text += fmt::format("\n  {}  {} 条", code, count);
  text += findingLines(details.findings, static_cast<std::int64_t>(details.findings.size()), kShownFindings);
  session.say(text);
  return static_cast<int>(kDone);
}

base::Result<int> withdrawBatch(Session& session, const std::string& name, const std::string& reason) {
  MC_ASSIGN(auto* context, session.context());
  MC_ASSIGN(const auto id, batchId(name));
  MC_ASSIGN(const auto done, service::withdrawBatch(*context, id, reason));
  session.emit(json::object{{"batch_id", service::publicId('B', id)},
                            {"withdrawn", done.withdrawn},
                            {"restored", done.restored},
                            {"untouched", done.untouched}});
  session.say(fmt::format("批次 {} 已撤回：撤回记录 {} 条，恢复原内容 {} 条，另有 {} 条已有后续报送，未动。",
                          service::publicId('B', id), done.withdrawn, done.restored, done.untouched));
  return static_cast<int>(kDone);
}

int settle(const Session& session, const base::Result<int>& code) { return code ? *code : session.fail(code.error()); }

void addBatch(CLI::App& app, Session& session) {
  auto* batch = app.add_subcommand("batch", "批次：查看与撤回");
  batch->require_subcommand(1);
  auto filter = std::make_shared<store::BatchFilter>();
  auto* list = batch->add_subcommand("list", "列出批次");
  list->add_option("--unit", filter->unitId, "报送单位");
  list->add_option("--entry", filter->entry, "目录条目");
  list->callback([&session, filter] { session.exitCode = listBatches(session, *filter); });

  auto id = std::make_shared<std::string>();
  auto* show = batch->add_subcommand("show", "一个批次的数量、问题与订正轮次");
  show->add_option("ID", *id, "批次编号，如 B12")->required();
  show->callback([&session, id] { session.exitCode = settle(session, showBatch(session, *id)); });

  auto reason = std::make_shared<std::string>();
  auto* withdraw = batch->add_subcommand("withdraw", "撤回一个尚未公示的批次");
  withdraw->add_option("ID", *id, "批次编号，如 B12")->required();
  withdraw->add_option("--reason", *reason, "原因");
  withdraw->callback(
      [&session, id, reason] { session.exitCode = settle(session, withdrawBatch(session, *id, *reason)); });
}

}  // namespace

void addImportCommands(CLI::App& app, Session& session) {
  auto options = std::make_shared<ImportOptions>();
  auto* import = app.add_subcommand("import", "归集一个文件（CSV、XLSX、JSON）");
  import->add_option("FILE", options->file, "文件")->required();
  import->add_option("--entry", options->entry, "目录条目，如 CF-ORG")->required();
  import->add_option("--unit", options->unit, "报送单位")->required();
  import->add_option("--received", options->received, "到达日期，YYYY-MM-DD，默认今天");
  import->add_option("--annotated", options->annotated, "写出标注了问题的退回表");
  import->add_flag("--dry-run", options->dryRun, "只校验，不入库");
  import->add_flag("--all-or-nothing", options->allOrNothing, "有一行不合格就整批不入库");
  import->callback([&session, options] { session.exitCode = runImport(session, *options);
});
addBatch(app, session);
}  // namespace medcredit::cli

}  // namespace medcredit::cli
