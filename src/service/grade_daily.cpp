#include "service/grade_daily.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fstream>
#include <memory>
#include <set>

#include "formats/csv_text.h"
#include "formats/table_writer.h"
#include "service/grade_models.h"
#include "service/grade_snapshot.h"
#include "service/model_cache.h"
#include "service/subject.h"
#include "store/access_users.h"
#include "store/notices.h"

namespace medcredit::service {

using base::CivilDate;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kUsersPerPage = 200;

/// Staff who run or publish grades.
base::Result<std::vector<std::string>> gradersOf(Context& context) {
  std::vector<std::string> out;
  std::string after;
  for (bool more = true; more;) {
    MC_ASSIGN(const auto users, store::listUsers(context.conn, after, kUsersPerPage));
    more = users.size() == kUsersPerPage;
    for (const auto& user : users) {
      after = user.id;
      if (user.kind != "staff") continue;
      MC_ASSIGN(const auto roles, store::rolesOf(context.conn, user.id));
      const auto may = context.law.roles.permissionsOf(roles);
      if (may.count("grade.run") != 0 || may.count("grade.publish") != 0) out.push_back(user.id);
    }
  }
  return out;
}

/// Tells everybody who runs or publishes grades, once per source.
base::Status tell(Context& context, const std::string& text, const std::string& source, GradeDay& done) {
  done.alerts.push_back(text);
  MC_ASSIGN(const auto users, gradersOf(context));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  for (const auto& user : users) {
    store::NoticeRow notice;
    notice.user = user;
    notice.kind = "grading";
    notice.text = text;
    notice.object = "grading";
    notice.source = source + "/" + user;
    notice.createdAt = context.clock.now();
    MC_TRY(store::insertNotice(context.conn, std::move(notice)));
  }
  return transaction.commit();
}

/// In the days before the run its snapshot follows the register, so that the run reads only what the last day brought.
base::Status prepareRun(Context& context, CivilDate day, const CutCheck& check, const fs::path& snapshot) {
  const auto lastDay = CivilDate::fromYmd(check.year, 12, 31).value_or(day);
  if (snapshot.empty() || day <= lastDay || day > check.days.cut || context.clock.today() < day) return {};
  MC_ASSIGN(const auto moment, gradeMoment(context, lastDay, day));
  MC_TRY(refreshSnapshot(
      context, {.file = snapshotFor(snapshot, lastDay, context.clock.today()), .moment = moment, .whole = false}));
  return {};
}

base::Status lookAtModel(Context& context, const store::GradeModel& row, CivilDate day, const RunProgress& progress,
                         const fs::path& snapshot, GradeDay& done) {
  const int year = day.year() - 1;
  MC_ASSIGN(const auto check, checkCut(context, row, year));
  const std::string about = std::to_string(year) + " 年度评价（" + row.title + "）";
  if (day == check.days.feedsBy && !check.gaps.empty()) {
    std::string gaps;
    for (const auto& gap : check.gaps) gaps += (gaps.empty() ? "" : "、") + gap.label;
    MC_TRY(
        tell(context, about + "尚缺数据来源：" + gaps, "grade-gaps/" + row.model + "/" + std::to_string(year), done));
  }
  MC_ASSIGN(auto run, store::yearlyRun(context.conn, row.model, year));
  if (!run) MC_TRY(prepareRun(context, day, check, snapshot));
  const bool due = day == check.days.generateOn && !run;
  if (due || (run && run->state == "running")) {
    MC_ASSIGN(const auto made, runGrading(context, {publicId('G', row.id), year, std::nullopt, snapshot}, progress));
    done.runs.push_back(made);
    MC_TRY(tell(context, about + "已生成，请复核", "grade-made/" + row.model + "/" + std::to_string(year), done));
    MC_ASSIGN(run, store::yearlyRun(context.conn, row.model, year));
  }
  if (run && run->state != "published" && day > check.days.publishBy) {
    MC_TRY(tell(context, about + "应于 " + check.days.publishBy.iso() + " 前发布，已逾期",
                "grade-late/" + row.model + "/" + std::to_string(year), done));
  }
  return {};
}

struct FileOut {
  std::ofstream out;
  explicit FileOut(const fs::path& path) : out(path, std::ios::binary) {}
  void line(const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) formats::appendCsvCell(text, cells[i], i == 0);
    out << text << "\n";
  }
  [[nodiscard]] base::Status done(const fs::path& path) {
    out.close();
    return out ? base::Status() : base::fail("FILE-0006", {{"path", path.string()}, {"reason", "写入不完整"}});
  }
};

constexpr auto kFactColumns =
    std::to_array<std::string_view>({"occurred_on", "determined_on", "ended_on", "known_on", "status", "status_on",
                                     "severity", "outcome", "value", "public"});

constexpr std::string_view kSchema =
    "# 复算包\n\n"
    "- model.yaml 评价模型；身份为规范形式的 SM3（docs/grading/language.md 第 9 节）\n"
    "- subjects.csv、facts.csv 评价对象与事实，不含姓名、证件号和文书内容\n"
    "- expected.csv 已发布的结果；列与 `medcredit grade offline` 的输出相同\n\n"
    "    medcredit grade offline --subjects subjects.csv --facts facts.csv --model model.yaml --as-of {as_of} "
    "--known-on "
    "{known_on} --out again.csv\n\n"
    "again.csv 与 expected.csv 逐字节相同。\n";

std::string replaced(std::string text, std::string_view what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

}  // namespace

base::Result<GradeDay> gradeDay(Context& context, CivilDate day, const RunProgress& progress,
                                const fs::path& snapshot) {
  GradeDay done;
  MC_ASSIGN(const auto models, modelsInUse(context, day));
  for (const auto& row : models) {
    MC_ASSIGN(const auto whole, requireModel(context, row.id));
    MC_TRY(lookAtModel(context, whole, day, progress, snapshot, done));
  }
  MC_ASSIGN(done.refreshed, refreshGrades(context, day, snapshot));
  return done;
}

base::Status writeSummaryTable(Context& context, std::int64_t runId, const fs::path& target) {
  MC_ASSIGN(const auto run, requireRun(context, runId));
  if (run.unpublished || (run.state != "preview" && run.state != "published")) {
    return base::fail("EVAL-0023", {{"run", publicId('E', runId)}, {"state", std::string(runStateLabel(run.state))}});
  }
  const std::vector<std::string> header{"序号",     "主体名称", "统一社会信用代码", "类别", "地区",
                                        "评价年度", "等级",     "等级名称",         "备注"};
  MC_ASSIGN(const auto writer, formats::makeTableWriter(target, "分级评价结果汇总表", header));
  std::vector<std::int64_t> decisions;
  store::GradeDecisionFilter filter;
  filter.runId = runId;
  filter.limit = -1;
  MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& row) {
    decisions.push_back(row.id);
    return true;
  }));
  std::int64_t number = 0;
  for (const auto id : decisions) {
    MC_ASSIGN(const auto view, showDecision(context, id));
    MC_ASSIGN(const auto subject, subjectById(context, view.decision.subjectId));
    MC_ASSIGN(const auto identifiers, store::subjectIdentifiers(context.conn, subject.id));
    std::string code;
    for (const auto& one : identifiers) {
      if (one.kind == "usc" && one.to.empty()) code = one.text;
    }
    std::string name;
    for (const auto& level : context.law.grades) {
      if (level.id == view.level()) name = level.label;
    }
    std::string remark = run.label;
    if (view.override_) remark += (remark.empty() ? "" : "；") + std::string("经两人批准调整");
    if (!view.marks.empty()) remark += (remark.empty() ? "" : "；") + std::string("有异议或修复办理中");
    MC_TRY(writer->row(std::vector<std::string>{std::to_string(++number), subject.name, code, view.decision.subjectType,
                                                view.decision.region, std::to_string(run.year),
                                                view.level().empty() ? "未评价" : view.level(), name, remark}));
  }
  return writer->finish();
}

base::Status writePack(Context& context, std::int64_t runId, const fs::path& folder) {
  MC_ASSIGN(const auto run, requireRun(context, runId));
  if (run.unpublished || run.state == "running" || run.state == "dropped") {
    return base::fail("EVAL-0023", {{"run", publicId('E', runId)}, {"state", std::string(runStateLabel(run.state))}});
  }
  MC_ASSIGN(const auto row, requireModel(context, run.modelId));
  MC_ASSIGN(const auto engine, engineOf(context, row, CivilDate::parseIso(run.asOf).value_or(CivilDate()),
                                        CivilDate::parseIso(run.knownOn).value_or(CivilDate())));
  std::error_code ec;
  fs::create_directories(folder, ec);
  std::vector<std::string> columns(kFactColumns.begin(), kFactColumns.end());
  for (const auto& field : engine->fields()) {
    if (std::find(columns.begin(), columns.end(), field) == columns.end()) columns.push_back(field);
  }
  FileOut subjects(folder / "subjects.csv"), facts(folder / "facts.csv"), expected(folder / "expected.csv");
  subjects.line({"subject_id", "kind", "type", "region", "registered_on", "feeds"});
  std::vector<std::string> header{"subject_id", "record_id", "of"};
  header.insert(header.end(), columns.begin(), columns.end());
  facts.line(header);
  expected.line({"subject_id", "score", "level", "public_score", "limited_by", "unrated_by"});
  std::vector<std::int64_t> decisions;
  store::GradeDecisionFilter filter;
  filter.runId = runId;
  filter.limit = -1;
  MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& one) {
    decisions.push_back(one.id);
    return true;
  }));
  for (const auto id : decisions) {
    MC_ASSIGN(const auto one, store::gradeDecision(context.conn, id));
    if (!one) continue;
    MC_ASSIGN(const auto graded, SubjectFacts::parse(one->facts));
    const std::string subject = publicId('S', graded.subjectId);
    std::string feeds;
    for (const auto& feed : graded.feeds) feeds += (feeds.empty() ? "" : ";") + feed;
    subjects.line({subject, graded.kind, graded.type, graded.region, graded.registeredOn, feeds});
    for (const auto& fact : graded.facts) {
      std::vector<std::string> cells{subject, fact.id, fact.of};
      for (const auto& column : columns) cells.emplace_back(fact.field(column));
      facts.line(cells);
    }
    expected.line({subject, one->score, one->level, one->publicScore, one->limitedBy, one->unratedBy});
  }
  MC_TRY(subjects.done(folder / "subjects.csv"));
  MC_TRY(facts.done(folder / "facts.csv"));
  MC_TRY(expected.done(folder / "expected.csv"));
  FileOut model(folder / "model.yaml");
  model.out << row.source;
  MC_TRY(model.done(folder / "model.yaml"));
  FileOut schema(folder / "schema.md");
  schema.out << replaced(replaced(std::string(kSchema), "{as_of}", run.asOf), "{known_on}", run.knownOn);
  return schema.done(folder / "schema.md");
}

}  // namespace medcredit::service
