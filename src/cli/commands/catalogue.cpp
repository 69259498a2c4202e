// catalogue list | show | template | annex | gaps
#include <utility>

#include "base/join.h"
#include "cli/cli.h"
#include "cli/commands/law_choice.h"
#include "service/catalogue_template.h"

namespace medcredit::cli {

namespace json = boost::json;

namespace {

using domain::CatalogueEntry;
using domain::FieldDef;
using jurisdiction::Jurisdiction;

struct Arguments {
  std::string jurisdiction;
  std::string entry;
  std::string out;
};

json::array textArray(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

json::object entryJson(const CatalogueEntry& entry) {
  return json::object{{"code", entry.code},
                      {"name", entry.name},
                      {"subject", domain::subjectKindCode(entry.subject)},
                      {"subject_label", domain::subjectKindLabel(entry.subject)},
                      {"coverage", entry.coverage},
                      {"update_cycle", entry.updateCycle},
                      {"report_clock", entry.reportClock},
                      {"publicity_clock", entry.publicityClock},
                      {"nature", domain::natureLabel(entry.nature)},
                      {"sharing", domain::sharingLabel(entry.sharing)},
                      {"public", entry.isPublic},
                      {"class", entry.enforcementClass},
                      {"field_set", entry.fieldSetId},
                      {"field_count", entry.fieldSet.fields.size()},
                      {"external", !entry.fieldsText.empty()},
                      {"offices", textArray(entry.offices)},
                      {"offices_open_ended", entry.officesOpenEnded},
                      {"basis", textArray(entry.basis)},
                      {"retention", entry.retention},
                      {"use_period", entry.usePeriod},
                      {"source", entry.source},
                      {"version", entry.versionDigest}};
}

std::string presenceWords(const FieldDef& field) {
  std::string out;
  for (const auto presence : field.presence) {
    switch (presence) {
      case domain::Presence::kRequired:
        out += "必";
        break;
      case domain::Presence::kBlank:
        out += "空";
        break;
      case domain::Presence::kConditional:
        out += "条";
        break;
      case domain::Presence::kOptional:
        out += "选";
        break;
    }
  }
  return out;
}

json::object fieldJson(const FieldDef& field) {
  return json::object{{"id", field.id()},
                      {"code", field.code},
                      {"name", field.name},
                      {"role", domain::fieldRoleName(field.role)},
                      {"presence", presenceWords(field)},
                      {"max_length", field.maxLength},
                      {"enumeration", field.enumeration},
                      {"identifier", field.identifier},
                      {"aliases", textArray(field.aliases)},
                      {"note", field.note},
                      {"source", field.source}};
}

base::Status list(Session& session, const Jurisdiction& law, const Arguments&) {
  json::array entries;
  for (const auto& entry : law.catalogue) {
    entries.push_back(entryJson(entry));
    session.say(entry.code + "\t" + entry.name + "\t" + std::string(domain::subjectKindLabel(entry.subject)) + "\t" +
                entry.updateCycle + "\t" + std::string(domain::natureLabel(entry.nature)) + "\t" +
                std::string(domain::sharingLabel(entry.sharing)) + "\t" + (entry.isPublic ? "公开" : "不公开") + "\t" +
                std::to_string(entry.fieldSet.fields.size()) + " 项\t" + base::join(entry.offices));
  }
  session.emit(json::object{{"jurisdiction", law.id}, {"entries", std::move(entries)}});
  return {};
}

base::Result<const CatalogueEntry*> find(const Jurisdiction& law, const std::string& code) {
  const auto* entry = law.entry(code);
  if (entry == nullptr) return base::fail("PROF-0080", {{"entry", code}, {"jurisdiction", law.id}});
  return entry;
}

/// Record period of the entry's rule in words and where it comes from (R-CAT-04): an inherited default says so.
std::pair<std::string, std::string> retentionOf(const Jurisdiction& law, const CatalogueEntry& entry) {
  for (const auto& rule : law.terms) {
    if (rule.id != entry.retention && !rule.id.starts_with(entry.retention + "-")) continue;
    const auto period = domain::parseDuration(rule.retention);
    return {period.ok() ? period->label() : rule.retention, rule.source};
  }
  return {entry.retention, {}};
}

base::Status show(Session& session, const Jurisdiction& law, const Arguments& arguments) {
  MC_ASSIGN(const auto* entry, find(law, arguments.entry));
  session.say(entry->code + " " + entry->name + "（" + std::string(domain::subjectKindLabel(entry->subject)) + "）");
  session.say("覆盖 " + entry->coverage + "；更新周期 " + entry->updateCycle + "；性质 " +
              std::string(domain::natureLabel(entry->nature)) + "；共享 " +
              std::string(domain::sharingLabel(entry->sharing)) + "；社会公开 " + (entry->isPublic ? "是" : "否"));
  session.say("责任科室 " + (entry->officesText.empty() ? base::join(entry->offices) : entry->officesText));
  const auto [retention, retentionSource] = retentionOf(law, *entry);
  session.say("保存期限 " + retention + "（" + retentionSource + "）；使用期限 " + entry->usePeriod);
  session.say("来源 " + entry->source + "；版本 " + entry->versionDigest);
  if (!entry->fieldSet.status.empty()) session.say("字段项 " + entry->fieldSet.source + "，" + entry->fieldSet.status);
  json::array fields;
  int number = 0;
  for (const auto& field : entry->fieldSet.fields) {
    fields.push_back(fieldJson(field));
    session.say(std::to_string(++number) + "\t" + (field.code.empty() ? "" : field.code + "\t") + field.name + "\t" +
                presenceWords(field) + (field.note.empty() ? "" : "\t" + field.note));
  }
  auto document = entryJson(*entry);
  document["retention_period"] = retention;
  document["retention_source"] = retentionSource;
  document["fields"] = std::move(fields);
  session.emit(document);
  return {};
}

base::Status annex(Session& session, const Jurisdiction& law, const Arguments&) {
  const std::string text = jurisdiction::renderAnnex(law);
  session.say(text);
  session.emit(json::object{{"jurisdiction", law.id}, {"text", text}});
  return {};
}

base::Status gaps(Session& session, const Jurisdiction& law, const Arguments&) {
  json::array all;
  for (const auto& gap : jurisdiction::findGaps(law)) {
    session.say(gap.object + "\t" + gap.detail);
    all.push_back(json::object{{"kind", gap.kind}, {"object", gap.object}, {"detail", gap.detail}});
  }
  session.emit(json::object{{"jurisdiction", law.id}, {"gaps", std::move(all)}});
  return {};
}

base::Status writeTemplate(Session& session, const Jurisdiction& law, const Arguments& arguments) {
  MC_ASSIGN(const auto* entry, find(law, arguments.entry));
  MC_ASSIGN(const auto spec, service::templateFor(law, *entry));
  MC_TRY(formats::writeTemplate(spec, arguments.out));
  session.say("已写出模板 " + arguments.out + "：" + std::to_string(spec.columns.size()) + " 列");
  session.emit(json::object{{"entry", entry->code}, {"out", arguments.out}, {"columns", spec.columns.size()}});
  return {};
}

using Act = base::Status (*)(Session&, const Jurisdiction&, const Arguments&);

}  // namespace

void addCatalogueCommands(CLI::App& app, Session& session) {
  auto* catalogue = app.add_subcommand("catalogue", "信用信息目录");
  catalogue->require_subcommand(1);
  catalogue->fallthrough();
  const auto arguments = std::make_shared<Arguments>();
  catalogue->add_option("--jurisdiction", arguments->jurisdiction,
                        "地区配置；不填为数据目录所用的地区，否则为 henan-luoyang");
  const auto add = [&](const char* name, const char* help, Act act) {
    auto* command = catalogue->add_subcommand(name, help);
    command->callback([&session, arguments, act] {
      const auto law = chooseLaw(session, arguments->jurisdiction);
      const auto status = law.ok() ? act(session, **law, *arguments) : base::Status(law.error());
      if (status.ok()) return;
      const bool machine = status.error().code.starts_with("STOR-");
      session.exitCode = session.fail(status.error(), machine ? kFailure : kInputUnusable);
    });
    return command;
  };
  add("list", "目录条目", list);
  add("show", "一个条目的全部属性与字段", show)
      ->add_option("entry", arguments->entry, "条目代码，如 XK-ORG")
      ->required();
  auto* templates = add("template", "写出归集模板（XLSX）", writeTemplate);
  templates->add_option("entry", arguments->entry, "条目代码")->required();
  templates->add_option("--out", arguments->out, "输出文件 .xlsx")->required();
  add("annex", "按附件格式打印目录及责任分工", annex);
  add("gaps", "待补的依据、责任科室、字段项和文件正文", gaps);
}

}  // namespace medcredit::cli
