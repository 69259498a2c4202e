#include "http/connection.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "http/finish.h"
#include "http/framing.h"
#include "http/gzip.h"
#include "http/inbox.h"
#include "http/spool.h"
#include "http/target.h"
#include "http/wire.h"

namespace medcredit::http {

namespace asio = boost::asio;

namespace {

using asio::awaitable;
using asio::use_awaitable;
using ErrorCode = boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

/// Why a request is not served.
struct Failure {
  int status = 0;
  base::Error error;
  Failure(int httpStatus, base::Error why) : status(httpStatus), error(std::move(why)) {}
};

std::optional<Method> methodOf(std::string_view name) {
  for (const Method method :
       {Method::kGet, Method::kHead, Method::kPost, Method::kPut, Method::kPatch, Method::kDelete, Method::kOptions}) {
    if (methodName(method) == name) return method;
  }
  return std::nullopt;
}

/// A request being taken in.
struct Incoming {
  Request request;
  const Route* route = nullptr;
  std::vector<Method> allowed;
  std::optional<SpoolFile> spool;
  std::int64_t cacheState = -1;  ///< public GET: what the cache stood at before the handler began
  std::string rawTarget;         ///< … and its key
};

asio::ip::tcp::socket& socketOf(asio::ip::tcp::socket& stream) { return stream; }
asio::ip::tcp::socket& socketOf(TlsStream& stream) { return stream.next_layer(); }

template <class Stream>
class Conversation final : public Watched {
 public:
  Conversation(Stream& stream, std::shared_ptr<ServerShared> shared, IoThread& io, bool secure)
      : stream_(stream), shared_(std::move(shared)), io_(io), secure_(secure) {
    ErrorCode ec;
    const auto endpoint = socketOf(stream_).remote_endpoint(ec);
    peer_ = ec ? std::string("?") : endpoint.address().to_string();
    io_.live.insert(this);
  }
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;
  ~Conversation() override { io_.live.erase(this); }

  void cut() override {
    ErrorCode ignored;
    socketOf(stream_).cancel(ignored);
  }

  awaitable<void> run() {
    bool more = true;
    while (more && !shared_->stopping) more = co_await exchange();
    if (lingering_) co_await linger();
  }

  void wait(std::chrono::milliseconds time) { deadline = SteadyClock::now() + time; }

  /// Lets the peer read our last answer: closing at once with bytes unread would destroy it on the way.
  awaitable<void> linger() {
    ErrorCode ec;
    socketOf(stream_).shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    wait(std::chrono::seconds(2));
    std::array<char, 4096> waste{};
    std::size_t total = 0;
    constexpr std::size_t kMost = 16 * 1024 * 1024;
    while (!ec && total < kMost && !shared_->stopping) {
      total += co_await socketOf(stream_).async_receive(asio::buffer(waste), asio::redirect_error(use_awaitable, ec));
    }
  }

 private:
  /// One request and its answer; false closes the connection.
  awaitable<bool> exchange() {
    std::optional<Failure> failure;
    const bool got = co_await readHead(failure);
    if (!got && !failure) co_return false;
    log_ = RequestLog{};
    log_.requestId = shared_->newRequestId();
    log_.remoteAddress = peer_;
    started_ = SteadyClock::now();
    if (failure) co_return co_await refuse(*failure, nullptr, false);
    log_.remoteAddress = clientAddress();
    keepAlive_ = head_.keepAlive;
    const bool hasBody = head_.hasBody();
    if (shared_->admitClient && !shared_->admitClient(log_.remoteAddress)) {
      failure.emplace(429, base::fail("HTTP-0009"));
      co_return co_await refuse(*failure, nullptr, !hasBody);
    }
    const bool plainGet = io_.cache && !hasBody && head_.method == "GET";
    if (plainGet) {
      if (const auto ready = io_.cache->find(head_.target)) co_return co_await writeReady(*ready);
    }
    Incoming in;
    failure = open(in);
    if (failure && !hasBody && in.route == nullptr && in.allowed.empty() && shared_->options.assets) {
      const auto page = shared_->options.assets->answer(in.request);
      if (page) co_return co_await writeAsset(*page, in.request.method == Method::kHead);
    }
    if (failure) co_return co_await refuse(*failure, &in, !hasBody);
    if (plainGet && in.route->workClass == WorkClass::kPublic) {
      in.cacheState = io_.cache->state();
      in.rawTarget = head_.target;
    }
    inbox_.consume(headLength_);
    headLength_ = 0;
    if (hasBody) failure = co_await readBody(in);
    if (failure) co_return co_await refuse(*failure, &in, false);
    co_return co_await serve(in);
  }

  /// Fills head_; false with no failure means the peer has gone.
  awaitable<bool> readHead(std::optional<Failure>& failure) {
    inbox_.consume(std::exchange(headLength_, 0));
    std::size_t seen = 0;
    idle = inbox_.view().empty();
    expired = false;
    wait(idle && !first_ ? shared_->options.idleTimeout : shared_->options.headerTimeout);
    first_ = false;
    while (true) {
      const HeadScan scan = scanHead(inbox_.view(), seen);
      seen = inbox_.view().size();
      if (scan.state == HeadState::kComplete && scan.length <= shared_->options.maxHeaderBytes) {
        headLength_ = scan.length;
        deadline = SteadyClock::time_point::max();
        idle = false;
        if (parseHead(inbox_.view().substr(0, headLength_), head_)) co_return true;
        failure = Failure{400, base::fail("HTTP-0001")};
        co_return false;
      }
      if (scan.state == HeadState::kMalformed) {
        failure = Failure{400, base::fail("HTTP-0001")};
        co_return false;
      }
      if (scan.state == HeadState::kComplete || seen >= shared_->options.maxHeaderBytes) {
        failure = Failure{431, base::fail("HTTP-0003")};
        co_return false;
      }
      ErrorCode ec;
      constexpr std::size_t kStep = 2048;
      const std::size_t count = co_await stream_.async_read_some(room(kStep), asio::redirect_error(use_awaitable, ec));
      if (ec) {
        if (expired && seen > 0) failure = Failure{408, base::fail("HTTP-0007")};
        co_return false;
      }
      inbox_.filled(count);
      if (std::exchange(idle, false)) wait(shared_->options.headerTimeout);
    }
  }

  asio::mutable_buffer room(std::size_t count) {
    const auto space = inbox_.space(count);
    return {space.data(), space.size()};
  }

  /// The socket's peer, or the client a trusted proxy names.
  [[nodiscard]] std::string clientAddress() const {
    const auto& proxies = shared_->options.trustedProxies;
    if (proxies.empty() || std::find(proxies.begin(), proxies.end(), peer_) == proxies.end()) return peer_;
    std::string_view chain = head_.field("X-Forwarded-For");
    if (const auto comma = chain.rfind(','); comma != std::string_view::npos) chain.remove_prefix(comma + 1);
    while (chain.starts_with(' ')) chain.remove_prefix(1);
    ErrorCode ec;
    const auto address = asio::ip::make_address(chain, ec);
    return ec ? peer_ : address.to_string();
  }

  /// Builds the request from head_ and finds its route; the failure to answer with otherwise.
  std::optional<Failure> open(Incoming& in) {
    auto target = parseTarget(head_.target);
    if (!target.ok()) return Failure{400, target.error()};
    const auto method = methodOf(head_.method);
    if (!method) return Failure{501, base::fail("HTTP-0004")};
    Request& request = in.request;
    request.method = *method;
    request.path = std::move(target.value().path);
    request.query = std::move(target.value().query);
    request.remoteAddress = log_.remoteAddress;
    request.requestId = log_.requestId;
    request.secure = secure_;
    request.target = head_.target;
    request.headers.reserve(head_.fields.size());
    for (const auto& [name, value] : head_.fields) request.headers.emplace_back(name, value);
    log_.method = methodName(*method);
    auto match = shared_->router.find(*method, request.path);
    in.route = match.route;
    request.pathParams = std::move(match.params);
    if (in.route != nullptr) {
      log_.operationId = in.route->operationId;
      log_.path = in.route->path;
      return std::nullopt;
    }
    in.allowed = std::move(match.allowed);
    return in.allowed.empty() ? Failure{404, base::fail("HTTP-0012")} : Failure{405, base::fail("HTTP-0013")};
  }

  awaitable<std::optional<Failure>> readBody(Incoming& in) {
    const std::uint64_t limit = in.route->maxBody;
    const Failure tooLarge{413, base::fail("HTTP-0005", {{"limit", std::to_string(limit)}})};
    if (head_.contentLength && *head_.contentLength > limit) co_return tooLarge;
    if (in.route->upload) {
      if (!shared_->admitUpload()) co_return Failure{503, base::fail("HTTP-0006")};
      in.spool = SpoolFile::create(shared_->options.spoolFolder);
      if (!in.spool) co_return Failure{507, base::fail("HTTP-0008")};
      in.request.bodyFile = in.spool->path();
    }
    BodyDecoder decoder(head_, limit);
    if (head_.expectContinue && inbox_.view().empty()) {
      static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      if (!co_await writeAll(kContinue)) co_return Failure{400, base::fail("HTTP-0007")};
    }
    constexpr std::size_t kStep = 65536;
    std::size_t sinceProgress = kStep;
    std::string content;
    while (true) {
      std::size_t used = 0;
      const auto state = decoder.feed(inbox_.view(), used, content);
      inbox_.consume(used);
      if (state == BodyDecoder::State::kTooLarge) co_return tooLarge;
      if (state == BodyDecoder::State::kMalformed) co_return Failure{400, base::fail("HTTP-0007")};
      if (in.spool && !in.spool->write(content)) co_return Failure{507, base::fail("HTTP-0008")};
      if (in.spool) content.clear();
      if (state == BodyDecoder::State::kDone) break;
      if (sinceProgress >= kStep) {
        wait(shared_->options.bodyTimeout);
        sinceProgress = 0;
      }
      ErrorCode ec;
      const std::size_t count =
          co_await stream_.async_read_some(room(in.spool ? kStep : 4096), asio::redirect_error(use_awaitable, ec));
      if (ec) co_return Failure{expired ? 408 : 400, base::fail("HTTP-0007")};
      inbox_.filled(count);
      sinceProgress += count;
    }
    if (!in.spool) in.request.body = std::move(content);
    co_return std::nullopt;
  }

  awaitable<bool> serve(Incoming& in) {
    deadline = SteadyClock::time_point::max();
    Response response = co_await dispatch(in.request, *in.route);
    keepAlive_ = keepAlive_ && !shared_->stopping;
    const bool headOnly = in.request.method == Method::kHead;
    bool written = false;
    if (response.events && !headOnly) {
      written = co_await writeEvents(response);
    } else if (response.bodyFile) {
      written = co_await writeFile(response, headOnly);
    } else {
      if (response.cacheable && response.status == 200 && in.cacheState >= 0) {
        const auto ready = makeReady(response, *in.route, shared_->options.gzipFrom, secure_);
        io_.cache->put(in.rawTarget, in.cacheState, ready);
        co_return co_await writeReady(*ready, in.request.header("Accept-Encoding").value_or(""));
      }
      written = co_await writeBody(response, headOnly);
    }
    note(response.status);
    co_return written&& keepAlive_ && !response.events;
  }

  /// Hands the request to a worker thread and resumes here with its answer.
  awaitable<Response> dispatch(const Request& request, const Route& route) {
    const auto executor = co_await asio::this_coro::executor;
    const auto submitted = SteadyClock::now();
    auto initiate = [this, &request, &route, executor, submitted](auto handler) {
      auto done = std::make_shared<decltype(handler)>(std::move(handler));
      auto deliver = [done, executor](Response response) {
        asio::post(executor, [done, response = std::move(response)]() mutable { (*done)(std::move(response)); });
      };
      const ServerShared& shared = *shared_;
      const bool queued =
          shared_->queue.submit(route.workClass, [&request, &route, &shared, deliver, submitted](Worker& worker) {
            const bool tooLate = SteadyClock::now() - submitted > shared.options.queueDeadline;
            deliver(tooLate ? busy(request.requestId, "HTTP-0028")
                            : answerOf(worker, request, route, shared.options.gzipFrom));
          });
      if (!queued) deliver(busy(request.requestId, "HTTP-0006"));
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Response)>(initiate, use_awaitable);
  }

  /// Answers with a problem. `consumed` = nothing of the request is left unread, the connection may go on.
  /// (Failures are handed over by reference: g++ 12 destroys temporaries made in a co_await expression twice.)
  awaitable<bool> refuse(const Failure& failure, const Incoming* in, bool consumed) {
    Response response = problem(failure.status, failure.error, log_.requestId);
    if (failure.status == 503) response.headers.emplace_back("Retry-After", "2");
    if (failure.status == 429) response.headers.emplace_back("Retry-After", "1");
    if (failure.status == 405) response.headers.emplace_back("Allow", allowOf(in->allowed));
    keepAlive_ = keepAlive_ && consumed && !shared_->stopping;
    if (!keepAlive_) lingering_ = true;
    const bool headOnly = consumed && head_.method == "HEAD";
    const bool written = co_await writeBody(response, headOnly);
    note(failure.status);
    co_return written&& keepAlive_;
  }

  awaitable<bool> writeAsset(const Response& page, bool headOnly) {
    log_.operationId = "webPage";
    log_.path = "(web)";
    keepAlive_ = keepAlive_ && !shared_->stopping;
    const bool written = co_await writeBody(page, headOnly);
    note(page.status);
    co_return written&& keepAlive_;
  }

  void note(int status) {
    log_.status = status;
    log_.micros = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - started_).count();
    if (shared_->onRequest) shared_->onRequest(log_);
  }

  /// Writes within a time that grows with the size; false when the peer does not take it.
  awaitable<bool> writeAll(std::string_view first, std::string_view second = {}, std::string_view third = {}) {
    constexpr std::size_t kSlowest = 16 * 1024;  // bytes per second
    wait(std::chrono::seconds(30 + (first.size() + second.size() + third.size()) / kSlowest));
    const std::array buffers{asio::const_buffer(first.data(), first.size()),
                             asio::const_buffer(second.data(), second.size()),
                             asio::const_buffer(third.data(), third.size())};
    ErrorCode ec;
    co_await asio::async_write(stream_, buffers, asio::redirect_error(use_awaitable, ec));
    deadline = SteadyClock::time_point::max();
    co_return !ec;
  }

  awaitable<bool> writeBody(const Response& response, bool headOnly) {
    const bool bodyless = isBodyless(response.status);
    const std::string head =
        answerHead(response, response.body.size(), secure_) + answerTail(log_.requestId, keepAlive_);
    const std::string_view body = headOnly || bodyless ? std::string_view() : std::string_view(response.body);
    log_.bytes = body.size();
    co_return co_await writeAll(head, body);
  }

  awaitable<bool> writeReady(const ReadyAnswer& ready) {
    return writeReady(ready, head_.field("Accept-Encoding"), head_.field("If-None-Match"));
  }

  /// Answers from the cache. The views of head_ are used before anything else is read.
  awaitable<bool> writeReady(const ReadyAnswer& ready, std::string_view acceptEncoding,
                             std::string_view ifNoneMatch = {}) {
    log_.method = "GET";
    log_.operationId = ready.operationId;
    log_.path = ready.path;
    keepAlive_ = keepAlive_ && !shared_->stopping;
    const std::string tail = answerTail(log_.requestId, keepAlive_);
    bool written = false;
    int status = 200;
    if (!ifNoneMatch.empty() && tagMatches(ifNoneMatch, ready.etag)) {
      status = 304;
      Response unchanged;
      unchanged.status = status;
      unchanged.cacheable = true;
      unchanged.headers.emplace_back("ETag", ready.etag);
      const std::string head = answerHead(unchanged, std::nullopt, secure_);
      written = co_await writeAll(head, tail);
    } else {
      const bool packed = !ready.packedBody.empty() && acceptsGzip(acceptEncoding);
      const std::string& head = packed ? ready.packedHead : ready.plainHead;
      const std::string& body = packed ? ready.packedBody : ready.plainBody;
      log_.bytes = body.size();
      written = co_await writeAll(head, tail, body);
    }
    note(status);
    co_return written&& keepAlive_;
  }

  awaitable<bool> writeFile(const Response& response, bool headOnly) {
    const int fd = ::open(response.bodyFile->c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info {};
    if (fd < 0 || ::fstat(fd, &info) != 0) {
      if (fd >= 0) ::close(fd);
      co_return false;
    }
    if (response.temporaryFile) ::unlink(response.bodyFile->c_str());  // read through the descriptor from here on
    auto left = static_cast<std::uint64_t>(info.st_size);
    log_.bytes = headOnly ? 0 : left;
    const std::string head = answerHead(response, left, secure_) + answerTail(log_.requestId, keepAlive_);
    bool written = co_await writeAll(head);
    std::vector<char> part(65536);
    while (written && !headOnly && left > 0) {
      const ssize_t count = ::read(fd, part.data(), std::min<std::uint64_t>(part.size(), left));
      if (count <= 0) break;  // the file shrank: the peer sees a short body
      left -= static_cast<std::uint64_t>(count);
      written = co_await writeAll({part.data(), static_cast<std::size_t>(count)});
    }
    ::close(fd);
    co_return written && (headOnly || left == 0);
  }

  /// Events are polled from the source on this thread in short steps: a stream never occupies a worker.
  awaitable<bool> writeEvents(Response& response) {
    response.contentType = "text/event-stream; charset=utf-8";
    const bool chunked = !head_.oldVersion;
    if (chunked) response.headers.emplace_back("Transfer-Encoding", "chunked");
    keepAlive_ = false;
    const std::string head = answerHead(response, std::nullopt, secure_) + answerTail(log_.requestId, false);
    bool written = co_await writeAll(head);
    asio::steady_timer timer(co_await asio::this_coro::executor);
    auto lastSent = SteadyClock::now();
    while (written && !shared_->stopping) {
      const auto next = response.events->next(0);
      std::string text;
      if (next.event) {
        text = "id: " + next.event->id + "\nevent: " + next.event->event + "\ndata: " + next.event->data + "\n\n";
      } else if (!next.done && SteadyClock::now() - lastSent >= shared_->options.eventHeartbeat) {
        text = ": \n\n";
      }
      if (!text.empty()) {
        written = co_await writeChunk(text, chunked);
        lastSent = SteadyClock::now();
        log_.bytes += text.size();
        continue;
      }
      if (next.done) break;
      ErrorCode ec;
      timer.expires_after(std::chrono::milliseconds(100));
      co_await timer.async_wait(asio::redirect_error(use_awaitable, ec));
    }
    if (written && chunked) co_await writeAll("0\r\n\r\n");
    co_return false;
  }

  awaitable<bool> writeChunk(const std::string& text, bool chunked) {
    if (!chunked) co_return co_await writeAll(text);
    std::array<char, 20> size{};
    const int length = std::snprintf(size.data(), size.size(), "%zx\r\n", text.size());
    co_return co_await writeAll({size.data(), static_cast<std::size_t>(length)}, text, "\r\n");
  }

  Stream& stream_;
  std::shared_ptr<ServerShared> shared_;
  IoThread& io_;
  std::string peer_;
  bool secure_;
  bool first_ = true;
  bool keepAlive_ = false;
  bool lingering_ = false;
  Inbox inbox_;
  Head head_;
  std::size_t headLength_ = 0;  ///< of the head at the front of the inbox whose views are in use
  RequestLog log_;
  SteadyClock::time_point started_;
};

}  // namespace

awaitable<void> serveConnection(asio::ip::tcp::socket socket, ConnectionSlot slot, IoThread& io) {
  Conversation<asio::ip::tcp::socket> conversation(socket, slot.shared(), io, false);
  co_await conversation.run();
}

awaitable<void> serveTlsConnection(TlsStream stream, ConnectionSlot slot, IoThread& io) {
  Conversation<TlsStream> conversation(stream, slot.shared(), io, true);
  conversation.wait(slot.shared()->options.headerTimeout);
  ErrorCode ec;
  co_await stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(use_awaitable, ec));
  if (ec) co_return;
  co_await conversation.run();
  conversation.wait(std::chrono::seconds(2));
  co_await stream.async_shutdown(asio::redirect_error(use_awaitable, ec));
}

}  // namespace medcredit::http
