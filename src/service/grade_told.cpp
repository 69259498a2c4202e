// Analysis, tests and explanation of the grading room in the service's words.
#include <algorithm>

#include "base/decimal.h"
#include "domain/classification.h"
#include "domain/penalty_severity.h"
#include "grading/analysis.h"
#include "grading/model_tests.h"
#include "grading/outlook.h"
#include "service/grade_engine.h"
#include "service/grade_engine_impl.h"

namespace medcredit::service {

using base::CivilDate;

namespace {

constexpr std::size_t kMostRoutes = 12;

/// A value as people read it.
std::string spoken(std::string_view name, std::string_view value) {
  if (name == "severity") {
    const auto label = domain::severityLabel(value);
    if (!label.empty()) return std::string(label);
  }
  if (name == "outcome") {
    if (value == "pass") return "合格";
    if (value == "fixed") return "整改合格";
    if (value == "fail") return "不合格";
  }
  return std::string(value);
}

/// The rule's sentence with {pts}, {raw}, {factor} and the fields of the fact.
std::string filled(const std::string& say, const GradeLine& line, const GradeFactLine* fact) {
  std::string out;
  std::size_t at = 0;
  while (at < say.size()) {
    const auto open = say.find('{', at);
    const auto close = open == std::string::npos ? open : say.find('}', open);
    if (close == std::string::npos) break;
    out += say.substr(at, open - at);
    const auto name = say.substr(open + 1, close - open - 1);
    if (name == "pts") {
      out += line.points;
    } else if (name == "raw") {
      out += line.raw;
    } else if (name == "factor") {
      out += line.factor;
    } else if (fact != nullptr) {
      out += spoken(name, fact->field(name));
    }
    at = close + 1;
  }
  return out + say.substr(at);
}

std::string basisOf(const grading::Model& model, const grading::Citations& cites) {
  std::string out;
  for (const auto& cite : cites) {
    const auto* law = model.findLaw(cite.law);
    if (!out.empty()) out += "；";
    out += law != nullptr ? law->title : cite.law;
    if (!cite.article.empty()) out += " 第" + cite.article + "条";
  }
  return out;
}

std::string_view reasonText(std::string_view reason) {
  return reason == "no_date"     ? "缺少日期，不计分"
         : reason == "status"    ? "记录已撤销或修复，不计分"
         : reason == "unless"    ? "符合例外，不计分"
         : reason == "once_per"  ? "同一事项只计最重的一次"
         : reason == "max_times" ? "超过计分次数"
         : reason == "cap"       ? "已达上限"
                                 : "";
}

std::string dayText(std::int32_t day) { return CivilDate(day).iso(); }

}  // namespace

std::vector<grading::ModelFinding> analyseModel(const grading::Model& model, CivilDate today) {
  return grading::analyse(model, {today, {}}).all();
}

ModelTests testModel(const grading::Model& model, bool) {
  ModelTests out;
  for (const auto& result : grading::runModelTests(model)) {
    ++out.total;
    if (result.passed()) ++out.passed;
    for (const auto& mismatch : result.mismatches) {
      out.failures.push_back({result.name, mismatch.key + " 应为 " + mismatch.expected + "，实为 " + mismatch.actual});
    }
  }
  return out;
}

Told GradeEngine::tell(const SubjectFacts& facts) const {
  const auto& program = impl_->program;
  const auto& model = *impl_->model;
  const int decimals = model.arith.decimals;
  const auto loaded = impl_->load(facts);
  const auto outcome = impl_->evaluate(*loaded);
  Told told;
  told.grade = impl_->gradeOf(outcome, facts);
  told.levelName = std::string(model.levels.nameOf(told.grade.level));
  if (program.base) told.base = unitsText(*program.base, decimals);
  const auto rate = outcome.level >= 0 && static_cast<std::size_t>(outcome.level) < program.inspectionRate.size()
                        ? program.inspectionRate[static_cast<std::size_t>(outcome.level)]
                        : std::optional<std::int64_t>();
  if (rate) told.inspectionRate = grading::Decimal4{*rate}.str();
  for (std::size_t i = 0; i < outcome.lines.size() && i < told.grade.lines.size(); ++i) {
    const auto& line = outcome.lines[i];
    const auto& compiled = program.lines[line.line];
    const GradeFactLine* fact = line.record < facts.facts.size() ? &facts.facts[line.record] : nullptr;
    const std::string& say = compiled.rule != nullptr    ? compiled.rule->say
                             : compiled.sheet != nullptr ? compiled.sheet->say
                                                         : compiled.leaf.leaf->title;
    const auto& cite = compiled.rule != nullptr    ? compiled.rule->cite
                       : compiled.sheet != nullptr ? compiled.sheet->cite
                                                   : compiled.leaf.leaf->cite;
    ToldLine one{told.grade.lines[i], filled(say, told.grade.lines[i], fact), basisOf(model, cite), line.isPublic};
    if (const auto why = reasonText(one.line.reason); !why.empty()) one.text += "（" + std::string(why) + "）";
    told.lines.push_back(std::move(one));
  }
  if (outcome.limitedBy >= 0) {
    const auto* limit = program.limits[static_cast<std::size_t>(outcome.limitedBy)].limit;
    told.limitText = limit->say + "（" + basisOf(model, limit->cite) + "）";
  }
  if (outcome.unratedRule >= 0) {
    const auto* rule = program.unrated[static_cast<std::size_t>(outcome.unratedRule)].rule;
    told.unratedText = rule->say + "（" + basisOf(model, rule->cite) + "）";
  }
  if (outcome.standing != grading::Standing::kGraded) return told;

  const auto& columns = loaded->table.columns();
  const auto& words = loaded->table.words();
  const auto range = loaded->table.all();
  if (const auto upheld = grading::ifUpheld(program, loaded->subject, columns, words, range)) {
    told.ifUpheld = std::pair(unitsText(upheld->score, decimals), std::string(program.levelName(upheld->level)));
  }
  for (const auto& one : grading::distances(program, outcome)) {
    if (!one.barred) {
      told.toNext.push_back({std::string(program.levelName(one.level)), unitsText(one.points, decimals)});
    }
  }
  const auto calendar = grading::gradeCalendar(program, loaded->subject, columns, words, range);
  for (const auto& one : calendar) {
    std::string why;
    for (const auto& rule : one.lines) why += (why.empty() ? "" : "、") + rule;
    told.calendar.push_back({dayText(one.day), unitsText(one.score, decimals),
                             std::string(program.levelName(one.level)),
                             why.empty() ? "" : "规则 " + why + " 的时间变化"});
  }
  for (const auto& one : grading::routes(program, loaded->subject, columns, words, range, calendar)) {
    if (told.routes.size() >= kMostRoutes) break;
    const std::string record = one.record < facts.facts.size() ? facts.facts[one.record].id : "";
    const auto* fact = one.record < facts.facts.size() ? &facts.facts[one.record] : nullptr;
    const std::string name = fact != nullptr && !fact->field("ref").empty() ? std::string(fact->field("ref")) : record;
    std::string what;
    switch (one.kind) {
      case grading::Route::Kind::kRepair:
        what = "修复 " + name;
        break;
      case grading::Route::Kind::kObjection:
        what = "对 " + name + " 的异议成立";
        break;
      case grading::Route::Kind::kTime:
        what = "到 " + dayText(one.day);
        break;
      case grading::Route::Kind::kGood:
        what = "新增一件 " + (one.line >= 0 ? program.lines[static_cast<std::size_t>(one.line)].id : std::string()) +
               " 的良好信息";
        break;
    }
    told.routes.push_back({what, unitsText(one.score, decimals), std::string(program.levelName(one.level))});
  }
  return told;
}

std::optional<CivilDate> GradeEngine::nextChange(const SubjectFacts& facts) const {
  const auto loaded = impl_->load(facts);
  auto next = facts.changesOn;
  const auto calendar = grading::gradeCalendar(impl_->program, loaded->subject, loaded->table.columns(),
                                               loaded->table.words(), loaded->table.all());
  if (!calendar.empty() && (!next || CivilDate(calendar.front().day) < *next)) next = CivilDate(calendar.front().day);
  return next;
}

}  // namespace medcredit::service
