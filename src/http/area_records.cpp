// Records by HTTP: the worklist and one record with its whole story. What leaves passes the disclosure policy, and
// every look leaves its evidence first. Acts on records stand in record_acts.cpp.
#include <array>
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/record_acts.h"
#include "http/views.h"
#include "service/attachment.h"
#include "service/disclosure.h"
#include "service/evidence.h"
#include "service/flow.h"
#include "service/record.h"
#include "service/scope.h"
#include "service/statements.h"
#include "store/flow.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

json::object lineView(const store::RecordLine& line, const std::string& subjectName) {
  const auto flow = service::flowStateFromName(line.flow).value_or(service::FlowState::kDraft);
  return {{"id", service::publicId('R', line.id)},
          {"version", line.version},
          {"subject", service::publicId('S', line.subjectId)},
          {"subjectName", textOrNull(subjectName)},
          {"entry", line.entry},
          {"unit", line.unitId},
          {"state", line.state},
          {"infoClass", line.infoClass},
          {"documentNo", textOrNull(line.documentNo)},
          {"decidedOn", textOrNull(line.decidedOn)},
          {"receivedOn", line.receivedOn},
          {"dueOn", textOrNull(line.dueOn)},
          {"flow", line.flow},
          {"flowLabel", service::flowStateLabel(flow)},
          {"publicity", line.publicity},
          {"publishDue", textOrNull(line.publishDue)},
          {"publishedOn", textOrNull(line.publishedOn)},
          {"publicityUntil", textOrNull(line.publicityUntil)},
          {"internalOnly", line.internalOnly},
          {"disputed", line.disputed}};
}

/// Lines the policy lets the asker see; hidden ones are left out without a trace.
base::Result<json::array> disclosedLines(HandlerContext& context, const std::vector<store::RecordLine>& lines,
                                         std::vector<std::int64_t>& subjects) {
  service::Discloser discloser(context.service);
  json::array items;
  for (const auto& line : lines) {
    auto facts = service::factsOf(context.service, line.entry, line.infoClass,
                                  {line.state, line.publicity, line.publicityUntil, false});
    facts.subjectId = line.subjectId;
    facts.unitId = line.unitId;
    facts.internalOnly = line.internalOnly;
    const auto kind = domain::subjectKindFromCode(line.subjectKind).value_or(domain::SubjectKind::kNaturalPerson);
    facts.subject = kind;
    MC_ASSIGN(const bool seen, discloser.sees(facts));
    if (!seen) continue;
    MC_ASSIGN(const auto name,
              discloser.value(service::SubjectPart::kName, kind, line.subjectId, {}, line.subjectName));
    subjects.push_back(line.subjectId);
    items.push_back(lineView(line, name));
  }
  return items;
}

base::Result<store::RecordFilter> scoped(HandlerContext& context, store::RecordFilter filter) {
  MC_ASSIGN(auto scope, service::visibleUnits(context.service));
  if (!scope.all) filter.units = std::move(scope.units);
  const auto& entries = context.service.principal.entries;
  filter.entries.assign(entries.begin(), entries.end());
  if (service::ownWorkOnly(context.service)) filter.actor = context.service.actor;
  return filter;
}

Answer listRecords(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  store::RecordFilter filter;
  filter.entry = query.optionalText("entry", 64).value_or("");
  filter.unitId = query.optionalText("unit", 64).value_or("");
  filter.state = query.optionalWord("state", {"live", "void", "withdrawn"}).value_or("");
  filter.publicity =
      query.optionalWord("publicity", {"not_public", "pending", "published", "ended", "withdrawn", "withheld"})
          .value_or("");
  filter.flow = query.optionalWord("flow", {"draft", "returned", "reviewed", "submitted", "entered"}).value_or("");
  if (const auto day = query.optionalDate("dueUntil")) filter.dueUntil = day->iso();
  if (const auto batch = query.optionalText("batch", 24)) {
    filter.batchId = service::parsePublicId('B', *batch);
    if (!filter.batchId) query.wrong("batch", base::fail("HTTP-0017", {{"expected", "批次编号，如 B12"}}));
  }
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (!page.after.empty()) filter.before = service::parsePublicId('R', page.after.front());
  filter.limit = static_cast<std::int64_t>(page.limit) + 1;
  MC_ASSIGN(filter, scoped(context, std::move(filter)));
  MC_ASSIGN(auto lines, store::listRecords(context.service.conn, filter));
  const bool more = lines.size() > page.limit;
  if (more) lines.resize(page.limit);
  service::Act act;
  act.action = "record.list";
  act.objectType = "operation";
  act.objectId = context.route.operationId;
  MC_ASSIGN(auto items, disclosedLines(context, lines, act.subjects));
  act.fields = "subjectName,documentNo";
  MC_TRY(noteRead(context, std::move(act)));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('R', lines.back().id)});
  return jsonResponse(200, body);
}

json::object versionView(const service::VersionDetails& details) {
  const auto& version = details.version;
  json::array values;
  for (const auto& [field, value] : details.values) {
    values.push_back(json::object{{"field", field}, {"value", value}});
  }
  const auto kind = domain::versionKindFromName(version.kind);
  return {{"version", version.version},
          {"kind", version.kind},
          {"kindLabel", kind ? domain::versionKindLabel(*kind) : std::string_view(version.kind)},
          {"cause", textOrNull(version.cause)},
          {"knownAt", version.knownAt.iso()},
          {"trueFrom", textOrNull(version.trueFrom)},
          {"values", std::move(values)},
          {"provenance", json::object{{"actor", version.actor},
                                      {"batch", idOrNull('B', version.batchId)},
                                      {"fileRow", version.fileRow ? json::value(*version.fileRow) : json::value()},
                                      {"fileName", textOrNull(version.fileName)},
                                      {"collectingUnit", textOrNull(version.collectingUnit)},
                                      {"producingUnit", textOrNull(details.producing)},
                                      {"issuingUnit", textOrNull(details.issuing)}}}};
}

json::object clockView(const domain::TermSpan& span) {
  return {{"from", span.from.iso()},
          {"end", span.end ? json::value(span.end->iso()) : json::value(nullptr)},
          {"why", span.why},
          {"isDefault", span.isDefault}};
}

json::value clocksView(const service::RecordDetails& details) {
  if (!details.view) return nullptr;
  const auto& terms = details.view->terms;
  json::array uses;
  for (std::size_t i = 0; i < details.view->uses.size(); ++i) {
    const auto use = domain::kUses[i];
    uses.push_back(json::object{{"use", domain::useName(use)},
                                {"label", domain::useLabel(use)},
                                {"applies", details.view->uses[i].applies},
                                {"reason", textOrNull(details.view->uses[i].reason)}});
  }
  return json::object{{"retention", clockView(terms.retention)},
                      {"use", clockView(terms.use)},
                      {"publicity", clockView(terms.publicity)},
                      {"publicityNotBefore",
                       terms.publicityNotBefore ? json::value(terms.publicityNotBefore->iso()) : json::value(nullptr)},
                      {"severityProposed", severityView(details.view->proposal)},
                      {"uses", std::move(uses)}};
}

json::object headView(const service::RecordDetails& details) {
  const auto& head = details.head;
  return {{"id", service::publicId('R', head.id)},
          {"version", head.version},
          {"subject", service::publicId('S', head.subjectId)},
          {"subjectName", textOrNull(details.subjectName)},
          {"entry", head.entry},
          {"entryName", details.entryName},
          {"unit", head.unitId},
          {"unitName", details.unitName},
          {"state", head.state},
          {"infoClass", head.infoClass},
          {"nature", head.nature},
          {"severity", textOrNull(head.severity)},
          {"documentNo", textOrNull(head.documentNo)},
          {"decidedOn", textOrNull(head.decidedOn)},
          {"receivedOn", head.receivedOn},
          {"dueOn", textOrNull(head.dueOn)},
          {"dueProvisional", head.dueProvisional},
          {"publicity", head.publicity},
          {"publishDue", textOrNull(head.publishDue)},
          {"publishedOn", textOrNull(head.publishedOn)},
          {"publicityUntil", textOrNull(head.publicityUntil)},
          {"publicityReason", textOrNull(head.publicityReason)},
          {"internalOnly", head.internalOnly},
          {"disputed", head.disputed}};
}

base::Status addEvidence(HandlerContext& context, std::int64_t id, json::object& body) {
  MC_ASSIGN(const auto attachments, store::listAttachments(context.service.conn, id));
  MC_ASSIGN(const auto missing, service::missingEvidence(context.service, id));
  json::array files;
  for (const auto& attachment : attachments) files.push_back(attachmentView(attachment));
  json::array lacking;
  for (const auto& expected : missing) {
    lacking.push_back(json::object{{"kind", expected.kind}, {"label", expected.label}, {"source", expected.source}});
  }
  body["attachments"] = std::move(files);
  body["missingEvidence"] = std::move(lacking);
  return {};
}

Answer getRecord(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::RecordQuery wanted;
  wanted.asOf = query.optionalDate("asOf");
  wanted.knownOn = query.optionalDate("knownOn");
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(wanted.id, pathId(request, 'R'));
  MC_ASSIGN(const auto head, service::requireRecord(context.service, wanted.id));
  MC_ASSIGN(auto details, service::showRecord(context.service, wanted));
  service::Discloser discloser(context.service);
  service::Disclosed released;
  MC_ASSIGN(const bool visible, discloser.details(details, &released));
  if (!visible) return service::notFound(service::publicId('R', wanted.id));
  service::Act act;
  act.action = "record.read";
  act.objectType = "record";
  act.objectId = service::publicId('R', head.id);
  act.objectVersion = head.version;
  act.subjectId = head.subjectId;
  act.rule = released.rule;
  act.fields = released.released();
  MC_TRY(noteRead(context, std::move(act)));
  json::object body = headView(details);
  json::array versions;
  for (const auto& version : details.versions) versions.push_back(versionView(version));
  body["versions"] = std::move(versions);
  body["current"] = details.current ? json::value(details.versions[*details.current].version.version) : json::value();
  body["clocks"] = clocksView(details);
  MC_ASSIGN(const auto flow, service::recordFlow(context.service, wanted.id));
  body["flow"] = flowView(flow);
  const std::array<std::int64_t, 1> only{wanted.id};
  MC_ASSIGN(const auto statements, store::shownStatements(context.service.conn, only));
  body["statement"] = statements.empty() ? json::value(nullptr) : json::value(statements.front().text);
  MC_TRY(addEvidence(context, wanted.id, body));
  Response response = jsonResponse(200, body);
  setVersion(response, head.version);
  return response;
}

}  // namespace

void addRecordsRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("listRecords", "/api/records", "collect.read", listRecords);
  routes.get("getRecord", "/api/records/{id}", "collect.read", getRecord);
  addRecordActs(routes);
}

}  // namespace medcredit::http
