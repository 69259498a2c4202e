#include "service/grade_after.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/decimal.h"
#include "base/text.h"
#include "service/grade_runs.h"
#include "service/subject.h"
#include "store/grade_facts.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

constexpr std::int64_t kMostAttempts = 6;
constexpr std::int64_t kFirstPause = 60'000'000;  // one minute
constexpr std::string_view kPlatforms = "grade-platforms";
constexpr std::string_view kSystems = "grade-systems";
/// Column of the subject's file in which the business systems show the grade (阳山 四（五）).
constexpr std::string_view kColumn = "基本信息";

const jurisdiction::CodeListItem* itemOf(const Context& context, std::string_view list, std::string_view code) {
  const auto* found = context.law.codeList(list);
  if (found == nullptr) return nullptr;
  for (const auto& item : found->items) {
    if (item.code == code) return &item;
  }
  return nullptr;
}

const jurisdiction::GradeLevel* levelOf(const Context& context, std::string_view level) {
  for (const auto& one : context.law.grades) {
    if (one.id == level) return &one;
  }
  return nullptr;
}

std::string_view publicityOf(const store::GradeRun& run) { return run.unpublished ? "不公开" : "公开"; }

base::Result<std::string> contentOf(Context& context, const store::GradeDelivery& delivery) {
  json::object out{{"delivery", publicId('V', delivery.id)}, {"target", delivery.target}};
  if (delivery.decisionId) {
    MC_ASSIGN(const auto view, showDecision(context, *delivery.decisionId));
    MC_ASSIGN(const auto subject, subjectById(context, view.decision.subjectId));
    MC_ASSIGN(const auto identifiers, store::subjectIdentifiers(context.conn, subject.id));
    std::string usc;
    for (const auto& one : identifiers) {
      if (one.kind == "usc") usc = one.text;
    }
    out["column"] = kColumn;
    out["decision"] = publicId('D', view.decision.id);
    out["subject"] = publicId('S', subject.id);
    out["name"] = subject.name;
    out["unifiedCode"] = usc;
    out["level"] = view.level();
    out["levelName"] = levelOf(context, view.level()) != nullptr ? levelOf(context, view.level())->label : "";
    out["asOf"] = view.decision.asOf;
    out["publicity"] = publicityOf(view.run);
    out["label"] = view.run.label;
    return json::serialize(out);
  }
  MC_ASSIGN(const auto run, requireRun(context, delivery.runId));
  json::array rows;
  store::GradeDecisionFilter filter;
  filter.runId = run.id;
  filter.limit = -1;
  MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& row) {
    rows.push_back(json::object{{"subject", publicId('S', row.subjectId)},
                                {"level", row.level},
                                {"asOf", row.asOf},
                                {"publicity", publicityOf(run)}});
    return true;
  }));
  out["run"] = publicId('E', run.id);
  out["model"] = run.model;
  out["year"] = run.year;
  out["facts"] = run.factsDigest;
  out["label"] = run.label;
  out["grades"] = std::move(rows);
  return json::serialize(out);
}

}  // namespace

base::Status queueDeliveries(Context& context, const store::GradeRun& run) {
  if (run.unpublished) return {};
  std::vector<store::GradeDelivery> rows;
  const auto now = context.clock.now();
  const auto plain = [&](std::optional<std::int64_t> decision, const std::string& target) {
    store::GradeDelivery row;
    row.runId = run.id;
    row.decisionId = decision;
    row.target = target;
    row.state = "pending";
    row.nextAt = now;
    rows.push_back(std::move(row));
  };
  if (const auto* platforms = context.law.codeList(kPlatforms)) {
    for (const auto& item : platforms->items) plain(std::nullopt, item.code);
  }
  if (const auto* systems = context.law.codeList(kSystems)) {
    store::GradeDecisionFilter filter;
    filter.runId = run.id;
    filter.limit = -1;
    MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& row) {
      for (const auto& item : systems->items) plain(row.id, item.code);
      return true;
    }));
  }
  return store::insertGradeDeliveries(context.conn, rows);
}

base::Result<std::vector<DeliveryContent>> takeDeliveries(Context& context, std::string_view target,
                                                          std::int64_t limit) {
  if (itemOf(context, kSystems, target) == nullptr && itemOf(context, kPlatforms, target) == nullptr) {
    return base::fail("EVAL-0040", {{"target", std::string(target)}}, "target");
  }
  store::DeliveryFilter filter;
  filter.target = std::string(target);
  filter.state = "pending";
  filter.due = context.clock.now();
  filter.limit = limit;
  MC_ASSIGN(const auto rows, store::listGradeDeliveries(context.conn, filter));
  std::vector<DeliveryContent> out;
  for (const auto& row : rows) {
    MC_ASSIGN(auto text, contentOf(context, row));
    out.push_back({row, std::move(text)});
  }
  return out;
}

base::Status endDelivery(Context& context, std::int64_t id, bool ok, std::string_view receiptOrError) {
  MC_ASSIGN(auto row, store::gradeDelivery(context.conn, id));
  if (!row) return base::fail("EVAL-0041", {{"delivery", publicId('V', id)}});
  if (row->state == "confirmed") return base::fail("EVAL-0042", {{"delivery", publicId('V', id)}});
  ++row->attempts;
  const auto now = context.clock.now();
  if (ok) {
    row->state = "confirmed";
    row->doneAt = now;
    row->receipt = receiptOrError;
    row->error.clear();
  } else {
    row->error = receiptOrError;
    row->state = row->attempts >= kMostAttempts ? "failed" : "pending";
    row->nextAt = {now.micros + (kFirstPause << (row->attempts - 1))};
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::updateGradeDelivery(context.conn, *row));
  MC_TRY(journal(context, "grade-delivery.end", publicId('V', id),
                 json::serialize(json::object{{"target", row->target}, {"state", row->state}})));
  return transaction.commit();
}

base::Result<std::int64_t> retryDeliveries(Context& context, std::int64_t runId) {
  MC_TRY(requireRun(context, runId));
  store::DeliveryFilter filter;
  filter.runId = runId;
  filter.state = "failed";
  filter.limit = -1;
  MC_ASSIGN(auto rows, store::listGradeDeliveries(context.conn, filter));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  for (auto& row : rows) {
    row.state = "pending";
    row.attempts = 0;
    row.nextAt = context.clock.now();
    MC_TRY(store::updateGradeDelivery(context.conn, row));
  }
  MC_TRY(journal(context, "grade-delivery.retry", publicId('E', runId),
                 json::serialize(json::object{{"count", rows.size()}})));
  MC_TRY(transaction.commit());
  return static_cast<std::int64_t>(rows.size());
}

base::Status draftCommendation(Context& context, const store::GradeRun& run) {
  if (run.kind != "yearly" || run.unpublished) return {};
  std::string best;
  for (const auto& level : context.law.grades) {
    if (level.commend && best.empty()) best = level.id;
  }
  if (best.empty()) return {};
  json::array subjects;
  std::string names;
  std::vector<std::int64_t> ids;
  store::GradeDecisionFilter filter;
  filter.runId = run.id;
  filter.limit = -1;
  std::vector<std::int64_t> decisions;
  MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& row) {
    decisions.push_back(row.id);
    return true;
  }));
  for (const auto id : decisions) {
    MC_ASSIGN(const auto view, showDecision(context, id));
    if (view.level() != best) continue;
    MC_ASSIGN(const auto subject, subjectById(context, view.decision.subjectId));
    subjects.push_back(view.decision.subjectId);
    names += subject.name + "\n";
  }
  store::GradeCommendation row;
  row.runId = run.id;
  row.subjects = json::serialize(subjects);
  row.text = "关于通报表扬" + std::to_string(run.year) + "年度信用评价" + best + "级主体的通知（稿）\n经" +
             std::to_string(run.year) + "年度医疗卫生信用评价，下列主体评为" + best + "级，予以通报表扬：\n" + names +
             (run.label.empty() ? "" : "（" + run.label + "）\n");
  row.state = "draft";
  row.draftedBy = context.actor;
  row.draftedAt = context.clock.now();
  return store::insertGradeCommendation(context.conn, row);
}

base::Status approveCommendation(Context& context, std::int64_t runId) {
  MC_ASSIGN(auto row, store::gradeCommendationOf(context.conn, runId));
  if (!row) return base::fail("EVAL-0043", {{"run", publicId('E', runId)}});
  if (row->state != "draft" || row->draftedBy == context.actor) {
    return base::fail("EVAL-0044", {{"run", publicId('E', runId)}});
  }
  row->state = "approved";
  row->approvedBy = context.actor;
  row->approvedAt = context.clock.now();
  boost::system::error_code ec;
  const auto subjects = json::parse(row->subjects, ec);
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::approveGradeCommendation(context.conn, *row));
  // The commendation is kept as good information of a kind of its own: no model counts it unless it says so, so that
  // a grade does not feed the next one (默认值（依据未规定）).
  for (const auto& id : subjects.as_array()) {
    store::GradeFact fact;
    fact.subjectId = id.as_int64();
    fact.kind = "grade_commendation";
    fact.channel = "grading";
    fact.occurredOn = context.clock.today().iso();
    fact.isPublic = true;
    fact.detail = json::serialize(json::object{{"title", "年度信用评价通报表扬"}, {"ref", publicId('E', runId)}});
    fact.actor = context.actor;
    fact.recordedAt = context.clock.now();
    MC_TRY(store::insertGradeFact(context.conn, fact));
  }
  MC_TRY(journal(context, "grade-commendation.approve", publicId('E', runId),
                 json::serialize(json::object{{"subjects", subjects.as_array().size()}})));
  return transaction.commit();
}

base::Result<UseResult> useGrade(Context& context, const UseRequest& request) {
  const auto* item = itemOf(context, "grade-uses", request.use);
  if (item == nullptr) return base::fail("EVAL-0045", {{"use", request.use}}, "use");
  const std::string matter = base::cleanText(request.matter);
  if (matter.empty()) return base::fail("EVAL-0046", {}, "matter");
  MC_TRY(subjectById(context, request.subjectId));
  MC_ASSIGN(const auto current, currentGrade(context, request.subjectId));
  if (!current) return base::fail("EVAL-0047", {{"subject", publicId('S', request.subjectId)}});
  UseResult result;
  result.decisionId = current->decision.id;
  result.level = current->level();
  result.asOf = current->decision.asOf;
  result.effect = "none";
  result.effectText = "不因等级增减";
  if (const auto* level = levelOf(context, result.level)) {
    result.levelName = level->label;
    result.clause = level->source;
    if (level->restrict) {
      result.effect = "limited";
      result.effectText = "合理限制申评资质";
    } else if (level->commend) {
      result.effect = "incentive";
      result.effectText = "可给予行政激励";
    }
  }
  store::GradeUse use;
  use.decisionId = result.decisionId;
  use.subjectId = request.subjectId;
  use.useCode = request.use;
  use.matter = matter;
  use.effect = result.effect;
  use.actor = context.actor;
  use.at = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertGradeUse(context.conn, use));
  MC_TRY(
      journal(context, "grade-use.note", publicId('S', request.subjectId),
              json::serialize(json::object{
                  {"use", request.use}, {"decision", publicId('D', result.decisionId)}, {"effect", result.effect}})));
  MC_TRY(transaction.commit());
  result.useId = use.id;
  return result;
}

base::Result<std::int64_t> answerGrade(Context& context, std::int64_t decisionId, std::string_view text) {
  MC_ASSIGN(const auto view, showDecision(context, decisionId));
  if (context.principal.kind == PrincipalKind::kSubject && context.principal.subjectId != view.decision.subjectId) {
    return base::fail("EVAL-0027", {{"decision", publicId('D', decisionId)}});
  }
  if (view.run.state != "preview") return base::fail("EVAL-0048", {{"run", publicId('E', view.run.id)}});
  store::GradeAnswer answer;
  answer.decisionId = decisionId;
  answer.subjectId = view.decision.subjectId;
  answer.text = base::cleanText(text);
  if (answer.text.empty()) return base::fail("EVAL-0049", {}, "text");
  answer.actor = context.actor;
  answer.at = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertGradeAnswer(context.conn, answer));
  MC_TRY(journal(context, "grade-answer.add", publicId('D', decisionId), "{}"));
  MC_TRY(transaction.commit());
  return answer.id;
}

base::Status replyAnswer(Context& context, std::int64_t answerId, std::string_view text) {
  MC_ASSIGN(auto answer, store::gradeAnswer(context.conn, answerId));
  if (!answer || answer->repliedAt) return base::fail("EVAL-0050", {{"answer", std::to_string(answerId)}});
  answer->reply = base::cleanText(text);
  if (answer->reply.empty()) return base::fail("EVAL-0049", {}, "text");
  answer->repliedBy = context.actor;
  answer->repliedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::replyGradeAnswer(context.conn, *answer));
  MC_TRY(journal(context, "grade-answer.reply", publicId('D', answer->decisionId), "{}"));
  return transaction.commit();
}

base::Result<std::int64_t> openSurvey(Context& context, const NewSurvey& request) {
  store::GradeSurvey survey;
  survey.title = base::cleanText(request.title);
  json::array questions;
  for (const auto& question : request.questions) {
    if (const auto clean = base::cleanText(question); !clean.empty()) questions.push_back(json::string(clean));
  }
  if (survey.title.empty() || questions.empty()) return base::fail("EVAL-0051", {}, "questions");
  survey.year = request.year;
  survey.questions = json::serialize(questions);
  survey.openedBy = context.actor;
  survey.openedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertGradeSurvey(context.conn, survey));
  MC_TRY(journal(context, "grade-survey.open", std::to_string(survey.id),
                 json::serialize(json::object{{"title", survey.title}})));
  MC_TRY(transaction.commit());
  return survey.id;
}

namespace {

base::Result<store::GradeSurvey> requireSurvey(Context& context, std::int64_t id, bool open) {
  MC_ASSIGN(const auto surveys, store::listGradeSurveys(context.conn));
  for (const auto& survey : surveys) {
    if (survey.id == id && (!open || !survey.closedAt)) return survey;
  }
  return base::fail("EVAL-0052", {{"survey", std::to_string(id)}});
}

std::vector<std::string> questionsOf(const store::GradeSurvey& survey) {
  std::vector<std::string> out;
  boost::system::error_code ec;
  const auto parsed = json::parse(survey.questions, ec);
  if (!ec && parsed.is_array()) {
    for (const auto& one : parsed.get_array()) out.emplace_back(one.as_string());
  }
  return out;
}

}  // namespace

base::Status answerSurvey(Context& context, std::int64_t surveyId, std::int64_t subjectId,
                          const std::vector<std::int64_t>& marks, std::string_view remark) {
  MC_ASSIGN(const auto survey, requireSurvey(context, surveyId, true));
  MC_TRY(subjectById(context, subjectId));
  const bool inside = std::all_of(marks.begin(), marks.end(), [](auto mark) { return mark >= 1 && mark <= 5; });
  if (marks.size() != questionsOf(survey).size() || !inside) {
    return base::fail("EVAL-0053", {{"count", std::to_string(questionsOf(survey).size())}}, "marks");
  }
  MC_ASSIGN(const auto given, store::gradeSurveyAnswers(context.conn, surveyId));
  if (std::any_of(given.begin(), given.end(), [&](const auto& one) { return one.subjectId == subjectId; })) {
    return base::fail("EVAL-0054", {{"subject", publicId('S', subjectId)}});
  }
  json::array list;
  for (const auto mark : marks) list.push_back(mark);
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertGradeSurveyAnswer(
      context.conn, {surveyId, subjectId, json::serialize(list), base::cleanText(remark), context.clock.now()}));
  MC_TRY(journal(context, "grade-survey.answer", publicId('S', subjectId), "{}"));
  return transaction.commit();
}

base::Status closeSurvey(Context& context, std::int64_t surveyId) {
  MC_TRY(requireSurvey(context, surveyId, true));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::closeGradeSurvey(context.conn, surveyId, context.clock.now()));
  MC_TRY(journal(context, "grade-survey.close", std::to_string(surveyId), "{}"));
  return transaction.commit();
}

base::Result<SurveyReport> surveyReport(Context& context, std::int64_t surveyId) {
  SurveyReport report;
  MC_ASSIGN(report.survey, requireSurvey(context, surveyId, false));
  report.questions = questionsOf(report.survey);
  MC_ASSIGN(const auto answers, store::gradeSurveyAnswers(context.conn, surveyId));
  std::vector<std::int64_t> sums(report.questions.size());
  for (const auto& answer : answers) {
    boost::system::error_code ec;
    const auto marks = json::parse(answer.answers, ec);
    if (ec || !marks.is_array()) continue;
    ++report.answers;
    for (std::size_t i = 0; i < sums.size() && i < marks.get_array().size(); ++i) {
      sums[i] += marks.get_array()[i].as_int64();
    }
    if (!answer.remark.empty()) report.remarks.push_back(answer.remark);
  }
  for (const auto sum : sums) {
    if (auto mean = base::ratio(sum, report.answers, 2)) report.means.push_back(std::move(*mean));
  }
  return report;
}

}  // namespace medcredit::service
