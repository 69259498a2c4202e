// Tasks as they are looked at: by the authority, and by the evaluator, who sees the chosen data of its subjects only.
// What is chosen is public anyway (R-EVAL-14).
#include <algorithm>
#include <boost/json.hpp>

#include "service/evaluation_tasks.h"
#include "service/evidence.h"
#include "service/grade_runs.h"
#include "service/public_site.h"
#include "service/record_view.h"
#include "service/scope.h"
#include "service/subject.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

constexpr std::size_t kMostRecords = 100;

std::vector<std::string> texts(const std::string& array) {
  std::vector<std::string> out;
  boost::system::error_code ec;
  const auto parsed = json::parse(array, ec);
  if (ec || !parsed.is_array()) return out;
  for (const auto& one : parsed.get_array()) {
    if (one.is_string()) out.emplace_back(one.get_string());
  }
  return out;
}

std::string textIn(const std::string& detail, std::string_view name) {
  boost::system::error_code ec;
  const auto parsed = json::parse(detail.empty() ? std::string("{}") : detail, ec);
  if (ec || !parsed.is_object()) return {};
  const auto* value = parsed.get_object().if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

/// One item of the data a task gives.
class Given {
 public:
  Given(Context& context, const store::SubjectRow& subject) : context_(context), subject_(subject) {}

  base::Result<std::string> value(std::string_view code) {
    if (code == "code") return unifiedCode();
    if (code == "region") return regionName();
    if (code == "category") return categories();
    if (code == "grade") return grade();
    if (code == "records") return records();
    return std::string();
  }

 private:
  base::Result<std::string> unifiedCode() {
    MC_ASSIGN(const auto rows, store::subjectIdentifiers(context_.conn, subject_.id));
    std::string code;
    for (const auto& one : rows) {
      if (one.kind == "usc" && one.to.empty()) code = one.text;
    }
    return code;
  }
  base::Result<std::string> regionName() {
    const auto* region = context_.law.regions ? context_.law.regions->find(subject_.region) : nullptr;
    return region != nullptr ? region->name : subject_.region;
  }
  base::Result<std::string> categories() {
    MC_ASSIGN(const auto codes, store::subjectCategories(context_.conn, subject_.id));
    std::string out;
    for (const auto& category : context_.law.categories) {
      if (std::find(codes.begin(), codes.end(), category.id) == codes.end()) continue;
      out += (out.empty() ? "" : "、") + category.label;
    }
    return out;
  }
  /// The published one; grades that stay inside are not handed out.
  base::Result<std::string> grade() {
    MC_ASSIGN(const auto current, currentGrade(context_, subject_.id));
    return current && !current->run.unpublished ? current->level() : std::string();
  }
  /// What the public site shows.
  base::Result<std::string> records() {
    PublicQuery query;
    query.subjectId = subject_.id;
    query.limit = kMostRecords;
    MC_ASSIGN(const auto shown, publicRecords(context_, query));
    std::string out;
    for (const auto& record : shown) {
      out += (out.empty() ? "" : "；") + record.decidedOn + " " + record.entryName + " " + record.documentNo;
    }
    return out;
  }

  Context& context_;
  const store::SubjectRow& subject_;
};

base::Result<TaskSubject> subjectOf(Context& context, store::EvaluationResultRow row,
                                    const std::vector<std::string>& data) {
  TaskSubject out;
  MC_ASSIGN(const auto subject, subjectById(context, row.subjectId));
  out.name = subject.name;
  Given given(context, subject);
  for (const auto& code : data) {
    MC_ASSIGN(auto value, given.value(code));
    out.data.emplace_back(labelFor(context, "evaluation-task-data", code), std::move(value));
  }
  out.report = textIn(row.detail, "report");
  out.reportNo = textIn(row.detail, "reportNo");
  out.row = std::move(row);
  return out;
}

base::Result<TaskView> headOf(Context& context, store::EvaluationTaskRow row) {
  TaskView view;
  MC_ASSIGN(auto evaluator, store::evaluator(context.conn, row.evaluatorId));
  if (evaluator) view.evaluator = std::move(*evaluator);
  view.kindLabel = labelFor(context, "sector-evaluations", row.kind);
  view.data = texts(row.data);
  view.late = row.state == "open" && row.dueOn < context.clock.today().iso();
  view.row = std::move(row);
  return view;
}

base::Result<TaskView> wholeOf(Context& context, store::EvaluationTaskRow row) {
  MC_ASSIGN(auto view, headOf(context, std::move(row)));
  MC_ASSIGN(auto rows, store::evaluationResults(context.conn, view.row.id));
  Act act;
  act.action = "evaluation-task.read";
  act.objectType = "evaluation-task";
  act.objectId = publicId('Q', view.row.id);
  act.fields = view.row.data;
  for (auto& one : rows) {
    act.subjects.push_back(one.subjectId);
    MC_ASSIGN(auto subject, subjectOf(context, std::move(one), view.data));
    view.subjects.push_back(std::move(subject));
  }
  MC_TRY(recordRead(context, act));
  return view;
}

/// Agreements in force that name the signed-in account.
base::Result<std::vector<std::int64_t>> ownAgreements(Context& context) {
  MC_ASSIGN(const auto rows, store::evaluatorsOf(context.conn, context.principal.id));
  const auto today = context.clock.today().iso();
  std::vector<std::int64_t> out;
  for (const auto& row : rows) {
    if (row.endedOn.empty() && row.validFrom <= today && today <= row.validTo) out.push_back(row.id);
  }
  return out;
}

}  // namespace

base::Result<TaskView> showTask(Context& context, std::int64_t id) {
  MC_ASSIGN(auto row, store::evaluationTask(context.conn, id));
  if (!row || !requireUnit(context, row->unitId).ok()) return notFound(publicId('Q', id));
  return wholeOf(context, std::move(*row));
}

base::Result<std::vector<TaskView>> listTasks(Context& context, std::optional<std::int64_t> before,
                                              std::int64_t limit) {
  MC_ASSIGN(const auto scope, visibleUnits(context));
  store::EvaluationTaskFilter filter;
  if (!scope.all) filter.units = scope.units;
  filter.before = before;
  filter.limit = limit;
  MC_ASSIGN(auto rows, store::listEvaluationTasks(context.conn, filter));
  std::vector<TaskView> out;
  for (auto& row : rows) {
    MC_ASSIGN(auto view, headOf(context, std::move(row)));
    out.push_back(std::move(view));
  }
  return out;
}

base::Result<std::vector<TaskView>> myTasks(Context& context) {
  store::EvaluationTaskFilter filter;
  MC_ASSIGN(filter.evaluatorIds, ownAgreements(context));
  filter.limit = 200;
  MC_ASSIGN(auto rows, store::listEvaluationTasks(context.conn, filter));
  std::vector<TaskView> out;
  for (auto& row : rows) {
    if (row.state == "withdrawn") continue;
    MC_ASSIGN(auto view, headOf(context, std::move(row)));
    out.push_back(std::move(view));
  }
  return out;
}

base::Result<TaskView> myTask(Context& context, std::int64_t id) {
  MC_ASSIGN(const auto agreements, ownAgreements(context));
  MC_ASSIGN(auto row, store::evaluationTask(context.conn, id));
  const bool mine = row && row->state != "withdrawn" &&
                    std::find(agreements.begin(), agreements.end(), row->evaluatorId) != agreements.end();
  if (!mine) return notFound(publicId('Q', id));
  return wholeOf(context, std::move(*row));
}

}  // namespace medcredit::service
