#include "http/server.h"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "http/connection.h"
#include "http/spool.h"

namespace medcredit::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

namespace {

/// Token buckets by peer address; the table is emptied when it grows beyond reason.
class RateLimiter {
 public:
  explicit RateLimiter(std::size_t perSecond) : perSecond_(static_cast<double>(perSecond)) {}
  bool admit(const std::string& peer) {
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(mutex_);
    if (buckets_.size() > 100000) buckets_.clear();
    auto [it, fresh] = buckets_.try_emplace(peer, Bucket{perSecond_ * 2, now});
    Bucket& bucket = it->second;
    const std::chrono::duration<double> passed = now - bucket.at;
    bucket.tokens = std::min(perSecond_ * 2, bucket.tokens + passed.count() * perSecond_);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

 private:
  struct Bucket {
    double tokens = 0;
    std::chrono::steady_clock::time_point at;
  };
  double perSecond_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace

struct Server::Impl {
  ServerOptions options;
  WorkQueue queue;
  std::shared_ptr<ServerShared> shared;
  CacheFactory cacheFactory;
  RateLimiter limiter;
  std::atomic<std::uint64_t> requestCounter{0};
  asio::ssl::context tls{asio::ssl::context::tls_server};
  bool useTls = false;
  std::vector<std::unique_ptr<IoThread>> loops;
  std::vector<std::unique_ptr<tcp::acceptor>> acceptors;
  std::vector<std::thread> threads;
  std::uint16_t port = 0;

  Impl(ServerOptions serverOptions, const Router& router, WorkerFactory workers,
       std::function<void(const RequestLog&)> onRequest, CacheFactory cache)
      : options(std::move(serverOptions)),
        queue(options.queues, std::move(workers)),
        shared(new ServerShared{options, router, queue, std::move(onRequest), {}, {}, {}, {}}),
        cacheFactory(std::move(cache)),
        limiter(options.perClientPerSecond) {
    if (options.perClientPerSecond > 0) {
      shared->admitClient = [this](const std::string& peer) { return limiter.admit(peer); };
    }
    shared->newRequestId = [this] { return options.requestIdPrefix + std::to_string(++requestCounter); };
  }

  base::Status prepareTls() {
    if (options.certificateFile.empty() && options.keyFile.empty()) return {};
    ErrorCode ec;
    tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                    asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1 |
                    SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_cipher_list(tls.native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
    tls.use_certificate_chain_file(options.certificateFile, ec);
    if (!ec) tls.use_private_key_file(options.keyFile, asio::ssl::context::pem, ec);
    if (ec) return base::fail("HTTP-0011", {{"detail", ec.message()}});
    useTls = true;
    return {};
  }

  base::Status bind(asio::io_context& context, bool sharePort) {
    ErrorCode ec;
    const auto address = asio::ip::make_address(options.address, ec);
    auto acceptor = std::make_unique<tcp::acceptor>(context);
    const tcp::endpoint endpoint(address, port != 0 ? port : options.port);
    if (!ec) acceptor->open(endpoint.protocol(), ec);
    if (!ec) acceptor->set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec && sharePort) {
      acceptor->set_option(asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>(true), ec);
    }
    if (!ec) acceptor->bind(endpoint, ec);
    if (!ec) acceptor->listen(asio::socket_base::max_listen_connections, ec);
    if (ec) {
      return base::fail("HTTP-0010",
                        {{"address", options.address + ":" + std::to_string(options.port)}, {"detail", ec.message()}});
    }
    port = acceptor->local_endpoint().port();
    acceptors.push_back(std::move(acceptor));
    return {};
  }

  /// All acceptors. Threads share the port by SO_REUSEPORT, which would let a second server in unnoticed: whether the
  /// port is free is tried without it first.
  base::Status bindAll() {
    const unsigned count = std::max(1U, options.ioThreads);
    for (unsigned i = 0; i < count; ++i) loops.push_back(std::make_unique<IoThread>());
    MC_TRY(bind(loops[0]->context, false));
    if (count == 1) return {};
    acceptors.clear();
    for (auto& loop : loops) MC_TRY(bind(loop->context, true));
    return {};
  }

  asio::awaitable<void> accept(tcp::acceptor& acceptor, IoThread& io) {
    while (!shared->stopping) {
      ErrorCode ec;
      tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, ec));
      if (ec == asio::error::operation_aborted) co_return;
      if (ec) {  // out of descriptors: wait a little instead of spinning
        asio::steady_timer pause(io.context, std::chrono::milliseconds(50));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        continue;
      }
      if (shared->connections >= options.maxConnections) continue;  // closing at once is the cheapest answer
      ConnectionSlot slot(shared);
      socket.set_option(tcp::no_delay(true), ec);
      if (useTls) {
        asio::co_spawn(io.context, serveTlsConnection({std::move(socket), tls}, std::move(slot), io), asio::detached);
      } else {
        asio::co_spawn(io.context, serveConnection(std::move(socket), std::move(slot), io), asio::detached);
      }
    }
  }

  /// Cuts connections whose deadline has passed. One look at all of them is cheaper than a timer for each wait.
  asio::awaitable<void> watch(IoThread& io) {
    asio::steady_timer timer(io.context);
    while (!shared->stopping) {
      ErrorCode ec;
      timer.expires_after(std::chrono::milliseconds(100));
      co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      const auto now = std::chrono::steady_clock::now();
      for (Watched* one : io.live) {
        if (one->deadline >= now) continue;
        one->expired = true;
        one->cut();
      }
    }
  }

  void run(IoThread& io, tcp::acceptor& acceptor) {
    if (cacheFactory) io.cache = cacheFactory();
    const auto guard = asio::make_work_guard(io.context);
    asio::co_spawn(io.context, accept(acceptor, io), asio::detached);
    asio::co_spawn(io.context, watch(io), asio::detached);
    io.context.run();
    io.cache.reset();  // its connection to the store ends on the thread that used it
  }

  /// No new connections; those that wait for a request are closed.
  void closeDoors() {
    for (std::size_t i = 0; i < loops.size(); ++i) {
      asio::post(loops[i]->context, [io = loops[i].get(), acceptor = acceptors[i].get()] {
        ErrorCode ignored;
        acceptor->close(ignored);
        for (Watched* one : io->live) {
          if (one->idle) one->cut();
        }
      });
    }
  }

  void awaitConnections(std::chrono::milliseconds time) const {
    const auto until = std::chrono::steady_clock::now() + time;
    while (shared->connections > 0 && std::chrono::steady_clock::now() < until) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }
};

Server::Server(ServerOptions options, const Router& router, WorkerFactory workers,
               std::function<void(const RequestLog&)> onRequest, CacheFactory cache)
    : impl_(std::make_unique<Impl>(std::move(options), router, std::move(workers), std::move(onRequest),
                                   std::move(cache))) {}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

base::Status Server::start() {
  MC_TRY(impl_->prepareTls());
  MC_TRY(impl_->bindAll());
  if (!impl_->options.spoolFolder.empty()) sweepSpool(impl_->options.spoolFolder);
  for (std::size_t i = 0; i < impl_->loops.size(); ++i) {
    impl_->threads.emplace_back([impl = impl_.get(), io = impl_->loops[i].get(), acceptor = impl_->acceptors[i].get()] {
      impl->run(*io, *acceptor);
    });
  }
  return {};
}

std::uint16_t Server::port() const { return impl_->port; }

ServerGauges Server::gauges() const {
  return {impl_->shared->connections, impl_->queue.depth(WorkClass::kOfficer), impl_->queue.depth(WorkClass::kPublic),
          impl_->queue.depth(WorkClass::kUpload)};
}

void Server::stop(std::chrono::milliseconds grace) {
  if (impl_->shared->stopping.exchange(true)) return;
  if (!impl_->threads.empty()) {
    impl_->closeDoors();
    impl_->awaitConnections(grace);
  }
  impl_->queue.drain();
  if (grace.count() > 0) impl_->awaitConnections(std::chrono::milliseconds(200));  // answers of the last workers
  for (auto& loop : impl_->loops) loop->context.stop();
  for (auto& thread : impl_->threads) {
    if (thread.joinable()) thread.join();
  }
}

}  // namespace medcredit::http
