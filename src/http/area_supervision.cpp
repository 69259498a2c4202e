// Supervision by HTTP: what is due, the rates of quality, the self-check of an office with its reminders.
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/views.h"
#include "service/appraisal.h"
#include "service/quality.h"
#include "service/scope.h"
#include "service/self_check.h"
#include "service/status.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kMostRows = 2000;

json::array issues(const std::vector<base::Error>& errors) {
  json::array out;
  for (const auto& error : errors) out.push_back(issueView(error));
  return out;
}

json::object dutyView(const service::StatusDuty& duty) {
  return {{"kind", service::dutyKindName(duty.kind)},
          {"kindLabel", service::dutyKindLabel(duty.kind)},
          {"group", service::dutyGroupName(duty.group)},
          {"groupLabel", service::dutyGroupLabel(duty.group)},
          {"state", domain::dutyStateName(duty.state)},
          {"entry", duty.entry},
          {"entryName", duty.entryName},
          {"unit", duty.unitId},
          {"unitName", duty.unitName},
          {"person", textOrNull(duty.person)},
          {"ref", duty.ref},
          {"event", duty.event.iso()},
          {"due", duty.due.iso()},
          {"provisional", duty.provisional},
          {"overdueWorkdays", duty.overdueWorkdays},
          {"workdaysLeft", duty.workdaysLeft},
          {"record", duty.recordId > 0 ? json::value(service::publicId('R', duty.recordId)) : json::value(nullptr)},
          {"explanation", duty.explanation}};
}

Answer getStatus(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::StatusQuery wanted;
  wanted.unit = query.optionalText("unit", 64).value_or("");
  wanted.person = query.optionalText("person").value_or("");
  if (auto refused = query.refused()) return std::move(*refused);
  if (!wanted.unit.empty()) MC_TRY(service::requireUnit(context.service, wanted.unit));
  MC_ASSIGN(auto scope, service::visibleUnits(context.service));
  if (!scope.all) wanted.scope = std::move(scope.units);
  MC_ASSIGN(auto report, service::statusReport(context.service, wanted));
  const auto total = report.duties.size();
  if (report.duties.size() > kMostRows) report.duties.resize(kMostRows);
  json::array duties;
  for (const auto& duty : report.duties) duties.push_back(dutyView(duty));
  return jsonResponse(200, json::object{{"today", report.today.iso()},
                                        {"weekEnd", report.weekEnd.iso()},
                                        {"total", total},
                                        {"duties", std::move(duties)},
                                        {"warnings", issues(report.warnings)}});
}

json::value rate(const std::optional<std::string>& value) { return value ? json::value(*value) : json::value(nullptr); }

json::object countsView(const service::QualityCounts& counts) {
  return {{"unit", textOrNull(counts.unitId)},
          {"unitName", textOrNull(counts.unitName)},
          {"entry", textOrNull(counts.entry)},
          {"received", counts.received},
          {"compliant", counts.compliant},
          {"late", counts.late},
          {"concealed", counts.concealed},
          {"wrong", counts.wrong},
          {"expected", counts.expected()},
          {"complianceRate", rate(counts.complianceRate())},
          {"lateRate", rate(counts.lateRate())},
          {"concealmentRate", rate(counts.concealmentRate())},
          {"manual", counts.manual},
          {"file", counts.file},
          {"feed", counts.feed}};
}

json::object targetView(const service::QualityTarget& target) {
  return {{"name", target.name},
          {"target", target.target},
          {"actual", textOrNull(target.actual)},
          {"met", target.met},
          {"source", target.source}};
}

json::object rowView(const service::QualityRecord& row) {
  return {{"list", row.list},
          {"unit", row.unitId},
          {"entry", row.entry},
          {"ref", textOrNull(row.ref)},
          {"documentNo", textOrNull(row.documentNo)},
          {"decidedOn", textOrNull(row.decidedOn)},
          {"receivedOn", textOrNull(row.receivedOn)},
          {"dueOn", textOrNull(row.dueOn)},
          {"lateWorkdays", row.lateWorkdays}};
}

/// Whether rows of a kind stand behind a number: received = compliant + unqualified, expected = received + concealed.
bool standsBehind(std::string_view number, std::string_view kind) {
  const bool received = kind == "compliant" || kind == "unqualified";
  if (number == "received") return received;
  return number == "expected" ? received || kind == "concealed" : number == kind;
}

Answer getQuality(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::QualityQuery wanted;
  if (const auto from = query.optionalDate("from")) wanted.from = from->iso();
  if (const auto to = query.optionalDate("to")) wanted.to = to->iso();
  wanted.unit = query.optionalText("unit", 64).value_or("");
  wanted.entry = query.optionalText("entry", 64).value_or("");
  const auto list = query.optionalWord("list", {"received", "expected", "compliant", "unqualified", "late", "concealed",
                                                "wrong", "coverage", "cycle", "items"});
  wanted.records = query.optionalBoolean("records").value_or(false) || list;
  if (auto refused = query.refused()) return std::move(*refused);
  if (!wanted.unit.empty()) MC_TRY(service::requireUnit(context.service, wanted.unit));
  MC_ASSIGN(auto scope, service::visibleUnits(context.service));
  if (!scope.all) wanted.scope = std::move(scope.units);
  MC_ASSIGN(auto report, service::qualityReport(context.service, wanted));
  if (list) std::erase_if(report.records, [&](const auto& row) { return !standsBehind(*list, row.list); });
  json::array groups;
  for (const auto& group : report.groups) groups.push_back(countsView(group));
  json::array targets;
  for (const auto& target : report.targets) targets.push_back(targetView(target));
  json::array rows;
  for (std::size_t i = 0; i < report.records.size() && i < kMostRows; ++i) rows.push_back(rowView(report.records[i]));
  return jsonResponse(200, json::object{{"formula", service::kQualityFormula},
                                        {"total", countsView(report.total)},
                                        {"groups", std::move(groups)},
                                        {"supervision", json::object{{"coverage", report.supervision.coverage},
                                                                     {"cycle", report.supervision.cycle},
                                                                     {"items", report.supervision.items}}},
                                        {"targets", std::move(targets)},
                                        {"rowsTotal", report.records.size()},
                                        {"rows", std::move(rows)}});
}

/// Units the asker sees; one that was named must be among them.
base::Result<std::optional<std::vector<std::string>>> seenUnits(HandlerContext& context, const std::string& unit) {
  if (!unit.empty()) MC_TRY(service::requireUnit(context.service, unit));
  MC_ASSIGN(auto scope, service::visibleUnits(context.service));
  if (scope.all) return std::optional<std::vector<std::string>>();
  return std::optional(std::move(scope.units));
}

Answer getAppraisal(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::AppraisalQuery wanted;
  wanted.from = query.text("from", 7);
  wanted.to = query.text("to", 7);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(wanted.scope, seenUnits(context, {}));
  MC_ASSIGN(const auto path, answerPath(context, ".xlsx"));
  MC_ASSIGN(const auto written, service::writeAppraisal(context.service, wanted, path));
  std::error_code ignored;
  std::filesystem::remove(written.manifest, ignored);
  return fileResponse(path, "测评指标.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true);
}

json::object faultView(const service::Fault& fault) {
  json::array reminders;
  for (const auto& notice : fault.reminders) {
    reminders.push_back(
        json::object{{"id", service::publicId('N', notice.id)}, {"text", notice.text}, {"at", notice.createdAt.iso()}});
  }
  json::object out = rowView(fault.record);
  out["unitName"] = fault.unitName;
  out["day"] = fault.day;
  out["person"] = textOrNull(fault.person);
  out["reminders"] = std::move(reminders);
  return out;
}

Answer getFaults(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::FaultQuery wanted;
  if (const auto from = query.optionalDate("from")) wanted.from = from->iso();
  if (const auto to = query.optionalDate("to")) wanted.to = to->iso();
  wanted.unit = query.optionalText("unit", 64).value_or("");
  wanted.entry = query.optionalText("entry", 64).value_or("");
  wanted.list = query.optionalWord("list", {"unqualified", "late", "concealed", "wrong"}).value_or("");
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(wanted.scope, seenUnits(context, wanted.unit));
  MC_ASSIGN(const auto found, service::faults(context.service, wanted));
  json::array items;
  for (std::size_t i = 0; i < found.size() && i < kMostRows; ++i) items.push_back(faultView(found[i]));
  return jsonResponse(200, json::object{{"total", found.size()}, {"items", std::move(items)}});
}

Answer getSelfCheck(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto unit = query.text("unit", 64);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto check, service::selfCheck(context.service, unit));
  json::array items;
  for (const auto& item : check.items) {
    items.push_back(json::object{{"kind", service::checkKindName(item.kind)},
                                 {"kindLabel", service::checkKindLabel(item.kind)},
                                 {"entry", textOrNull(item.entry)},
                                 {"ref", item.ref},
                                 {"detail", item.detail},
                                 {"dueOn", item.dueOn}});
  }
  return jsonResponse(200, json::object{{"unit", check.unitId},
                                        {"unitName", check.unitName},
                                        {"person", textOrNull(check.person)},
                                        {"month", check.month},
                                        {"dueOn", check.dueOn},
                                        {"dueBasis", check.dueBasis},
                                        {"items", std::move(items)}});
}

Answer remindOffice(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto unit = input.text("unit", 64);
  const auto note = input.optionalText("note", 500).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto person, service::remindOffice(context.service, unit, note));
  return jsonResponse(201, json::object{{"unit", unit}, {"person", person}});
}

}  // namespace

void addSupervisionRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("getStatus", "/api/status", "quality.read", getStatus);
  routes.get("getQuality", "/api/quality", "quality.read", getQuality);
  routes.get("getAppraisal", "/api/quality/appraisal", "quality.read", getAppraisal);
  routes.get("getFaults", "/api/quality/faults", "quality.read", getFaults);
  routes.get("getSelfCheck", "/api/self-check", "quality.read", getSelfCheck);
  routes.post("remindOffice", "/api/self-check/reminders", "quality.read", remindOffice);
}

}  // namespace medcredit::http
