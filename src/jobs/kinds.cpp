// What each kind of work does. Every kind may be done again without harm.
#include <boost/json.hpp>
#include <map>

#include "jobs/runner.h"
#include "service/backup.h"
#include "service/case_time.h"
#include "service/collect.h"
#include "service/evidence_head.h"
#include "service/grade_daily.h"
#include "service/grade_reform.h"
#include "service/grade_snapshot.h"
#include "service/jobs.h"
#include "service/list_entries.h"
#include "service/list_registers.h"
#include "service/notices.h"
#include "service/paper_reports.h"
#include "service/publish.h"
#include "service/quality.h"
#include "service/repair.h"
#include "service/risk_watch.h"
#include "service/sealed_file.h"
#include "service/sealing.h"
#include "service/status.h"

namespace medcredit::jobs {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

std::string textOf(const json::object& args, std::string_view name) {
  const auto* value = args.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

/// The day a scheduled act stands for; today for one asked for by hand.
base::CivilDate dueOf(const service::Context& context, const json::object& args) {
  return base::CivilDate::parseIso(textOf(args, "due")).value_or(context.clock.today());
}

/// The annotated return repeats what was sent: it waits sealed for the clerk who fetches it.
base::Status sealReturn(service::Context& context, std::int64_t jobId, const fs::path& annotated) {
  std::error_code ec;
  if (!fs::exists(annotated, ec)) return {};
  MC_TRY(service::sealFile(annotated, service::sealedName(annotated), service::returnPlace(jobId), context.keys,
                           context.random));
  fs::remove(annotated, ec);
  return {};
}

base::Result<std::string> doImport(service::Context& context, const store::Job& job, const json::object& args,
                                   const Progress& progress) {
  const fs::path folder = service::jobFolder(textOf(args, "spool"), job.id);
  const std::string name = textOf(args, "name");
  std::error_code ec;
  if (!fs::exists(folder / name, ec)) return base::fail("JOBS-0005", {{"name", name}});
  service::ImportRequest request;
  request.file = folder / name;
  request.entry = textOf(args, "entry");
  request.unit = textOf(args, "unit");
  request.received = base::CivilDate::parseIso(textOf(args, "received"));
  const auto* allOrNothing = args.if_contains("allOrNothing");
  request.allOrNothing = allOrNothing != nullptr && allOrNothing->is_bool() && allOrNothing->get_bool();
  fs::create_directories(folder / "return", ec);
  request.annotated = folder / "return" / name;
  base::Status told;
  request.onProgress = [&](double part) {
    if (told.ok()) told = progress(static_cast<int>(part * 1000));
  };
  MC_ASSIGN(const auto report, service::importFile(context, request));
  MC_TRY(told);
  MC_TRY(sealReturn(context, job.id, *request.annotated));
  json::object result{{"rows", report.counts.rows},
                      {"accepted", report.counts.accepted},
                      {"updated", report.counts.updated},
                      {"rejected", report.counts.rejected},
                      {"duplicates", report.counts.duplicates},
                      {"warnings", report.counts.warnings},
                      {"unchanged", report.unchanged},
                      {"alreadyStored", report.alreadyStored},
                      {"findings", report.findingsTotal}};
  if (report.batchId) result["batch"] = service::publicId('B', *report.batchId);
  if (fs::exists(service::sealedName(*request.annotated), ec))
    result["annotated"] = service::publicId('J', job.id) + "/return/" + name;
  return json::serialize(result);
}

/// Publicity lasts through its last day: the act of day D ends what ran out on D-1.
base::Result<std::string> doExpire(service::Context& context, const json::object& args) {
  const auto lastDay = dueOf(context, args).plusDays(-1);
  // What should have been gone before is a finding of its own (R-RET-11); then everything that ends with that day.
  MC_ASSIGN(const auto late, service::takeDownOvershown(context, lastDay));
  MC_ASSIGN(const auto records, service::publishExpire(context, lastDay));
  MC_ASSIGN(const auto sealed, service::sealExpired(context));
  MC_ASSIGN(const auto unlisted, service::expireEntries(context));
  MC_ASSIGN(const auto persons, service::expireDisorder(context));
  json::array ended;
  for (const auto id : records) ended.push_back(json::string(service::publicId('R', id)));
  return json::serialize(json::object{{"lastDay", lastDay.iso()},
                                      {"ended", std::move(ended)},
                                      {"overshown", late.size()},
                                      {"sealed", sealed.size()},
                                      {"unlisted", unlisted.size() + persons.size()}});
}

base::Result<std::string> doStatus(service::Context& context, const json::object& args) {
  MC_ASSIGN(const auto report, service::statusReport(context, {}));
  std::map<std::string, std::map<std::string, std::int64_t>> counts;
  for (const auto& duty : report.duties) {
    ++counts[std::string(service::dutyKindName(duty.kind))][std::string(service::dutyGroupName(duty.group))];
  }
  json::object kinds;
  for (const auto& [kind, groups] : counts) {
    json::object one;
    for (const auto& [group, count] : groups) one[group] = count;
    kinds[kind] = std::move(one);
  }
  return json::serialize(
      json::object{{"due", dueOf(context, args).iso()}, {"today", report.today.iso()}, {"duties", std::move(kinds)}});
}

base::Result<std::string> doReminders(service::Context& context, const json::object& args) {
  const auto day = dueOf(context, args);
  MC_ASSIGN(const int written, service::writeDutyNotices(context, day));
  json::object result{{"due", day.iso()}, {"notices", written}};
  if (context.procedures != nullptr) {
    MC_ASSIGN(const auto repair, service::repairDay(context, day));
    result["repairGuidance"] = repair.told;
    result["repairLeftovers"] = repair.leftovers;
  }
  return json::serialize(result);
}

base::Result<std::string> doStatistics(service::Context& context, const json::object& args) {
  MC_ASSIGN(const auto report, service::qualityReport(context, {}));
  const auto& total = report.total;
  MC_ASSIGN(const auto drafts, service::draftReports(context, dueOf(context, args)));
  return json::serialize(json::object{{"due", dueOf(context, args).iso()},
                                      {"drafts", drafts},
                                      {"received", total.received},
                                      {"compliant", total.compliant},
                                      {"late", total.late},
                                      {"concealed", total.concealed},
                                      {"wrong", total.wrong},
                                      {"complianceRate", total.complianceRate().value_or("")},
                                      {"lateRate", total.lateRate().value_or("")},
                                      {"concealmentRate", total.concealmentRate().value_or("")}});
}

/// Facts of the register for grading; derived, so that it may lie in the spool.
std::filesystem::path snapshotIn(const RunnerOptions& options) {
  return options.spoolFolder.empty() ? std::filesystem::path() : options.spoolFolder / service::kSnapshotFile;
}

base::Result<std::string> doGradeDay(service::Context& context, const json::object& args, const RunnerOptions& options,
                                     const Progress& progress) {
  const auto day = dueOf(context, args);
  MC_ASSIGN(const auto done, service::gradeDay(context, day, progress, snapshotIn(options)));
  MC_ASSIGN(const auto risks, service::refreshRisks(context));
  json::array runs;
  for (const auto id : done.runs) runs.push_back(json::string(service::publicId('E', id)));
  return json::serialize(json::object{{"due", day.iso()},
                                      {"runs", std::move(runs)},
                                      {"alerts", done.alerts.size()},
                                      {"touched", done.refreshed.touched},
                                      {"calendar", done.refreshed.calendar},
                                      {"regraded", done.refreshed.regraded},
                                      {"risks", risks.looked},
                                      {"risks_raised", risks.raised},
                                      {"risks_lowered", risks.lowered}});
}

base::Result<std::string> doGradeRun(service::Context& context, const json::object& args, const RunnerOptions& options,
                                     const Progress& progress) {
  const auto* year = args.if_contains("year");
  service::RunRequest request{textOf(args, "model"),
                              year != nullptr && year->is_int64() ? static_cast<int>(year->get_int64()) : 0,
                              base::CivilDate::parseIso(textOf(args, "asOf")), snapshotIn(options)};
  MC_ASSIGN(const auto run, service::runGrading(context, request, progress));
  return json::serialize(json::object{{"run", service::publicId('E', run)}});
}

base::Result<std::string> doReform(service::Context& context, const json::object& args, const RunnerOptions& options,
                                   const Progress& progress) {
  const service::ReformRequest request{textOf(args, "text"), textOf(args, "name"),
                                       base::CivilDate::parseIso(textOf(args, "asOf")), snapshotIn(options)};
  MC_ASSIGN(const auto release, service::simulateReform(context, request, progress));
  return release.json;
}

/// Time over the cases; what could not be done stands in the result and on the case.
base::Result<std::string> doCases(service::Context& context, const json::object& args) {
  const bool midnight = args.contains("schedule");
  MC_ASSIGN(const auto done, service::passCases(context, midnight));
  return json::serialize(json::object{{"looked", done.looked},
                                      {"changed", done.changed},
                                      {"recounted", done.recounted},
                                      {"failed", done.failed},
                                      {"notices", done.notices},
                                      {"recalls", done.recalls},
                                      {"clockInDoubt", done.clockInDoubt}});
}

base::Result<std::string> doHead(service::Context& context) {
  MC_ASSIGN(const auto head, service::signHead(context));
  return json::serialize(json::object{{"epoch", head.epoch}, {"head", head.text}});
}

base::Result<std::string> doBackup(service::Context& context, const RunnerOptions& options) {
  if (options.backupFolder.empty()) return base::fail("JOBS-0006");
  MC_ASSIGN(const auto kept,
            service::createInterval(context, options.location, options.backupFolder, options.keepBackups));
  return json::serialize(json::object{{"file", kept.file.filename().string()},
                                      {"removed", static_cast<std::int64_t>(kept.removed.size())}});
}

}  // namespace

base::Result<std::string> doJob(service::Context& context, const store::Job& job, const RunnerOptions& options,
                                const Progress& progress) {
  boost::system::error_code ec;
  const json::value args = json::parse(job.args, ec);
  if (ec || !args.is_object()) return base::fail("JOBS-0003", {{"kind", job.kind}});
  const json::object& object = args.get_object();
  if (job.kind == service::kJobImport) return doImport(context, job, object, progress);
  if (job.kind == service::kJobExpire) return doExpire(context, object);
  if (job.kind == service::kJobStatus) return doStatus(context, object);
  if (job.kind == service::kJobReminders) return doReminders(context, object);
  if (job.kind == service::kJobStatistics) return doStatistics(context, object);
  if (job.kind == service::kJobGradeDay) return doGradeDay(context, object, options, progress);
  if (job.kind == service::kJobGradeRun) return doGradeRun(context, object, options, progress);
  if (job.kind == service::kJobReform) return doReform(context, object, options, progress);
  if (job.kind == service::kJobCases) return doCases(context, object);
  if (job.kind == service::kJobHead) return doHead(context);
  if (job.kind == service::kJobBackup) return doBackup(context, options);
  return base::fail("JOBS-0002", {{"kind", job.kind}});
}

base::Status sweepFiles(service::Context& context, const fs::path& spoolFolder) {
  constexpr std::int64_t kKeepMicros = 30LL * 24 * 3600 * 1'000'000;
  std::vector<fs::path> folders;
  std::error_code ec;
  for (fs::directory_iterator it(spoolFolder / "jobs", ec), end; !ec && it != end; it.increment(ec)) {
    folders.push_back(it->path());
  }
  for (const auto& folder : folders) {
    const auto id = service::parsePublicId('J', folder.filename().string());
    if (!id) continue;
    MC_ASSIGN(const auto job, store::getJob(context.conn, *id));
    if (job && !service::jobIsOver(*job)) continue;
    const bool old =
        !job || context.clock.now().micros - job->finishedAt.value_or(base::Instant{}).micros > kKeepMicros;
    std::error_code ignored;
    if (old) {
      fs::remove_all(folder, ignored);
      continue;
    }
    for (fs::recursive_directory_iterator it(folder, ignored), end; !ignored && it != end; it.increment(ignored)) {
      std::error_code failed;
      const bool kept = it->path().parent_path() != folder && it->path().extension() == ".sealed";
      if (it->is_regular_file(failed) && !kept) fs::remove(it->path(), failed);
    }
  }
  return {};
}

}  // namespace medcredit::jobs
