// Collection by HTTP: files, batches with their findings and annotated returns, decision registers, nil reports, feeds.
#include <boost/json.hpp>

#include "formats/table_reader.h"
#include "http/areas.h"
#include "http/batch_grid.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "service/collect.h"
#include "service/collect_request.h"
#include "service/disclosure.h"
#include "service/evidence.h"
#include "service/jobs.h"
#include "service/register.h"
#include "service/scope.h"
#include "service/subject_feed.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxImport = 512ULL * 1024 * 1024;
constexpr std::size_t kMaxRegister = 32ULL * 1024 * 1024;
constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Batches change once: when they are withdrawn.
std::int64_t versionOf(const store::Batch& batch) { return batch.state == "withdrawn" ? 2 : 1; }

/// The sender may supply this entry for this unit, and the file is a table: refused before anything waits in a queue.
base::Status checkTarget(HandlerContext& context, const std::string& entry, const std::string& unit) {
  MC_TRY(service::requireEntry(context.service, entry));
  MC_TRY(service::requireUnit(context.service, unit));
  const auto target = service::collectTarget(context.service, entry, unit);
  return target.ok() ? base::Status() : base::Status(target.error());
}

base::Status checkTable(const std::filesystem::path& file) {
  const auto reader = formats::openTable(file);
  return reader.ok() ? base::Status() : base::Status(reader.error());
}

Answer tryImport(HandlerContext& context, service::ImportRequest request) {
  request.dryRun = true;
  MC_ASSIGN(const auto report, service::importFile(context.service, request));
  return jsonResponse(200, reportView(report));
}

Answer createImport(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::ImportJob job;
  job.entry = query.text("entry", 64);
  job.unit = query.text("unit", 64);
  job.name = query.text("name", 200);
  const auto received = query.optionalDate("received");
  const bool dryRun = query.optionalBoolean("dryRun").value_or(false);
  job.allOrNothing = query.optionalBoolean("allOrNothing").value_or(false);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_TRY(checkTarget(context, job.entry, job.unit));
  MC_ASSIGN(job.file, uploadedFile(request));
  MC_TRY(checkTable(job.file));
  if (dryRun) {
    service::ImportRequest check;
    check.file = job.file;
    check.entry = job.entry;
    check.unit = job.unit;
    check.received = received;
    return tryImport(context, std::move(check));
  }
  if (received && *received > context.service.clock.today()) {
    return base::fail("COLL-0013", {{"received", received->iso()}, {"today", context.service.clock.today().iso()}});
  }
  if (received) job.received = received->iso();
  job.spoolFolder = context.shared.spoolFolder;
  MC_ASSIGN(const auto id, service::enqueueImport(context.service, job));
  const auto name = service::publicId('J', id);
  Response response = jsonResponse(202, json::object{{"job", name}});
  response.headers.emplace_back("Location", "/api/jobs/" + name);
  return response;
}

Answer listBatches(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  store::BatchPage filter;
  filter.unitId = query.optionalText("unit", 64).value_or("");
  filter.entry = query.optionalText("entry", 64).value_or("");
  filter.state = query.optionalWord("state", {"stored", "withdrawn"}).value_or("");
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(auto scope, service::visibleUnits(context.service));
  if (!scope.all) filter.units = std::move(scope.units);
  const auto& principal = context.service.principal;
  filter.entries.assign(principal.entries.begin(), principal.entries.end());
  if (service::ownWorkOnly(context.service)) filter.actor = context.service.actor;
  if (!page.after.empty()) filter.before = service::parsePublicId('B', page.after.front());
  filter.limit = static_cast<std::int64_t>(page.limit) + 1;
  MC_ASSIGN(auto batches, store::pageBatches(context.service.conn, filter));
  const bool more = batches.size() > page.limit;
  if (more) batches.resize(page.limit);
  json::array items;
  for (const auto& batch : batches) items.push_back(batchView(batch));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('B', batches.back().id)});
  return jsonResponse(200, body);
}

Answer getBatch(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'B'));
  MC_ASSIGN(const auto batch, service::requireBatch(context.service, id));
  MC_ASSIGN(const auto details, service::showBatch(context.service, id));
  MC_ASSIGN(const auto annotated, annotatedReturn(context, id));
  json::object body = batchView(batch);
  body["findingCounts"] = countsView(details.findingCounts);
  json::array rounds;
  for (const auto round : details.laterRounds) rounds.push_back(json::value(service::publicId('B', round)));
  body["laterRounds"] = std::move(rounds);
  body["openRejections"] = details.openRejections;
  body["annotated"] = !annotated.path.empty();
  Response response = jsonResponse(200, body);
  setVersion(response, versionOf(batch));
  return response;
}

/// Findings quote what was sent: the value is disclosed like the field it stands in.
class FindingDiscloser {
 public:
  FindingDiscloser(HandlerContext& context, const store::Batch& batch)
      : discloser_(context.service),
        facts_(service::factsOf(context.service, batch.entry, "basic", {"live", "not_public", "", false})) {
    facts_.unitId = batch.unitId;
  }
  base::Status apply(store::StoredFinding& finding) {
    if (finding.value.empty()) return {};
    MC_ASSIGN(const auto shown, discloser_.record(facts_, {{finding.field, finding.field, finding.value, {}}}));
    const std::string value = shown.visible && !shown.fields.empty() ? shown.fields.front().value : std::string();
    if (value == finding.value) return {};
    hide(finding.message, finding.value, value);
    hide(finding.suggestion, finding.value, value);
    if (shown.fields.empty() || shown.fields.front().masked) finding.suggestion.clear();
    finding.value = value;
    return {};
  }

 private:
  static void hide(std::string& text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  }
  service::Discloser discloser_;
  service::DisclosureFacts facts_;
};

Answer getFindings(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto code = query.optionalText("code", 20);
  const auto severity = query.optionalWord("severity", {"error", "warning"});
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, pathId(request, 'B'));
  MC_ASSIGN(const auto batch, service::requireBatch(context.service, id));
  const auto after = page.after.empty() ? std::int64_t{0} : std::stoll(page.after.front());
  std::vector<store::StoredFinding> findings;
  MC_TRY(store::eachFinding(context.service.conn, id, [&](const store::StoredFinding& finding) {
    if (finding.seq <= after || (code && finding.code != *code) || (severity && finding.severity != *severity)) {
      return true;
    }
    findings.push_back(finding);
    return findings.size() <= page.limit;
  }));
  const bool more = findings.size() > page.limit;
  if (more) findings.resize(page.limit);
  FindingDiscloser discloser(context, batch);
  json::array items;
  for (auto& finding : findings) {
    MC_TRY(discloser.apply(finding));
    items.push_back(findingView(finding));
  }
  MC_TRY(noteBatchRead(context, batch, "batch.findings"));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {std::to_string(findings.back().seq)});
  return jsonResponse(200, body);
}

/// The sender gets its own file back with remarks in it. It holds what was sent in clear, so only those who enter for
/// the unit get it.
Answer getAnnotated(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'B'));
  MC_ASSIGN(const auto batch, service::requireBatch(context.service, id));
  if (batch.actor != context.service.actor) MC_TRY(service::requirePermission(context.service, "collect.enter"));
  MC_ASSIGN(const auto kept, annotatedReturn(context, id));
  MC_ASSIGN(const auto opened, openReturn(context, id, kept));
  const auto noted = noteBatchRead(context, batch, "batch.annotated");
  if (!noted.ok()) {
    std::error_code ec;
    std::filesystem::remove(opened, ec);
    return noted.error();
  }
  const bool workbook = kept.path.extension() == ".xlsx";
  return fileResponse(opened, "问题标注-" + kept.path.filename().string(),
                      workbook ? kXlsx : "application/octet-stream", true);
}

Answer withdrawBatch(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto reason = input.text("reason", 500);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, pathId(request, 'B'));
  MC_ASSIGN(const auto batch, service::requireBatch(context.service, id));
  MC_TRY(checkVersion(request, versionOf(batch)));
  MC_ASSIGN(const auto done, service::withdrawBatch(context.service, id, reason));
  Response response = jsonResponse(
      200, json::object{{"withdrawn", done.withdrawn}, {"restored", done.restored}, {"untouched", done.untouched}});
  setVersion(response, 2);
  return response;
}

Answer createNilReport(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::NilReportRequest report;
  report.entry = input.text("entry", 64);
  report.unit = input.text("unit", 64);
  report.period = input.text("period", 7);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::requireEntry(context.service, report.entry));
  MC_TRY(service::requireUnit(context.service, report.unit));
  MC_ASSIGN(const bool added, service::fileNilReport(context.service, report));
  return jsonResponse(
      added ? 201 : 200,
      json::object{{"entry", report.entry}, {"unit", report.unit}, {"period", report.period}, {"added", added}});
}

Answer importRegister(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::RegisterRequest load;
  load.entry = query.text("entry", 64);
  load.unit = query.text("unit", 64);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_TRY(service::requireEntry(context.service, load.entry));
  MC_TRY(service::requireUnit(context.service, load.unit));
  MC_ASSIGN(load.file, uploadedFile(request));
  MC_ASSIGN(const auto outcome, service::importRegister(context.service, load));
  json::array problems;
  for (const auto& problem : outcome.problems) problems.push_back(issueView(problem));
  return jsonResponse(200, json::object{{"rows", outcome.rows},
                                        {"added", outcome.added},
                                        {"duplicates", outcome.duplicates},
                                        {"problems", std::move(problems)}});
}

json::object countView(const service::FeedRun::Count& count) {
  return {{"applied", count.applied}, {"known", count.known}, {"failed", count.failed}};
}

Answer importFeed(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto file, uploadedFile(request));
  MC_ASSIGN(const auto run, service::importSubjectFeed(context.service, file));
  json::array problems;
  for (const auto& problem : run.problems) {
    auto view = issueView(problem.error);
    view["row"] = problem.row;
    problems.push_back(std::move(view));
  }
  return jsonResponse(200, json::object{{"rows", run.rows},
                                        {"created", run.created},
                                        {"approved", countView(run.approved)},
                                        {"filed", countView(run.filed)},
                                        {"cancelled", countView(run.cancelled)},
                                        {"unknown", run.unknown},
                                        {"problems", std::move(problems)}});
}

}  // namespace

void addCollectRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.upload("createImport", "/api/imports", "collect.enter", kMaxImport, createImport);
  routes.get("listBatches", "/api/batches", "collect.read", listBatches);
  routes.get("getBatch", "/api/batches/{id}", "collect.read", getBatch);
  routes.get("getFindings", "/api/batches/{id}/findings", "collect.read", getFindings);
  routes.get("getAnnotated", "/api/batches/{id}/annotated", "collect.read", getAnnotated);
  addBatchGrid(routes);
  routes.post("withdrawBatch", "/api/batches/{id}/withdraw", "collect.enter", withdrawBatch);
  routes.post("createNilReport", "/api/nil-reports", "collect.enter", createNilReport);
  routes.upload("importRegister", "/api/registers", "collect.enter", kMaxRegister, importRegister);
  routes.upload("importFeed", "/api/feeds", "collect.enter", kMaxRegister, importFeed);
}

}  // namespace medcredit::http
