// The HTTP/1.1 server: transport only (connections, limits, queues, TLS, compression, events). What a request means is
// decided by the Worker behind the queue.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/assets.h"
#include "http/response_cache.h"
#include "http/router.h"
#include "http/work_queue.h"

namespace medcredit::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;             ///< 0 = any free port, see Server::port()
  std::string certificateFile, keyFile;  ///< PEM; both set = TLS 1.2+
  std::string spoolFolder;               ///< uploads in flight
  unsigned ioThreads = 1;
  std::size_t maxConnections = 4096;
  std::size_t maxHeaderBytes = 16 * 1024;
  std::chrono::milliseconds headerTimeout{15000};
  std::chrono::milliseconds idleTimeout{60000};
  std::chrono::milliseconds bodyTimeout{60000};  ///< per 64 KiB of progress
  std::size_t perClientPerSecond = 0;            ///< token bucket per peer address; 0 = off → 429
  std::size_t gzipFrom = 1024;
  std::chrono::milliseconds queueDeadline{10000};   ///< who waited longer for a worker is told 503 without any work
  std::chrono::milliseconds eventHeartbeat{15000};  ///< of a silent event stream
  std::vector<std::string> trustedProxies;          ///< peers whose X-Forwarded-For names the client
  std::string requestIdPrefix = "q";                ///< different for every run, so that request ids never repeat
  QueueLimits queues;
  std::shared_ptr<const Assets> assets;  ///< the web pages; none: only the API is served
};

/// One line per answered request (structured log and metrics are made from it).
struct RequestLog {
  std::string requestId, remoteAddress, method;
  std::string path;         ///< template of the route ("/api/subjects/{id}"), never what was really asked for
  std::string operationId;  ///< "" when no route was found
  int status = 0;
  std::uint64_t bytes = 0;
  std::int64_t micros = 0;
};

/// Makes the cache of public answers of one I/O thread; empty: nothing is kept.
using CacheFactory = std::function<std::unique_ptr<ResponseCache>()>;

/// Depths and counts for metrics.
struct ServerGauges {
  std::size_t connections = 0, officerQueue = 0, publicQueue = 0, uploadQueue = 0;
};

class Server {
 public:
  Server(ServerOptions options, const Router& router, WorkerFactory workers,
         std::function<void(const RequestLog&)> onRequest, CacheFactory cache = {});
  ~Server();
  /// Binds and starts the threads; HTTP-0010 when the address is taken, HTTP-0011 when certificate or key cannot be
  /// used.
  base::Status start();
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] ServerGauges gauges() const;
  /// Stops accepting, lets requests in work finish (up to `grace`), closes the rest.
  void stop(std::chrono::milliseconds grace);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace medcredit::http
