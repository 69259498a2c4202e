#include "http/case_json.h"

#include "domain/deadline.h"
#include "domain/messages.h"
#include "http/views.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

json::array texts(const std::vector<std::string>& list) {
  json::array out;
  for (const auto& text : list) out.push_back(json::string(text));
  return out;
}

json::array papersView(const std::vector<workflow::Paper>& papers) {
  json::array out;
  for (const auto& paper : papers) out.push_back(json::object{{"id", paper.id}, {"title", paper.label}});
  return out;
}

json::object actionView(const service::CaseAction& action) {
  json::value refused = nullptr;
  if (action.refused) {
    refused = json::object{{"code", action.refused->code}, {"text", domain::renderText(*action.refused)}};
  }
  return {{"step", action.step},
          {"title", action.title},
          {"needs", json::object{{"reason", action.needsReason},
                                 {"until", action.needsUntil},
                                 {"papers", papersView(action.papers)},
                                 {"attachments", texts(action.attachments)}}},
          {"refused", std::move(refused)}};
}

json::object clockView(const service::CaseClock& clock) {
  return {{"id", clock.clock},
          {"title", clock.title},
          {"period", clock.period},
          {"duty", clock.duty},
          {"start", clock.start.iso()},
          {"due", clock.due.iso()},
          {"daysLeft", clock.daysLeft},
          {"open", clock.open},
          {"paused", clock.paused},
          {"overdue", clock.overdue},
          {"provisional", clock.provisional},
          {"held", clock.held},
          {"extended", clock.extended},
          {"extensionAsked", clock.extensionAsked},
          {"closedOn", textOrNull(clock.closedOn)},
          {"explanation", clock.explanation},
          {"source", clock.source}};
}

json::array timelineView(const std::vector<service::CaseEvent>& events) {
  json::array out;
  for (const auto& event : events) {
    out.push_back(json::object{{"version", event.version},
                               {"at", event.at.iso()},
                               {"step", event.step},
                               {"title", event.title},
                               {"office", textOrNull(event.office)},
                               {"role", event.role},
                               {"roleName", event.roleName},
                               {"actor", textOrNull(event.actor)},
                               {"reason", textOrNull(event.reason)}});
  }
  return out;
}

json::array bundleView(const service::CaseView& view) {
  json::array out;
  for (std::size_t i = 0; i < view.papers.size(); ++i) {
    out.push_back(json::object{{"id", view.papers[i].paper},
                               {"title", view.paperNames[i]},
                               {"number", textOrNull(view.papers[i].number)},
                               {"at", view.papers[i].orderedAt.iso()}});
  }
  return out;
}

json::array noticesView(const std::vector<store::CaseNoticeRow>& notices) {
  json::array out;
  for (const auto& notice : notices) {
    out.push_back(json::object{
        {"to", notice.recipient},
        {"kind", notice.kind},
        {"text", notice.text},
        {"deliveredAt", notice.deliveredAt ? json::value(notice.deliveredAt->iso()) : json::value(nullptr)}});
  }
  return out;
}

json::array unitsView(const std::vector<std::pair<std::string, std::string>>& units) {
  json::array out;
  for (const auto& [role, unit] : units) out.push_back(json::object{{"role", role}, {"unit", unit}});
  return out;
}

json::array stepsView(const workflow::Procedure& procedure) {
  json::array steps;
  for (const auto& step : procedure.steps) {
    json::array by;
    for (const auto& id : step.by) {
      const auto* role = procedure.role(id);
      by.push_back(json::string(role != nullptr ? role->label : "系统"));
    }
    json::array papers;
    for (const auto& id : step.papers) {
      if (const auto* paper = procedure.paper(id)) {
        papers.push_back(json::object{{"id", paper->id}, {"title", paper->label}});
      }
    }
    steps.push_back(json::object{{"id", step.id},
                                 {"title", step.title},
                                 {"from", texts(step.from)},
                                 {"to", step.to},
                                 {"by", std::move(by)},
                                 {"reasons", step.reasons},
                                 {"papers", std::move(papers)},
                                 {"attachments", texts(step.attachments)},
                                 {"source", step.source}});
  }
  return steps;
}

/// "7 个工作日", "2 个月", "次年 1 月 20 日".
std::string lengthText(const domain::Deadline& clock) {
  const std::string amount = std::to_string(clock.amount);
  switch (clock.unit) {
    case domain::DeadlineUnit::kWorkday:
      return amount + " 个工作日";
    case domain::DeadlineUnit::kCalendarDay:
      return amount + " 日";
    case domain::DeadlineUnit::kMonth:
      return amount + " 个月";
    case domain::DeadlineUnit::kMonthEnd:
      return clock.amount == 0 ? "当月末" : "其后第 " + amount + " 个月末";
    case domain::DeadlineUnit::kFixedDate:
      break;
  }
  return "次年 " + std::to_string(clock.fixedMonth) + " 月 " + std::to_string(clock.fixedDay) + " 日";
}

json::value clockOf(const workflow::State& state, const workflow::ProcedureSet& set) {
  if (!state.clock) return nullptr;
  const auto* law = set.clock(state.clock->clock);
  return json::object{{"id", state.clock->clock},
                      {"title", law != nullptr ? law->title : std::string("约定的期限")},
                      {"length", law != nullptr ? json::value(lengthText(*law)) : json::value(nullptr)},
                      {"period", state.clock->kind == workflow::StateClock::Kind::kPeriod},
                      {"duty", state.clock->duty == workflow::Duty::kPerson ? "person" : "authority"},
                      {"extension", state.clock->extension.has_value()},
                      {"source", law != nullptr ? law->source : std::string()}};
}

}  // namespace

json::object caseView(const service::CaseView& view) {
  json::array clocks;
  for (const auto& clock : view.clocks) clocks.push_back(clockView(clock));
  json::array actions;
  for (const auto& action : view.actions) actions.push_back(actionView(action));
  json::array files;
  for (const auto& file : view.files) files.push_back(caseFileView(file));
  return {{"id", service::publicId('C', view.head.id)},
          {"number", view.head.number},
          {"procedure", json::object{{"id", view.head.procedure}, {"title", view.procedureTitle}}},
          {"subject", json::object{{"id", service::publicId('S', view.head.subjectId)}, {"name", view.subjectName}}},
          {"records", texts(view.records)},
          {"state", json::object{{"id", view.head.state},
                                 {"title", view.stateTitle},
                                 {"final", view.head.final},
                                 {"outcome", textOrNull(view.outcome)},
                                 {"waits", textOrNull(view.waits)}}},
          {"ground", view.ground.empty() ? json::value(nullptr)
                                         : json::value(json::object{{"id", view.ground}, {"title", view.groundLabel}})},
          {"clause", textOrNull(view.clause)},
          {"units", unitsView(view.units)},
          {"openedAt", view.head.openedAt.iso()},
          {"timeline", timelineView(view.timeline)},
          {"clocks", std::move(clocks)},
          {"papers", bundleView(view)},
          {"notices", noticesView(view.notices)},
          {"files", std::move(files)},
          {"actions", std::move(actions)},
          {"extension", texts(view.extensionActs)},
          {"recusal", view.mayRecuse},
          {"failed", textOrNull(view.head.failed)},
          {"version", view.head.version}};
}

json::object caseLineView(const service::CaseLine& line) {
  return {{"id", service::publicId('C', line.head.id)},
          {"number", line.head.number},
          {"procedure", line.head.procedure},
          {"title", line.procedureTitle},
          {"subject", service::publicId('S', line.head.subjectId)},
          {"subjectName", line.subjectName},
          {"state", line.head.state},
          {"stateTitle", line.stateTitle},
          {"openedAt", line.head.openedAt.iso()},
          {"due", textOrNull(line.head.dueOn)},
          {"daysLeft", line.daysLeft ? json::value(*line.daysLeft) : json::value(nullptr)},
          {"urgency", line.urgency},
          {"version", line.head.version}};
}

json::object procedureLineView(const workflow::Procedure& procedure) {
  return {{"id", procedure.id}, {"title", procedure.title}, {"source", procedure.source}};
}

json::object procedureView(const workflow::Procedure& procedure, const workflow::ProcedureSet& set) {
  json::object out = procedureLineView(procedure);
  json::array grounds;
  for (const auto& ground : procedure.grounds) {
    grounds.push_back(
        json::object{{"id", ground.id}, {"title", ground.label}, {"clause", ground.clause}, {"source", ground.source}});
  }
  json::array states;
  for (const auto& state : procedure.states) {
    states.push_back(json::object{{"id", state.id},
                                  {"title", state.title},
                                  {"final", state.final},
                                  {"outcome", textOrNull(state.outcome)},
                                  {"waits", textOrNull(state.waits)},
                                  {"clock", clockOf(state, set)},
                                  {"source", state.source}});
  }
  out["grounds"] = std::move(grounds);
  out["papers"] = papersView(procedure.papers);
  out["states"] = std::move(states);
  out["steps"] = stepsView(procedure);
  return out;
}

json::object caseFileView(const store::CaseUpload& file) {
  return {{"id", service::publicId('F', file.id)},
          {"label", textOrNull(file.label)},
          {"name", file.name},
          {"media", file.media},
          {"size", file.size},
          {"digest", file.digest},
          {"addedAt", file.addedAt.iso()}};
}

}  // namespace medcredit::http
