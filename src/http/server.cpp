#include "http/server.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "http/connection.h"

namespace medcredit::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

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
  RateLimiter limiter;
  std::atomic<std::uint64_t> requestCounter{0};
  asio::ssl::context tls{asio::ssl::context::tls_server};
  bool useTls = false;
  std::vector<std::unique_ptr<asio::io_context>> contexts;
  std::vector<std::unique_ptr<tcp::acceptor>> acceptors;
  std::vector<std::thread> threads;
  std::uint16_t port = 0;

  Impl(ServerOptions serverOptions, const Router& router, WorkerFactory workers,
       std::function<void(const RequestLog&)> onRequest, FastPath fastPath)
      : options(std::move(serverOptions)),
        queue(options.queues, std::move(workers)),
        shared(new ServerShared{options, router, queue, std::move(onRequest), std::move(fastPath), {}, {}}),
        limiter(options.perClientPerSecond) {
    if (options.perClientPerSecond > 0) {
      shared->admitClient = [this](const std::string& peer) { return limiter.admit(peer); };
    }
    shared->newRequestId = [this] { return "q" + std::to_string(++requestCounter); };
  }

  base::Status prepareTls() {
    if (options.certificateFile.empty() && options.keyFile.empty()) return {};
    beast::error_code ec;
    tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                    asio::ssl::context::no_tlsv1_1 | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_cipher_list(tls.native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
    tls.use_certificate_chain_file(options.certificateFile, ec);
    if (!ec) tls.use_private_key_file(options.keyFile, asio::ssl::context::pem, ec);
    if (ec) return base::fail("HTTP-0011", {{"detail", ec.message()}});
    useTls = true;
    return {};
  }

  base::Status bind(asio::io_context& context) {
    beast::error_code ec;
    const auto address = asio::ip::make_address(options.address, ec);
    auto acceptor = std::make_unique<tcp::acceptor>(context);
    const tcp::endpoint endpoint(address, port != 0 ? port : options.port);
    if (!ec) acceptor->open(endpoint.protocol(), ec);
    if (!ec) acceptor->set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec && options.ioThreads > 1) {
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

  asio::awaitable<void> accept(tcp::acceptor& acceptor) {
    while (!shared->stopping) {
      beast::error_code ec;
      tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, ec));
      if (ec == asio::error::operation_aborted) co_return;
      if (ec) {  // out of descriptors: wait a little instead of spinning
        asio::steady_timer pause(acceptor.get_executor(), std::chrono::milliseconds(50));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        continue;
      }
      if (shared->connections >= options.maxConnections) continue;  // closing at once is the cheapest answer
      ++shared->connections;
      socket.set_option(tcp::no_delay(true), ec);
      const auto executor = acceptor.get_executor();
      if (useTls) {
        asio::co_spawn(executor, serveTlsConnection({beast::tcp_stream(std::move(socket)), tls}, shared),
                       asio::detached);
      } else {
        asio::co_spawn(executor, serveConnection(beast::tcp_stream(std::move(socket)), shared), asio::detached);
      }
    }
  }
};

Server::Server(ServerOptions options, const Router& router, WorkerFactory workers,
               std::function<void(const RequestLog&)> onRequest, FastPath fastPath)
    : impl_(std::make_unique<Impl>(std::move(options), router, std::move(workers), std::move(onRequest),
                                   std::move(fastPath))) {}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

base::Status Server::start() {
  MC_TRY(impl_->prepareTls());
  for (unsigned i = 0; i < std::max(1U, impl_->options.ioThreads); ++i) {
    impl_->contexts.push_back(std::make_unique<asio::io_context>(1));
    MC_TRY(impl_->bind(*impl_->contexts.back()));
  }
  for (std::size_t i = 0; i < impl_->contexts.size(); ++i) {
    asio::co_spawn(*impl_->contexts[i], impl_->accept(*impl_->acceptors[i]), asio::detached);
    impl_->threads.emplace_back([context = impl_->contexts[i].get()] { context->run(); });
  }
  return {};
}

std::uint16_t Server::port() const { return impl_->port; }

void Server::stop(std::chrono::milliseconds grace) {
  if (impl_->shared->stopping.exchange(true)) return;
  for (std::size_t i = 0; i < impl_->acceptors.size(); ++i) {
    asio::post(*impl_->contexts[i], [acceptor = impl_->acceptors[i].get()] {
      beast::error_code ignored;
      acceptor->close(ignored);
    });
  }
  const auto until = std::chrono::steady_clock::now() + grace;
  while (impl_->shared->connections > 0 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  impl_->queue.drain();
  for (auto& context : impl_->contexts) context->stop();
  for (auto& thread : impl_->threads) {
    if (thread.joinable()) thread.join();
  }
}

}  // namespace medcredit::http
