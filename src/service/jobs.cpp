#include "service/jobs.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "service/scope.h"

namespace medcredit::service {

namespace fs = std::filesystem;

namespace {

constexpr std::array kKinds{kJobImport, kJobCases,  kJobExpire,   kJobStatus,   kJobReminders, kJobStatistics,
                            kJobHead,   kJobBackup, kJobGradeDay, kJobGradeRun, kJobReform};

bool seesAllJobs(const Context& context) { return context.principal.kind == PrincipalKind::kOperator; }

/// Own work, and with the permission job.read the work of the scheduler.
bool sees(const Context& context, const store::Job& job) {
  return seesAllJobs(context) || job.createdBy == context.actor ||
         (job.createdBy == kScheduler && context.principal.may("job.read"));
}

/// The row and the first line of its run log.
base::Result<std::int64_t> insertQueued(Context& context, std::string_view kind, std::string_view argsJson) {
  if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end()) {
    return base::fail("JOBS-0002", {{"kind", std::string(kind)}});
  }
  MC_ASSIGN(const std::int64_t id, store::reserveIds(context.conn, "job", 1));
  store::Job job;
  job.id = id;
  job.kind = kind;
  job.args = argsJson;
  job.state = "queued";
  job.createdAt = job.runAfter = context.clock.now();
  job.createdBy = context.actor;
  MC_TRY(store::insertJob(context.conn, job));
  MC_TRY(store::addJobEvent(context.conn, id, {1, job.createdAt, "queued", "{}"}));
  return id;
}

/// What remains of a sender's file name: no folders, no control characters, at most 180 bytes.
std::string safeName(std::string_view name) {
  name = name.substr(name.find_last_of("/\\") + 1);
  std::string out;
  for (const char c : name) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  }
  constexpr std::size_t kLongest = 180;
  if (out.size() > kLongest) {
    std::size_t cut = out.size() - kLongest;  // the end stays: it tells the form of the file
    while (cut < out.size() && (static_cast<unsigned char>(out[cut]) & 0xC0U) == 0x80U) ++cut;
    out.erase(0, cut);
  }
  return out.empty() || out == "." || out == ".." ? "upload" : out;
}

/// The job is durable once it is queued: so must be its file, also after a power cut.
bool makeDurable(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool done = ::fsync(fd) == 0;
  ::close(fd);
  return done;
}

/// Moves within a file system, copies across.
bool moveFile(const fs::path& from, const fs::path& to) {
  std::error_code ec;
  fs::create_directories(to.parent_path(), ec);
  if (ec) return false;
  fs::permissions(to.parent_path(), fs::perms::owner_all, ec);
  fs::rename(from, to, ec);
  if (ec) {
    if (!fs::copy_file(from, to, ec) || ec) return false;
    fs::remove(from, ec);
  }
  return makeDurable(to) && makeDurable(to.parent_path());
}

}  // namespace

bool jobIsOver(const store::Job& job) { return job.state == "done" || job.state == "failed"; }

fs::path jobFolder(const fs::path& spoolFolder, std::int64_t jobId) {
  return spoolFolder / "jobs" / publicId('J', jobId);
}

std::string returnPlace(std::int64_t jobId) { return "return|" + publicId('J', jobId); }

base::Result<std::int64_t> enqueue(Context& context, std::string_view kind, std::string_view argsJson) {
  if (context.conn.inTransaction()) return insertQueued(context, kind, argsJson);
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const std::int64_t id, insertQueued(context, kind, argsJson));
  MC_TRY(transaction.commit());
  return id;
}

base::Result<std::int64_t> enqueueImport(Context& context, const ImportJob& job) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  const std::string name = safeName(job.name);
  const std::string args = boost::json::serialize(boost::json::object{{"name", name},
                                                                      {"entry", job.entry},
                                                                      {"unit", job.unit},
                                                                      {"received", job.received},
                                                                      {"allOrNothing", job.allOrNothing},
                                                                      {"spool", job.spoolFolder.string()}});
  MC_ASSIGN(const std::int64_t id, insertQueued(context, kJobImport, args));
  const fs::path target = jobFolder(job.spoolFolder, id) / name;
  if (!moveFile(job.file, target)) return base::fail("JOBS-0004", {{"path", job.spoolFolder.string()}});
  const auto committed = transaction.commit();
  if (!committed.ok()) {
    std::error_code ignored;
    fs::remove_all(target.parent_path(), ignored);
    return committed.error();
  }
  return id;
}

base::Result<store::Job> showJob(Context& context, std::int64_t id) {
  MC_ASSIGN(auto job, store::getJob(context.conn, id));
  if (!job || !sees(context, *job)) return notFound(publicId('J', id));
  return std::move(*job);
}

base::Result<std::vector<store::Job>> listJobs(Context& context, store::JobFilter filter) {
  if (!seesAllJobs(context) && !(filter.createdBy == kScheduler && context.principal.may("job.read"))) {
    filter.createdBy = context.actor;
  }
  return store::listJobs(context.conn, filter);
}

base::Result<std::vector<store::JobEvent>> jobEvents(Context& context, std::int64_t id, std::int64_t seq,
                                                     std::int64_t limit) {
  MC_TRY(showJob(context, id));
  return store::jobEventsAfter(context.conn, id, seq, limit);
}

}  // namespace medcredit::service
