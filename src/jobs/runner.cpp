#include "jobs/runner.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/json.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "domain/messages.h"
#include "jobs/lease.h"
#include "jobs/schedule.h"
#include "service/jobs.h"
#include "store/memory.h"

namespace medcredit::jobs {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::size_t kCacheOfOthers = std::size_t{8} << 20U;

base::Instant later(base::Instant now, std::int64_t seconds) { return {now.micros + seconds * kSecond}; }

std::int64_t leaseOf(const RunnerOptions& options, std::string_view kind) {
  return kind == service::kJobImport ? options.importLeaseSeconds : options.leaseSeconds;
}

/// The machine may be better next time; a file that is wrong stays wrong. What is due by law is tried again in any
/// case.
bool worthRetrying(const base::Error& error, const store::Job& job) {
  return job.createdBy == service::kScheduler || error.code.starts_with("STOR-") || error.code.starts_with("EVID-") ||
         error.code.starts_with("CRYP-");
}

std::string errorJson(const base::Error& error) {
  return boost::json::serialize(
      boost::json::object{{"error", boost::json::object{{"code", error.code},
                                                        {"message", domain::renderText(error)},
                                                        {"remedy", domain::renderRemedy(error)}}}});
}

/// Requests go first: the acts of the day take what processor time they leave. The nice value of Linux is the calling
/// thread's own; where it cannot be changed the work is done all the same. Not more than this, for others wait while a
/// job writes.
void stepBack() {
  constexpr int kNice = 5;
  static_cast<void>(::setpriority(PRIO_PROCESS, 0, kNice));
}

/// One claimed job on its way through doJob and into the run log.
class Attempt {
 public:
  Attempt(service::Context& context, store::Job job, const RunnerOptions& options, service::LiveJobs& live)
      : context_(context), job_(std::move(job)), options_(options), live_(live) {
    // The rights of who asked were checked then; the work is done in that name.
    context_.actor = job_.createdBy;
    context_.principal = {};
    context_.principal.id = job_.createdBy;
    context_.trace = {service::publicId('J', job_.id), ""};
  }

  base::Status run() {
    const auto result = work();
    if (context_.conn.inTransaction()) context_.conn.rollback();
    return result.ok() ? end("done", "done", *result, {}) : fail(result.error());
  }

 private:
  base::Result<std::string> work() {
    const LeaseKeeper keeper(options_.location, job_, leaseOf(options_, job_.kind), context_.clock);
    return doJob(context_, job_, options_, [this](int permille) { return progress(permille); });
  }

  store::JobEvent event(std::string_view name, std::string_view data) {
    return {job_.attempts * store::kSeqPerAttempt + ++events_, context_.clock.now(), std::string(name),
            std::string(data)};
  }

  /// Tells how far the work is and keeps the lease, inside the work's transaction when it has one: what is committed
  /// together with the work prolongs the lease exactly then.
  base::Status progress(int permille) {
    constexpr int kStep = 20;
    if (permille < told_ + kStep && permille < 1000) return {};
    if (permille <= told_) return {};
    told_ = permille;
    live_.add(job_.id, event("progress", "{\"permille\":" + std::to_string(permille) + "}"));
    const auto lease = later(context_.clock.now(), leaseOf(options_, job_.kind));
    const auto kept = store::renewJob(context_.conn, job_, lease, permille);
    if (!kept.ok()) return kept.error();
    return {};
  }

  base::Status fail(const base::Error& error) {
    const bool again = worthRetrying(error, job_) && job_.attempts < options_.maxAttempts;
    return end(again ? "queued" : "failed", again ? "retry" : "failed", errorJson(error), error.code);
  }

  base::Status end(std::string_view state, std::string_view word, const std::string& result, std::string_view code) {
    const auto live = live_.after(job_.id, 0);
    MC_ASSIGN(auto transaction, store::Transaction::start(context_.conn));
    const auto now = context_.clock.now();
    const std::int64_t pause = options_.retrySeconds << std::min<std::int64_t>(job_.attempts - 1, 10);
    job_.progress = std::max(told_, 0);
    MC_ASSIGN(const bool mine,
              store::endAttempt(context_.conn, job_, state, now, state == "queued" ? later(now, pause) : now, result));
    if (mine) {
      for (const auto& one : live) MC_TRY(store::addJobEvent(context_.conn, job_.id, one));
      MC_TRY(store::addJobEvent(context_.conn, job_.id, event(word, result)));
      MC_TRY(service::journal(context_, "job." + std::string(word), service::publicId('J', job_.id),
                              boost::json::serialize(boost::json::object{
                                  {"kind", job_.kind}, {"attempt", job_.attempts}, {"code", code}})));
      MC_TRY(transaction.commit());
    }
    static_cast<void>(live_.take(job_.id));
    if (options_.onJob) {
      options_.onJob({job_.id, job_.kind, std::string(mine ? word : "lost"), std::string(code), job_.attempts});
    }
    return {};
  }

  service::Context context_;
  store::Job job_;
  const RunnerOptions& options_;
  service::LiveJobs& live_;
  std::int64_t events_ = 1;  ///< 1 = started
  int told_ = -1;
};

}  // namespace

base::Result<bool> runNext(service::Context& context, store::JobLane lane, const RunnerOptions& options,
                           service::LiveJobs& live) {
  const auto now = context.clock.now();
  MC_ASSIGN(const bool any, store::hasClaimableJob(context.conn, lane, now));
  if (!any) return false;
  std::optional<store::Job> job;
  {
    MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
    MC_ASSIGN(job, store::claimJob(context.conn, lane, now, later(now, options.leaseSeconds)));
    if (!job) return false;
    MC_TRY(store::renewJob(context.conn, *job, later(now, leaseOf(options, job->kind)), 0));
    const std::int64_t seq = job->attempts * store::kSeqPerAttempt + 1;
    MC_TRY(store::addJobEvent(context.conn, job->id,
                              {seq, now, "started", "{\"attempt\":" + std::to_string(job->attempts) + "}"}));
    MC_TRY(transaction.commit());
  }
  MC_TRY(Attempt(context, std::move(*job), options, live).run());
  return true;
}

struct Runner::Impl {
  RunnerOptions options;
  ContextFactory contexts;
  service::LiveJobs& live;
  std::mutex mutex;
  std::condition_variable wake;
  bool stopping = false;
  std::vector<std::thread> threads;

  static base::Status plan(service::Context& context) {
    MC_TRY(planSchedules(context));
    MC_TRY(planCases(context));
    return {};
  }

  /// Works until nothing is left or something fails (then the connection is opened anew).
  base::Status round(service::Context& context, store::JobLane lane) {
    bool worked = false;
    if (lane == store::JobLane::kOthers) MC_TRY(plan(context));
    while (!isStopping()) {
      MC_ASSIGN(const bool did, runNext(context, lane, options, live));
      if (!did) break;
      worked = true;
    }
    if (!worked) return {};
    // After every import and at least once a day (the scheduled acts).
    if (!options.spoolFolder.empty()) MC_TRY(sweepFiles(context, options.spoolFolder));
    return store::giveBack(context.conn);
  }

  bool isStopping() {
    const std::lock_guard lock(mutex);
    return stopping;
  }

  void serve(store::JobLane lane) {
    if (lane == store::JobLane::kOthers) stepBack();
    std::shared_ptr<service::Context> context;
    std::unique_lock lock(mutex);
    while (!stopping) {
      lock.unlock();
      if (!context) {
        auto made = contexts();
        if (made.ok()) context = std::move(*made);
        if (context && lane == store::JobLane::kOthers) {
          // The acts of the day read through whole tables and keep little of them.
          if (!store::limitCache(context->conn, kCacheOfOthers).ok()) context.reset();
        }
      }
      if (context && !round(*context, lane).ok()) context.reset();
      lock.lock();
      wake.wait_for(lock, options.poll, [this] { return stopping; });
    }
  }
};

Runner::Runner(RunnerOptions options, ContextFactory contexts, service::LiveJobs& live)
    : impl_(new Impl{std::move(options), std::move(contexts), live, {}, {}, false, {}}) {}
Runner::~Runner() { stop(); }

void Runner::start() {
  for (const auto lane : {store::JobLane::kImports, store::JobLane::kOthers}) {
    impl_->threads.emplace_back([impl = impl_.get(), lane] { impl->serve(lane); });
  }
}

void Runner::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  for (auto& thread : impl_->threads) {
    if (thread.joinable()) thread.join();
  }
}

}  // namespace medcredit::jobs
