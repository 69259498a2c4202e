// classify record | conduct | moment | internal | recognise | review | retention | release | list-type | score |
// complaint | report
#include "service/classify.h"

#include "cli/commands/subject_commands.h"
#include "service/subject.h"

namespace medcredit::cli {

namespace json = boost::json;

namespace {

base::Result<std::int64_t> recordId(const std::string& text) {
  const auto id = service::parsePublicId('R', text);
  if (!id) return base::fail("RECD-0003", {{"record", text}});
  return *id;
}

/// Runs an act on one record and prints that it is done.
template <class Act>
void onRecord(Session& session, const std::string& record, const std::string& words, Act act) {
  runWithContext(session, [&](service::Context& context) -> base::Status {
    MC_ASSIGN(const auto id, recordId(record));
    MC_TRY(act(context, id));
    session.emit(json::object{{"record_id", service::publicId('R', id)}, {"done", true}});
    session.say(service::publicId('R', id) + " " + words);
    return {};
  });
}

void addRecordClass(CLI::App* group, Session& session) {
  auto request = std::make_shared<service::ClassifyRequest>();
  auto record = std::make_shared<std::string>();
  auto* command = group->add_subcommand("record", "变更记录的信息分类（留痕）");
  command->add_option("RECORD", *record)->required();
  command->add_option("--class", request->info, "基础、良好、负面、互认、参考、其他")->required();
  command->add_option("--kind", request->kind, "种类代码：良好、负面、其他信息必填");
  command->add_option("--activity", request->activity, "社会公益活动");
  command->add_option("--issuer", request->issuer, "表彰机关级别：国家级、省级、市级、县级");
  command->add_option("--severity", request->severity, "minor、general、serious");
  command->add_option("--reason", request->reason, "理由");
  command->callback([&session, request, record] {
    onRecord(session, *record, "已变更分类", [&](service::Context& context, std::int64_t id) {
      request->recordId = id;
      return service::classify(context, *request);
    });
  });
}

void addConduct(CLI::App* group, Session& session) {
  struct Arguments {
    std::string record, endedOn, moment;
    bool continuing = false, lift = false;
  };
  auto conduct = std::make_shared<Arguments>();
  auto* command = group->add_subcommand("conduct", "失信行为持续或者终止");
  command->add_option("RECORD", conduct->record)->required();
  auto* ended = addDay(command, "--ended-on", conduct->endedOn, "终止日期");
  command->add_flag("--continuing", conduct->continuing, "处于持续状态")->excludes(ended);
  command->callback([&session, conduct] {
    onRecord(session, conduct->record, "已登记", [&](service::Context& context, std::int64_t id) {
      return service::setConduct(context, id, conduct->continuing, day(conduct->endedOn));
    });
  });
  auto moment = std::make_shared<Arguments>();
  command = group->add_subcommand("moment", "标记归集环节");
  command->add_option("RECORD", moment->record)->required();
  command->add_option("MOMENT", moment->moment, "注册登记、资质审核、日常监管、公共服务")->required();
  command->callback([&session, moment] {
    onRecord(session, moment->record, "已标记", [&](service::Context& context, std::int64_t id) {
      return service::tagMoment(context, id, moment->moment);
    });
  });
  auto internal = std::make_shared<Arguments>();
  command = group->add_subcommand("internal", "标记为仅限内部监管和风险防范参考");
  command->add_option("RECORD", internal->record)->required();
  command->add_flag("--lift", internal->lift, "取消标记");
  command->callback([&session, internal] {
    onRecord(session, internal->record, "已标记", [&](service::Context& context, std::int64_t id) {
      return service::setInternalOnly(context, id, !internal->lift);
    });
  });
}

void addRecognise(CLI::App* group, Session& session) {
  struct Arguments {
    service::RecogniseRequest request;
    std::string record, on, reviewer, opinion, retention, statute;
  };
  auto recognise = std::make_shared<Arguments>();
  auto* command = group->add_subcommand("recognise", "认定失信");
  command->add_option("RECORD", recognise->record)->required();
  command->add_option("--level", recognise->request.level, "失信等级");
  command->add_option("--rule", recognise->request.ruleId, "认定规则编号");
  command->add_option("--clause", recognise->request.clause, "依据条款");
  command->add_option("--list-type", recognise->request.listType, "严重失信主体名单类型");
  addDay(command, "--on", recognise->on, "认定日期，缺省为今天");
  command->callback([&session, recognise] {
    onRecord(session, recognise->record, "已认定", [&](service::Context& context, std::int64_t id) {
      recognise->request.recordId = id;
      recognise->request.on = day(recognise->on);
      return service::recognise(context, recognise->request);
    });
  });
  auto review = std::make_shared<Arguments>();
  command = group->add_subcommand("review", "复核自查信息");
  command->add_option("RECORD", review->record)->required();
  command->add_option("--reviewer", review->reviewer, "复核人");
  addDay(command, "--on", review->on, "复核日期，缺省为今天");
  command->add_option("--opinion", review->opinion, "意见");
  command->callback([&session, review] {
    onRecord(session, review->record, "已复核", [&](service::Context& context, std::int64_t id) {
      return service::review(context, id, review->reviewer, day(review->on).value_or(context.clock.today()),
                             review->opinion);
    });
  });
  auto statute = std::make_shared<Arguments>();
  command = group->add_subcommand("retention", "法律、法规或者规章另有规定的记录期限");
  command->add_option("RECORD", statute->record)->required();
  command->add_option("--retention", statute->retention, "P10Y、unlimited 等")->required();
  command->add_option("--statute", statute->statute, "依据登记表中的编号")->required();
  command->callback([&session, statute] {
    onRecord(session, statute->record, "已登记", [&](service::Context& context, std::int64_t id) {
      return service::overrideRetention(context, id, statute->retention, statute->statute);
    });
  });
}

void addRegisters(CLI::App* group, Session& session) {
  struct Arguments {
    std::string id, name, basis, subject, points, item, on;
  };
  auto type = std::make_shared<Arguments>();
  auto* command = group->add_subcommand("list-type", "登记严重失信主体名单类型（须有国家依据）");
  command->add_option("ID", type->id)->required();
  command->add_option("--name", type->name, "名称")->required();
  command->add_option("--basis", type->basis, "依据文件编号");
  command->callback([&session, type] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_TRY(service::createListType(context, type->id, type->name, type->basis));
      session.emit(json::object{{"list_type", type->id}, {"done", true}});
      session.say("已登记名单类型 " + type->id);
      return {};
    });
  });
  auto score = std::make_shared<Arguments>();
  command = group->add_subcommand("score", "不良执业行为记分");
  command->add_option("SUBJECT", score->subject)->required();
  command->add_option("--points", score->points, "分值")->required();
  command->add_option("--item", score->item, "事项")->required();
  command->add_option("--basis", score->basis, "依据");
  addDay(command, "--on", score->on, "记分日期，缺省为今天");
  command->callback([&session, score] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto subject, service::findSubject(context, score->subject));
      const auto points = base::Decimal6::parse(score->points);
      if (!points) return base::fail("RECD-0050", {{"points", score->points}}, "points");
      MC_ASSIGN(const auto sum,
                service::addScore(context, {subject.id, *points, day(score->on).value_or(context.clock.today()),
                                            score->item, score->basis}));
      session.emit(json::object{{"subject_id", service::publicId('S', subject.id)},
                                {"from", sum.from.iso()},
                                {"to", sum.to.iso()},
                                {"points", sum.points.str()},
                                {"alert", sum.alert}});
      session.say("本周期（" + sum.from.iso() + " 至 " + sum.to.iso() + "）累计 " + sum.points.str() + " 分" +
                  (sum.alert ? "，达到预警分值" : ""));
      return {};
    });
  });
}

void addComplaints(CLI::App* group, Session& session) {
  struct Arguments {
    std::string subject, on, channel, matter, record, complaint, state;
    bool consequence = false;
  };
  auto add = std::make_shared<Arguments>();
  auto* complaints = group->add_subcommand("complaint", "投诉举报");
  complaints->require_subcommand(1);
  auto* command = complaints->add_subcommand("add", "登记投诉举报");
  command->add_option("SUBJECT", add->subject)->required();
  command->add_option("--matter", add->matter, "事由")->required();
  command->add_option("--channel", add->channel, "渠道");
  command->add_option("--record", add->record, "相关记录");
  addDay(command, "--on", add->on, "收到日期，缺省为今天");
  command->callback([&session, add] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto subject, service::findSubject(context, add->subject));
      service::ComplaintRequest request{subject.id, day(add->on).value_or(context.clock.today()), add->channel,
                                        add->matter, std::nullopt};
      if (!add->record.empty()) {
        MC_ASSIGN(request.recordId, recordId(add->record));
      }
      MC_ASSIGN(const auto id, service::addComplaint(context, request));
      session.emit(json::object{{"complaint_id", service::publicId('C', id)}});
      session.say("已登记 " + service::publicId('C', id));
      return {};
    });
  });
  auto decide = std::make_shared<Arguments>();
  command = complaints->add_subcommand("decide", "作出结论");
  command->add_option("COMPLAINT", decide->complaint)->required();
  command->add_option("--state", decide->state, "verified（属实）、unfounded（不属实）")->required();
  command->add_flag("--consequence", decide->consequence, "造成不良后果或者社会影响");
  command->callback([&session, decide] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      const auto id = service::parsePublicId('C', decide->complaint);
      if (!id) return base::fail("RECD-0054", {{"complaint", decide->complaint}});
      MC_ASSIGN(const bool negative, service::decideComplaint(context, *id, decide->state, decide->consequence));
      session.emit(json::object{{"complaint_id", service::publicId('C', *id)}, {"negative", negative}});
      session.say(negative ? "已作出结论；已达到负面信息第十七项的条件" : "已作出结论");
      return {};
    });
  });
}

void addRuns(CLI::App* group, Session& session) {
  auto* command = group->add_subcommand("release", "解除记录期限届满的记录（每日运行）");
  command->callback([&session] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto released, service::releaseExpired(context));
      json::array ids;
      for (const auto id : released) ids.emplace_back(service::publicId('R', id));
      session.emit(json::object{{"count", released.size()}, {"released", std::move(ids)}});
      session.say("解除 " + std::to_string(released.size()) + " 条");
      return {};
    });
  });
  auto by = std::make_shared<std::string>("negative");
  command = group->add_subcommand("report", "按种类或者归集环节计数");
  command->add_option("--by", *by, "negative、good、other、moment")
      ->check(CLI::IsMember({"negative", "good", "other", "moment"}));
  command->callback([&session, by] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      const bool moments = *by == "moment";
      const std::string list = moments ? "collection-moments" : *by + "-kinds";
      MC_ASSIGN(const auto counts, moments ? service::reportByMoment(context)
                                           : service::reportByKind(context, domain::infoClassFromName(*by).value_or(
                                                                                domain::InfoClass::kNegative)));
      json::array rows;
      for (const auto& line : counts) {
        const std::string label = service::labelFor(context, list, line.code);
        rows.push_back(
            json::object{{"code", line.code}, {"label", label}, {"level", line.level}, {"count", line.count}});
        session.say(line.code + "\t" + label + "\t" + line.level + "\t" + std::to_string(line.count));
      }
      session.emit(json::object{{"by", *by}, {"rows", std::move(rows)}});
      return {};
    });
  });
}

}  // namespace

void addClassifyCommands(CLI::App& app, Session& session) {
  auto* group = app.add_subcommand("classify", "信息分类、失信认定与记录期限");
  group->require_subcommand(1);
  addRecordClass(group, session);
  addConduct(group, session);
  addRecognise(group, session);
  addRegisters(group, session);
  addComplaints(group, session);
  addRuns(group, session);
}

}  // namespace medcredit::cli
