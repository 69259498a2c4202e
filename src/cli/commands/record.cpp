// record add | show | correct | revise | void | withdraw
#include "service/record.h"

#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "cli/cli.h"
#include "cli/commands/finding_output.h"
#include "cli/commands/severity_output.h"
#include "domain/messages.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

struct FieldOptions {
  std::vector<std::string> set;
  std::string file;
};

void addFieldOptions(CLI::App& command, FieldOptions& options) {
  command.add_option("--set", options.set, "字段=值，可重复；字段为国家代码或名称");
  command.add_option("--file", options.file, "JSON 文件：{\"字段\": \"值\"}");
}

base::Result<service::FieldValues> fieldValues(const FieldOptions& options) {
  service::FieldValues values;
  if (!options.file.empty()) {
    std::ifstream in(options.file, std::ios::binary);
    if (!in) return base::fail("COLL-0052", {{"file", options.file}, {"detail", "打不开"}});
    std::ostringstream text;
    text << in.rdbuf();
    MC_ASSIGN(values, service::fieldValuesFromJson(text.str(), options.file));
  }
  for (const auto& item : options.set) {
    const auto equals = item.find('=');
    if (equals == std::string::npos || equals == 0) {
      return base::fail("CLI-0001", {{"detail", "--set 应写成 字段=值：" + item}});
    }
    values.emplace_back(item.substr(0, equals), item.substr(equals + 1));
  }
  return values;
}

base::Result<std::optional<base::CivilDate>> optionalDay(const std::string& text, const char* option) {
  if (text.empty()) return std::optional<base::CivilDate>();
  const auto day = base::CivilDate::parseIso(text);
  if (!day) return base::fail("CLI-0001", {{"detail", std::string(option) + " 应为 YYYY-MM-DD：" + text}});
  return std::optional(*day);
}

/// "R5" or 5; COLL-0050 when it is neither.
base::Result<std::int64_t> recordId(const std::string& text) {
  const auto id = service::parsePublicId('R', text);
  if (!id) return base::fail("COLL-0050", {{"record", text}});
  return *id;
}

/// Prints what was done, or what stands against it.
int tell(const Session& session, const service::RecordOutcome& outcome, std::string_view verb) {
  json::object out{{"record_id", nullptr}, {"version", outcome.version}, {"due_on", outcome.dueOn},
                   {"late", outcome.late}, {"errors", outcome.errors},   {"findings", findingsJson(outcome.findings)}};
  if (outcome.id) out["record_id"] = service::publicId('R', *outcome.id);
  session.emit(out);
  const auto lines = findingLines(outcome.findings, static_cast<std::int64_t>(outcome.findings.size()), 50);
  if (!outcome.id) {
    std::cerr << domain::render(base::fail("COLL-0060", {{"errors", std::to_string(outcome.errors)}})) << lines << '\n';
    return kInputUnusable;
  }
  std::string text = fmt::format("{}记录 {}，第 {} 版", verb, service::publicId('R', *outcome.id), outcome.version);
  if (!outcome.dueOn.empty()) text += fmt::format("，应报日期 {}{}", outcome.dueOn, outcome.late ? "（迟报）" : "");
  session.say(text + lines);
  return kDone;
}

int settle(const Session& session, const base::Result<int>& code) { return code ? *code : session.fail(code.error()); }

void addAdd(CLI::App& record, Session& session) {
  struct Options {
    FieldOptions fields;
    service::AddRecordRequest request;
    std::string received, scope = "public";
  };
  auto options = std::make_shared<Options>();
  auto* command = record.add_subcommand("add", "手工录入一条记录");
  command->add_option("--entry", options->request.entry, "目录条目")->required();
  command->add_option("--unit", options->request.unit, "提供单位")->required();
  addFieldOptions(*command, options->fields);
  command->add_option("--received", options->received, "到达日期，YYYY-MM-DD，默认今天");
  command->add_option("--scope", options->scope, "public 公共信用信息，market 市场信用信息")
      ->check(CLI::IsMember({"public", "market"}));
  command->add_option("--consent", options->request.consent, "本人同意的凭据编号");
  command->add_option("--association", options->request.association, "来源的社会团体、行业组织");
  command->add_flag("--internal-only", options->request.internalOnly, "仅供内部监管参考");
  command->add_option("--moment", options->request.moment, "采集环节");
  command->add_option("--kind-code", options->request.kindCode, "信息种类");
  command->add_option("--severity", options->request.severity, "严重程度");
  command->callback([&session, options] {
    const auto act = [&]() -> base::Result<int> {
      MC_ASSIGN(auto* context, session.context());
      auto& request = options->request;
      MC_ASSIGN(request.values, fieldValues(options->fields));
      MC_ASSIGN(request.received, optionalDay(options->received, "--received"));
      request.market = options->scope == "market";
      MC_ASSIGN(const auto outcome, service::addRecord(*context, request));
      return tell(session, outcome, "录入");
    };
    session.exitCode = settle(session, act());
  });
}

void addChange(CLI::App& record, Session& session, bool correction) {
  struct Options {
    std::string id, cause, from;
    FieldOptions fields;
  };
  auto options = std::make_shared<Options>();
  auto* command = correction ? record.add_subcommand("correct", "更正：原内容有误，从一开始就以新内容为准")
                             : record.add_subcommand("revise", "变更：事实有变，从某日起以新内容为准");
  command->add_option("ID", options->id, "记录编号，如 R5")->required();
  addFieldOptions(*command, options->fields);
  auto* cause = command->add_option("--cause", options->cause, correction ? "更正原因，如 错报" : "变更原因");
  if (correction) {
    cause->required();
  } else {
    command->add_option("--from", options->from, "新内容的起始日，YYYY-MM-DD，默认今天");
  }
  command->callback([&session, options, correction] {
    const auto act = [&]() -> base::Result<int> {
      MC_ASSIGN(auto* context, session.context());
      service::ChangeRecordRequest request;
      MC_ASSIGN(request.id, recordId(options->id));
      request.correction = correction;
      MC_ASSIGN(request.values, fieldValues(options->fields));
      MC_ASSIGN(request.from, optionalDay(options->from, "--from"));
      request.cause = options->cause;
      MC_ASSIGN(const auto outcome, service::changeRecord(*context, request));
      return tell(session, outcome, correction ? "更正" : "变更");
    };
    session.exitCode = settle(session, act());
  });
}

void addRetire(CLI::App& record, Session& session, bool isVoid) {
  struct Options {
    std::string id, reason;
  };
  auto options = std::make_shared<Options>();
  auto* command = isVoid ? record.add_subcommand("void", "作废：该记录本不应存在")
                         : record.add_subcommand("withdraw", "撤回：提供单位自今日起收回该记录");
  command->add_option("ID", options->id, "记录编号，如 R5")->required();
  command->add_option("--reason", options->reason, "原因")->required();
  command->callback([&session, options, isVoid] {
    const auto act = [&]() -> base::Result<int> {
      MC_ASSIGN(auto* context, session.context());
      MC_ASSIGN(const auto id, recordId(options->id));
      MC_ASSIGN(const auto version, service::retireRecord(*context, id, isVoid, options->reason));
      session.emit(json::object{{"record_id", service::publicId('R', id)}, {"version", version}});
      session.say(fmt::format("记录 {} 已{}，第 {} 版", service::publicId('R', id), isVoid ? "作废" : "撤回", version));
      return static_cast<int>(kDone);
    };
    session.exitCode = settle(session, act());
  });
}

json::object versionJson(const service::VersionDetails& details, const service::RecordDetails& record) {
  const auto& version = details.version;
  json::object values;
  for (const auto& [field, value] : details.values) values[field] = value;
  json::object out{{"version", version.version},
                   {"kind", version.kind},
                   {"cause", version.cause},
                   {"true_from", version.trueFrom},
                   {"known_at", version.knownAt.iso()},
                   {"person", version.actor},
                   {"batch_id", nullptr},
                   {"file", version.fileName},
                   {"row", nullptr},
                   {"producing_unit", details.producing},
                   {"supplying_unit", record.unitName},
                   {"collecting_unit", version.collectingUnit},
                   {"issuing_unit", details.issuing},
                   {"consent", version.consent},
                   {"values", std::move(values)}};
  if (version.batchId) out["batch_id"] = service::publicId('B', *version.batchId);
  if (version.fileRow) out["row"] = *version.fileRow;
  return out;
}

json::object termJson(const domain::TermSpan& span) {
  json::object out{{"from", span.from.iso()}, {"end", nullptr}, {"why", span.why}};
  if (span.end) out["end"] = span.end->iso();
  return out;
}

json::object recordJson(const service::RecordDetails& details) {
  const auto& head = details.head;
  json::object out{{"record_id", service::publicId('R', head.id)},
                   {"subject_id", service::publicId('S', head.subjectId)},
                   {"subject", details.subjectName},
                   {"entry", head.entry},
                   {"entry_name", details.entryName},
                   {"unit", head.unitId},
                   {"state", head.state},
                   {"info_class", head.infoClass},
                   {"nature", head.nature},
                   {"scope", head.scope},
                   {"channel", head.channel},
                   {"document_no", head.documentNo},
                   {"decided_on", head.decidedOn},
                   {"received_on", head.receivedOn},
                   {"due_on", head.dueOn},
                   {"due_provisional", head.dueProvisional},
                   {"publicity", head.publicity},
                   {"publicity_reason", head.publicityReason},
                   {"publish_due", head.publishDue},
                   {"published_on", head.publishedOn},
                   {"severity", head.severity},
                   {"severity_proposed", nullptr},
                   {"kind_code", head.kindCode},
                   {"moment", head.moment},
                   {"internal_only", head.internalOnly},
                   {"current_version", nullptr},
                   {"terms", nullptr}};
  json::array versions;
  for (const auto& version : details.versions) versions.push_back(versionJson(version, details));
  out["versions"] = std::move(versions);
  if (details.current) out["current_version"] = details.versions[*details.current].version.version;
  if (details.view) {
    out["severity_proposed"] = severityJson(details.view->proposal);
    out["terms"] = json::object{{"publicity", termJson(details.view->terms.publicity)},
                                {"use", termJson(details.view->terms.use)},
                                {"retention", termJson(details.view->terms.retention)}};
  }
  return out;
}

std::string spanText(std::string_view title, const domain::TermSpan& span) {
  return fmt::format("\n  {}：{} 起{}  {}", title, span.from.iso(), span.end ? "，至 " + span.end->iso() + " 前" : "",
                     span.why);
}

std::string recordText(const service::RecordDetails& details) {
  const auto& head = details.head;
  std::string text = fmt::format("记录 {}  {} {}  {}  主体 {} {}\n文书号 {}  决定 {}  到达 {}  应报 {}  公示 {} {}",
                                 service::publicId('R', head.id), head.entry, details.entryName, head.state,
                                 service::publicId('S', head.subjectId), details.subjectName, head.documentNo,
                                 head.decidedOn, head.receivedOn, head.dueOn, head.publicity, head.publicityReason);
  for (std::size_t i = 0; i < details.versions.size(); ++i) {
    const auto& [version, values, producing, issuing] = details.versions[i];
    const auto kind = domain::versionKindFromName(version.kind);
    text += fmt::format("\n第 {} 版 {}{} {}  知悉 {}  自 {}", version.version,
                        kind ? domain::versionKindLabel(*kind) : std::string_view(version.kind),
                        details.current == i ? "（所问之日有效）" : "", version.cause, version.knownAt.iso(),
                        version.trueFrom);
    text += fmt::format("\n  产生单位 {}  提供单位 {}  归集单位 {}  发证单位 {}  录入人 {}", producing,
                        details.unitName, version.collectingUnit, issuing, version.actor);
    if (version.batchId) {
      text += fmt::format("\n  来源 批次 {} 文件 {} 第 {} 行", service::publicId('B', *version.batchId),
                          version.fileName, version.fileRow.value_or(0));
    }
    for (const auto& [field, value] : values) text += "\n    " + field + "：" + value;
  }
  if (details.view) {
    if (details.view->proposal) text += "\n  " + severityText(*details.view->proposal);
    text += spanText("公示期", details.view->terms.publicity);
    text += spanText("可应用期", details.view->terms.use);
    text += spanText("记录期限", details.view->terms.retention);
  }
  return text;
}

void addShow(CLI::App& record, Session& session) {
  struct Options {
    std::string id, asOf, knownOn;
  };
  auto options = std::make_shared<Options>();
  auto* command = record.add_subcommand("show", "一条记录的全部版本、来源、责任单位与期限");
  command->add_option("ID", options->id, "记录编号，如 R5")->required();
  command->add_option("--as-of", options->asOf, "以该日的事实为准，YYYY-MM-DD");
  command->add_option("--known-on", options->knownOn, "只看当日已知的版本，YYYY-MM-DD");
  command->callback([&session, options] {
    const auto act = [&]() -> base::Result<int> {
      MC_ASSIGN(auto* context, session.context());
      service::RecordQuery query;
      MC_ASSIGN(query.id, recordId(options->id));
      MC_ASSIGN(query.asOf, optionalDay(options->asOf, "--as-of"));
      MC_ASSIGN(query.knownOn, optionalDay(options->knownOn, "--known-on"));
      MC_ASSIGN(const auto details, service::showRecord(*context, query));
      session.emit(recordJson(details));
      session.say(recordText(details));
      return static_cast<int>(kDone);
    };
    session.exitCode = settle(session, act());
  });
}

}  // namespace

void addRecordCommands(CLI::App& app, Session& session) {
  auto* record = app.add_subcommand("record", "单条记录：录入、查看、更正、变更、作废、撤回");
  record->require_subcommand(1);
  addAdd(*record, session);
  addShow(*record, session);
  addChange(*record, session, true);
  addChange(*record, session, false);
  addRetire(*record, session, true);
  addRetire(*record, session, false);
}

}  // namespace medcredit::cli
