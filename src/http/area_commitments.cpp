// Commitments by HTTP: letters and items, the text to be signed, making one, what is found, and what everybody may see.
// The steps of the case go through /api/cases.
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/public_route.h"
#include "http/views.h"
#include "service/commitments.h"
#include "service/evidence.h"
#include "service/scope.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxText = 2000;
constexpr std::size_t kMaxKey = 400;
constexpr std::size_t kMaxItems = 20;

json::array textsView(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

json::object letterView(const jurisdiction::LetterTemplate& letter) {
  json::array promises;
  for (const auto& one : letter.obligations) {
    promises.push_back(json::object{{"id", one.id}, {"text", one.text}, {"due", one.due}, {"missing", one.missing}});
  }
  json::array subjects;
  for (const auto kind : letter.subjects) subjects.push_back(json::string(domain::subjectKindCode(kind)));
  return {{"id", letter.id},
          {"title", letter.title},
          {"type", letter.type},
          {"version", letter.version},
          {"signer", letter.signer},
          {"term", letter.term},
          {"liability", letter.liability},
          {"publicity", letter.publicity},
          {"education", textOrNull(letter.education)},
          {"electronic", letter.electronic},
          {"unitOwn", letter.unitOwn},
          {"subjects", std::move(subjects)},
          {"obligations", std::move(promises)},
          {"source", letter.source}};
}

Answer listLetters(const Request&, HandlerContext& context) {
  const auto& rules = context.service.law.commitments;
  json::array letters;
  for (const auto& letter : rules.letters) letters.push_back(letterView(letter));
  json::array items;
  for (const auto& item : rules.items) {
    items.push_back(json::object{{"id", item.id},
                                 {"name", item.name},
                                 {"letter", item.letter},
                                 {"categories", textsView(item.categories)},
                                 {"notice", item.notice},
                                 {"mayMiss", textsView(item.mayMiss)},
                                 {"firstCheck", !item.firstCheck.empty()},
                                 {"source", item.source}});
  }
  return jsonResponse(200, json::object{{"letters", std::move(letters)}, {"items", std::move(items)}});
}

json::array obligationsView(const std::vector<store::ObligationRow>& rows) {
  json::array out;
  for (const auto& row : rows) {
    out.push_back(json::object{{"id", row.code},
                               {"text", row.text},
                               {"due", textOrNull(row.dueOn)},
                               {"missing", row.missing},
                               {"state", row.state},
                               {"decidedOn", textOrNull(row.decidedOn)},
                               {"note", row.note}});
  }
  return out;
}

json::array fieldsView(const service::FieldList& fields) {
  json::array out;
  for (const auto& [name, value] : fields) out.push_back(json::object{{"name", name}, {"value", value}});
  return out;
}

json::object commitmentLine(const service::CommitmentView& view) {
  const auto& row = view.row;
  return {{"id", service::publicId('K', row.id)},
          {"case", idOrNull('C', row.caseId)},
          {"caseNumber", view.caseNumber},
          {"subject", service::publicId('S', row.subjectId)},
          {"subjectName", view.subjectName},
          {"letter", row.letter},
          {"title", view.letterTitle},
          {"type", row.type},
          {"matter", view.matter},
          {"unit", row.unitId},
          {"unitName", view.unitName},
          {"madeOn", row.madeOn},
          {"validTo", row.validTo},
          {"state", row.state},
          {"publicity", row.publicity},
          {"market", row.market}};
}

json::object commitmentView(const service::CommitmentView& view) {
  auto out = commitmentLine(view);
  const auto& row = view.row;
  out["text"] = view.text;
  out["liability"] = view.liability;
  out["version"] = row.letterVersion;
  out["signer"] = row.signer;
  out["signedHow"] = row.signedHow;
  out["signatureValid"] = view.signatureValid;
  out["digest"] = row.digest;
  out["education"] = textOrNull(row.education);
  out["missing"] = textsView(view.missing);
  out["obligations"] = obligationsView(view.obligations);
  out["unfulfilled"] = textOrNull(view.unfulfilled);
  out["accountability"] = textOrNull(view.accountability);
  out["record"] = idOrNull('R', row.recordId);
  out["fulfilmentRecord"] = idOrNull('R', row.fulfilmentRecordId);
  out["fields"] = fieldsView(service::commitmentFields(view));
  out["fulfilment"] = fieldsView(service::fulfilmentFields(view));
  return out;
}

/// What is promised, by whom, before whom.
service::LetterRequest readLetter(JsonInput& input, HandlerContext& context) {
  service::LetterRequest out;
  out.letter = input.optionalText("letter", 64).value_or("");
  out.item = input.optionalText("item", 64).value_or("");
  out.unit = input.text("unit", 64);
  out.matter = input.optionalText("matter", kMaxText).value_or("");
  out.missing = input.texts("missing", kMaxItems, 100, Need::kOptional);
  const auto subject = input.optionalText("subject", 24);
  out.subjectId =
      subject ? service::parsePublicId('S', *subject).value_or(0) : context.service.principal.subjectId.value_or(0);
  if (out.subjectId == 0) input.wrong("subject", base::fail("HTTP-0017", {{"expected", "主体编号，如 S7"}}));
  return out;
}

/// A subject promises for itself, an officer takes in what was signed before him.
base::Status mayPromise(HandlerContext& context, const service::LetterRequest& letter) {
  const auto& principal = context.service.principal;
  if (principal.kind == service::PrincipalKind::kSubject) {
    if (principal.subjectId == letter.subjectId) return {};
    return service::notFound(service::publicId('S', letter.subjectId));
  }
  MC_TRY(service::requirePermission(context.service, "case.handle"));
  return service::requireUnit(context.service, letter.unit);
}

Answer previewLetter(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto letter = readLetter(input, context);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(mayPromise(context, letter));
  MC_ASSIGN(const auto text, service::renderLetter(context.service, letter));
  return jsonResponse(200, json::object{{"text", text.text},
                                        {"digest", text.digest},
                                        {"madeOn", text.madeOn.iso()},
                                        {"validTo", text.validTo.iso()},
                                        {"obligations", obligationsView(text.obligations)}});
}

base::Status noteLook(HandlerContext& context, const service::CommitmentView& view) {
  service::Act act;
  act.action = "commitment.read";
  act.objectType = "commitment";
  act.objectId = service::publicId('K', view.row.id);
  act.subjectId = view.row.subjectId;
  act.fields = "letter";
  return noteRead(context, std::move(act));
}

Answer createCommitment(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::NewCommitment made;
  made.letter = readLetter(input, context);
  made.signer = input.text("signer", 200);
  made.how = input.word("how", {"sm2", "platform", "paper"});
  made.publicKey = input.optionalText("publicKey", kMaxKey).value_or("");
  made.signature = input.optionalText("signature", kMaxKey).value_or("");
  made.scan = input.optionalText("scan", 24).value_or("");
  made.authority = input.optionalText("authority", 24).value_or("");
  made.education = input.optionalText("education", 100).value_or("");
  made.externalSystem = input.optionalText("externalSystem", 64).value_or("");
  made.externalId = input.optionalText("externalId", 100).value_or("");
  made.remark = input.optionalText("remark", kMaxText).value_or("");
  made.supervision = input.optionalText("supervision", 64).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(mayPromise(context, made.letter));
  made.key = context.service.actor + " " + std::string(request.header("Idempotency-Key").value_or(""));
  MC_ASSIGN(const auto done, service::makeCommitment(context.service, made));
  MC_ASSIGN(const auto view, service::showCommitment(context.service, done.id));
  return jsonResponse(201, commitmentView(view));
}

Answer listCommitments(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  store::CommitmentFilter filter;
  if (const auto subject = query.optionalText("subject", 24)) {
    filter.subjectId = service::parsePublicId('S', *subject).value_or(0);
  }
  filter.state = query.optionalText("state", 20).value_or("");
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (!page.after.empty()) filter.before = service::parsePublicId('K', page.after.front()).value_or(0);
  filter.limit = static_cast<std::int64_t>(page.limit) + 1;
  MC_ASSIGN(auto views, service::findCommitments(context.service, filter));
  const bool more = views.size() > page.limit;
  if (more) views.resize(page.limit);
  json::array items;
  for (const auto& view : views) items.push_back(commitmentLine(view));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('K', views.back().row.id)});
  return jsonResponse(200, body);
}

Answer getCommitment(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'K'));
  MC_ASSIGN(const auto view, service::showCommitment(context.service, id));
  MC_TRY(noteLook(context, view));
  return jsonResponse(200, commitmentView(view));
}

Answer findBreach(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::Finding finding;
  finding.obligations = input.texts("obligations", kMaxItems, 64, Need::kOptional);
  finding.unfulfilled = input.text("unfulfilled", kMaxText);
  finding.accountability = input.text("accountability", kMaxText);
  finding.untrue = input.optionalBoolean("untrue").value_or(false);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, pathId(request, 'K'));
  MC_TRY(service::noteFinding(context.service, id, finding));
  MC_ASSIGN(const auto view, service::showCommitment(context.service, id));
  return jsonResponse(200, commitmentView(view));
}

Answer checkCommitment(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  std::vector<service::Verdict> verdicts;
  for (auto& one : input.objects("verdicts", kMaxItems)) {
    verdicts.push_back(
        {one.text("obligation", 64), one.boolean("kept"), one.optionalText("note", kMaxText).value_or("")});
  }
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, pathId(request, 'K'));
  MC_TRY(service::noteVerdicts(context.service, id, verdicts));
  MC_ASSIGN(const auto view, service::showCommitment(context.service, id));
  return jsonResponse(200, commitmentView(view));
}

Answer commitmentItems(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto progress, service::itemProgress(context.service));
  json::array items;
  for (const auto& one : progress) {
    items.push_back(json::object{{"id", one.id}, {"name", one.name}, {"notice", one.notice}, {"letters", one.letters}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

json::object pledgeView(const store::PledgeRow& row) {
  return {{"unit", row.unitId},     {"letter", row.letter}, {"version", row.version}, {"matter", row.matter},
          {"content", row.content}, {"madeOn", row.madeOn}, {"validTo", row.validTo}, {"digest", row.digest}};
}

Answer createPledge(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto letter = input.text("letter", 64);
  const auto unit = input.text("unit", 64);
  const auto matter = input.text("matter", kMaxText);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto row, service::makePledge(context.service, letter, unit, matter));
  return jsonResponse(201, pledgeView(row));
}

Answer publicPledges(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto rows, store::pledges(context.service.conn, false));
  json::array items;
  for (const auto& row : rows) items.push_back(pledgeView(row));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer publicCommitments(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  std::optional<std::int64_t> before;
  if (!page.after.empty()) before = service::parsePublicId('K', page.after.front()).value_or(0);
  MC_ASSIGN(auto views, service::publicCommitments(context.service, before, static_cast<std::int64_t>(page.limit) + 1));
  const bool more = views.size() > page.limit;
  if (more) views.resize(page.limit);
  json::array items;
  for (const auto& view : views) {
    items.push_back(json::object{{"id", service::publicId('K', view.row.id)},
                                 {"subjectName", view.subjectName},
                                 {"subjectCode", view.subjectCode},
                                 {"title", view.letterTitle},
                                 {"type", view.row.type},
                                 {"matter", view.matter},
                                 {"unitName", view.unitName},
                                 {"madeOn", view.row.madeOn},
                                 {"validTo", view.row.validTo},
                                 {"state", view.row.state},
                                 {"unfulfilled", textOrNull(view.unfulfilled)}});
  }
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('K', views.back().row.id)});
  return jsonResponse(200, body);
}

}  // namespace

void addCommitmentsRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("listLetters", "/api/commitments/letters", "signed-in", listLetters);
  routes.get("commitmentItems", "/api/commitments/items", "case.read", commitmentItems);
  routes.compute("previewLetter", "/api/commitments/preview", "signed-in", previewLetter);
  routes.post("createCommitment", "/api/commitments", "signed-in", createCommitment);
  routes.get("listCommitments", "/api/commitments", "signed-in", listCommitments);
  routes.get("getCommitment", "/api/commitments/{id}", "signed-in", getCommitment);
  routes.post("findBreach", "/api/commitments/{id}/finding", "case.handle", findBreach);
  routes.post("checkCommitment", "/api/commitments/{id}/verdicts", "case.handle", checkCommitment);
  routes.post("createPledge", "/api/pledges", "case.handle", createPledge);
  router.add(publicRoute(Method::kGet, "publicPledges", "/api/public/pledges", publicPledges));
  router.add(publicRoute(Method::kGet, "publicCommitments", "/api/public/commitments", publicCommitments));
}

}  // namespace medcredit::http
