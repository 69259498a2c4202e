#include "http/wire.h"

#include <algorithm>
#include <array>

#include "http/gzip.h"

namespace medcredit::http {

namespace {

struct Reason {
  int status;
  std::string_view text;
};
constexpr auto kReasons = std::to_array<Reason>({{200, "OK"},
                                                 {201, "Created"},
                                                 {202, "Accepted"},
                                                 {204, "No Content"},
                                                 {302, "Found"},
                                                 {303, "See Other"},
                                                 {304, "Not Modified"},
                                                 {400, "Bad Request"},
                                                 {401, "Unauthorized"},
                                                 {403, "Forbidden"},
                                                 {404, "Not Found"},
                                                 {405, "Method Not Allowed"},
                                                 {406, "Not Acceptable"},
                                                 {408, "Request Timeout"},
                                                 {409, "Conflict"},
                                                 {410, "Gone"},
                                                 {412, "Precondition Failed"},
                                                 {413, "Content Too Large"},
                                                 {415, "Unsupported Media Type"},
                                                 {422, "Unprocessable Content"},
                                                 {428, "Precondition Required"},
                                                 {429, "Too Many Requests"},
                                                 {431, "Request Header Fields Too Large"},
                                                 {500, "Internal Server Error"},
                                                 {501, "Not Implemented"},
                                                 {503, "Service Unavailable"},
                                                 {507, "Insufficient Storage"}});

std::string_view reasonOf(int status) {
  const auto it = std::find_if(kReasons.begin(), kReasons.end(), [&](const Reason& r) { return r.status == status; });
  return it == kReasons.end() ? std::string_view("Status") : it->text;
}

void addField(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  for (const char c : value) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  }
  out += "\r\n";
}

bool isText(std::string_view contentType) {
  return contentType.starts_with("text/") || contentType.find("json") != std::string_view::npos ||
         contentType.find("xml") != std::string_view::npos;
}

}  // namespace

bool isBodyless(int status) { return status == 204 || status == 304; }

std::string answerHead(const Response& response, std::optional<std::uint64_t> length, bool secure) {
  std::string out;
  out.reserve(512);
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(reasonOf(response.status));
  out += "\r\n";
  if (!isBodyless(response.status)) {
    addField(out, "Content-Type", response.contentType);
    if (length) addField(out, "Content-Length", std::to_string(*length));
  }
  for (const auto& [name, value] : response.headers) addField(out, name, value);
  if (!response.header("Cache-Control")) addField(out, "Cache-Control", response.cacheable ? "no-cache" : "no-store");
  out += "X-Content-Type-Options: nosniff\r\n";
  if (secure) out += "Strict-Transport-Security: max-age=31536000\r\n";
  return out;
}

std::string answerTail(std::string_view requestId, bool keepAlive) {
  std::string out;
  out.reserve(64);
  out.append("X-Request-Id: ").append(requestId);
  out.append(keepAlive ? "\r\nConnection: keep-alive\r\n\r\n" : "\r\nConnection: close\r\n\r\n");
  return out;
}

void compress(Response& response, std::size_t from) {
  if (response.bodyFile || response.events || response.body.size() < from || !isText(response.contentType)) return;
  if (response.header("Content-Encoding")) return;
  response.body = gzip(response.body);
  response.headers.emplace_back("Content-Encoding", "gzip");
  response.headers.emplace_back("Vary", "Accept-Encoding");
}

}  // namespace medcredit::http
