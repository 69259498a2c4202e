// Small tools of the areas: handlers as functions that may fail, route tables in one line per operation, files as
// answers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/api.h"

namespace medcredit::service {
struct Act;
}

namespace medcredit::http {

/// A handler whose refusals are errors of the message catalogue.
using Answer = base::Result<Response>;
using Answering = std::function<Answer(const Request&, HandlerContext&)>;

/// Adds the routes of one area.
class AreaRoutes {
 public:
  explicit AreaRoutes(Router& router) : router_(router) {}
  void get(const char* id, const char* path, const char* permission, Answering handler);
  void post(const char* id, const char* path, const char* permission, Answering handler);
  /// A POST that changes nothing: needs no Idempotency-Key.
  void compute(const char* id, const char* path, const char* permission, Answering handler);
  /// PUT, PATCH or DELETE; `keyed` false when a repetition does no harm.
  void change(Method method, const char* id, const char* path, const char* permission, Answering handler,
              bool keyed = true);
  /// Spooled uploads up to `maxBody` bytes.
  void upload(const char* id, const char* path, const char* permission, std::size_t maxBody, Answering handler);

 private:
  Router& router_;
};

/// Number of a public id in the path ("R5" for 'R'); ACCS-0401 for anything else, as for objects that are not there.
[[nodiscard]] base::Result<std::int64_t> pathId(const Request& request, char letter, std::string_view name = "id");
[[nodiscard]] std::string pathText(const Request& request, std::string_view name);

/// Leaves the durable trace of a read (service::recordRead), under the route's permission where the act names no rule.
base::Status noteRead(HandlerContext& context, service::Act act);

/// The upload; COLL-0080 without one.
[[nodiscard]] base::Result<std::filesystem::path> uploadedFile(const Request& request);

/// A fresh path below the spool folder for a file to be sent and removed.
[[nodiscard]] base::Result<std::filesystem::path> answerPath(HandlerContext& context, std::string_view ending);
/// Sends a file under a name; `temporary` removes it afterwards.
[[nodiscard]] Response fileResponse(const std::filesystem::path& path, std::string_view name, std::string_view media,
                                    bool temporary);
/// "attachment; filename*=UTF-8''…" for any name.
[[nodiscard]] std::string attachmentHeader(std::string_view name);

}  // namespace medcredit::http
