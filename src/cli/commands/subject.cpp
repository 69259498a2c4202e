// subject show | search | diff | list | add | identifier | category | rename | role add | event | authority set | item
// add | match | merge | unmerge
#include "service/subject.h"

#include "cli/commands/subject_commands.h"
#include "domain/subject.h"
#include "service/search.h"

namespace medcredit::cli {

namespace json = boost::json;

CLI::Option* addDay(CLI::App* command, const std::string& flag, std::string& target, const std::string& help) {
  return command->add_option(flag, target, help)->check([](const std::string& text) {
    return base::CivilDate::parseIso(text) ? std::string() : "日期应为 YYYY-MM-DD：" + text;
  });
}

namespace {

std::string idText(std::int64_t id) { return service::publicId('S', id); }

void addShow(CLI::App* group, Session& session) {
  struct Arguments {
    std::string subject, asOf, knownOn, asUnit;
    bool unmask = false;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command = group->add_subcommand("show", "查看信用档案");
  command->add_option("SUBJECT", arguments->subject, "主体编号或者任一证照号码")->required();
  addDay(command, "--as-of", arguments->asOf, "该日的情况");
  addDay(command, "--known-on", arguments->knownOn, "截至该日所知");
  command->add_option("--as-unit", arguments->asUnit, "查看的单位：可见本单位仅限内部的信息");
  command->add_flag("--unmask", arguments->unmask, "显示个人信息原文（留痕）");
  command->callback([&session, arguments] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto subject, service::findSubject(context, arguments->subject));
      service::ArchiveQuery query{day(arguments->asOf), day(arguments->knownOn), arguments->unmask, arguments->asUnit};
      query.fields = arguments->unmask;  // fields hold personal values, and are shown in clear or not at all
      MC_ASSIGN(const auto archive, service::readArchive(context, subject.id, query));
      session.emit(archiveJson(context, archive));
      session.say(archiveText(context, archive));
      return {};
    });
  });
}

void addSearch(CLI::App* group, Session& session) {
  struct Arguments {
    std::string text;
    std::size_t limit = 20;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command = group->add_subcommand("search", "按名称、曾用名、拼音或者证照号码查找主体，说明命中理由");
  command->add_option("TEXT", arguments->text, "名称的一部分、拼音首字母、号码")->required();
  command->add_option("--limit", arguments->limit, "最多列出多少个")->check(CLI::Range(1, 200));
  command->callback([&session, arguments] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto found, service::searchSubjects(context, {arguments->text, arguments->limit, 0}));
      json::array rows;
      for (const auto& hit : found.hits) {
        rows.push_back(
            json::object{{"subject_id", idText(hit.id)},
                         {"kind", hit.kind},
                         {"name", hit.name},
                         {"state", hit.state},
                         {"region", hit.region},
                         {"match", hit.match},
                         {"former", hit.former},
                         {"explanation", hit.explanation},
                         {"merged_into", hit.mergedInto ? json::value(idText(*hit.mergedInto)) : json::value()}});
        session.say(idText(hit.id) + "\t" + hit.name + "\t" + hit.explanation);
      }
      if (found.hits.empty()) session.say("没有找到");
      session.emit(json::object{{"count", found.hits.size()}, {"more", found.more}, {"subjects", std::move(rows)}});
      return {};
    });
  });
}

void addDiff(CLI::App* group, Session& session) {
  struct Arguments {
    std::string subject, from, to;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command = group->add_subcommand("diff", "两日之间档案的变化，逐条说明");
  command->add_option("SUBJECT", arguments->subject, "主体编号或者任一证照号码")->required();
  addDay(command, "--from", arguments->from, "起始日期")->required();
  addDay(command, "--to", arguments->to, "结束日期，缺省为今天");
  command->callback([&session, arguments] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto subject, service::findSubject(context, arguments->subject));
      const auto to = day(arguments->to).value_or(context.clock.today());
      MC_ASSIGN(const auto compared, service::compareArchive(context, subject.id, *day(arguments->from), to));
      json::array rows;
      for (const auto& one : compared.differences) {
        rows.push_back(
            json::object{{"change", one.change}, {"part", one.part}, {"object", one.object}, {"words", one.words}});
        session.say(one.words);
      }
      if (compared.differences.empty()) session.say("没有变化");
      session.emit(json::object{{"subject_id", idText(subject.id)},
                                {"from", arguments->from},
                                {"to", to.iso()},
                                {"count", compared.differences.size()},
                                {"differences", std::move(rows)}});
      return {};
    });
  });
}

void addList(CLI::App* group, Session& session) {
  auto filter = std::make_shared<service::SubjectFilter>();
  auto* command = group->add_subcommand("list", "列出主体");
  command->add_option("--region", filter->region, "辖区：发证单位或者所在地在该区划及以下");
  command->add_option("--category", filter->category, "管理相对人类别（含下级）");
  command->add_option("--state", filter->state, "状态：active、suspended、terminated、deceased");
  command->add_flag("--pool", filter->pool, "只列监管对象：未终止，且不是政务主体");
  command->callback([&session, filter] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto listed, service::listSubjects(context, *filter));
      json::array rows;
      for (const auto& one : listed) {
        const auto& subject = one.subject;
        const std::string name = subject.kind == "NP" ? domain::maskName(subject.name) : subject.name;
        rows.push_back(json::object{{"subject_id", idText(subject.id)},
                                    {"kind", subject.kind},
                                    {"name", name},
                                    {"state", subject.state},
                                    {"region", subject.region},
                                    {"authority", one.authorityUnit},
                                    {"authority_region", one.authorityRegion},
                                    {"categories", json::value_from(one.categories)}});
        session.say(idText(subject.id) + "\t" + subject.kind + "\t" + name + "\t" + subject.state + "\t" +
                    one.authorityUnit);
      }
      session.emit(json::object{{"count", listed.size()}, {"subjects", std::move(rows)}});
      return {};
    });
  });
}

void addAdd(CLI::App* group, Session& session) {
  auto request = std::make_shared<service::AddSubject>();
  auto* command = group->add_subcommand("add", "登记主体");
  command->add_option("--kind", request->kind, "ORG、NP、GOV")->required();
  command->add_option("--name", request->name, "名称或者姓名")->required();
  command->add_option("--id", request->identifiers, "种类:号码，可多次");
  command->add_option("--category", request->categories, "管理相对人类别，可多次");
  command->add_option("--region", request->region, "所在地六位区划代码");
  command->callback([&session, request] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto id, service::addSubject(context, *request));
      session.emit(json::object{{"subject_id", idText(id)}});
      session.say("已登记 " + idText(id));
      return {};
    });
  });
}

/// Prints the outcome of an act on one subject.
void done(Session& session, std::int64_t subjectId, const std::string& words) {
  session.emit(json::object{{"subject_id", idText(subjectId)}, {"done", true}});
  session.say(idText(subjectId) + " " + words);
}

void addIdentity(CLI::App* group, Session& session) {
  struct Arguments {
    std::string subject, value, on;
  };
  auto identifier = std::make_shared<Arguments>();
  auto* command = group->add_subcommand("identifier", "补充证照号码");
  command->add_option("SUBJECT", identifier->subject)->required();
  command->add_option("ID", identifier->value, "种类:号码")->required();
  addDay(command, "--on", identifier->on, "启用日期");
  command->callback([&session, identifier] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto subject, service::findSubject(context, identifier->subject));
      MC_TRY(service::addIdentifier(context, subject.id, identifier->value, day(identifier->on)));
      done(session, subject.id, "已补充号码");
      return {};
    });
  });
  auto category = std::make_shared<Arguments>();
  command = group->add_subcommand("category", "补充管理相对人类别");
  command->add_option("SUBJECT", category->subject)->required();
  command->add_option("CATEGORY", category->value)->required();
  command->callback([&session, category] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto subject, service::findSubject(context, category->subject));
      MC_TRY(service::addCategory(context, subject.id, category->value));
      done(session, subject.id, "已补充类别");
      return {};
    });
  });
  auto name = std::make_shared<Arguments>();
  command = group->add_subcommand("rename", "更名，原名称作为曾用名保留");
  command->add_option("SUBJECT", name->subject)->required();
  command->add_option("NAME", name->value)->required();
  addDay(command, "--on", name->on, "更名日期")->required();
  command->callback([&session, name] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto subject, service::findSubject(context, name->subject));
      MC_TRY(service::rename(context, subject.id, name->value, *day(name->on)));
      done(session, subject.id, "已更名");
      return {};
    });
  });
}

void addRoles(CLI::App* group, Session& session) {
  struct Arguments {
    std::string person, org, role, from, to;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* roles = group->add_subcommand("role", "人员与机构的关系");
  roles->require_subcommand(1);
  auto* command = roles->add_subcommand("add", "登记任职");
  command->add_option("--person", arguments->person, "自然人主体")->required();
  command->add_option("--org", arguments->org, "机构主体")->required();
  command->add_option("--role", arguments->role, "法定代表人、主要负责人 等")->required();
  addDay(command, "--from", arguments->from, "起期");
  addDay(command, "--to", arguments->to, "止期（含当日）");
  command->callback([&session, arguments] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto person, service::findSubject(context, arguments->person));
      MC_ASSIGN(const auto org, service::findSubject(context, arguments->org));
      MC_TRY(service::addRole(context, {person.id, org.id, arguments->role, day(arguments->from), day(arguments->to)}));
      done(session, org.id, "已登记任职");
      return {};
    });
  });
}

void addLife(CLI::App* group, Session& session) {
  struct Arguments {
    std::string subject, event, on, source, unit, region;
  };
  auto event = std::make_shared<Arguments>();
  auto* command = group->add_subcommand("event", "登记主体事件");
  command->add_option("SUBJECT", event->subject)->required();
  command->add_option("--event", event->event, "新增审批、备案、停业、恢复、注销、死亡")->required();
  addDay(command, "--on", event->on, "发生日期")->required();
  command->add_option("--source", event->source, "来源");
  command->callback([&session, event] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto subject, service::findSubject(context, event->subject));
      MC_TRY(service::recordEvent(context, subject.id, event->event, *day(event->on), event->source));
      done(session, subject.id, "已登记事件");
      return {};
    });
  });
  auto move = std::make_shared<Arguments>();
  auto* authority = group->add_subcommand("authority", "发证单位（谁发证、谁负责）");
  authority->require_subcommand(1);
  command = authority->add_subcommand("set", "设定或者变更发证单位，原单位保留起止");
  command->add_option("SUBJECT", move->subject)->required();
  command->add_option("--unit", move->unit, "发证单位")->required();
  command->add_option("--region", move->region, "辖区，缺省为单位登记的区划");
  addDay(command, "--on", move->on, "自该日起")->required();
  command->callback([&session, move] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto subject, service::findSubject(context, move->subject));
      MC_TRY(service::setAuthority(context, subject.id, move->unit, move->region, *day(move->on)));
      done(session, subject.id, "已设定发证单位");
      return {};
    });
  });
}

void addItems(CLI::App* group, Session& session) {
  struct Arguments {
    std::string subject, group, item, value, asOf;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* items = group->add_subcommand("item", "基础信息");
  items->require_subcommand(1);
  auto* command = items->add_subcommand("add", "录入基础信息");
  command->add_option("SUBJECT", arguments->subject)->required();
  command->add_option("--group", arguments->group, "机构信息分组；自然人不填");
  command->add_option("--item", arguments->item, "项目；自然人为个人属性")->required();
  command->add_option("--value", arguments->value, "内容")->required();
  addDay(command, "--as-of", arguments->asOf, "信息日期");
  command->callback([&session, arguments] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto subject, service::findSubject(context, arguments->subject));
      MC_TRY(service::addItem(context, subject.id,
                              {arguments->group, arguments->item, arguments->value, day(arguments->asOf)}));
      done(session, subject.id, "已录入");
      return {};
    });
  });
}

json::object candidateJson(const domain::MatchCandidate& candidate) {
  json::array fields;
  for (const auto& field : candidate.fields) {
    fields.push_back(json::object{{"field", field.field},
                                  {"left", field.left},
                                  {"right", field.right},
                                  {"points", field.points},
                                  {"words", field.words}});
  }
  return {{"left", idText(candidate.left)},
          {"right", idText(candidate.right)},
          {"score", candidate.score},
          {"explanation", candidate.explanation},
          {"fields", std::move(fields)}};
}

void addMatch(CLI::App* group, Session& session) {
  auto subjectText = std::make_shared<std::string>();
  auto* command = group->add_subcommand("match", "列出疑似同一主体及理由");
  command->add_option("SUBJECT", *subjectText, "只看该主体");
  command->callback([&session, subjectText] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      std::optional<std::int64_t> only;
      if (!subjectText->empty()) {
        MC_ASSIGN(const auto subject, service::findSubject(context, *subjectText));
        only = subject.id;
      }
      MC_ASSIGN(const auto candidates, service::matchSubjects(context, only));
      json::array rows;
      for (const auto& candidate : candidates) {
        rows.push_back(candidateJson(candidate));
        session.say(idText(candidate.left) + " 与 " + idText(candidate.right) + "：" + candidate.explanation);
      }
      if (candidates.empty()) session.say("没有疑似重复的主体");
      session.emit(json::object{{"count", candidates.size()}, {"candidates", std::move(rows)}});
      return {};
    });
  });
}

json::object previewJson(const service::MergePreview& preview) {
  return {{"winner", idText(preview.winner.id)},       {"loser", idText(preview.loser.id)},
          {"identifiers", preview.identifiers.size()}, {"winner_records", preview.winnerRecords},
          {"loser_records", preview.loserRecords},     {"warnings", json::value_from(preview.warnings)},
          {"explanation", preview.explanation}};
}

void addMerge(CLI::App* group, Session& session) {
  struct Arguments {
    std::string winner, loser, reason;
    bool preview = false;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command = group->add_subcommand("merge", "合并主体：B 并入 A，可撤销");
  command->add_option("A", arguments->winner, "保留方")->required();
  command->add_option("B", arguments->loser, "被并入方")->required();
  command->add_option("--reason", arguments->reason, "理由");
  command->add_flag("--preview", arguments->preview, "只预览，不合并");
  command->callback([&session, arguments] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto winner, service::findSubject(context, arguments->winner));
      MC_ASSIGN(const auto loser, service::findSubject(context, arguments->loser));
      MC_ASSIGN(const auto preview, service::previewMerge(context, winner.id, loser.id));
      json::object document = previewJson(preview);
      for (const auto& warning : preview.warnings) session.say("注意：" + warning);
      if (!arguments->preview) {
        MC_ASSIGN(const auto id, service::mergeSubjects(context, winner.id, loser.id, arguments->reason));
        document["merge_id"] = service::publicId('M', id);
        session.say("已合并 " + service::publicId('M', id) + "：" + idText(loser.id) + " 并入 " + idText(winner.id));
      } else {
        session.say("将有 " + std::to_string(preview.loserRecords) + " 条记录归入 " + idText(winner.id));
      }
      session.emit(document);
      return {};
    });
  });
}

void addUnmerge(CLI::App* group, Session& session) {
  struct Arguments {
    std::string merge;
    bool preview = false;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command = group->add_subcommand("unmerge", "撤销合并");
  command->add_option("MERGE", arguments->merge, "合并编号（M1），或者只参与一次合并的主体")->required();
  command->add_flag("--preview", arguments->preview, "只预览，不撤销");
  command->callback([&session, arguments] {
    runWithContext(session, [&](service::Context& context) -> base::Status {
      MC_ASSIGN(const auto merge, service::findMerge(context, arguments->merge));
      if (!arguments->preview) MC_TRY(service::unmergeSubjects(context, merge));
      session.emit(json::object{{"merge_id", service::publicId('M', merge.id)},
                                {"winner", idText(merge.winner)},
                                {"loser", idText(merge.loser)},
                                {"undone", !arguments->preview}});
      session.say((arguments->preview ? "将从 " : "已撤销：") + idText(merge.loser) + " 与 " + idText(merge.winner) +
                  (arguments->preview ? " 的合并中分开" : " 恢复为两个档案"));
      return {};
    });
  });
}

}  // namespace

void addSubjectCommands(CLI::App& app, Session& session) {
  auto* group = app.add_subcommand("subject", "信用主体与信用档案");
  group->require_subcommand(1);
  addShow(group, session);
  addSearch(group, session);
  addDiff(group, session);
  addList(group, session);
  addAdd(group, session);
  addIdentity(group, session);
  addRoles(group, session);
  addLife(group, session);
  addItems(group, session);
  addMatch(group, session);
  addMerge(group, session);
  addUnmerge(group, session);
  addClassifyCommands(app, session);
}

}  // namespace medcredit::cli
