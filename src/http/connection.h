// One connection as a coroutine: read a request within limits, have it answered, write, repeat. Private to the room:
// this is the only place besides server.cpp that sees Boost.
#pragma once

#include <atomic>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "http/server.h"

namespace medcredit::http {

/// What every connection of a server shares.
struct ServerShared {
  ServerOptions options;
  const Router& router;
  WorkQueue& queue;
  std::function<void(const RequestLog&)> onRequest;
  FastPath fastPath;
  std::function<bool(const std::string&)> admitClient;  ///< token bucket; true = admitted
  std::function<std::string()> newRequestId;
  std::atomic<bool> stopping{false};
  std::atomic<std::size_t> connections{0};

  /// An upload is refused before its body is read when nobody could take it.
  [[nodiscard]] bool admitUpload() const { return queue.depth(WorkClass::kUpload) < options.queues.uploadDepth; }
};

/// Serves until the peer closes, a limit is broken or the server stops.
boost::asio::awaitable<void> serveConnection(boost::beast::tcp_stream stream, std::shared_ptr<ServerShared> shared);
boost::asio::awaitable<void> serveTlsConnection(boost::beast::ssl_stream<boost::beast::tcp_stream> stream,
                                                std::shared_ptr<ServerShared> shared);

}  // namespace medcredit::http
