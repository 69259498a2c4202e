#include "http/assets.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "crypto/sm3.h"
#include "http/gzip.h"

namespace medcredit::http {

namespace fs = std::filesystem;

namespace {

constexpr auto kTypes = std::to_array<std::pair<std::string_view, std::string_view>>({
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".json", "application/json; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
});

/// Scripts, styles and requests from here only; no inline code; nobody frames these pages.
constexpr std::string_view kPolicy =
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

std::optional<std::string_view> typeOf(const fs::path& path) {
  for (const auto& [ending, type] : kTypes) {
    if (path.extension() == ending) return type;
  }
  return std::nullopt;
}

base::Result<std::string> readAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.is_open() || in.bad()) return base::fail("CLI-0001", {{"detail", "读不了网页文件 " + path.string()}});
  return bytes;
}

/// Addresses of the pages end in a word, those of files in "name.ending"; "..", hidden names and the API's addresses
/// never are pages.
bool mayBePage(std::string_view path) {
  if (path == "/api" || path.starts_with("/api/") || path.starts_with("/assets/")) return false;
  const auto last = path.substr(path.rfind('/') + 1);
  return path.find("/.") == std::string_view::npos && last.find('.') == std::string_view::npos;
}

}  // namespace

bool wantsHtml(const Request& request) {
  return request.header("Accept").value_or("").find("text/html") != std::string_view::npos;
}

base::Result<Assets> Assets::load(const fs::path& folder) {
  Assets assets;
  std::error_code ec;
  for (const auto& item : fs::recursive_directory_iterator(folder, ec)) {
    if (!item.is_regular_file() || item.path().extension() == ".gz") continue;
    MC_TRY(assets.add(item.path(), '/' + item.path().lexically_relative(folder).generic_string()));
  }
  if (ec || assets.files_.count("/index.html") == 0 || assets.files_.count("/console/index.html") == 0) {
    return base::fail("CLI-0001", {{"detail", "目录 " + folder.string() + " 中没有建好的网页（./dev build web）"}});
  }
  return assets;
}

base::Status Assets::add(const fs::path& path, std::string name) {
  const auto type = typeOf(path);
  if (!type) return {};  // not meant for browsers
  File file;
  file.contentType = *type;
  MC_ASSIGN(file.plain, readAll(path));
  fs::path packed = path;
  packed += ".gz";
  if (fs::exists(packed)) {
    MC_ASSIGN(file.packed, readAll(packed));
  }
  file.etag = '"' + crypto::sm3Hex(file.plain).substr(0, 24) + '"';
  file.page = path.extension() == ".html";
  file.immutable = name.starts_with("/assets/");
  files_.emplace(std::move(name), std::move(file));
  return {};
}

const Assets::File* Assets::find(const Request& request) const {
  const std::string_view path = request.path;
  const auto named = files_.find(path);
  if (named != files_.end()) return &named->second;
  if (!mayBePage(path) || !wantsHtml(request)) return nullptr;
  const bool console = path == "/console" || path.starts_with("/console/");
  return &files_.find(console ? "/console/index.html" : "/index.html")->second;
}

Response Assets::respond(const File& file, const Request& request) {
  Response response;
  response.contentType = file.contentType;
  response.headers.emplace_back("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.emplace_back("ETag", file.etag);
  response.headers.emplace_back("Vary", "Accept-Encoding");
  response.headers.emplace_back("Content-Security-Policy", kPolicy);
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  const auto known = request.header("If-None-Match");
  if (known && tagMatches(*known, file.etag)) {
    response.status = 304;
    return response;
  }
  if (!file.packed.empty() && acceptsGzip(request.header("Accept-Encoding").value_or(""))) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = file.packed;
  } else {
    response.body = file.plain;
  }
  return response;
}

std::optional<Response> Assets::answer(const Request& request) const {
  if (request.method != Method::kGet && request.method != Method::kHead) return std::nullopt;
  const File* file = find(request);
  if (file == nullptr) return std::nullopt;
  return respond(*file, request);
}

fs::path findWebFolder() {
  if (const char* given = std::getenv("MEDCREDIT_WEB"); given != nullptr && *given != '\0') return given;
  std::error_code ec;
  const fs::path self = fs::read_symlink("/proc/self/exe", ec);
  if (ec) return {};
  const fs::path bin = self.parent_path();
  for (const auto& candidate : {bin / "../share/medcredit/web", bin / "../../web/dist"}) {
    if (fs::exists(candidate / "index.html", ec)) return fs::weakly_canonical(candidate, ec);
  }
  return {};
}

}  // namespace medcredit::http
