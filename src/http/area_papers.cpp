// Papers by HTTP: list, content, file and page, service and receipt, and what anybody may check by the code.
#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <memory>

#include "crypto/sm3.h"
#include "domain/messages.h"
#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/public_meter.h"
#include "http/public_route.h"
#include "http/views.h"
#include "service/evidence.h"
#include "service/evidence_head.h"
#include "service/paper_forms.h"
#include "service/papers.h"
#include "service/scope.h"
#include "service/subject.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kMostFields = 60;
constexpr std::size_t kLongestValue = 4000;
constexpr std::size_t kLargestFile = std::size_t{8} * 1024 * 1024;
constexpr std::int64_t kChecksPerMinute = 30;

json::value idOrNull(char letter, const std::optional<std::int64_t>& id) {
  return id ? json::value(service::publicId(letter, *id)) : json::value(nullptr);
}

json::object rowView(const store::PaperRow& row) {
  return {{"id", service::publicId('P', row.id)},
          {"paper", row.paper},
          {"title", row.title},
          {"number", textOrNull(row.number)},
          {"organ", row.organ},
          {"issuedOn", row.issuedOn},
          {"state", row.state},
          {"code", row.code},
          {"digest", row.digest},
          {"subject", idOrNull('S', row.subjectId)},
          {"record", idOrNull('R', row.recordId)},
          {"case", textOrNull(row.caseId)},
          {"served", textOrNull(row.served)},
          {"successor", idOrNull('P', row.successorId)}};
}

json::object deliveryView(const store::PaperDelivery& row) {
  return {{"number", row.id},
          {"way", row.way},
          {"receiver", row.receiver},
          {"sentOn", row.sentOn},
          {"state", row.state},
          {"confirmedOn", textOrNull(row.confirmedOn)},
          {"proof", textOrNull(row.proof)}};
}

/// Content of a paper leaves only after its trace.
base::Status noteShown(HandlerContext& context, const store::PaperRow& row, std::string_view action) {
  service::Act act;
  act.action = action;
  act.objectType = "paper";
  act.objectId = service::publicId('P', row.id);
  act.subjectId = row.subjectId;
  act.fields = "content";
  return noteRead(context, std::move(act));
}

Answer listPapers(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  store::PaperFilter filter;
  const auto subject = query.optionalText("subject", 24);
  const auto record = query.optionalText("record", 24);
  filter.caseId = query.optionalText("case", 24).value_or("");
  filter.paper = query.optionalText("paper", 64).value_or("");
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (subject) filter.subjectId = service::parsePublicId('S', *subject).value_or(0);
  if (record) filter.recordId = service::parsePublicId('R', *record).value_or(0);
  if (!page.after.empty()) filter.before = service::parsePublicId('P', page.after.front()).value_or(0);
  filter.limit = static_cast<std::int64_t>(page.limit) + 1;
  MC_ASSIGN(filter, service::visiblePapers(context.service, std::move(filter)));
  MC_ASSIGN(auto rows, store::listPapers(context.service.conn, filter));
  const bool more = rows.size() > page.limit;
  if (more) rows.pop_back();
  service::Act act;
  act.action = "paper.list";
  act.objectType = "operation";
  act.objectId = context.route.operationId;
  json::array items;
  for (const auto& row : rows) {
    items.push_back(rowView(row));
    if (row.subjectId) act.subjects.push_back(*row.subjectId);
  }
  MC_TRY(noteRead(context, std::move(act)));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('P', rows.back().id)});
  return jsonResponse(200, body);
}

base::Result<service::KeptPaper> paperOf(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'P'));
  return service::requirePaper(context.service, id);
}

Answer getPaper(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto paper, paperOf(request, context));
  MC_ASSIGN(const auto deliveries, store::deliveriesOf(context.service.conn, paper.row.id));
  MC_ASSIGN(const auto envelope, service::paperEnvelope(context.service, paper));
  MC_TRY(noteShown(context, paper.row, "paper.read"));
  auto body = rowView(paper.row);
  json::array served;
  for (const auto& row : deliveries) served.push_back(deliveryView(row));
  body["deliveries"] = std::move(served);
  body["banner"] = textOrNull(service::paperBanner(paper));
  body["envelope"] = envelope;
  return jsonResponse(200, body);
}

std::string fileName(const store::PaperRow& row) {
  return row.title + (row.number.empty() ? "" : " " + row.number) + ".pdf";
}

Answer getPaperFile(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto paper, paperOf(request, context));
  Response response;
  MC_ASSIGN(response.body, service::paperFile(context.service, paper));
  MC_TRY(noteShown(context, paper.row, "paper.file"));
  response.contentType = "application/pdf";
  response.headers.emplace_back("Content-Disposition", attachmentHeader(fileName(paper.row)));
  response.headers.emplace_back("X-Content-SM3", crypto::sm3Hex(response.body));
  return response;
}

Response pageResponse(std::string html) {
  Response response;
  response.body = std::move(html);
  response.contentType = "text/html; charset=utf-8";
  response.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'");
  return response;
}

Answer getPaperPage(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto paper, paperOf(request, context));
  MC_TRY(noteShown(context, paper.row, "paper.page"));
  return pageResponse(service::paperPage(paper));
}

Answer issuePaper(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::PaperOrder order;
  order.paper = input.text("paper", 64);
  const auto subject = input.optionalText("subject", 24);
  const auto record = input.optionalText("record", 24);
  const auto replaces = input.optionalText("replaces", 24);
  const auto reason = input.optionalText("reason", 500).value_or("");
  for (auto& [name, value] : input.textMap("values", kMostFields, kLongestValue, Need::kOptional)) {
    order.values[name] = value;
  }
  if (auto refused = input.refused()) return std::move(*refused);
  order.unitId = context.service.principal.unit;
  if (record) {
    order.recordId = service::parsePublicId('R', *record).value_or(0);
    MC_ASSIGN(const auto head, service::requireRecord(context.service, *order.recordId));
    order.subjectId = head.subjectId;
  }
  if (subject) {
    order.subjectId = service::parsePublicId('S', *subject).value_or(0);
    const auto found = service::subjectById(context.service, *order.subjectId);
    if (!found.ok()) return service::notFound(*subject);
  }
  if (!replaces) {
    MC_ASSIGN(const auto issued, service::issuePaperNow(context.service, order));
    MC_ASSIGN(const auto row, store::getPaper(context.service.conn, issued.id));
    return jsonResponse(201, rowView(*row));
  }
  MC_ASSIGN(const auto old, service::requirePaper(context.service, service::parsePublicId('P', *replaces).value_or(0)));
  MC_ASSIGN(const auto issued, service::supersedePaper(context.service, old.row.id, order, reason));
  MC_ASSIGN(const auto row, store::getPaper(context.service.conn, issued.id));
  return jsonResponse(201, rowView(*row));
}

Answer revokePaper(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto reason = input.text("reason", 500);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto paper, paperOf(request, context));
  MC_TRY(service::revokePaper(context.service, paper.row.id, reason));
  MC_ASSIGN(const auto row, store::getPaper(context.service.conn, paper.row.id));
  return jsonResponse(200, rowView(*row));
}

Answer deliverPaper(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::DeliverPaper deliver;
  deliver.way = input.word("way", service::deliveryWays());
  deliver.receiver = input.text("receiver", 200);
  deliver.on = input.date("on");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto paper, paperOf(request, context));
  deliver.paperId = paper.row.id;
  MC_ASSIGN(const auto made, service::deliverPaper(context.service, deliver));
  return jsonResponse(201, deliveryView(made));
}

Answer confirmDelivery(const Request& request, HandlerContext& context) {
  constexpr std::int64_t kMost = 1000000000;
  JsonInput input(request);
  const auto number = input.integer("delivery", 1, kMost);
  const bool arrived = input.boolean("arrived");
  const auto on = input.date("on");
  const auto proof = input.text("proof", 200);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto paper, paperOf(request, context));
  MC_TRY(service::confirmDelivery(context.service, paper.row.id, number, arrived, on, proof));
  return emptyResponse();
}

/// A form with what the register knows filled in; nothing is stored.
Answer getPaperForm(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto record = query.optionalText("record", 24);
  const bool page = query.optionalWord("as", {"page", "pdf"}).value_or("pdf") == "page";
  if (auto refused = query.refused()) return std::move(*refused);
  service::FormOrder order;
  order.paper = pathText(request, "paper");
  if (record) order.recordId = service::parsePublicId('R', *record).value_or(0);
  MC_ASSIGN(const auto form, service::blankForm(context.service, order));
  service::Act act;
  act.action = "paper.form";
  act.objectType = "operation";
  act.objectId = order.paper;
  act.subjectId = form.subjectId;
  MC_TRY(noteRead(context, std::move(act)));
  if (page) return pageResponse(service::formPage(form));
  Response response;
  MC_ASSIGN(response.body, service::formFile(context.service, form));
  response.contentType = "application/pdf";
  response.headers.emplace_back("Content-Disposition", attachmentHeader(form.document.title + ".pdf"));
  return response;
}

// --- the public ------------------------------------------------------------------------------------------------------

Answer standingAnswer(const std::optional<service::PaperStanding>& standing) {
  if (!standing) {
    return jsonResponse(200, json::object{{"genuine", false}, {"text", "没有查到这份文书，或者文件已被改动"}});
  }
  const bool current = standing->state == "current";
  const std::string text = current                           ? "文书真实，现行有效"
                           : standing->state == "superseded" ? "文书真实，但已被" + standing->successor + "取代"
                                                             : "文书真实，但已被撤销";
  return jsonResponse(200, json::object{{"genuine", true},
                                        {"text", text},
                                        {"state", standing->state},
                                        {"code", standing->code},
                                        {"title", standing->title},
                                        {"number", textOrNull(standing->number)},
                                        {"organ", standing->organ},
                                        {"issuedOn", standing->issuedOn},
                                        {"digest", standing->digest},
                                        {"successor", textOrNull(standing->successor)}});
}

/// Sixteen letters and digits, however they are grouped.
bool looksLikeCode(std::string_view text) {
  constexpr std::ptrdiff_t kCharacters = 16;
  const auto counts = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  const auto letters = std::count_if(text.begin(), text.end(), counts);
  const auto between = std::count(text.begin(), text.end(), '-') + std::count(text.begin(), text.end(), ' ');
  return letters == kCharacters && letters + between == static_cast<std::ptrdiff_t>(text.size());
}

Answer verifyCode(const Request& request, HandlerContext& context) {
  const auto code = pathText(request, "code");
  if (!looksLikeCode(code)) return service::notFound(code);
  MC_ASSIGN(const auto standing, service::paperByCode(context.service, code));
  return standingAnswer(standing);
}

Answer verifyFile(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto file, uploadedFile(request));
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  MC_ASSIGN(const auto standing, service::paperByFile(context.service, bytes));
  return standingAnswer(standing);
}

Answer paperKey(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto key, service::logPublicKey(context.service.keys));
  return jsonResponse(
      200, json::object{
               {"algorithm", "SM2"}, {"publicKey", crypto::toHex(key.point())}, {"fingerprint", key.fingerprint()}});
}

/// Codes are not to be tried out: asked so often a minute from one address at most.
Route meteredRoute(Method method, const char* id, const char* path, Answering handler) {
  auto route = publicRoute(method, id, path, std::move(handler));
  route.keyed = false;
  // Shared by the copies of the handler that the worker threads call.
  const auto meter = std::make_shared<PublicMeter>();
  route.handler = [meter, plain = std::move(route.handler)](const Request& request, HandlerContext& context) {
    if (meter->admit(request.remoteAddress, context.service.clock.now(), kChecksPerMinute)) {
      return plain(request, context);
    }
    auto busy = refuse(request, base::fail("HTTP-0009"));
    busy.headers.emplace_back("Retry-After", "60");
    return busy;
  };
  return route;
}

}  // namespace

void addPapersRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("listPapers", "/api/papers", "signed-in", listPapers);
  routes.post("issuePaper", "/api/papers", "paper.issue", issuePaper);
  routes.get("getPaper", "/api/papers/{id}", "signed-in", getPaper);
  routes.get("getPaperFile", "/api/papers/{id}/pdf", "signed-in", getPaperFile);
  routes.get("getPaperPage", "/api/papers/{id}/page", "signed-in", getPaperPage);
  routes.post("revokePaper", "/api/papers/{id}/revoke", "paper.issue", revokePaper);
  routes.post("deliverPaper", "/api/papers/{id}/deliveries", "paper.serve", deliverPaper);
  routes.post("confirmPaperDelivery", "/api/papers/{id}/receipt", "paper.serve", confirmDelivery);
  routes.get("getPaperForm", "/api/paper-forms/{paper}", "signed-in", getPaperForm);
  router.add(meteredRoute(Method::kGet, "verifyPaper", "/api/public/papers/{code}", verifyCode));
  router.add(meteredRoute(Method::kGet, "paperKey", "/api/public/paper-key", paperKey));
  auto check = meteredRoute(Method::kPost, "verifyPaperFile", "/api/public/paper-file", verifyFile);
  check.upload = true;
  check.maxBody = kLargestFile;
  check.workClass = WorkClass::kUpload;
  router.add(std::move(check));
}

}  // namespace medcredit::http
