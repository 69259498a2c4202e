#include "http/connection.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "http/gzip.h"
#include "http/target.h"

namespace medcredit::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bh = boost::beast::http;

namespace {

using asio::awaitable;
using asio::use_awaitable;

/// Why a request could not be read; `status` 0 = close without an answer.
struct ReadFailure {
  int status = 0;
  base::Error error;
};

struct ReadOutcome {
  std::optional<Request> request;
  const Route* route = nullptr;
  std::vector<Method> allowed;
  std::optional<ReadFailure> failure;
  bool keepAlive = false;
  bool drained = true;  ///< the whole request was consumed: the connection may go on
};

std::optional<Method> methodOf(bh::verb verb) {
  switch (verb) {
    case bh::verb::get:
      return Method::kGet;
    case bh::verb::head:
      return Method::kHead;
    case bh::verb::post:
      return Method::kPost;
    case bh::verb::put:
      return Method::kPut;
    case bh::verb::patch:
      return Method::kPatch;
    case bh::verb::delete_:
      return Method::kDelete;
    case bh::verb::options:
      return Method::kOptions;
    default:
      return std::nullopt;
  }
}

/// Requests that different parsers could read differently are refused outright (smuggling).
bool framingIsClean(const bh::fields& fields) {
  int lengths = 0;
  int codings = 0;
  int hosts = 0;
  for (const auto& field : fields) {
    if (field.name() == bh::field::content_length) ++lengths;
    if (field.name() == bh::field::transfer_encoding) {
      ++codings;
      if (!beast::iequals(field.value(), "chunked")) return false;
    }
    if (field.name() == bh::field::host) ++hosts;
    for (const char c : field.value()) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte < 0x20 && c != '\t') || byte == 0x7F) return false;
    }
  }
  return lengths + codings <= 1 && hosts == 1;
}

/// Opens a fresh spool file of mode 0600.
std::optional<std::filesystem::path> makeSpoolFile(const std::string& folder) {
  std::string pattern = (std::filesystem::path(folder) / "upload-XXXXXX").string();
  const int fd = ::mkstemp(pattern.data());
  if (fd < 0) return std::nullopt;
  ::close(fd);
  return std::filesystem::path(pattern);
}

template <class Stream>
class Conversation {
 public:
  Conversation(Stream& stream, std::shared_ptr<ServerShared> shared, std::string peer, bool secure)
      : stream_(stream), shared_(std::move(shared)), peer_(std::move(peer)), secure_(secure) {}

  awaitable<void> run() {
    bool more = true;
    while (more && !shared_->stopping) more = co_await exchange();
  }

 private:
  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

  /// One request and its answer; false closes the connection.
  awaitable<bool> exchange() {
    ReadOutcome in = co_await read();
    const auto started = std::chrono::steady_clock::now();
    if (!in.request && !in.failure) co_return false;
    const std::string requestId = in.request ? in.request->requestId : shared_->newRequestId();
    Response response;
    if (in.failure) {
      response = problem(in.failure->status, in.failure->error, requestId);
    } else {
      response = co_await answer(in);
    }
    const bool headOnly = in.request && in.request->method == Method::kHead;
    const bool keepAlive = in.keepAlive && in.drained && !in.failure && !shared_->stopping;
    RequestLog log;
    log.requestId = requestId;
    log.remoteAddress = peer_;
    log.status = response.status;
    if (in.request) {
      log.method = methodName(in.request->method);
      log.path = in.request->path;
    }
    if (in.route != nullptr) log.operationId = in.route->operationId;
    const bool written =
        co_await write(response, requestId, in.request ? &*in.request : nullptr, headOnly, keepAlive, log.bytes);
    if (in.request && in.request->bodyFile) {
      std::error_code ignored;
      std::filesystem::remove(*in.request->bodyFile, ignored);
    }
    log.micros =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started).count();
    if (shared_->onRequest) shared_->onRequest(log);
    co_return written&& keepAlive && !response.events;
  }

  awaitable<ReadOutcome> read() {
    ReadOutcome out;
    bh::request_parser<bh::empty_body> head;
    head.header_limit(static_cast<std::uint32_t>(shared_->options.maxHeaderBytes));
    head.body_limit(boost::none);
    lowest().expires_after(first_ ? shared_->options.headerTimeout : shared_->options.idleTimeout);
    first_ = false;
    beast::error_code ec;
    co_await bh::async_read_header(stream_, buffer_, head, asio::redirect_error(use_awaitable, ec));
    if (ec) {
      if (ec == bh::error::header_limit)
        out.failure = ReadFailure{431, base::fail("HTTP-0003")};
      else if (ec.category() == bh::make_error_code(bh::error::bad_method).category() &&
               ec != bh::error::end_of_stream && ec != bh::error::partial_message) {
        out.failure = ReadFailure{400, base::fail("HTTP-0001")};
      }
      co_return out;
    }
    const auto& message = head.get();
    out.keepAlive = message.keep_alive();
    const auto method = methodOf(message.method());
    auto target = parseTarget({message.target().data(), message.target().size()});
    if (!framingIsClean(message) || !target.ok()) {
      out.failure = ReadFailure{400, target.ok() ? base::fail("HTTP-0001") : target.error()};
      co_return out;
    }
    if (!method) {
      out.failure = ReadFailure{501, base::fail("HTTP-0004")};
      co_return out;
    }
    Request request;
    request.method = *method;
    request.path = std::move(target.value().path);
    request.query = std::move(target.value().query);
    request.remoteAddress = peer_;
    request.requestId = shared_->newRequestId();
    request.secure = secure_;
    request.target = std::string(message.target());
    for (const auto& field : message) {
      request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    }
    auto match = shared_->router.find(*method, request.path);
    out.route = match.route;
    out.allowed = std::move(match.allowed);
    request.pathParams = std::move(match.params);
    out.failure = co_await readBody(head, out.route, request);
    out.drained = !out.failure;
    request.receivedAt = std::chrono::steady_clock::now();
    if (!out.failure) out.request = std::move(request);
    co_return out;
  }

  awaitable<std::optional<ReadFailure>> readBody(bh::request_parser<bh::empty_body>& head, const Route* route,
                                                 Request& request) {
    const std::size_t limit = route != nullptr ? route->maxBody : 0;
    const auto announced = head.content_length();
    const bool hasBody = head.chunked() || (announced && *announced > 0);
    if (!hasBody) co_return std::nullopt;
    if (announced && *announced > limit && route != nullptr)
      co_return ReadFailure{413, base::fail("HTTP-0005", {{"limit", std::to_string(limit)}})};
    const bool spool = route != nullptr && route->upload;
    if (spool && !shared_->admitUpload()) co_return ReadFailure{503, base::fail("HTTP-0006")};
    if (const auto expect = request.header("Expect"); expect && beast::iequals(*expect, "100-continue")) {
      static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      beast::error_code ec;
      co_await asio::async_write(stream_, asio::buffer(kContinue), asio::redirect_error(use_awaitable, ec));
      if (ec) co_return ReadFailure{400, base::fail("HTTP-0007")};
    }
    if (spool) co_return co_await spoolBody(head, limit, request);
    bh::request_parser<bh::string_body> parser(std::move(head));
    parser.body_limit(std::max<std::size_t>(limit, 1));
    lowest().expires_after(shared_->options.bodyTimeout);
    beast::error_code ec;
    co_await bh::async_read(stream_, buffer_, parser, asio::redirect_error(use_awaitable, ec));
    if (ec == bh::error::body_limit)
      co_return ReadFailure{413, base::fail("HTTP-0005", {{"limit", std::to_string(limit)}})};
    if (ec) co_return ReadFailure{400, base::fail("HTTP-0007")};
    request.body = std::move(parser.get().body());
    co_return std::nullopt;
  }

  awaitable<std::optional<ReadFailure>> spoolBody(bh::request_parser<bh::empty_body>& head, std::size_t limit,
                                                  Request& request) {
    const auto path = makeSpoolFile(shared_->options.spoolFolder);
    if (!path) co_return ReadFailure{507, base::fail("HTTP-0008")};
    request.bodyFile = *path;
    std::ofstream file(*path, std::ios::binary | std::ios::trunc);
    bh::request_parser<bh::buffer_body> parser(std::move(head));
    parser.body_limit(limit);
    std::array<char, 65536> chunk{};
    std::optional<ReadFailure> failure;
    while (!parser.is_done() && !failure) {
      parser.get().body().data = chunk.data();
      parser.get().body().size = chunk.size();
      lowest().expires_after(shared_->options.bodyTimeout);
      beast::error_code ec;
      co_await bh::async_read(stream_, buffer_, parser, asio::redirect_error(use_awaitable, ec));
      if (ec == bh::error::need_buffer) ec = {};
      if (ec == bh::error::body_limit)
        failure = ReadFailure{413, base::fail("HTTP-0005", {{"limit", std::to_string(limit)}})};
      else if (ec)
        failure = ReadFailure{400, base::fail("HTTP-0007")};
      file.write(chunk.data(), static_cast<std::streamsize>(chunk.size() - parser.get().body().size));
      if (!file) failure = ReadFailure{507, base::fail("HTTP-0008")};
    }
    file.close();
    if (!failure && !file) failure = ReadFailure{507, base::fail("HTTP-0008")};
    if (failure) {
      std::error_code ignored;
      std::filesystem::remove(*path, ignored);
    }
    co_return failure;
  }

  awaitable<Response> answer(const ReadOutcome& in) {
    const Request& request = *in.request;
    if (shared_->admitClient && !shared_->admitClient(peer_)) {
      Response busy = problem(429, base::fail("HTTP-0009"), request.requestId);
      busy.headers.emplace_back("Retry-After", "1");
      co_return busy;
    }
    if (in.route == nullptr) co_return unrouted(in);
    if (shared_->fastPath && in.route->workClass == WorkClass::kPublic) {
      if (const auto cached = shared_->fastPath(request)) co_return *cached;
    }
    co_return co_await dispatch(request, *in.route);
  }

  Response unrouted(const ReadOutcome& in) const {
    if (in.allowed.empty()) return problem(404, base::fail("HTTP-0012"), in.request->requestId);
    Response response = problem(405, base::fail("HTTP-0013"), in.request->requestId);
    std::string allow;
    for (const Method m : in.allowed) {
      if (!allow.empty()) allow += ", ";
      allow += methodName(m);
      if (m == Method::kGet) allow += ", HEAD";
    }
    response.headers.emplace_back("Allow", allow);
    return response;
  }

  /// Hands the request to a worker thread and resumes here with its answer.
  awaitable<Response> dispatch(const Request& request, const Route& route) {
    const auto executor = co_await asio::this_coro::executor;
    auto initiate = [this, &request, &route, executor](auto handler) {
      auto done = std::make_shared<decltype(handler)>(std::move(handler));
      auto deliver = [done, executor](Response response) {
        asio::post(executor, [done, response = std::move(response)]() mutable { (*done)(std::move(response)); });
      };
      const bool queued = shared_->queue.submit(
          route.workClass, [&request, &route, deliver](Worker& worker) { deliver(worker.handle(request, route)); });
      if (!queued) {
        Response busy = problem(503, base::fail("HTTP-0006"), request.requestId);
        busy.headers.emplace_back("Retry-After", "2");
        deliver(std::move(busy));
      }
    };
    lowest().expires_never();
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Response)>(initiate, use_awaitable);
  }

  template <class Message>
  void commonFields(Message& message, const Response& response, const std::string& requestId, bool keepAlive) {
    message.version(11);
    message.keep_alive(keepAlive);
    message.set(bh::field::content_type, response.contentType);
    message.set("X-Request-Id", requestId);
    message.set("X-Content-Type-Options", "nosniff");
    for (const auto& [name, value] : response.headers) message.insert(name, value);
    if (message.find(bh::field::cache_control) == message.end()) message.set(bh::field::cache_control, "no-store");
  }

  awaitable<bool> write(Response& response, const std::string& requestId, const Request* request, bool headOnly,
                        bool keepAlive, std::uint64_t& bytes) {
    lowest().expires_after(std::chrono::seconds(60));
    if (response.events) co_return co_await writeEvents(response, requestId);
    if (response.bodyFile) co_return co_await writeFile(response, requestId, headOnly, keepAlive, bytes);
    bh::response<bh::string_body> message{static_cast<bh::status>(response.status), 11};
    commonFields(message, response, requestId, keepAlive);
    const auto accepts = request != nullptr ? request->header("Accept-Encoding") : std::nullopt;
    if (response.body.size() >= shared_->options.gzipFrom && accepts && acceptsGzip(*accepts) &&
        message.find(bh::field::content_encoding) == message.end()) {
      response.body = gzip(response.body);
      message.set(bh::field::content_encoding, "gzip");
      message.set(bh::field::vary, "Accept-Encoding");
    }
    bytes = response.body.size();
    if (response.status != 204 && response.status != 304) message.content_length(response.body.size());
    if (!headOnly && response.status != 204 && response.status != 304) message.body() = std::move(response.body);
    beast::error_code ec;
    if (headOnly) {
      bh::response_serializer<bh::string_body> serializer(message);
      co_await bh::async_write_header(stream_, serializer, asio::redirect_error(use_awaitable, ec));
    } else {
      co_await bh::async_write(stream_, message, asio::redirect_error(use_awaitable, ec));
    }
    co_return !ec;
  }

  awaitable<bool> writeFile(Response& response, const std::string& requestId, bool headOnly, bool keepAlive,
                            std::uint64_t& bytes) {
    beast::error_code ec;
    bh::response<bh::file_body> message{static_cast<bh::status>(response.status), 11};
    message.body().open(response.bodyFile->c_str(), beast::file_mode::scan, ec);
    if (ec) co_return false;
    commonFields(message, response, requestId, keepAlive);
    bytes = message.body().size();
    message.content_length(message.body().size());
    bh::response_serializer<bh::file_body> serializer(message);
    lowest().expires_after(std::chrono::minutes(10));
    if (headOnly) {
      co_await bh::async_write_header(stream_, serializer, asio::redirect_error(use_awaitable, ec));
    } else {
      co_await bh::async_write(stream_, serializer, asio::redirect_error(use_awaitable, ec));
    }
    if (response.temporaryFile) {
      std::error_code ignored;
      std::filesystem::remove(*response.bodyFile, ignored);
    }
    co_return !ec;
  }

  /// Events are polled from the source on this thread in short steps: a stream never occupies a worker.
  awaitable<bool> writeEvents(Response& response, const std::string& requestId) {
    bh::response<bh::empty_body> message{bh::status::ok, 11};
    response.contentType = "text/event-stream; charset=utf-8";
    commonFields(message, response, requestId, false);
    message.chunked(true);
    bh::response_serializer<bh::empty_body> serializer(message);
    beast::error_code ec;
    co_await bh::async_write_header(stream_, serializer, asio::redirect_error(use_awaitable, ec));
    asio::steady_timer timer(co_await asio::this_coro::executor);
    int quiet = 0;
    while (!ec && !shared_->stopping) {
      const auto next = response.events->next(0);
      std::string text;
      if (next.event) {
        text = "id: " + next.event->id + "\nevent: " + next.event->event + "\ndata: " + next.event->data + "\n\n";
        quiet = 0;
      } else if (++quiet % 150 == 0) {
        text = ": \n\n";  // heartbeat every 15 s
      }
      if (!text.empty()) {
        lowest().expires_after(std::chrono::seconds(30));
        co_await asio::async_write(stream_, bh::make_chunk(asio::buffer(text)),
                                   asio::redirect_error(use_awaitable, ec));
        continue;
      }
      if (next.done) break;
      lowest().expires_never();
      timer.expires_after(std::chrono::milliseconds(100));
      co_await timer.async_wait(asio::redirect_error(use_awaitable, ec));
    }
    if (!ec) co_await asio::async_write(stream_, bh::make_chunk_last(), asio::redirect_error(use_awaitable, ec));
    co_return false;
  }

  Stream& stream_;
  std::shared_ptr<ServerShared> shared_;
  std::string peer_;
  bool secure_;
  bool first_ = true;
  beast::flat_buffer buffer_{256 * 1024};
};

std::string peerOf(beast::tcp_stream& stream) {
  beast::error_code ec;
  const auto endpoint = stream.socket().remote_endpoint(ec);
  return ec ? std::string("?") : endpoint.address().to_string();
}

}  // namespace

awaitable<void> serveConnection(beast::tcp_stream stream, std::shared_ptr<ServerShared> shared) {
  Conversation<beast::tcp_stream> conversation(stream, shared, peerOf(stream), false);
  co_await conversation.run();
  beast::error_code ignored;
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  --shared->connections;
}

awaitable<void> serveTlsConnection(beast::ssl_stream<beast::tcp_stream> stream, std::shared_ptr<ServerShared> shared) {
  beast::error_code ec;
  beast::get_lowest_layer(stream).expires_after(shared->options.headerTimeout);
  co_await stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(use_awaitable, ec));
  if (!ec) {
    Conversation<beast::ssl_stream<beast::tcp_stream>> conversation(stream, shared,
                                                                    peerOf(beast::get_lowest_layer(stream)), true);
    co_await conversation.run();
    beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(2));
    co_await stream.async_shutdown(asio::redirect_error(use_awaitable, ec));
  }
  --shared->connections;
}

}  // namespace medcredit::http
