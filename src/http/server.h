// The HTTP/1.1 server: transport only (connections, limits, queues, TLS, compression, events). What a request means is
// decided by the Worker behind the queue.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
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
  std::chrono::seconds headerTimeout{15};
  std::chrono::seconds idleTimeout{60};
  std::chrono::seconds bodyTimeout{60};  ///< per 64 KiB of progress
  std::size_t perClientPerSecond = 0;    ///< token bucket per peer address; 0 = off → 429
  std::size_t gzipFrom = 1024;
  QueueLimits queues;
};

/// One line per answered request (structured log and metrics are made from it).
struct RequestLog {
  std::string requestId, remoteAddress, method, path, operationId;
  int status = 0;
  std::uint64_t bytes = 0;
  std::int64_t micros = 0;
};

/// Answers from the shared public cache on the I/O thread, before any queue; empty = not cached.
using FastPath = std::function<std::shared_ptr<const Response>(const Request&)>;

class Server {
 public:
  Server(ServerOptions options, const Router& router, WorkerFactory workers,
         std::function<void(const RequestLog&)> onRequest, FastPath fastPath = {});
  ~Server();
  /// Binds and starts the threads; HTTP-0010 when the address is taken, HTTP-0011 when certificate or key cannot be
  /// used.
  base::Status start();
  [[nodiscard]] std::uint16_t port() const;
  /// Stops accepting, lets requests in work finish (up to `grace`), closes the rest.
  void stop(std::chrono::milliseconds grace);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace medcredit::http
