// A small HTTP/1.1 client over a raw socket: it says exactly what the test wants said, also what no honest client
// would.
#pragma once

#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace medcredit::test {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

/// One answer. A body in chunks is put together; a compressed one stays as it came.
struct HttpReply {
  int status = 0;  ///< 0: no answer (closed, timed out or not HTTP)
  HeaderList headers;
  std::string body;
  bool complete = false;  ///< the whole announced body came

  /// Value of the first header of this name, without case; "" when there is none.
  [[nodiscard]] std::string header(std::string_view name) const;
  /// Body as one JSON document; throws with status and body when it is not one.
  [[nodiscard]] boost::json::value json() const;
};

/// One request as honest clients make them. Host, Content-Length and Connection are added.
struct HttpCall {
  std::string method = "GET";
  std::string target = "/";
  HeaderList headers = {};
  std::string body = {};
  bool chunked = false;  ///< Transfer-Encoding: chunked in pieces of 1000 bytes
};

/// One event of text/event-stream; a comment line (heartbeat) has only `comment`.
struct StreamEvent {
  std::string id, event, data;
  bool comment = false;
};

struct HttpClientOptions {
  std::chrono::milliseconds timeout = std::chrono::seconds(20);  ///< of every single wait
  bool tls = false;                                              ///< the server's certificate is not checked
  int tlsVersion = 0;                                            ///< 0 any; 11, 12, 13 exactly TLS 1.x
  std::string bindTo = {};  ///< own address, e.g. 127.0.0.2, to appear as another client
};

/// One connection. It is opened on first use and again after the server closed it.
class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port, HttpClientOptions options = {}, std::string host = "127.0.0.1");
  ~HttpClient();
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;

  /// Sends and reads the answer on the kept connection; opens a new one when the old one was closed before any byte of
  /// the answer. Status 0 when there is no answer.
  HttpReply send(const HttpCall& call);
  HttpReply get(std::string_view target, HeaderList headers = {});
  /// JSON body unless a Content-Type is given.
  HttpReply post(std::string_view target, std::string body, HeaderList headers = {});

  /// Opens the connection; false when it is refused or TLS cannot be agreed.
  bool connect();
  void close();
  [[nodiscard]] bool connected() const;
  /// Sends the bytes as they are; false when the connection is gone.
  bool sendRaw(std::string_view bytes);
  /// Half-closes: the server sees the end of what we send.
  void finishSending();
  /// Reads one answer; `toHead` = it has no body whatever it announces.
  HttpReply readReply(bool toHead = false);
  /// Everything until the server closes or the timeout passes.
  std::string readAll();
  /// True when the server closed the connection and sent nothing more.
  bool closedByServer();

  /// Sends a GET for text/event-stream and reads the head of the answer; the events follow with nextEvent.
  HttpReply openEvents(std::string_view target, HeaderList headers = {});
  /// Next event or heartbeat; empty at the end of the stream or after the timeout.
  std::optional<StreamEvent> nextEvent();

  /// Agreed TLS version, "TLSv1.3"; "" without TLS.
  [[nodiscard]] std::string tlsVersion() const;
  [[nodiscard]] std::uint16_t port() const { return port_; }

  /// The bytes of a call as send() would send them.
  [[nodiscard]] std::string bytesOf(const HttpCall& call) const;

 private:
  struct Tls;
  bool fill();  ///< waits for more bytes in buffer_; false at the end or after the timeout
  std::optional<std::string> line();
  bool readHead(HttpReply& reply);
  bool readChunk(std::string& into);  ///< one chunk; false at the last one or when it does not come
  bool take(std::size_t count, std::string& into);

  std::string host_;
  std::uint16_t port_;
  HttpClientOptions options_;
  int fd_ = -1;
  std::unique_ptr<Tls> tls_;
  std::string buffer_;
  std::string stream_;        ///< unread part of an event stream
  bool streamEnded_ = false;  ///< the last chunk came
};

}  // namespace medcredit::test
