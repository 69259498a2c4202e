#include "http/repair_views.h"

#include <boost/json.hpp>

#include "domain/penalty_severity.h"
#include "http/views.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

json::value dayOrNull(const std::optional<base::CivilDate>& day) {
  return day ? json::value(day->iso()) : json::value(nullptr);
}

json::array barsView(const std::vector<workflow::RepairBar>& bars) {
  json::array out;
  for (const auto& bar : bars) out.push_back(repairBarView(bar));
  return out;
}

}  // namespace

json::object repairBarView(const workflow::RepairBar& bar) {
  return {{"rule", bar.rule},     {"clause", textOrNull(bar.clause)},
          {"text", bar.text},     {"until", dayOrNull(bar.until)},
          {"source", bar.source}, {"isDefault", bar.isDefault}};
}

json::object repairStateView(const service::RepairState& state) {
  const auto& view = state.record.view;
  const auto& facts = state.record.facts;
  json::value repaired(nullptr);
  if (state.repaired) {
    repaired =
        json::object{{"on", state.repaired->repairedOn}, {"case", service::publicId('C', state.repaired->caseId)}};
  }
  json::value open(nullptr);
  if (state.open) {
    open = json::object{
        {"case", service::publicId('C', state.open->id)}, {"number", state.open->number}, {"state", state.open->state}};
  }
  return {{"record", service::publicId('R', view.id)},
          {"entry", view.entry},
          {"entryName", view.entryName},
          {"documentNo", textOrNull(view.documentNo)},
          {"decidedOn", textOrNull(view.decidedOn)},
          {"unit", view.provenance.unitId},
          {"unitName", state.unitName},
          {"severity", textOrNull(facts.severity)},
          {"severityLabel", textOrNull(std::string(domain::severityLabel(facts.severity)))},
          {"regime", state.answer.regime},
          {"mayApply", state.mayApply()},
          {"firstDay", dayOrNull(state.answer.firstLawfulDay)},
          {"publicityEnds", dayOrNull(state.answer.publicityEnds)},
          {"irreparable", textOrNull(facts.irreparableBy)},
          {"bars", barsView(state.answer.bars)},
          {"toBring", barsView(state.toBring)},
          {"papers", json::array(state.papers.begin(), state.papers.end())},
          {"text", state.text},
          {"free", true},
          {"repaired", std::move(repaired)},
          {"open", std::move(open)}};
}

json::value repairOutlookView(const std::optional<service::RepairOutlook>& outlook) {
  if (!outlook) return nullptr;
  return json::object{{"level", textOrNull(outlook->level)},
                      {"levelName", textOrNull(outlook->levelName)},
                      {"score", textOrNull(outlook->score)},
                      {"ifLevel", textOrNull(outlook->ifLevel)},
                      {"ifLevelName", textOrNull(outlook->ifLevelName)},
                      {"ifScore", textOrNull(outlook->ifScore)}};
}

json::object repairTrainingView(const store::RepairTraining& training,
                                const std::vector<store::RepairTrainee>& people) {
  json::array invited;
  for (const auto& one : people) {
    invited.push_back(json::object{{"subject", service::publicId('S', one.subjectId)},
                                   {"attended", one.attended ? json::value(*one.attended) : json::value(nullptr)},
                                   {"certificate", textOrNull(one.certificate)}});
  }
  return {{"id", service::publicId('T', training.id)},
          {"unit", training.unitId},
          {"title", training.title},
          {"form", training.form},
          {"heldOn", training.heldOn},
          {"hours", training.hours},
          {"invited", std::move(invited)}};
}

}  // namespace medcredit::http
