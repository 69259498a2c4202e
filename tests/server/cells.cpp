#include "server/cells.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "http/openapi.h"

namespace medcredit::test {

namespace json = boost::json;

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

bool starts(const std::string& text, std::string_view head) { return text.starts_with(head); }

/// Bodies that the right caller would succeed with.
json::object bodyFor(const Operation& op, const Place& place) {
  const auto& id = op.id;
  if (id == "createRecord")
    return {{"entry", "CF-ORG"}, {"unit", place.unit}, {"values", json::object{{"CF_WSH", "甲"}}}};
  if (id == "createNilReport") return {{"unit", place.unit}, {"entry", "CF-ORG"}, {"period", "2026-01"}};
  if (id == "correctRecord") {
    return {{"values", json::object{{"CF_NR", "罚款一千元"}}}, {"kind", "correction"}, {"cause", "错报"}};
  }
  if (id == "voidRecord") return {{"kind", "void"}, {"reason", "录入有误"}};
  if (id == "withdrawBatch" || id == "returnRecord" || id == "sendBackRecord" || id == "withdrawPublicity") {
    return {{"reason", "录入有误"}};
  }
  if (id == "reviewRecord") return {{"lawful", true}, {"true", true}, {"accurate", true}};
  if (id == "enterRecord") return {{"site", "credit-luoyang"}, {"receipt", "H-1"}};
  if (id == "publishRecords") return {{"records", json::array{place.orgRecord}}, {"checked", true}};
  if (id == "exportPublicity") return {{"entry", "CF-ORG"}, {"format", "csv"}};
  if (id == "mergeSubjects") {
    return {{"winner", place.orgSubject}, {"loser", place.personSubject}, {"preview", true}};
  }
  if (id == "demandEntry") {
    return {{"unit", place.unit}, {"entry", "CF-ORG"}, {"change", "change"}, {"text", "增加字段"}, {"basis", "无"}};
  }
  if (id == "decideDemand") return {{"approve", false}, {"reason", "不需要"}};
  if (id == "requestExport") {
    return {
        {"entry", "CF-ORG"}, {"unit", place.unit}, {"purpose", "supervision"}, {"reason", "总结"}, {"format", "csv"}};
  }
  if (id == "approveExport") return {{"approve", true}, {"reason", "同意"}};
  if (id == "createGrant") {
    return {{"grantee", "third-party"},
            {"purpose", "cooperation"},
            {"scope", json::array{"negative"}},
            {"from", "2026-03-10"},
            {"to", "2026-04-10"}};
  }
  if (id == "registerGrant") {
    return {{"subject", place.orgSubject},      {"grantee", "third-party"}, {"purpose", "cooperation"},
            {"scope", json::array{"negative"}}, {"from", "2026-03-10"},     {"to", "2026-04-10"},
            {"document", std::string(64, 'a')}};
  }
  if (id == "checkIdentifier") return {{"kind", "usc"}, {"value", place.orgCode}};
  if (id == "remindOffice") return {{"unit", place.unit}};
  return {};
}

}  // namespace

std::vector<Operation> operations() {
  std::vector<Operation> out;
  const auto document = json::parse(http::openApiDocument());
  for (const auto& path : document.at("paths").as_object()) {
    for (const auto& one : path.value().as_object()) {
      Operation operation;
      operation.path = path.key();
      operation.method = one.key();
      std::transform(operation.method.begin(), operation.method.end(), operation.method.begin(), ::toupper);
      operation.id = one.value().at("operationId").as_string();
      operation.permission = one.value().at("x-permission").as_string();
      out.push_back(std::move(operation));
    }
  }
  return out;
}

bool touchesSession(const Operation& operation) {
  static const std::set<std::string, std::less<>> kNames{"signOut",   "changePassword", "endSession",  "enrolTotp",
                                                         "setup",     "signIn",         "acceptRules", "speakFor",
                                                         "oidcStart", "oidcReturn"};
  return kNames.count(operation.id) != 0;
}

Cell cellFor(const Operation& op, const Place& place, bool person) {
  Cell cell;
  std::string target = op.path;
  const auto& id = op.id;
  const auto put = [&](const char* name, const std::string& value) { target = replaced(target, name, value); };
  if (starts(op.path, "/api/records/") || starts(op.path, "/api/public/publicity/")) {
    put("{id}", person ? place.personRecord : place.orgRecord);
    cell.scoped = op.permission != "public";
  } else if (starts(op.path, "/api/batches/")) {
    put("{id}", person ? place.personBatch : place.orgBatch);
    cell.scoped = true;
  } else if (starts(op.path, "/api/subjects/")) {
    put("{id}", person ? place.personSubject : place.orgSubject);
    cell.scoped = person;  // organisations are open to all staff, natural persons within the scope
  } else if (op.path.find("{code}") != std::string::npos) {
    put("{code}", person ? place.personCode : place.orgCode);
  } else if (starts(op.path, "/api/units/")) {
    put("{id}", place.unit);
  }
  if (id == "mergeSubjects") cell.scoped = true;  // one of the two is a natural person
  put("{number}", "1");
  put("{entry}", "CF-ORG");
  put("{key}", "k1");
  put("{user}", "U1");
  put("{subject}", place.orgSubject);
  put("{n}", "1");
  put("{board}", "private-hospitals");
  put("{year}", "2026");
  put("{seq}", "1");
  put("{file}", "F1");
  put("{id}", starts(op.path, "/api/me/grants")    ? "G1"
              : starts(op.path, "/api/me/notices") ? "N1"
              : starts(op.path, "/api/exports")    ? "E1"
                                                   : "U1");
  if (id == "workdayAdd") target += "?from=2026-02-12&days=7";
  if (id == "compareArchive") target += "?from=2026-01-01";
  if (id == "searchSubjects" || id == "publicSearch") target += "?q=" + percentEncoded("测试医院");
  if (id == "authorisedQuery") target += "?purpose=cooperation";
  if (id == "sharedSubject") target += "?purpose=supervision";
  if (id == "createImport" || id == "importRegister") {
    target += "?entry=CF-ORG&unit=" + place.unit + (id == "createImport" ? "&name=a.csv" : "");
    cell.scoped = true;
  }
  if (id == "createRecord" || id == "createNilReport" || id == "demandEntry" || id == "requestExport")
    cell.scoped = true;
  cell.call.method = op.method;
  cell.call.target = target;
  if (op.method != "GET") {
    const bool binary = id == "createImport" || id == "importRegister" || id == "importFeed" || id == "addAttachment" ||
                        id == "importPointsTable" || id == "uploadCaseFile" || id == "verifyPaperFile";
    cell.call.headers.emplace_back("Content-Type", binary ? "application/octet-stream" : "application/json");
    cell.call.body = binary ? "a,b\r\n1,2\r\n" : json::serialize(bodyFor(op, place));
    cell.call.headers.emplace_back("If-Match", "\"1\"");
  }
  if (id == "revealField") cell.call.headers.emplace_back("X-Purpose", "supervision");
  if (id == "uploadCaseFile") cell.call.target += "?name=a.pdf";
  if (id == "addAttachment") cell.call.target += "?kind=decision&name=a.pdf";
  return cell;
}

}  // namespace medcredit::test
