// The rules the authority works by, to be read: clocks, terms and profile values with their sources, the documents they
// come from, the official calendar.
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/views.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

std::string_view unitName(domain::DeadlineUnit unit) {
  switch (unit) {
    case domain::DeadlineUnit::kWorkday:
      return "workday";
    case domain::DeadlineUnit::kCalendarDay:
      return "day";
    case domain::DeadlineUnit::kMonth:
      return "month";
    case domain::DeadlineUnit::kMonthEnd:
      return "month-end";
    case domain::DeadlineUnit::kFixedDate:
      break;
  }
  return "fixed-date";
}

bool isDefault(std::string_view source) { return source.find(domain::kDefaultLabel) != std::string_view::npos; }

/// Entries whose reporting or publicity runs by this clock.
json::array entriesOf(const jurisdiction::Jurisdiction& law, const std::string& clock) {
  json::array out;
  for (const auto& entry : law.catalogue) {
    if (entry.reportClock == clock || entry.publicityClock == clock) out.push_back(json::value(entry.code));
  }
  return out;
}

json::object clockView(const jurisdiction::Jurisdiction& law, const domain::Deadline& clock) {
  return {{"id", clock.id},
          {"title", clock.title},
          {"amount", clock.amount},
          {"unit", unitName(clock.unit)},
          {"month", clock.fixedMonth},
          {"day", clock.fixedDay},
          {"start", clock.startEvent},
          {"remindBefore", clock.remindBefore},
          {"entries", entriesOf(law, clock.id)},
          {"source", clock.source},
          {"isDefault", isDefault(clock.source)}};
}

/// "5年" of "P5Y"; words stay as they are.
std::string durationLabel(const std::string& text) {
  const auto parsed = domain::parseDuration(text);
  return parsed.ok() ? parsed->label() : text;
}

json::object termView(const domain::TermRule& rule) {
  return {{"id", rule.id},
          {"infoClass", domain::infoClassLabel(rule.info)},
          {"severity", textOrNull(rule.severity)},
          {"validFrom", rule.validFrom ? json::value(rule.validFrom->iso()) : json::value(nullptr)},
          {"validTo", rule.validTo ? json::value(rule.validTo->iso()) : json::value(nullptr)},
          {"retention", durationLabel(rule.retention)},
          {"use", durationLabel(rule.use)},
          {"publicityMin", durationLabel(rule.publicityMin)},
          {"publicityMax", durationLabel(rule.publicityMax)},
          {"source", rule.source},
          {"isDefault", rule.isDefault}};
}

std::string dayOrEmpty(const std::optional<base::CivilDate>& day) { return day ? day->iso() : std::string(); }

json::object documentView(const jurisdiction::BasisDocument& document) {
  return {{"id", document.id},
          {"title", document.title},
          {"number", document.number},
          {"issuer", document.issuer},
          {"level", document.level},
          {"state", document.state},
          {"seed", textOrNull(document.seed)},
          {"effective", dayOrEmpty(document.effective)},
          {"expires", dayOrEmpty(document.expires)}};
}

/// The authority's own division and those below it.
json::array regionsOf(const jurisdiction::Jurisdiction& law) {
  json::array out;
  for (const auto& region : law.regions->all()) {
    if (law.regionCode.empty() || !law.regions->within(region.code, law.regionCode)) continue;
    out.push_back(json::object{{"code", region.code}, {"name", region.name}});
  }
  return out;
}

Answer getRulebook(const Request&, HandlerContext& context) {
  const auto& law = context.service.law;
  json::array clocks;
  for (const auto& [id, clock] : law.clocks) clocks.push_back(clockView(law, clock));
  json::array terms;
  for (const auto& rule : law.terms) terms.push_back(termView(rule));
  json::array settings;
  for (const auto& [key, value] : law.profile) {
    settings.push_back(json::object{{"key", key},
                                    {"value", value.value},
                                    {"definedIn", value.definedIn},
                                    {"source", value.source},
                                    {"isDefault", value.isDefault}});
  }
  json::array documents;
  for (const auto& document : law.basis) documents.push_back(documentView(document));
  return jsonResponse(200, json::object{{"jurisdiction", law.id},
                                        {"title", law.title},
                                        {"today", context.service.clock.today().iso()},
                                        {"clocks", std::move(clocks)},
                                        {"terms", std::move(terms)},
                                        {"settings", std::move(settings)},
                                        {"documents", std::move(documents)},
                                        {"regions", regionsOf(law)}});
}

json::array daysView(const std::vector<base::CivilDate>& days) {
  json::array out;
  for (const auto day : days) out.push_back(json::value(day.iso()));
  return out;
}

Answer getCalendar(const Request&, HandlerContext& context) {
  json::array years;
  for (const auto& [year, table] : context.service.law.calendar.tables()) {
    json::array breaks;
    for (const auto& one : table.breaks) {
      breaks.push_back(json::object{{"name", one.name}, {"from", one.from.iso()}, {"to", one.to.iso()}});
    }
    years.push_back(json::object{{"year", year},
                                 {"source", table.source},
                                 {"breaks", std::move(breaks)},
                                 {"weekdaysOff", daysView(table.weekdaysOff)},
                                 {"weekendsWorked", daysView(table.weekendsWorked)}});
  }
  return jsonResponse(200, json::object{{"today", context.service.clock.today().iso()}, {"years", std::move(years)}});
}

}  // namespace

void addRulebookRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("getRulebook", "/api/rulebook", "catalogue.read", getRulebook);
  routes.get("getCalendar", "/api/calendar", "catalogue.read", getCalendar);
}

}  // namespace medcredit::http
