#include "cli/commands/grade_output.h"

#include <fmt/format.h>

#include "cli/json_values.h"
#include "service/grade_models.h"

namespace medcredit::cli {

namespace json = boost::json;

namespace {

json::object countsJson(const std::map<std::string, std::int64_t>& counts) {
  json::object out;
  for (const auto& [name, count] : counts) out[name] = count;
  return out;
}

}  // namespace

CLI::App* groupOf(CLI::App& app, const char* name, const char* words) {
  const auto there = app.get_subcommands([name](const CLI::App* one) { return one->get_name() == name; });
  return there.empty() ? app.add_subcommand(name, words) : there.front();
}

int gradeRefused(const Session& session, const base::Error& error) {
  const bool input = error.code.starts_with("EVAL-") || error.code.starts_with("GRAD-");
  return input ? session.fail(error, kInputUnusable) : session.fail(error);
}

json::object runJson(const store::GradeRun& run) {
  return {{"run", service::publicId('E', run.id)},
          {"kind", run.kind},
          {"year", run.year},
          {"model", run.model},
          {"model_id", service::publicId('G', run.modelId)},
          {"as_of", run.asOf},
          {"known_on", run.knownOn},
          {"state", run.state},
          {"unpublished", run.unpublished},
          {"label", textOrNull(run.label)},
          {"facts_digest", run.factsDigest}};
}

json::object cutJson(const store::GradeModel& model, const service::CutCheck& check) {
  json::array gaps;
  for (const auto& gap : check.gaps) {
    gaps.push_back(json::object{
        {"feed", gap.feed}, {"label", gap.label}, {"entries", json::array(gap.entries.begin(), gap.entries.end())}});
  }
  return {{"model", service::publicId('G', model.id)},
          {"year", check.year},
          {"feeds_by", check.days.feedsBy.iso()},
          {"cut", check.days.cut.iso()},
          {"generate_on", check.days.generateOn.iso()},
          {"publish_by", check.days.publishBy.iso()},
          {"delivered", json::array(check.delivered.begin(), check.delivered.end())},
          {"gaps", std::move(gaps)}};
}

json::object reviewJson(const service::RunReview& review) {
  auto out = runJson(review.run);
  out["subjects"] = review.subjects;
  out["levels"] = countsJson(review.levels);
  json::array movement;
  for (const auto& one : review.movement) {
    movement.push_back(json::object{{"from", textOrNull(one.from)}, {"to", one.to}, {"subjects", one.subjects}});
  }
  out["movement"] = std::move(movement);
  json::array outliers;
  for (const auto& one : review.outliers) {
    outliers.push_back(json::object{{"decision", service::publicId('D', one.decisionId)},
                                    {"subject", service::publicId('S', one.subjectId)},
                                    {"from", one.from},
                                    {"to", one.to},
                                    {"score_from", one.scoreFrom},
                                    {"score_to", one.scoreTo}});
  }
  out["outliers"] = std::move(outliers);
  out["undetermined"] = review.undeterminedTotal;
  json::array gaps;
  for (const auto& gap : review.gaps) gaps.push_back(json::string(gap.label));
  out["gaps"] = std::move(gaps);
  out["late"] = review.late;
  return out;
}

void sayReview(const Session& session, const service::RunReview& review) {
  session.say(fmt::format("{}  {} 年度  {}  {}{}", service::publicId('E', review.run.id), review.run.year,
                          review.run.model, service::runStateLabel(review.run.state),
                          review.run.label.empty() ? "" : "  " + review.run.label));
  std::string levels;
  for (const auto& [level, count] : review.levels)
    levels += fmt::format("  {} {}", level == "-" ? "无等级" : level, count);
  session.say(fmt::format("主体 {}：{}；不能确定 {}", review.subjects, levels, review.undeterminedTotal));
  for (const auto& one : review.movement) {
    if (!one.from.empty() && one.from != one.to)
      session.say(fmt::format("  {} → {}：{}", one.from, one.to, one.subjects));
  }
  if (!review.outliers.empty()) session.say(fmt::format("变动较大的 {} 个，须逐一复核", review.outliers.size()));
  for (const auto& gap : review.gaps) session.say("  缺数据来源：" + gap.label);
  if (review.late) session.say("已过发布期限");
}

json::object decisionJson(const service::DecisionView& view) {
  const auto& one = view.decision;
  json::object out{{"decision", service::publicId('D', one.id)},
                   {"run", service::publicId('E', one.runId)},
                   {"subject", service::publicId('S', one.subjectId)},
                   {"as_of", one.asOf},
                   {"known_on", one.knownOn},
                   {"level", textOrNull(view.level())},
                   {"computed", textOrNull(one.level)},
                   {"score", textOrNull(one.score)},
                   {"public_score", textOrNull(one.publicScore)},
                   {"limited_by", textOrNull(one.limitedBy)},
                   {"unrated_by", textOrNull(one.unratedBy)},
                   {"state", view.run.state},
                   {"dynamic", view.dynamic},
                   {"cause", one.cause},
                   {"cause_ref", one.causeRef},
                   {"label", textOrNull(view.run.label)},
                   {"marks", json::array(view.marks.begin(), view.marks.end())}};
  out["previous"] = one.previous ? json::value(service::publicId('D', *one.previous)) : json::value(nullptr);
  if (view.override_) {
    out["override"] = json::object{{"level", view.override_->level},
                                   {"reason", view.override_->reason},
                                   {"clause", view.override_->clause},
                                   {"proposed_by", view.override_->proposedBy},
                                   {"decided_by", view.override_->decidedBy}};
  }
  return out;
}

void sayDecision(const Session& session, const service::DecisionView& view) {
  const auto& one = view.decision;
  session.say(fmt::format("{}  {}  {} {}  {}  {}{}{}{}", service::publicId('D', one.id), one.asOf,
                          view.level().empty() ? "无等级" : view.level(), one.score, one.cause,
                          service::runStateLabel(view.run.state), view.dynamic ? "  动态等级" : "",
                          view.override_ ? fmt::format("  （计算等级 {}）", one.level) : "",
                          view.run.label.empty() ? "" : "  " + view.run.label));
  for (const auto& mark : view.marks) session.say("    " + mark);
}

json::object toldJson(const service::Told& told) {
  json::array lines;
  for (const auto& one : told.lines) {
    lines.push_back(json::object{{"rule", one.line.rule},
                                 {"group", one.line.group},
                                 {"fact", textOrNull(one.line.record)},
                                 {"raw", one.line.raw},
                                 {"factor", one.line.factor},
                                 {"points", one.line.points},
                                 {"reason", textOrNull(one.line.reason)},
                                 {"text", one.subjectText},
                                 {"calculation", one.text},
                                 {"basis", one.basis},
                                 {"public", one.isPublic}});
  }
  json::array next, calendar, routes;
  for (const auto& one : told.toNext) next.push_back(json::object{{"level", one.level}, {"points", one.points}});
  for (const auto& one : told.calendar) {
    calendar.push_back(json::object{{"on", one.on}, {"score", one.score}, {"level", one.level}, {"why", one.why}});
  }
  for (const auto& one : told.routes) {
    routes.push_back(json::object{{"what", one.what}, {"score", one.score}, {"level", one.level}});
  }
  json::object out{{"level", textOrNull(told.grade.level)},
                   {"level_name", told.levelName},
                   {"score", textOrNull(told.grade.score)},
                   {"base", told.base},
                   {"lines", std::move(lines)},
                   {"limit", textOrNull(told.limitText)},
                   {"unrated", textOrNull(told.unratedText)},
                   {"to_next", std::move(next)},
                   {"calendar", std::move(calendar)},
                   {"routes", std::move(routes)},
                   {"inspection_rate", textOrNull(told.inspectionRate)}};
  if (told.ifUpheld) {
    out["if_upheld"] = json::object{{"score", told.ifUpheld->first}, {"level", told.ifUpheld->second}};
  }
  return out;
}

void sayTold(const Session& session, const service::Told& told) {
  const auto& grade = told.grade;
  session.say(fmt::format("等级 {} {}  得分 {}（起点 {}）", grade.level.empty() ? "无" : grade.level, told.levelName,
                          grade.score, told.base));
  for (const auto& one : told.lines) {
    session.say(fmt::format("  {:>8}  {}  {}  {}", one.line.points, one.line.rule, one.subjectText, one.basis));
  }
  if (!told.limitText.empty()) session.say("  " + told.limitText);
  if (!told.unratedText.empty()) session.say("  " + told.unratedText);
  for (const auto& problem : grade.problems) session.say("  不能确定：" + problem);
  if (told.ifUpheld)
    session.say(fmt::format("  异议或修复成立时：{} 分，{} 级", told.ifUpheld->first, told.ifUpheld->second));
  for (const auto& one : told.toNext) session.say(fmt::format("  距 {} 级 {} 分", one.level, one.points));
  for (const auto& one : told.calendar) session.say("  " + one.why);
  for (const auto& one : told.routes) session.say("  " + one.what);
}

}  // namespace medcredit::cli
