#include "cli/server_parts.h"

#include <filesystem>

#include "service/read_log.h"
#include "store/change_state.h"

namespace medcredit::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kCacheBytes = std::size_t{64} << 20U;  // some 2,000 pages of 25 KiB

/// Connection and context of a job thread.
struct JobBundle {
  std::unique_ptr<store::Conn> conn;
  std::unique_ptr<service::Context> context;
};

base::Result<std::shared_ptr<service::Context>> jobContext(const http::ApiShared& shared) {
  auto bundle = std::make_shared<JobBundle>();
  store::Location patient = shared.location;
  patient.busyMillis = 60000;  // a long import may hold the writer; nobody waits for an answer here
  MC_ASSIGN(bundle->conn, store::open(patient));
  bundle->context = std::make_unique<service::Context>(
      service::Context{*bundle->conn, *shared.law, shared.clock, std::string("scheduler"), shared.random, shared.keys});
  bundle->context->procedures = shared.procedures.get();
  return std::shared_ptr<service::Context>(bundle, bundle->context.get());
}

/// The store's state together with the legal day: answers of yesterday are not today's.
std::function<std::int64_t()> cacheState(std::shared_ptr<store::Conn> conn, const base::Clock& clock) {
  return [conn = std::move(conn), &clock]() -> std::int64_t {
    const auto state = store::changeState(*conn);
    if (!state.ok() || !*state) return -1;
    constexpr std::int64_t kDays = 1 << 22;
    return **state * kDays + clock.today().days();
  };
}

}  // namespace

base::Result<std::string> spoolFolderOf(const store::Location& location, const std::string& keyFolder) {
  const fs::path beside = location.databaseUrl.empty() ? fs::path(location.dataDir) : fs::path(keyFolder).parent_path();
  const fs::path folder = beside / "spool";
  std::error_code ec;
  fs::create_directories(folder, ec);
  if (!ec) fs::permissions(folder, fs::perms::owner_all, ec);
  if (ec) return base::fail("HTTP-0036", {{"path", folder.string()}});
  return folder.string();
}

base::Result<std::unique_ptr<ServerParts>> ServerParts::open(const ServerPartsOptions& options,
                                                             http::ApiShared& shared) {
  std::unique_ptr<ServerParts> parts(new ServerParts(options, shared));
  MC_ASSIGN(parts->log_, http::JsonLog::open(options.logFile, shared.clock));
  return parts;
}

ServerParts::ServerParts(const ServerPartsOptions& options, http::ApiShared& shared)
    : shared_(shared), feed_(shared.location, live_) {
  shared_.jobFeed = &feed_;
  // What a bug says may quote data: the log names the request, the text stays out.
  shared_.onFault = [this](std::string_view requestId, std::string_view) {
    log_->event("error", "fault", {{"request", requestId}});
  };
  shared_.metrics = [this] {
    http::Gauges gauges;
    if (const auto* server = server_.load()) gauges.server = server->gauges();
    if (shared_.readLog != nullptr) {
      const auto counts = shared_.readLog->counts();
      gauges.evidenceEntries = counts.entries;
      gauges.evidenceCommits = counts.commits;
      gauges.evidenceFailures = counts.failures;
    }
    return metrics_.text(gauges);
  };
  jobs::RunnerOptions run;
  run.location = shared.location;
  run.spoolFolder = shared.spoolFolder;
  run.backupFolder = options.backupFolder;
  run.onJob = [this](const jobs::JobNote& note) { noteJob(note); };
  runner_ = std::make_unique<jobs::Runner>(
      std::move(run), [this] { return jobContext(shared_); }, live_);
}

ServerParts::~ServerParts() { stop(); }

void ServerParts::noteJob(const jobs::JobNote& note) {
  metrics_.job(note.kind, note.state);
  log_->event(note.state == "done" ? "info" : "warn", "job",
              {{"job", service::publicId('J', note.id)},
               {"kind", note.kind},
               {"state", note.state},
               {"code", note.code},
               {"attempt", std::to_string(note.attempt)}});
}

std::function<void(const http::RequestLog&)> ServerParts::onRequest() {
  return [this](const http::RequestLog& line) {
    metrics_.request(line);
    log_->request(line);
  };
}

http::CacheFactory ServerParts::cache() const {
  return [this]() -> std::unique_ptr<http::ResponseCache> {
    auto conn = store::open(shared_.location);
    if (!conn.ok()) return nullptr;
    std::shared_ptr<store::Conn> watching = std::move(*conn);
    return std::make_unique<http::ResponseCache>(cacheState(watching, shared_.clock), kCacheBytes);
  };
}

void ServerParts::start(const http::Server& server) {
  server_ = &server;
  runner_->start();
}

void ServerParts::stop() {
  runner_->stop();
  server_ = nullptr;
}

}  // namespace medcredit::cli
