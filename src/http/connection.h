// One connection as a coroutine: read a request within limits, have it answered, write, repeat. Private to the room:
// this is the only place besides server.cpp that sees Asio.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>

#include "http/response_cache.h"
#include "http/server.h"

namespace medcredit::http {

/// What every connection of a server shares.
struct ServerShared {
  ServerOptions options;
  const Router& router;
  WorkQueue& queue;
  std::function<void(const RequestLog&)> onRequest;
  std::function<bool(const std::string&)> admitClient;  ///< token bucket; true = admitted
  std::function<std::string()> newRequestId;
  std::atomic<bool> stopping{false};
  std::atomic<std::size_t> connections{0};

  /// An upload is refused before its body is read when nobody could take it.
  [[nodiscard]] bool admitUpload() const { return queue.depth(WorkClass::kUpload) < options.queues.uploadDepth; }
};

/// A connection as the watch over deadlines sees it; touched on its I/O thread only.
class Watched {
 public:
  virtual ~Watched() = default;
  /// Ends what the connection waits for.
  virtual void cut() = 0;
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  bool expired = false;  ///< cut because the deadline passed
  bool idle = false;     ///< between two requests
};

/// One I/O thread: its connections, its cache, its loop.
struct IoThread {
  std::unordered_set<Watched*> live;
  std::unique_ptr<ResponseCache> cache;
  boost::asio::io_context context{1};
};

/// Counts a connection as long as it lives.
class ConnectionSlot {
 public:
  explicit ConnectionSlot(std::shared_ptr<ServerShared> shared) : shared_(std::move(shared)) { ++shared_->connections; }
  ConnectionSlot(ConnectionSlot&& other) noexcept = default;
  ConnectionSlot& operator=(ConnectionSlot&&) = delete;
  ~ConnectionSlot() {
    if (shared_) --shared_->connections;
  }
  [[nodiscard]] const std::shared_ptr<ServerShared>& shared() const { return shared_; }

 private:
  std::shared_ptr<ServerShared> shared_;
};

using TlsStream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;

/// Serves until the peer closes, a limit is broken or the server stops.
boost::asio::awaitable<void> serveConnection(boost::asio::ip::tcp::socket socket, ConnectionSlot slot, IoThread& io);
boost::asio::awaitable<void> serveTlsConnection(TlsStream stream, ConnectionSlot slot, IoThread& io);

}  // namespace medcredit::http
