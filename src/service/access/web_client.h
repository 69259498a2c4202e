// The one place where the program asks something of another machine by HTTP: the identity provider, with limits on time
// and size. No redirects are followed, no proxy of the environment is used, certificates are checked.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"

namespace medcredit::service::access {

struct WebRequest {
  std::string url;
  std::string form;           ///< application/x-www-form-urlencoded body of a POST; empty: GET
  std::string authorization;  ///< value of the header; empty: none
};

struct WebReply {
  int status = 0;
  std::string body;
};

/// Thread-safe.
class WebClient {
 public:
  virtual ~WebClient() = default;
  /// Blocks the calling thread. ACCS-0304 no answer in time, not reachable or not trusted; ACCS-0305 answer too large.
  [[nodiscard]] virtual base::Result<WebReply> send(const WebRequest& request) const = 0;
};

/// libcurl; at most five seconds for one exchange, two of them for the connection, and 256 KiB of answer.
class CurlClient final : public WebClient {
 public:
  /// `caFile` PEM of the authorities to trust; empty: those of the machine.
  explicit CurlClient(std::string caFile);
  ~CurlClient() override;
  CurlClient(const CurlClient&) = delete;
  CurlClient& operator=(const CurlClient&) = delete;
  [[nodiscard]] base::Result<WebReply> send(const WebRequest& request) const override;

 private:
  std::string caFile_;
};

}  // namespace medcredit::service::access
