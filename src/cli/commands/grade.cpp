// grade check|run|list|show|preview|publish|drop|subject|explain|replay|diff|pack|day|draw
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/cli.h"
#include "cli/commands/grade_output.h"
#include "cli/commands/with_context.h"
#include "service/grade_daily.h"
#include "service/grade_models.h"
#include "service/grade_runs.h"
#include "service/risk.h"
#include "service/subject.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

base::Result<std::int64_t> idOf(char letter, const std::string& text, const char* code, const char* arg) {
  const auto id = service::parsePublicId(letter, text);
  if (!id) return base::fail(code, {{arg, text}});
  return *id;
}
base::Result<std::int64_t> runId(const std::string& text) { return idOf('E', text, "EVAL-0028", "run"); }
base::Result<std::int64_t> decisionId(const std::string& text) { return idOf('D', text, "EVAL-0027", "decision"); }

struct RunOptions {
  std::string model, asOf;
  int year = 0;
};

void addCheck(CLI::App& group, Session& session) {
  auto options = std::make_shared<RunOptions>();
  auto* command = group.add_subcommand("check", "截止检查：各来源是否已报送");
  command->add_option("--year", options->year, "评价年度")->required();
  command->add_option("--model", options->model, "模型编号或名称");
  command->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(const auto models, service::modelsInUse(context, context.clock.today()));
        json::array out;
        for (const auto& one : models) {
          if (!options->model.empty() && one.model != options->model &&
              service::publicId('G', one.id) != options->model) {
            continue;
          }
          MC_ASSIGN(const auto row, service::requireModel(context, one.id));
          MC_ASSIGN(const auto check, service::checkCut(context, row, options->year));
          session.say(fmt::format("{}  {} 年度：来源截止 {}，计入截止 {}，生成 {}，发布不晚于 {}", row.title,
                                  options->year, check.days.feedsBy.iso(), check.days.cut.iso(),
                                  check.days.generateOn.iso(), check.days.publishBy.iso()));
          for (const auto& gap : check.gaps) session.say("  缺：" + gap.label + "（" + gap.feed + "）");
          out.push_back(cutJson(row, check));
        }
        session.emit(json::object{{"models", std::move(out)}});
        return kDone;
      }));
}

void addRun(CLI::App& group, Session& session) {
  auto options = std::make_shared<RunOptions>();
  auto* command = group.add_subcommand("run", "生成一个年度的等级；中断后再次执行则接着做");
  command->add_option("--year", options->year, "评价年度")->required();
  command->add_option("--model", options->model, "模型编号或名称；只有一个在用时可省略");
  command->add_option("--as-of", options->asOf, "试评：以该日为准，YYYY-MM-DD");
  command->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        service::RunRequest request{options->model, options->year, std::nullopt, session.snapshotFile()};
        if (!options->asOf.empty()) {
          request.asOf = base::CivilDate::parseIso(options->asOf);
          if (!request.asOf) return base::fail("PUBL-0023", {{"date", options->asOf}});
        }
        MC_ASSIGN(const auto id, service::runGrading(context, request));
        MC_ASSIGN(const auto review, service::reviewRun(context, id));
        sayReview(session, review);
        session.emit(reviewJson(review));
        return kDone;
      }));
}

void addList(CLI::App& group, Session& session) {
  auto* command = group.add_subcommand("list", "评价批次，新的在前");
  command->callback(withContext(session, gradeRefused, [&session](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto runs, store::listGradeRuns(context.conn, 0, std::nullopt, 200));
    json::array out;
    for (const auto& run : runs) {
      session.say(fmt::format("{}  {} 年度  {}  {}  {}{}", service::publicId('E', run.id), run.year, run.model,
                              service::runStateLabel(run.state), run.asOf, run.label.empty() ? "" : "  " + run.label));
      out.push_back(runJson(run));
    }
    session.emit(json::object{{"runs", std::move(out)}});
    return kDone;
  }));
}

void addShow(CLI::App& group, Session& session) {
  auto run = std::make_shared<std::string>();
  auto* command = group.add_subcommand("show", "评价批次：分布、变动、异常");
  command->add_option("RUN", *run, "E1")->required();
  command->callback(withContext(session, gradeRefused, [&session, run](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto id, runId(*run));
    MC_ASSIGN(const auto review, service::reviewRun(context, id));
    sayReview(session, review);
    session.emit(reviewJson(review));
    return kDone;
  }));
}

void addPublish(CLI::App& group, Session& session) {
  struct Options {
    std::string run, table, reason;
  };
  auto options = std::make_shared<Options>();
  auto* preview = group.add_subcommand("preview", "复核通过，交主体预览");
  preview->add_option("RUN", options->run, "E1")->required();
  preview->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(const auto id, runId(options->run));
        MC_TRY(service::openPreview(context, id));
        session.say(options->run + " 已交主体预览");
        session.emit(json::object{{"run", options->run}, {"state", "preview"}});
        return kDone;
      }));
  auto* publish = group.add_subcommand("publish", "发布（须由另一人，用 --actor 指明）；可同时导出汇总表");
  publish->add_option("RUN", options->run, "E1")->required();
  publish->add_option("--table", options->table, "汇总表文件（.csv 或 .xlsx）");
  publish->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(const auto id, runId(options->run));
        MC_TRY(service::publishGrades(context, id));
        if (!options->table.empty()) MC_TRY(service::writeSummaryTable(context, id, options->table));
        MC_ASSIGN(const auto review, service::reviewRun(context, id));
        session.say(options->run + " 已发布" + (review.late ? "（逾期）" : ""));
        session.emit(reviewJson(review));
        return kDone;
      }));
  auto* drop = group.add_subcommand("drop", "作废未发布的批次");
  drop->add_option("RUN", options->run, "E1")->required();
  drop->add_option("--reason", options->reason, "理由")->required();
  drop->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(const auto id, runId(options->run));
        MC_TRY(service::dropRun(context, id, options->reason));
        session.say(options->run + " 已作废");
        session.emit(json::object{{"run", options->run}, {"state", "dropped"}});
        return kDone;
      }));
}

void addSubject(CLI::App& group, Session& session) {
  auto subject = std::make_shared<std::string>();
  auto* command = group.add_subcommand("subject", "一个主体的历次等级");
  command->add_option("SUBJECT", *subject, "S1 或代码")->required();
  command->callback(
      withContext(session, gradeRefused, [&session, subject](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(const auto row, service::findSubject(context, *subject));
        MC_ASSIGN(const auto views, service::decisionsOf(context, row.id, false));
        json::array out;
        for (const auto& view : views) {
          sayDecision(session, view);
          out.push_back(decisionJson(view));
        }
        session.emit(json::object{{"subject", service::publicId('S', row.id)}, {"decisions", std::move(out)}});
        return kDone;
      }));
}

void addExplain(CLI::App& group, Session& session) {
  auto decision = std::make_shared<std::string>();
  auto* explain = group.add_subcommand("explain", "一个等级是怎样得出的：逐行、条款、异议成立时、距上一级");
  explain->add_option("DECISION", *decision, "D1")->required();
  explain->callback(
      withContext(session, gradeRefused, [&session, decision](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(const auto id, decisionId(*decision));
        MC_ASSIGN(const auto explanation, service::explainDecision(context, id));
        sayTold(session, explanation.told);
        auto out = decisionJson(explanation.view);
        out["explanation"] = toldJson(explanation.told);
        session.emit(out);
        return kDone;
      }));
}

void addDraw(CLI::App& group, Session& session) {
  struct Options {
    std::string run, seed;
    std::size_t count = 0;
  };
  auto options = std::make_shared<Options>();
  auto* command = group.add_subcommand("draw", "双随机：在一个批次的主体中按等级与风险的权重抽取，任何人可凭种子复算");
  command->add_option("RUN", options->run, "E1")->required();
  command->add_option("--count", options->count, "抽取数量")->required();
  command->add_option("--seed", options->seed, "公开的随机种子，如开奖号码")->required();
  command->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(const auto id, runId(options->run));
        MC_TRY(service::reviewRun(context, id));
        MC_ASSIGN(const auto subjects, store::subjectsOfRun(context.conn, id));
        MC_ASSIGN(const auto drawn, service::drawForInspection(context, subjects, options->count, options->seed));
        json::array out;
        for (const auto& one : drawn) {
          const auto& chance = one.chance;
          MC_ASSIGN(const auto row, service::subjectById(context, one.subjectId));
          session.say(fmt::format("{}  {}  等级 {}  风险 {}  权重 {}", service::publicId('S', row.id), row.name,
                                  chance.grade.empty() ? "未评价" : chance.grade, chance.risk.label, chance.weight));
          out.push_back(json::object{{"subject", service::publicId('S', row.id)},
                                     {"grade", chance.grade},
                                     {"risk", chance.risk.level},
                                     {"weight", chance.weight}});
        }
        session.emit(json::object{{"seed", options->seed}, {"among", subjects.size()}, {"drawn", std::move(out)}});
        return kDone;
      }));
}

void addReplay(CLI::App& group, Session& session) {
  struct Options {
    std::string what, model, asOf, knownOn;
  };
  auto options = std::make_shared<Options>();
  auto* command = group.add_subcommand("replay", "按当时的模型与事实重算一个等级；或在任一日重算一个主体");
  command->add_option("WHAT", options->what, "D1，或主体 S1")->required();
  command->add_option("--model", options->model, "重算主体所用的模型");
  command->add_option("--as-of", options->asOf, "以该日为准");
  command->add_option("--known-on", options->knownOn, "以当日所知为限");
  command->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        if (!options->what.starts_with('S')) {
          MC_ASSIGN(const auto id, decisionId(options->what));
          MC_ASSIGN(const auto replay, service::replayDecision(context, id));
          session.say(fmt::format("{}：等级{}，登记册中的事实{}", options->what,
                                  replay.sameGrade ? "逐字节一致" : "不一致", replay.sameFacts ? "一致" : "已有变化"));
          session.emit(json::object{{"decision", options->what},
                                    {"sameGrade", replay.sameGrade},
                                    {"sameFacts", replay.sameFacts},
                                    {"level", replay.again.level},
                                    {"score", replay.again.score}});
          return replay.sameGrade ? kDone : kInputUnusable;
        }
        const auto today = context.clock.today();
        const auto asOf = options->asOf.empty() ? std::optional(today) : base::CivilDate::parseIso(options->asOf);
        const auto known = options->knownOn.empty() ? asOf : base::CivilDate::parseIso(options->knownOn);
        if (!asOf || !known) return base::fail("PUBL-0023", {{"date", options->asOf + options->knownOn}});
        MC_ASSIGN(const auto subject, service::findSubject(context, options->what));
        MC_ASSIGN(const auto result, service::gradeOn(context, subject.id, options->model, *asOf, *known));
        sayTold(session, result.second);
        session.emit(toldJson(result.second));
        return kDone;
      }));
}

void addDiff(CLI::App& group, Session& session) {
  struct Options {
    std::string from, to;
  };
  auto options = std::make_shared<Options>();
  auto* command = group.add_subcommand("diff", "两个批次之间等级有变动的主体");
  command->add_option("FROM", options->from, "E1")->required();
  command->add_option("TO", options->to, "E2")->required();
  command->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        std::map<std::int64_t, std::pair<store::GradeDecision, store::GradeDecision>> pairs;
        for (const bool second : {false, true}) {
          MC_ASSIGN(const auto id, runId(second ? options->to : options->from));
          MC_TRY(service::requireRun(context, id));
          store::GradeDecisionFilter filter;
          filter.runId = id;
          filter.limit = -1;
          MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& row) {
            (second ? pairs[row.subjectId].second : pairs[row.subjectId].first) = row;
            return true;
          }));
        }
        json::array out;
        for (const auto& [subject, pair] : pairs) {
          if (pair.first.level == pair.second.level && pair.first.score == pair.second.score) continue;
          session.say(fmt::format("{}  {} {} → {} {}", service::publicId('S', subject), pair.first.level,
                                  pair.first.score, pair.second.level, pair.second.score));
          out.push_back(json::object{{"subject", service::publicId('S', subject)},
                                     {"from", pair.first.level},
                                     {"scoreFrom", pair.first.score},
                                     {"to", pair.second.level},
                                     {"scoreTo", pair.second.score}});
        }
        session.say(fmt::format("共 {} 个主体有变动", out.size()));
        session.emit(json::object{{"count", out.size()}, {"changes", std::move(out)}});
        return kDone;
      }));
}

void addFiles(CLI::App& group, Session& session) {
  struct Options {
    std::string run, out, day;
  };
  auto options = std::make_shared<Options>();
  auto* pack = group.add_subcommand("pack", "导出复算包：模型、不含个人信息的事实、预期等级");
  pack->add_option("RUN", options->run, "E1")->required();
  pack->add_option("--out", options->out, "目录")->required();
  pack->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(const auto id, runId(options->run));
        MC_TRY(service::writePack(context, id, options->out));
        session.say("复算包已写入 " + options->out);
        session.emit(json::object{{"run", options->run}, {"folder", options->out}});
        return kDone;
      }));
  auto* table = group.add_subcommand("table", "导出分级评价结果汇总表");
  table->add_option("RUN", options->run, "E1")->required();
  table->add_option("--out", options->out, "文件（.csv 或 .xlsx）")->required();
  table->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(const auto id, runId(options->run));
        MC_TRY(service::writeSummaryTable(context, id, options->out));
        session.say("汇总表已写入 " + options->out);
        session.emit(json::object{{"run", options->run}, {"file", options->out}});
        return kDone;
      }));
  auto* day = group.add_subcommand("day", "当日的评价日程：截止检查、到期生成、逾期提示、变动重算");
  day->callback(withContext(session, gradeRefused, [&session](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto done, service::gradeDay(context, context.clock.today(), {}, session.snapshotFile()));
    json::array runs, alerts;
    for (const auto id : done.runs) runs.push_back(json::string(service::publicId('E', id)));
    for (const auto& text : done.alerts) {
      session.say(text);
      alerts.push_back(json::string(text));
    }
    session.say(fmt::format("变动主体 {}，日程到期 {}，重算后有变化 {}", done.refreshed.touched,
                            done.refreshed.calendar, done.refreshed.regraded));
    session.emit(json::object{{"runs", std::move(runs)},
                              {"alerts", std::move(alerts)},
                              {"touched", done.refreshed.touched},
                              {"calendar", done.refreshed.calendar},
                              {"regraded", done.refreshed.regraded}});
    return kDone;
  }));
}

}  // namespace

void addGradeCommands(CLI::App& app, Session& session) {
  // `grade offline` needs no store and is registered by its own file.
  auto* group = groupOf(app, "grade", "信用评价：生成、复核、发布、解释、重算");
  group->require_subcommand(1);
  addCheck(*group, session);
  addRun(*group, session);
  addList(*group, session);
  addShow(*group, session);
  addPublish(*group, session);
  addSubject(*group, session);
  addExplain(*group, session);
  addReplay(*group, session);
  addDraw(*group, session);
  addDiff(*group, session);
  addFiles(*group, session);
}

}  // namespace medcredit::cli
