// The signed-in person's own view: a subject's archive, who looked at it, what it authorised; everybody's messages.
#include <boost/json.hpp>
#include <charconv>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/subject_answer.h"
#include "http/views.h"
#include "service/notices.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kScopeItems = 10;

Answer myArchive(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto answer, service::ownArchive(context.service));
  return textResponse(200, subjectAnswerText(context.service, answer));
}

std::int64_t numberOf(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Answer myAccessLog(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  service::AccessLogQuery wanted;
  wanted.limit = static_cast<std::int64_t>(page.limit) + 1;
  if (page.after.size() == 2) wanted.before = std::pair(numberOf(page.after[0]), numberOf(page.after[1]));
  MC_ASSIGN(auto lines, service::accessLog(context.service, wanted));
  const bool more = lines.size() > page.limit;
  if (more) lines.resize(page.limit);
  json::array items;
  for (const auto& line : lines) items.push_back(accessLineView(line));
  json::object body{{"items", std::move(items)}};
  if (more) {
    const auto& last = lines.back();
    body["next"] = nextCursor(request, context, {std::to_string(last.epoch), std::to_string(last.seq)});
  }
  return jsonResponse(200, body);
}

Answer myGrants(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto grants, service::myGrants(context.service));
  json::array items;
  for (const auto& grant : grants) items.push_back(grantView(grant));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

/// Reads what both ways of giving an authorisation share.
service::NewGrant readGrant(JsonInput& input) {
  service::NewGrant grant;
  grant.grantee = input.text("grantee", 64);
  grant.purpose = input.text("purpose", 64);
  grant.scope = input.texts("scope", kScopeItems, 32);
  grant.from = input.date("from");
  grant.to = input.date("to");
  return grant;
}

Answer createGrant(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  auto grant = readGrant(input);
  if (auto refused = input.refused()) return std::move(*refused);
  grant.subjectId = context.service.principal.subjectId.value_or(0);
  MC_ASSIGN(const auto made, service::createGrant(context.service, grant));
  return jsonResponse(201, grantView(made));
}

/// A written authorisation handed in at the counter.
Answer registerGrant(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  auto grant = readGrant(input);
  const auto subject = input.text("subject", 24);
  grant.document = input.text("document", 64);
  if (auto refused = input.refused()) return std::move(*refused);
  grant.subjectId = service::parsePublicId('S', subject).value_or(0);
  MC_ASSIGN(const auto made, service::createGrant(context.service, grant));
  return jsonResponse(201, grantView(made));
}

Answer withdrawGrant(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'G'));
  MC_TRY(service::withdrawGrant(context.service, id));
  return emptyResponse();
}

json::object noticeView(const store::NoticeRow& notice) {
  return {{"id", service::publicId('N', notice.id)},
          {"kind", notice.kind},
          {"legal", notice.kind == service::kNoticeLegal},
          {"text", notice.text},
          {"object", notice.object},
          {"toUnit", !notice.unit.empty()},
          {"createdAt", notice.createdAt.iso()},
          {"readAt", momentOrNull(notice.readAt)}};
}

Answer myNotices(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  store::NoticeFilter filter;
  filter.unread = query.optionalBoolean("unread").value_or(false);
  if (const auto kind = query.optionalWord("kind", {"case", "legal"})) {
    filter.kinds = *kind == "legal" ? service::kNoticeLegal : service::kNoticeCase;
  }
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (!page.after.empty()) filter.before = service::parsePublicId('N', page.after.front()).value_or(0);
  filter.limit = static_cast<std::int64_t>(page.limit) + 1;
  MC_ASSIGN(auto notices, service::myNotices(context.service, filter));
  MC_ASSIGN(const auto unread, service::unreadNotices(context.service));
  const bool more = notices.size() > page.limit;
  if (more) notices.resize(page.limit);
  json::array items;
  for (const auto& notice : notices) items.push_back(noticeView(notice));
  json::object body{{"unread", unread}, {"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('N', notices.back().id)});
  return jsonResponse(200, body);
}

Answer readNotice(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'N'));
  MC_ASSIGN(const auto notice, service::readNotice(context.service, id));
  return jsonResponse(200, noticeView(notice));
}

}  // namespace

void addMeRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("myArchive", "/api/me/archive", "self", myArchive);
  routes.get("myAccessLog", "/api/me/access-log", "self", myAccessLog);
  routes.get("myNotices", "/api/me/notices", "signed-in", myNotices);
  routes.post("readNotice", "/api/me/notices/{id}/read", "signed-in", readNotice);
  routes.get("myGrants", "/api/me/grants", "self", myGrants);
  routes.post("createGrant", "/api/me/grants", "self", createGrant);
  routes.change(Method::kDelete, "withdrawGrant", "/api/me/grants/{id}", "self", withdrawGrant);
  routes.post("registerGrant", "/api/grants", "delegate.manage", registerGrant);
}

}  // namespace medcredit::http
