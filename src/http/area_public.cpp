// Operations anybody may call: health, the document of the API, what the authority publishes.
#include <boost/json.hpp>
#include <charconv>
#include <memory>

#include "http/api.h"
#include "http/areas.h"
#include "http/paging.h"
#include "http/public_meter.h"
#include "http/readiness.h"
#include "http/views.h"
#include "service/corrections.h"
#include "service/public_site.h"
#include "service/search.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kRecordsOfSubject = 200;
constexpr std::int64_t kDefaultSearch = 20;
constexpr std::int64_t kLargestSearch = 50;
constexpr std::int64_t kCorrectionsPerMinute = 5;

Response health(const Request&, HandlerContext&) { return jsonResponse(200, json::object{{"status", "ok"}}); }

Response ready(const Request& request, HandlerContext& context, Readiness& readiness) {
  const auto failures = readiness.failures(context);
  if (failures.empty()) return jsonResponse(200, json::object{{"status", "ready"}});
  std::string names;
  for (const auto& one : failures) names += (names.empty() ? "" : "、") + one.field;
  return refuse(request, base::fail("HTTP-0038", {{"checks", names}}), failures);
}

/// What is the same for everybody may be kept by anybody, and is asked for again each time: a record that leaves
/// publicity is gone at once (R-DUAL-12).
Response open(Response response) {
  response.headers.emplace_back("Cache-Control", "public, no-cache");
  response.cacheable = true;
  return response;
}

Response document(const Request&, HandlerContext& context) {
  Response response;
  response.body = context.shared.openApi;
  return open(std::move(response));
}

json::object subjectJson(const service::PublicSubject& subject) {
  return json::object{{"code", subject.unifiedCode},
                      {"name", subject.name},
                      {"formerNames", json::array(subject.formerNames.begin(), subject.formerNames.end())},
                      {"region", subject.region}};
}

Response listing(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::PublicQuery wanted;
  wanted.entry = query.optionalText("entry", 40).value_or("");
  wanted.unitId = query.optionalText("unit", 40).value_or("");
  const auto from = query.optionalDate("from");
  const auto to = query.optionalDate("to");
  wanted.newestFirst = query.optionalWord("order", {"newest"}).has_value();
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (from) wanted.decidedFrom = from->iso();
  if (to) wanted.decidedTo = to->iso();
  if (!page.after.empty()) wanted.after = service::parsePublicId('R', page.after.front()).value_or(0);
  wanted.limit = page.limit + 1;
  auto records = service::publicRecords(context.service, wanted);
  if (!records.ok()) return refuse(request, records.error());
  json::object body{{"items", json::array()}};
  const bool more = records->size() > page.limit;
  if (more) records->pop_back();
  for (const auto& record : *records) body["items"].as_array().push_back(publicRecordView(record));
  if (more) body["next"] = nextCursor(request, context, {service::publicId('R', records->back().recordId)});
  return open(jsonResponse(200, body));
}

Response oneRecord(const Request& request, HandlerContext& context) {
  const auto& text = request.pathParams.at("id");
  service::PublicQuery wanted;
  wanted.recordId = service::parsePublicId('R', text);
  wanted.limit = 1;
  if (!wanted.recordId) return notFound(request, text);
  const auto records = service::publicRecords(context.service, wanted);
  if (!records.ok()) return refuse(request, records.error());
  if (records->empty()) return notFound(request, text);
  return open(jsonResponse(200, publicRecordView(records->front())));
}

/// By name, part of a name or code; only who has something published is named.
Response search(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::SubjectQuery wanted;
  wanted.text = query.text("q", service::kLongestQuery);
  const auto limit =
      static_cast<std::size_t>(query.optionalInteger("limit", 1, kLargestSearch).value_or(kDefaultSearch));
  if (auto refused = query.refused()) return std::move(*refused);
  wanted.limit = service::kDeepestHit;
  const auto hits = service::searchPublicSubjects(context.service, wanted);
  if (!hits.ok()) return refuse(request, hits.error());
  std::vector<std::int64_t> found;
  for (const auto& hit : hits->hits) found.push_back(hit.mergedInto.value_or(hit.id));
  const auto subjects = service::publicSubjects(context.service, found, limit);
  if (!subjects.ok()) return refuse(request, subjects.error());
  json::array items;
  for (const auto& subject : *subjects) {
    json::object item = subjectJson(subject);
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i] != subject.id) continue;
      item["match"] = hits->hits[i].match;
      item["explanation"] = hits->hits[i].explanation;
      break;
    }
    items.push_back(std::move(item));
  }
  return open(jsonResponse(200, json::object{{"items", std::move(items)}}));
}

Response oneSubject(const Request& request, HandlerContext& context) {
  const auto& code = request.pathParams.at("code");
  const auto subject = service::publicSubject(context.service, code);
  if (!subject.ok()) return refuse(request, subject.error());
  if (!subject->has_value()) return notFound(request, code);
  service::PublicQuery wanted;
  wanted.subjectId = (*subject)->id;
  wanted.limit = kRecordsOfSubject;
  const auto records = service::publicRecords(context.service, wanted);
  if (!records.ok()) return refuse(request, records.error());
  json::object body = subjectJson(**subject);
  json::array items;
  for (const auto& record : *records) items.push_back(publicRecordView(record));
  body["records"] = std::move(items);
  return open(jsonResponse(200, body));
}

Response rules(const Request&, HandlerContext& context) {
  json::array items;
  for (const auto& rule : service::publicRules(context.service)) {
    items.push_back(json::object{{"id", rule.id},
                                 {"title", rule.title},
                                 {"number", rule.number},
                                 {"issuer", rule.issuer},
                                 {"level", rule.level},
                                 {"state", rule.state},
                                 {"issued", rule.issued},
                                 {"effective", rule.effective},
                                 {"expires", rule.expires}});
  }
  return open(jsonResponse(
      200,
      json::object{{"jurisdiction", context.service.law.id}, {"title", context.service.law.title}, {"items", items}}));
}

/// Anybody may say what is wrong with a published record; the office that supplied it is told.
Response correction(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const std::string id = input.text("record", 20);
  service::CorrectionReport report;
  report.field = input.text("field", 60, Need::kOptional);
  report.reason = input.word("reason", service::correctionReasons());
  if (auto refused = input.refused()) return std::move(*refused);
  const auto record = service::parsePublicId('R', id);
  if (!record) return notFound(request, id);
  report.recordId = *record;
  const auto status = service::reportCorrection(context.service, report);
  if (!status.ok()) return refuse(request, status.error());
  return emptyResponse();
}

/// Profile key query.public.per.minute; 0: no limit.
std::int64_t searchesPerMinute(const jurisdiction::Jurisdiction& law) {
  const auto text = law.value("query.public.per.minute");
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// One address asked more often than a person does.
Response tooOften(const Request& request) {
  auto busy = refuse(request, base::fail("HTTP-0009"));
  busy.headers.emplace_back("Retry-After", "60");
  return busy;
}

}  // namespace

void addPublicRoutes(Router& router) {
  const auto get = [&](const char* id, const char* path, Handler handler) {
    Route route;
    route.path = path;
    route.operationId = id;
    route.permission = "public";
    route.workClass = WorkClass::kPublic;
    route.handler = std::move(handler);
    router.add(std::move(route));
  };
  get("health", "/healthz", health);
  get("openapi", "/api/openapi.json", document);
  get("publicListing", "/api/public/publicity", listing);
  get("publicRecord", "/api/public/publicity/{id}", oneRecord);
  // Shared by the copies of the handlers that the worker threads call.
  const auto readiness = std::make_shared<Readiness>();
  get("ready", "/readyz",
      [readiness](const Request& request, HandlerContext& context) { return ready(request, context, *readiness); });
  const auto meter = std::make_shared<PublicMeter>();
  get("publicSearch", "/api/public/subjects", [meter](const Request& request, HandlerContext& context) {
    const auto limit = searchesPerMinute(context.service.law);
    if (!meter->admit(request.remoteAddress, context.service.clock.now(), limit)) {
      return tooOften(request);
    }
    return search(request, context);
  });
  Route report;
  report.method = Method::kPost;
  report.path = "/api/public/corrections";
  report.operationId = "reportCorrection";
  report.permission = "public";
  report.workClass = WorkClass::kPublic;
  report.keyed = false;  // the same is told once a day
  report.handler = [reports = std::make_shared<PublicMeter>()](const Request& request, HandlerContext& context) {
    if (!reports->admit(request.remoteAddress, context.service.clock.now(), kCorrectionsPerMinute)) {
      return tooOften(request);
    }
    return correction(request, context);
  };
  router.add(std::move(report));
  get("publicSubject", "/api/public/subjects/{code}", oneSubject);
  get("publicRules", "/api/public/rules", rules);
}

}  // namespace medcredit::http
