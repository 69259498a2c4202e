// The catalogue of the jurisdiction in force, working days, identifiers, demands of lower authorities.
#include <boost/json.hpp>

#include "domain/identifier.h"
#include "domain/messages.h"
#include "domain/terms.h"
#include "formats/table_writer.h"
#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "service/catalogue_demand.h"
#include "service/catalogue_template.h"
#include "service/scope.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

json::object entryJson(const domain::CatalogueEntry& entry) {
  return json::object{{"code", entry.code},
                      {"name", entry.name},
                      {"subject", domain::subjectKindCode(entry.subject)},
                      {"nature", domain::natureLabel(entry.nature)},
                      {"sharing", domain::sharingLabel(entry.sharing)},
                      {"public", entry.isPublic},
                      {"updateCycle", entry.updateCycle},
                      {"offices", json::array(entry.offices.begin(), entry.offices.end())},
                      {"version", entry.versionDigest}};
}

Answer listCatalogue(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto subject = query.optionalWord("subject", {"ORG", "NP", "GOV"});
  if (auto refused = query.refused()) return std::move(*refused);
  json::array entries;
  for (const auto& entry : context.service.law.catalogue) {
    if (!subject || *subject == domain::subjectKindCode(entry.subject)) entries.push_back(entryJson(entry));
  }
  return jsonResponse(200, json::object{{"jurisdiction", context.service.law.id}, {"items", std::move(entries)}});
}

base::Result<const domain::CatalogueEntry*> entryOf(const Request& request, const HandlerContext& context) {
  const auto code = pathText(request, "entry");
  const auto* entry = context.service.law.entry(code);
  if (entry == nullptr) return service::notFound(code);
  return entry;
}

std::string_view presenceName(domain::Presence presence) {
  switch (presence) {
    case domain::Presence::kRequired:
      return "required";
    case domain::Presence::kBlank:
      return "blank";
    case domain::Presence::kConditional:
      return "conditional";
    case domain::Presence::kOptional:
      break;
  }
  return "optional";
}

std::string_view typeName(domain::FieldType type) {
  switch (type) {
    case domain::FieldType::kCode:
      return "code";
    case domain::FieldType::kDate:
      return "date";
    case domain::FieldType::kDecimal:
      return "decimal";
    case domain::FieldType::kInteger:
      return "integer";
    case domain::FieldType::kText:
      break;
  }
  return "text";
}

json::object fieldJson(const jurisdiction::Jurisdiction& law, const domain::FieldDef& field) {
  const auto* enumeration = law.enumeration(field.enumeration);
  json::array values;
  if (enumeration != nullptr) {
    for (const auto& value : enumeration->values) values.push_back(json::value(value.value));
  }
  json::array presence;
  for (const auto each : field.presence) presence.push_back(json::value(presenceName(each)));
  return json::object{{"id", field.id()},
                      {"name", field.name},
                      {"role", domain::fieldRoleName(field.role)},
                      {"presence", std::move(presence)},
                      {"maxLength", field.maxLength},
                      {"enumeration", textOrNull(field.enumeration)},
                      {"identifier", textOrNull(field.identifier)},
                      {"note", textOrNull(field.note)},
                      {"source", textOrNull(field.source)},
                      {"type", typeName(field.type)},
                      {"multiValue", field.multiValue},
                      {"values", std::move(values)},
                      {"closed", enumeration != nullptr && !enumeration->open && !enumeration->otherWithNote}};
}

json::object ruleJson(const domain::RuleDef& rule) {
  return json::object{{"id", rule.id},
                      {"kind", domain::ruleKindName(rule.kind)},
                      {"field", rule.fieldA},
                      {"other", textOrNull(rule.fieldB)},
                      {"values", json::array(rule.values.begin(), rule.values.end())},
                      {"severity", rule.severity == domain::Severity::kError ? "error" : "warning"},
                      {"basis", rule.basis}};
}

/// Record period of the entry's rule in words and where it comes from (R-CAT-04).
json::object retentionJson(const jurisdiction::Jurisdiction& law, const domain::CatalogueEntry& entry) {
  for (const auto& rule : law.terms) {
    if (rule.id != entry.retention && !rule.id.starts_with(entry.retention + "-")) continue;
    const auto period = domain::parseDuration(rule.retention);
    return {{"period", period.ok() ? period->label() : rule.retention}, {"source", rule.source}};
  }
  return {{"period", entry.retention}, {"source", ""}};
}

Answer getEntry(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto* entry, entryOf(request, context));
  json::object body = entryJson(*entry);
  json::array fields;
  for (const auto& field : entry->fieldSet.fields) fields.push_back(fieldJson(context.service.law, field));
  body["coverage"] = entry->coverage;
  body["enforcementClass"] = textOrNull(entry->enforcementClass);
  body["basis"] = json::array(entry->basis.begin(), entry->basis.end());
  body["retention"] = retentionJson(context.service.law, *entry);
  body["source"] = entry->source;
  body["fields"] = std::move(fields);
  json::array rules;
  for (const auto& rule : entry->fieldSet.rules) rules.push_back(ruleJson(rule));
  body["rules"] = std::move(rules);
  return jsonResponse(200, body);
}

Answer getTemplate(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto* entry, entryOf(request, context));
  MC_ASSIGN(const auto spec, service::templateFor(context.service.law, *entry));
  MC_ASSIGN(const auto path, answerPath(context, ".xlsx"));
  MC_TRY(formats::writeTemplate(spec, path));
  return fileResponse(path, entry->code + " " + entry->name + " 模板.xlsx", kXlsx, true);
}

Answer entryVersions(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto versions, service::entryHistory(context.service, pathText(request, "entry")));
  json::array items;
  for (const auto& version : versions) {
    json::array changes;
    for (const auto& change : version.changes) {
      changes.push_back(json::object{{"field", change.field}, {"kind", change.kind}});
    }
    items.push_back(json::object{{"version", version.digest},
                                 {"firstUsedAt", version.firstUsedAt.iso()},
                                 {"recordVersions", version.records},
                                 {"inForce", version.inForce},
                                 {"changes", std::move(changes)}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

// --- small calculations --------------------------------------------------------------------------------------------

Answer workdayAdd(const Request& request, HandlerContext& context) {
  constexpr std::int64_t kMost = 10000;
  QueryInput query(request);
  const auto from = query.optionalDate("from");
  const auto days = query.optionalInteger("days", 0, kMost);
  if (!request.queryValue("from")) query.wrong("from", base::fail("HTTP-0016"));
  if (!request.queryValue("days")) query.wrong("days", base::fail("HTTP-0016"));
  if (auto refused = query.refused()) return std::move(*refused);
  const auto& calendar = context.service.law.calendar;
  const auto result = calendar.add(*from, static_cast<int>(*days));
  if (result.date > *base::CivilDate::fromYmd(9999, 12, 31)) return base::fail("WORK-0012");
  return jsonResponse(200, json::object{{"date", result.date.iso()},
                                        {"provisional", result.provisional},
                                        {"explanation", calendar.explainAdd(*from, static_cast<int>(*days))}});
}

Answer checkIdentifier(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto kindName = input.text("kind", 40);
  const auto value = input.text("value", 200);
  const auto kind = domain::identifierKindFromName(kindName);
  if (!kindName.empty() && !kind) input.wrong("kind", base::fail("HTTP-0017", {{"expected", "标识类型，如 usc"}}));
  if (auto refused = input.refused()) return std::move(*refused);
  domain::IdentifierOptions options;
  options.regions = context.service.law.regions.get();
  options.today = context.service.clock.today();
  const auto verdict = domain::checkIdentifier(*kind, value, options);
  const auto message = verdict.code.empty()
                           ? std::string()
                           : domain::renderText(base::Error(verdict.code, {{"expected", verdict.expected}}));
  return jsonResponse(200, json::object{{"kind", kindName},
                                        {"valid", verdict.valid},
                                        {"warning", verdict.warning},
                                        {"normalized", verdict.normalized},
                                        {"code", textOrNull(verdict.code)},
                                        {"message", textOrNull(message)},
                                        {"suggestion", textOrNull(domain::suggestedIdentifier(*kind, verdict))}});
}

// --- demands (R-CAT-09) --------------------------------------------------------------------------------------------

json::object demandView(const service::CatalogueDemand& demand) {
  return {{"id", service::publicId('D', demand.id)},
          {"unit", demand.request.unit},
          {"entry", demand.request.entry},
          {"change", demand.request.change},
          {"text", demand.request.text},
          {"basis", textOrNull(demand.request.basis)},
          {"requestedBy", demand.requestedBy},
          {"requestedAt", demand.requestedAt.iso()},
          {"state", demand.state},
          {"decidedBy", textOrNull(demand.decidedBy)},
          {"decidedAt", demand.decidedAt ? json::value(demand.decidedAt->iso()) : json::value(nullptr)},
          {"reason", textOrNull(demand.reason)},
          {"effectiveFrom", textOrNull(demand.effectiveFrom)},
          {"inOperation", demand.inOperation}};
}

Answer demandEntry(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::DemandRequest demand;
  demand.unit = input.text("unit", 64);
  demand.entry = input.text("entry", 64);
  demand.change = input.word("change", {"add", "change", "remove"});
  demand.text = input.text("text", 2000);
  demand.basis = input.optionalText("basis", 500).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, service::demandEntry(context.service, demand));
  return jsonResponse(201, json::object{{"id", service::publicId('D', id)}});
}

Answer decideDemand(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::DemandDecision decision;
  decision.approve = input.boolean("approve");
  decision.reason = input.text("reason", 1000);
  decision.effectiveFrom = input.optionalDate("effectiveFrom");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(decision.id, pathId(request, 'D'));
  MC_TRY(service::decideDemand(context.service, decision));
  return jsonResponse(200, json::object{{"id", service::publicId('D', decision.id)},
                                        {"state", decision.approve ? "approved" : "refused"}});
}

Answer listDemands(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::DemandQuery wanted;
  wanted.state = query.optionalWord("state", {"open", "approved", "refused"}).value_or("");
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (!page.after.empty()) wanted.before = service::parsePublicId('D', page.after.front());
  wanted.limit = static_cast<std::int64_t>(page.limit) + 1;
  MC_ASSIGN(auto demands, service::listDemands(context.service, wanted));
  const bool more = demands.size() > page.limit;
  if (more) demands.resize(page.limit);
  json::array items;
  for (const auto& demand : demands) items.push_back(demandView(demand));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('D', demands.back().id)});
  return jsonResponse(200, body);
}

}  // namespace

void addCatalogueRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("listCatalogue", "/api/catalogue", "catalogue.read", listCatalogue);
  routes.get("getEntry", "/api/catalogue/{entry}", "catalogue.read", getEntry);
  routes.get("getTemplate", "/api/catalogue/{entry}/template", "catalogue.read", getTemplate);
  routes.get("entryVersions", "/api/catalogue/{entry}/versions", "catalogue.read", entryVersions);
  routes.get("workdayAdd", "/api/workdays/add", "catalogue.read", workdayAdd);
  routes.compute("checkIdentifier", "/api/identifiers/check", "catalogue.read", checkIdentifier);
  routes.get("listDemands", "/api/catalogue-demands", "catalogue.read", listDemands);
  routes.post("demandEntry", "/api/catalogue-demands", "catalogue.demand", demandEntry);
  routes.post("decideDemand", "/api/catalogue-demands/{id}/decide", "catalogue.decide", decideDemand);
}

}  // namespace medcredit::http
