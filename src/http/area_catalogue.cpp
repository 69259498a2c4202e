// The catalogue of the jurisdiction in force, working days, identifiers, demands of lower authorities.
#include <boost/json.hpp>

#include "http/api.h"
#include "http/areas.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

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

Response listCatalogue(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto subject = query.optionalWord("subject", {"ORG", "NP", "GOV"});
  if (auto refused = query.refused()) return std::move(*refused);
  json::array entries;
  for (const auto& entry : context.service.law.catalogue) {
    if (!subject || *subject == domain::subjectKindCode(entry.subject)) entries.push_back(entryJson(entry));
  }
  return jsonResponse(200, json::object{{"jurisdiction", context.service.law.id}, {"items", std::move(entries)}});
}

}  // namespace

void addCatalogueRoutes(Router& router) {
  Route list;
  list.path = "/api/catalogue";
  list.operationId = "listCatalogue";
  list.permission = "catalogue.read";
  list.handler = listCatalogue;
  router.add(std::move(list));
}

}  // namespace medcredit::http
