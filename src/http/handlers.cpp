#include "http/handlers.h"

#include "service/evidence.h"
#include "service/scope.h"

namespace medcredit::http {

namespace {

Handler answering(Answering handler) {
  return [handler = std::move(handler)](const Request& request, HandlerContext& context) {
    auto answer = handler(request, context);
    return answer.ok() ? std::move(answer).value() : refuse(request, answer.error());
  };
}

Route routeOf(Method method, const char* id, const char* path, const char* permission, Answering handler) {
  Route route;
  route.method = method;
  route.path = path;
  route.operationId = id;
  route.permission = permission;
  route.handler = answering(std::move(handler));
  return route;
}

constexpr std::size_t kMaxJson = 256 * 1024;

}  // namespace

void AreaRoutes::get(const char* id, const char* path, const char* permission, Answering handler) {
  router_.add(routeOf(Method::kGet, id, path, permission, std::move(handler)));
}

void AreaRoutes::post(const char* id, const char* path, const char* permission, Answering handler) {
  Route route = routeOf(Method::kPost, id, path, permission, std::move(handler));
  route.maxBody = kMaxJson;
  router_.add(std::move(route));
}

void AreaRoutes::compute(const char* id, const char* path, const char* permission, Answering handler) {
  Route route = routeOf(Method::kPost, id, path, permission, std::move(handler));
  route.keyed = false;
  router_.add(std::move(route));
}

void AreaRoutes::change(Method method, const char* id, const char* path, const char* permission, Answering handler,
                        bool keyed) {
  Route route = routeOf(method, id, path, permission, std::move(handler));
  route.keyed = keyed;
  router_.add(std::move(route));
}

void AreaRoutes::upload(const char* id, const char* path, const char* permission, std::size_t maxBody,
                        Answering handler) {
  Route route = routeOf(Method::kPost, id, path, permission, std::move(handler));
  route.workClass = WorkClass::kUpload;
  route.maxBody = maxBody;
  route.upload = true;
  router_.add(std::move(route));
}

std::string pathText(const Request& request, std::string_view name) {
  const auto found = request.pathParams.find(name);
  return found == request.pathParams.end() ? std::string() : found->second;
}

base::Result<std::int64_t> pathId(const Request& request, char letter, std::string_view name) {
  const auto text = pathText(request, name);
  const auto id = service::parsePublicId(letter, text);
  if (!id) return service::notFound(text);
  return *id;
}

base::Result<std::filesystem::path> uploadedFile(const Request& request) {
  std::error_code ec;
  if (!request.bodyFile || std::filesystem::file_size(*request.bodyFile, ec) == 0 || ec) {
    return base::fail("COLL-0080", {}, "file");
  }
  return *request.bodyFile;
}

base::Result<std::filesystem::path> answerPath(HandlerContext& context, std::string_view ending) {
  std::error_code ec;
  const std::filesystem::path folder = context.shared.spoolFolder;
  std::filesystem::create_directories(folder, ec);
  if (ec) return base::fail("HTTP-0008");
  return folder / ("answer-" + context.service.random.urlToken(12) + std::string(ending));
}

std::string attachmentHeader(std::string_view name) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = "attachment; filename*=UTF-8''";
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                       byte == '.' || byte == '-' || byte == '_';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 0x0FU];
    }
  }
  return out;
}

Response fileResponse(const std::filesystem::path& path, std::string_view name, std::string_view media,
                      bool temporary) {
  Response response;
  response.contentType = media;
  response.headers.emplace_back("Content-Disposition", attachmentHeader(name));
  response.bodyFile = path;
  response.temporaryFile = temporary;
  return response;
}

base::Status noteRead(HandlerContext& context, service::Act act) {
  if (act.rule.empty()) act.rule = context.route.permission;
  return service::recordRead(context.service, act);
}

}  // namespace medcredit::http
