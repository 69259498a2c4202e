#include "support/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <cctype>
#include <charconv>
#include <csignal>
#include <stdexcept>

namespace medcredit::test {

namespace {

bool sameName(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
         });
}

bool has(const HeaderList& headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& h) { return sameName(h.first, name); });
}

std::string inChunks(std::string_view body) {
  constexpr std::size_t kPiece = 1000;
  std::string out;
  for (std::size_t at = 0; at < body.size(); at += kPiece) {
    const auto piece = body.substr(at, kPiece);
    std::array<char, 16> size{};
    const auto end = std::to_chars(size.data(), size.data() + size.size(), piece.size(), 16).ptr;
    out.append(size.data(), end).append("\r\n").append(piece).append("\r\n");
  }
  return out + "0\r\n\r\n";
}

void silencePipes() {
  // A server that closes early must be seen as such, not end the test program.
  static const bool done = [] { return std::signal(SIGPIPE, SIG_IGN) != SIG_ERR; }();
  static_cast<void>(done);
}

}  // namespace

std::string HttpReply::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (sameName(key, name)) return value;
  }
  return {};
}

boost::json::value HttpReply::json() const {
  boost::json::error_code ec;
  auto value = boost::json::parse(body, ec);
  if (ec) throw std::runtime_error("not JSON, status " + std::to_string(status) + ": " + body.substr(0, 2000));
  return value;
}

struct HttpClient::Tls {
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{SSL_CTX_new(TLS_client_method()), SSL_CTX_free};
  std::unique_ptr<SSL, decltype(&SSL_free)> session{nullptr, SSL_free};
};

HttpClient::HttpClient(std::uint16_t port, HttpClientOptions options, std::string host)
    : host_(std::move(host)), port_(port), options_(std::move(options)) {
  silencePipes();
}
HttpClient::~HttpClient() { close(); }
HttpClient::HttpClient(HttpClient&& other) noexcept
    : host_(std::move(other.host_)),
      port_(other.port_),
      options_(std::move(other.options_)),
      fd_(std::exchange(other.fd_, -1)),
      tls_(std::move(other.tls_)),
      buffer_(std::move(other.buffer_)),
      stream_(std::move(other.stream_)),
      streamEnded_(other.streamEnded_) {}
HttpClient& HttpClient::operator=(HttpClient&& other) noexcept {
  close();
  host_ = std::move(other.host_);
  port_ = other.port_;
  options_ = std::move(other.options_);
  fd_ = std::exchange(other.fd_, -1);
  tls_ = std::move(other.tls_);
  buffer_ = std::move(other.buffer_);
  stream_ = std::move(other.stream_);
  streamEnded_ = other.streamEnded_;
  return *this;
}

bool HttpClient::connected() const { return fd_ >= 0; }

void HttpClient::close() {
  tls_.reset();
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  buffer_.clear();
  stream_.clear();
  streamEnded_ = false;
}

bool HttpClient::connect() {
  close();
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd_ < 0) return false;
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const timeval wait{static_cast<time_t>(options_.timeout.count() / 1000),
                     static_cast<suseconds_t>(options_.timeout.count() % 1000 * 1000)};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  if (!options_.bindTo.empty()) {
    ::inet_pton(AF_INET, options_.bindTo.c_str(), &address.sin_addr);
    if (::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return close(), false;
  }
  address.sin_port = htons(port_);
  ::inet_pton(AF_INET, host_.c_str(), &address.sin_addr);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return close(), false;
  if (!options_.tls) return true;
  tls_ = std::make_unique<Tls>();
  if (options_.tlsVersion != 0) {
    const int version = TLS1_VERSION + options_.tlsVersion - 10;
    SSL_CTX_set_security_level(tls_->context.get(), 0);
    SSL_CTX_set_min_proto_version(tls_->context.get(), version);
    SSL_CTX_set_max_proto_version(tls_->context.get(), version);
  }
  tls_->session.reset(SSL_new(tls_->context.get()));
  SSL_set_fd(tls_->session.get(), fd_);
  if (SSL_connect(tls_->session.get()) != 1) return close(), false;
  return true;
}

std::string HttpClient::tlsVersion() const { return tls_ ? SSL_get_version(tls_->session.get()) : ""; }

bool HttpClient::sendRaw(std::string_view bytes) {
  if (fd_ < 0 && !connect()) return false;
  while (!bytes.empty()) {
    ssize_t sent = 0;
    if (tls_) {
      sent = SSL_write(tls_->session.get(), bytes.data(), static_cast<int>(bytes.size()));
    } else {
      sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void HttpClient::finishSending() {
  if (fd_ >= 0) ::shutdown(fd_, SHUT_WR);
}

bool HttpClient::fill() {
  if (fd_ < 0) return false;
  std::array<char, 16384> part{};
  ssize_t got = 0;
  if (tls_) {
    got = SSL_read(tls_->session.get(), part.data(), static_cast<int>(part.size()));
  } else {
    got = ::recv(fd_, part.data(), part.size(), 0);
  }
  if (got <= 0) return false;
  buffer_.append(part.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> HttpClient::line() {
  auto end = buffer_.find("\r\n");
  while (end == std::string::npos) {
    if (!fill()) return std::nullopt;
    end = buffer_.find("\r\n");
  }
  std::string out = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return out;
}

bool HttpClient::take(std::size_t count, std::string& into) {
  while (buffer_.size() < count) {
    if (!fill()) {
      into += buffer_;
      buffer_.clear();
      return false;
    }
  }
  into.append(buffer_, 0, count);
  buffer_.erase(0, count);
  return true;
}

bool HttpClient::readHead(HttpReply& reply) {
  while (true) {
    const auto status = line();
    if (!status || !status->starts_with("HTTP/1.1 ") || status->size() < 12) return false;
    reply.status = std::stoi(status->substr(9, 3));
    reply.headers.clear();
    while (true) {
      const auto field = line();
      if (!field) return false;
      if (field->empty()) break;
      const auto colon = field->find(':');
      if (colon == std::string::npos) return false;
      const auto value = field->find_first_not_of(' ', colon + 1);
      reply.headers.emplace_back(field->substr(0, colon), value == std::string::npos ? "" : field->substr(value));
    }
    if (reply.status != 100) return true;
  }
}

bool HttpClient::readChunk(std::string& into) {
  const auto head = line();
  if (!head) return false;
  std::size_t size = 0;
  std::from_chars(head->data(), head->data() + head->size(), size, 16);
  if (size == 0) {
    line();
    streamEnded_ = true;
    return false;
  }
  return take(size, into) && line().has_value();
}

HttpReply HttpClient::readReply(bool toHead) {
  HttpReply reply;
  if (!readHead(reply)) {
    close();
    return reply;
  }
  if (toHead || reply.status == 204 || reply.status == 304) {
    reply.complete = true;
  } else if (reply.header("Transfer-Encoding") == "chunked") {
    streamEnded_ = false;
    while (readChunk(reply.body)) {
    }
    reply.complete = streamEnded_;
  } else if (const auto length = reply.header("Content-Length"); !length.empty()) {
    reply.complete = take(std::stoull(length), reply.body);
  } else {
    while (fill()) {
    }
    reply.body = std::exchange(buffer_, {});
    reply.complete = true;
  }
  if (sameName(reply.header("Connection"), "close")) close();
  return reply;
}

std::string HttpClient::readAll() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

bool HttpClient::closedByServer() {
  if (fd_ < 0) return true;
  if (!buffer_.empty()) return false;
  pollfd waiting{fd_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(options_.timeout.count())) <= 0) return false;
  return !fill();
}

std::string HttpClient::bytesOf(const HttpCall& call) const {
  std::string out = call.method + " " + call.target + " HTTP/1.1\r\n";
  if (!has(call.headers, "Host")) out += "Host: " + host_ + ":" + std::to_string(port_) + "\r\n";
  for (const auto& [name, value] : call.headers) out.append(name).append(": ").append(value).append("\r\n");
  if (call.chunked) return out + "Transfer-Encoding: chunked\r\n\r\n" + inChunks(call.body);
  if (!call.body.empty() || call.method == "POST" || call.method == "PUT" || call.method == "PATCH") {
    if (!has(call.headers, "Content-Length")) out += "Content-Length: " + std::to_string(call.body.size()) + "\r\n";
  }
  return out + "\r\n" + call.body;
}

HttpReply HttpClient::send(const HttpCall& call) {
  const std::string bytes = bytesOf(call);
  const bool kept = connected();
  // A refusal may come before the whole body was taken: the answer counts, not the write.
  sendRaw(bytes);
  HttpReply reply = readReply(call.method == "HEAD");
  if (reply.status == 0 && kept) {
    sendRaw(bytes);
    reply = readReply(call.method == "HEAD");
  }
  return reply;
}

HttpReply HttpClient::get(std::string_view target, HeaderList headers) {
  return send({"GET", std::string(target), std::move(headers)});
}

HttpReply HttpClient::post(std::string_view target, std::string body, HeaderList headers) {
  if (!has(headers, "Content-Type")) headers.emplace_back("Content-Type", "application/json");
  return send({"POST", std::string(target), std::move(headers), std::move(body)});
}

HttpReply HttpClient::openEvents(std::string_view target, HeaderList headers) {
  headers.emplace_back("Accept", "text/event-stream");
  HttpReply reply;
  if (!connect() || !sendRaw(bytesOf({"GET", std::string(target), std::move(headers)}))) return reply;
  if (!readHead(reply)) {
    reply.status = 0;
    return reply;
  }
  if (reply.header("Transfer-Encoding") == "chunked") return reply;
  if (const auto length = reply.header("Content-Length"); !length.empty()) take(std::stoull(length), reply.body);
  return reply;
}

std::optional<StreamEvent> HttpClient::nextEvent() {
  auto end = stream_.find("\n\n");
  while (end == std::string::npos) {
    if (streamEnded_ || !readChunk(stream_)) return std::nullopt;
    end = stream_.find("\n\n");
  }
  const std::string text = stream_.substr(0, end);
  stream_.erase(0, end + 2);
  StreamEvent event;
  std::size_t at = 0;
  while (at <= text.size()) {
    const auto stop = std::min(text.find('\n', at), text.size());
    const std::string_view field = std::string_view(text).substr(at, stop - at);
    at = stop + 1;
    const auto value = [&](std::string_view name) { return std::string(field.substr(name.size())); };
    if (field.starts_with(":")) event.comment = true;
    if (field.starts_with("id: ")) event.id = value("id: ");
    if (field.starts_with("event: ")) event.event = value("event: ");
    if (field.starts_with("data: ")) event.data += (event.data.empty() ? "" : "\n") + value("data: ");
  }
  return event;
}

}  // namespace medcredit::test
