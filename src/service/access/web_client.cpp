#include "service/access/web_client.h"

#include <curl/curl.h>

namespace medcredit::service::access {

namespace {

constexpr long kConnectMillis = 2000;
constexpr long kExchangeMillis = 5000;
constexpr std::size_t kMostBytes = 256 * 1024;

struct Free {
  void operator()(CURL* p) const { curl_easy_cleanup(p); }
  void operator()(curl_slist* p) const { curl_slist_free_all(p); }
};

struct Sink {
  std::string body;
  bool full = false;
};

/// Called by libcurl with each piece; taking less than was given ends the exchange.
std::size_t receive(const char* data, std::size_t, std::size_t count, void* target) {
  auto& sink = *static_cast<Sink*>(target);
  if (sink.body.size() + count > kMostBytes) {
    sink.full = true;
    return 0;
  }
  sink.body.append(data, count);
  return count;
}

/// Why there is no answer, in words an administrator can act on.
const char* reasonOf(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return "超时";
    case CURLE_COULDNT_RESOLVE_HOST:
      return "域名无法解析";
    case CURLE_COULDNT_CONNECT:
      return "连接不上";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
      return "TLS 证书不可信或无法建立 TLS 连接";
    default:
      return "连接中断";
  }
}

}  // namespace

CurlClient::CurlClient(std::string caFile) : caFile_(std::move(caFile)) { curl_global_init(CURL_GLOBAL_DEFAULT); }
CurlClient::~CurlClient() { curl_global_cleanup(); }

base::Result<WebReply> CurlClient::send(const WebRequest& request) const {
  const std::unique_ptr<CURL, Free> curl(curl_easy_init());
  if (!curl) return base::fail("ACCS-0304", {{"reason", "内存不足"}});
  std::unique_ptr<curl_slist, Free> headers(curl_slist_append(nullptr, "Accept: application/json"));
  if (!request.authorization.empty()) {
    const std::string line = "Authorization: " + request.authorization;
    if (curl_slist_append(headers.get(), line.c_str()) == nullptr) {
      return base::fail("ACCS-0304", {{"reason", "内存不足"}});
    }
  }
  Sink sink;
  CURL* const c = curl.get();
  curl_easy_setopt(c, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");  // http only where trustworthyAddress allows it
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(c, CURLOPT_PROXY, "");
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, kConnectMillis);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, kExchangeMillis);
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &sink);
  if (!caFile_.empty()) {
    curl_easy_setopt(c, CURLOPT_CAINFO, caFile_.c_str());
    curl_easy_setopt(c, CURLOPT_CAPATH, nullptr);  // these authorities and no others
  }
  if (!request.form.empty()) {
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.form.size()));
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, request.form.c_str());
  }
  const CURLcode code = curl_easy_perform(c);
  if (sink.full) return base::fail("ACCS-0305");
  if (code != CURLE_OK) return base::fail("ACCS-0304", {{"reason", reasonOf(code)}});
  long status = 0;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
  return WebReply{static_cast<int>(status), std::move(sink.body)};
}

}  // namespace medcredit::service::access
