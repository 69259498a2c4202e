#include "service/evaluation_tasks.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/text.h"
#include "service/act.h"
#include "service/grade_entry.h"
#include "service/record_view.h"
#include "service/scope.h"
#include "service/search.h"
#include "service/subject.h"
#include "store/access_users.h"
#include "store/whole.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

constexpr std::string_view kWork = "evaluate.task";
constexpr std::string_view kExperts = "experts";
constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kFullMarks = 100 * kMillion;

bool inList(const Context& context, std::string_view list, std::string_view code) {
  const auto* found = context.law.codeList(list);
  return found != nullptr &&
         std::any_of(found->items.begin(), found->items.end(), [code](const auto& item) { return item.code == code; });
}

std::string evaluatorName(std::int64_t id) { return publicId('Z', id); }
std::string taskName(std::int64_t id) { return publicId('Q', id); }

/// Organised experts evaluate anywhere; third parties only where the profile lets them.
bool thirdPartiesMay(const Context& context) { return context.law.value("third.party.evaluation").starts_with("是"); }

/// The account exists, is active and may work on tasks.
base::Status checkAccount(Context& context, const std::string& account) {
  MC_ASSIGN(const auto user, store::findUser(context.conn, account));
  const auto refused = [&] { return base::fail("EVAL-0102", {{"account", account}}, "account"); };
  if (!user || user->state != "active") return refused();
  MC_ASSIGN(const auto roles, store::rolesOf(context.conn, account));
  if (context.law.roles.permissionsOf(roles).count(kWork) == 0) return refused();
  return {};
}

bool inForce(const store::EvaluatorRow& row, base::CivilDate day) {
  const auto on = day.iso();
  return row.validFrom <= on && on <= row.validTo && row.endedOn.empty();
}

base::Result<store::EvaluatorRow> requireEvaluator(Context& context, std::int64_t id) {
  MC_ASSIGN(auto row, store::evaluator(context.conn, id));
  if (!row) return notFound(evaluatorName(id));
  if (!requireUnit(context, row->unitId).ok()) return notFound(evaluatorName(id));
  return std::move(*row);
}

base::Result<store::EvaluationTaskRow> requireTask(Context& context, std::int64_t id) {
  MC_ASSIGN(auto row, store::evaluationTask(context.conn, id));
  if (!row || !requireUnit(context, row->unitId).ok()) return notFound(taskName(id));
  return std::move(*row);
}

base::Status checkSubjects(Context& context, const std::vector<std::int64_t>& subjects) {
  const auto refused = [](const std::string& why) { return base::fail("EVAL-0107", {{"reason", why}}, "subjects"); };
  if (subjects.empty()) return refused("没有评价对象");
  if (subjects.size() > kMostTaskSubjects) return refused("多于 " + std::to_string(kMostTaskSubjects) + " 个");
  std::set<std::int64_t> seen;
  for (const auto id : subjects) {
    const auto name = publicId('S', id);
    if (!seen.insert(id).second) return refused(name + " 重复");
    MC_ASSIGN(const auto subject, requireSubject(context, id));
    // What is handed out leaves the authority: natural persons are never among it.
    if (subject.kind != domain::subjectKindCode(domain::SubjectKind::kOrganisation)) return refused(name + " 不是机构");
  }
  return {};
}

base::Status checkTask(Context& context, const NewTask& request) {
  if (base::cleanText(request.title).empty()) return base::fail("EVAL-0009", {}, "title");
  if (base::cleanText(request.basis).empty()) return base::fail("EVAL-0009", {}, "basis");
  if (!inList(context, "sector-evaluations", request.kind)) {
    return base::fail("EVAL-0105", {{"kind", request.kind}}, "kind");
  }
  std::set<std::string> seen;
  for (const auto& code : request.data) {
    if (!inList(context, "evaluation-task-data", code) || !seen.insert(code).second) {
      return base::fail("EVAL-0106", {{"data", code}}, "data");
    }
  }
  if (!request.dueOn || *request.dueOn < context.clock.today()) return base::fail("EVAL-0108", {}, "dueOn");
  return checkSubjects(context, request.subjects);
}

std::string detailOf(const NewResult& request) {
  return json::serialize(
      json::object{{"report", base::cleanText(request.report)}, {"reportNo", base::cleanText(request.reportNo)}});
}

std::string textIn(const std::string& detail, std::string_view name) {
  boost::system::error_code ec;
  const auto parsed = json::parse(detail.empty() ? std::string("{}") : detail, ec);
  if (ec || !parsed.is_object()) return {};
  const auto* value = parsed.get_object().if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

/// Open while any subject waits for a result or for a judgement.
base::Status settleTask(Context& context, std::int64_t taskId) {
  MC_ASSIGN(const auto rows, store::evaluationResults(context.conn, taskId));
  const bool done = std::all_of(rows.begin(), rows.end(),
                                [](const auto& row) { return row.state == "confirmed" || row.state == "refused"; });
  return done ? store::setEvaluationTask(context.conn, taskId, "done", "") : base::Status();
}

/// The fact a confirmed result becomes.
base::Result<std::int64_t> factOf(Context& context, const store::EvaluationTaskRow& task,
                                  const store::EvaluationResultRow& row, bool makePublic) {
  MC_ASSIGN(const auto evaluator, store::evaluator(context.conn, task.evaluatorId));
  NewFact fact;
  fact.subjectId = row.subjectId;
  fact.kind = "sector_evaluation";
  fact.title = task.kind;
  fact.outcome = row.outcome;
  if (row.valueMicro) fact.value = base::Decimal6{*row.valueMicro};
  fact.occurredOn = row.submittedAt ? row.submittedAt->shanghaiDate() : context.clock.today();
  fact.determinedOn = context.clock.today();
  fact.isPublic = makePublic;
  fact.issuer = evaluator ? evaluator->name : std::string();
  fact.ref = textIn(row.detail, "reportNo");
  fact.source = "评价任务 " + taskName(task.id) + "（" + task.title + "）";
  return addFact(context, fact);
}

}  // namespace

base::Result<std::int64_t> addEvaluator(Context& context, const NewEvaluator& request) {
  MC_TRY(requireUnit(context, request.unit));
  if (!inList(context, "evaluator-kinds", request.kind)) {
    return base::fail("EVAL-0101", {{"kind", request.kind}}, "kind");
  }
  if (request.kind != kExperts && !thirdPartiesMay(context)) {
    return base::fail("EVAL-0100", {{"jurisdiction", context.law.title}}, "kind");
  }
  MC_TRY(checkAccount(context, request.account));
  store::EvaluatorRow row;
  row.kind = request.kind;
  row.name = base::cleanText(request.name);
  row.agreement = base::cleanText(request.agreement);
  if (row.name.empty()) return base::fail("EVAL-0103", {}, "name");
  if (row.agreement.empty()) return base::fail("EVAL-0103", {}, "agreement");
  if (!request.from || !request.to || *request.to < *request.from) return base::fail("EVAL-0103", {}, "to");
  row.account = request.account;
  row.unitId = request.unit;
  row.validFrom = request.from->iso();
  row.validTo = request.to->iso();
  row.actor = context.actor;
  row.at = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertEvaluator(context.conn, row));
  MC_TRY(journal(context, "evaluator.add", evaluatorName(row.id),
                 json::serialize(json::object{{"kind", row.kind},
                                              {"name", row.name},
                                              {"account", row.account},
                                              {"agreement", row.agreement},
                                              {"from", row.validFrom},
                                              {"to", row.validTo}})));
  MC_TRY(transaction.commit());
  return row.id;
}

base::Status stopEvaluator(Context& context, std::int64_t id, std::string_view reason) {
  MC_ASSIGN(const auto row, requireEvaluator(context, id));
  const auto why = base::cleanText(reason);
  if (why.empty()) return base::fail("EVAL-0009", {}, "reason");
  if (!row.endedOn.empty()) return base::fail("EVAL-0104", {{"evaluator", row.name}});
  return act(context, "evaluator.end", evaluatorName(id), {{"reason", why}},
             [&] { return store::endEvaluator(context.conn, id, context.clock.today().iso(), why); });
}

base::Result<std::vector<store::EvaluatorRow>> evaluators(Context& context) {
  MC_ASSIGN(const auto scope, visibleUnits(context));
  MC_ASSIGN(auto rows, store::listEvaluators(context.conn));
  std::erase_if(rows, [&](const auto& row) { return !scope.contains(row.unitId); });
  return rows;
}

base::Result<std::int64_t> giveTask(Context& context, const NewTask& request) {
  MC_ASSIGN(const auto evaluator, requireEvaluator(context, request.evaluatorId));
  if (!inForce(evaluator, context.clock.today())) {
    return base::fail("EVAL-0104", {{"evaluator", evaluator.name}}, "evaluator");
  }
  MC_TRY(checkTask(context, request));
  store::EvaluationTaskRow row;
  row.evaluatorId = evaluator.id;
  row.unitId = evaluator.unitId;
  row.title = base::cleanText(request.title);
  row.kind = request.kind;
  row.basis = base::cleanText(request.basis);
  row.data = json::serialize(json::array(request.data.begin(), request.data.end()));
  row.dueOn = request.dueOn->iso();
  row.state = "open";
  row.givenBy = context.actor;
  row.givenAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertEvaluationTask(context.conn, row));
  MC_TRY(store::insertEvaluationResults(context.conn, row.id, request.subjects));
  json::array names;
  for (const auto id : request.subjects) names.emplace_back(publicId('S', id));
  MC_TRY(journal(context, "evaluation-task.give", taskName(row.id),
                 json::serialize(json::object{{"evaluator", evaluatorName(row.evaluatorId)},
                                              {"kind", row.kind},
                                              {"data", json::array(request.data.begin(), request.data.end())},
                                              {"subjects", std::move(names)},
                                              {"due", row.dueOn}})));
  MC_TRY(transaction.commit());
  return row.id;
}

base::Status withdrawTask(Context& context, std::int64_t id, std::string_view reason) {
  MC_ASSIGN(const auto row, requireTask(context, id));
  const auto why = base::cleanText(reason);
  if (why.empty()) return base::fail("EVAL-0009", {}, "reason");
  if (row.state != "open") return base::fail("EVAL-0109", {{"task", taskName(id)}});
  return act(context, "evaluation-task.withdraw", taskName(id), {{"reason", why}},
             [&] { return store::setEvaluationTask(context.conn, id, "withdrawn", why); });
}

base::Result<std::optional<std::int64_t>> judgeResult(Context& context, const Judgement& judgement) {
  MC_ASSIGN(const auto task, requireTask(context, judgement.taskId));
  MC_ASSIGN(auto row, store::evaluationResult(context.conn, task.id, judgement.subjectId));
  if (!row) return notFound(publicId('S', judgement.subjectId));
  if (task.state == "withdrawn") return base::fail("EVAL-0109", {{"task", taskName(task.id)}});
  if (row->state != "submitted") {
    return base::fail("EVAL-0110", {{"subject", publicId('S', row->subjectId)}});
  }
  if (row->submittedBy == context.actor) return base::fail("EVAL-0114");
  row->reason = base::cleanText(judgement.reason);
  if (!judgement.confirm && row->reason.empty()) return base::fail("EVAL-0009", {}, "reason");
  row->state = judgement.confirm ? "confirmed" : judgement.refuse ? "refused" : "returned";
  row->decidedBy = context.actor;
  row->decidedAt = context.clock.now();
  // The fact writes its own part: both stand or neither.
  MC_ASSIGN(auto transaction, store::startWhole(context.conn));
  if (judgement.confirm) {
    MC_ASSIGN(row->factId, factOf(context, task, *row, judgement.makePublic));
  }
  MC_TRY(store::setEvaluationResult(context.conn, *row));
  MC_TRY(settleTask(context, task.id));
  json::object detail{{"subject", publicId('S', row->subjectId)}, {"state", row->state}, {"reason", row->reason}};
  if (row->factId) detail["fact"] = publicId('F', *row->factId);
  MC_TRY(journal(context, "evaluation-task.judge", taskName(task.id), json::serialize(detail)));
  MC_TRY(transaction.commit());
  return row->factId;
}

base::Status handInResult(Context& context, const NewResult& request) {
  MC_ASSIGN(const auto view, myTask(context, request.taskId));
  const auto found = std::find_if(view.subjects.begin(), view.subjects.end(),
                                  [&](const auto& one) { return one.row.subjectId == request.subjectId; });
  if (found == view.subjects.end()) return notFound(publicId('S', request.subjectId));
  auto row = found->row;
  if (row.state != "open" && row.state != "returned") {
    return base::fail("EVAL-0110", {{"subject", publicId('S', row.subjectId)}});
  }
  if (!inList(context, "evaluation-outcomes", request.outcome)) {
    return base::fail("EVAL-0111", {{"outcome", request.outcome}}, "outcome");
  }
  if (request.value && (request.value->micro < 0 || request.value->micro > kFullMarks)) {
    return base::fail("EVAL-0112", {{"value", request.value->str()}}, "value");
  }
  if (base::cleanText(request.report).empty()) return base::fail("EVAL-0113", {}, "report");
  row.state = "submitted";
  row.outcome = request.outcome;
  row.valueMicro = request.value ? std::optional(request.value->micro) : std::nullopt;
  row.detail = detailOf(request);
  row.submittedBy = context.actor;
  row.submittedAt = context.clock.now();
  row.decidedBy.clear();
  row.decidedAt.reset();
  row.reason.clear();
  return act(context, "evaluation-task.result", taskName(request.taskId),
             {{"subject", publicId('S', row.subjectId)}, {"outcome", row.outcome}},
             [&] { return store::setEvaluationResult(context.conn, row); });
}

}  // namespace medcredit::service
