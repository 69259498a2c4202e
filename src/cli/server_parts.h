// What runs beside the requests of `serve`: log, metrics, background jobs, cache of public answers.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "http/api.h"
#include "http/observe.h"
#include "http/server.h"
#include "jobs/runner.h"
#include "service/jobs_feed.h"

namespace medcredit::cli {

struct ServerPartsOptions {
  std::string logFile;       ///< "" = standard error
  std::string backupFolder;  ///< "" = no daily copies
};

/// Lives as long as the server. `shared` must outlive it.
class ServerParts {
 public:
  /// Opens the log and hangs metrics and the feed of job events into `shared`.
  [[nodiscard]] static base::Result<std::unique_ptr<ServerParts>> open(const ServerPartsOptions& options,
                                                                       http::ApiShared& shared);
  ~ServerParts();
  ServerParts(const ServerParts&) = delete;
  ServerParts& operator=(const ServerParts&) = delete;

  [[nodiscard]] std::function<void(const http::RequestLog&)> onRequest();
  /// One cache per I/O thread, each with a connection of its own that only watches for changes.
  [[nodiscard]] http::CacheFactory cache() const;
  /// Starts the background jobs; the gauges are those of `server` until stop.
  void start(const http::Server& server);
  /// Lets running jobs finish.
  void stop();

 private:
  ServerParts(const ServerPartsOptions& options, http::ApiShared& shared);
  void noteJob(const jobs::JobNote& note);

  http::ApiShared& shared_;
  std::unique_ptr<http::JsonLog> log_;
  http::Metrics metrics_;
  service::LiveJobs live_;
  service::JobFeed feed_;
  std::atomic<const http::Server*> server_ = nullptr;
  std::unique_ptr<jobs::Runner> runner_;
};

/// Folder for uploads and files of jobs: DATA/spool of an embedded store, else "spool" beside the keys. Made when
/// missing, readable by its owner alone.
[[nodiscard]] base::Result<std::string> spoolFolderOf(const store::Location& location, const std::string& keyFolder);

}  // namespace medcredit::cli
