// publish list | export | jobs | package | receipt | view
#include "service/publish_output.h"

#include <fmt/format.h>

#include "cli/cli.h"
#include "cli/commands/refusal.h"
#include "domain/messages.h"
#include "service/publish_exchange.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

json::array fieldsJson(const std::vector<domain::PublicField>& fields) {
  json::array out;
  for (const auto& field : fields) {
    out.push_back(json::object{{"code", field.code},
                               {"name", field.name},
                               {"value", field.value},
                               {"masked", field.shape == domain::PublicShape::kMasked}});
  }
  return out;
}

json::object fileJson(const service::WrittenFile& file) {
  return {{"file", file.path.string()},
          {"manifest", file.manifest.string()},
          {"count", file.count},
          {"digest", file.digest}};
}

void sayFile(const Session& session, const service::WrittenFile& file) {
  session.say(fmt::format("{}：{} 条，SM3 {}，清单 {}", file.path.string(), file.count, file.digest,
                          file.manifest.filename().string()));
}

void addList(CLI::App& publish, Session& session) {
  struct Options {
    std::string entry, csv;
  };
  auto options = std::make_shared<Options>();
  auto* command = publish.add_subcommand("list", "公示清单（已脱敏）");
  command->add_option("--entry", options->entry, "目录条目");
  command->add_option("--csv", options->csv, "写入 CSV 或 XLSX 文件");
  command->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    json::array items;
    std::int64_t count = 0;
    MC_TRY(service::eachPublicItem(context, options->entry, [&](const service::PublicItem& item) -> base::Status {
      ++count;
      if (!session.json) {
        session.say(fmt::format("{} {} {} {} {} 公示于 {}{}", service::publicId('R', item.recordId), item.entry,
                                item.subjectName, item.documentNo, item.decidedOn, item.publishedOn,
                                item.publicityUntil.empty() ? "" : " 至 " + item.publicityUntil));
        return {};
      }
      items.push_back(json::object{{"record", service::publicId('R', item.recordId)},
                                   {"entry", item.entry},
                                   {"entry_name", item.entryName},
                                   {"subject", item.subjectName},
                                   {"unified_code", item.unifiedCode},
                                   {"document_no", item.documentNo},
                                   {"decided_on", item.decidedOn},
                                   {"published_on", item.publishedOn},
                                   {"until", item.publicityUntil},
                                   {"fields", fieldsJson(item.fields)}});
      return {};
    }));
    json::object document{{"count", count}, {"items", std::move(items)}};
    session.say(fmt::format("正在公示 {} 条", count));
    if (!options->csv.empty()) {
      MC_ASSIGN(const auto file, service::writeListing(context, options->entry, options->csv));
      sayFile(session, file);
      document["written"] = fileJson(file);
    }
    session.emit(document);
    return kDone;
  }));
}

void addExport(CLI::App& publish, Session& session) {
  struct Options {
    service::ExportRequest request;
    std::string out;
  };
  auto options = std::make_shared<Options>();
  auto* command = publish.add_subcommand("export", "按国家标准列导出上报文件（XLSX 或 CSV）");
  command->add_option("--entry", options->request.entry, "目录条目")->required();
  command->add_option("--out", options->out, "目标文件 .xlsx 或 .csv")->required();
  command->add_flag("--masked", options->request.masked, "证件号码、地址、电话脱敏");
  command->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    options->request.target = options->out;
    MC_ASSIGN(const auto file, service::exportUpload(context, options->request));
    sayFile(session, file);
    session.emit(fileJson(file));
    return kDone;
  }));
}

void addJobs(CLI::App& publish, Session& session) {
  struct Options {
    std::string channel, state;
  };
  auto options = std::make_shared<Options>();
  auto* command = publish.add_subcommand("jobs", "各渠道待发和已发的信息");
  command->add_option("--channel", options->channel, "渠道代码或名称");
  command->add_option("--state", options->state, "状态")
      ->check(CLI::IsMember({"pending", "sent", "confirmed", "rejected"}));
  command->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto queue, service::listQueue(context, options->channel, options->state));
    json::array jobs;
    for (const auto& queued : queue) {
      const auto& job = queued.job;
      jobs.push_back(json::object{{"job", service::publicId('J', job.id)},
                                  {"record", service::publicId('R', job.recordId)},
                                  {"version", job.version},
                                  {"entry", queued.entry},
                                  {"document_no", queued.documentNo},
                                  {"channel", job.channel},
                                  {"channel_name", queued.channelName},
                                  {"act", job.act},
                                  {"state", job.state},
                                  {"created_on", job.createdOn},
                                  {"done_on", job.doneOn},
                                  {"receipt", job.receipt}});
      session.say(fmt::format("{} {} {} {} {} {} {}", service::publicId('J', job.id), queued.channelName, job.act,
                              service::publicId('R', job.recordId), queued.documentNo, job.state, job.receipt));
    }
    session.say(fmt::format("共 {} 项", queue.size()));
    session.emit(json::object{{"count", queue.size()}, {"jobs", std::move(jobs)}});
    return kDone;
  }));
}

void addPackage(CLI::App& publish, Session& session) {
  struct Options {
    service::PackageRequest request;
    std::string out;
  };
  auto options = std::make_shared<Options>();
  auto* command = publish.add_subcommand("package", "把渠道待发的信息打成数据包，附回执表");
  command->add_option("--channel", options->request.channel, "渠道代码或名称")->required();
  command->add_option("--out", options->out, "目标文件夹")->required();
  command->add_flag("--resend", options->request.resend, "连同已发未确认和被拒绝的一并重发");
  command->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    options->request.folder = options->out;
    MC_ASSIGN(const auto result, service::writePackage(context, options->request));
    json::array files;
    for (const auto& file : result.files) {
      files.push_back(fileJson(file));
      sayFile(session, file);
    }
    json::array forms;
    for (const auto& form : result.receiptForms) {
      forms.push_back(json::string(form.string()));
      session.say("回执表：" + form.string());
    }
    session.say(result.messages == 0 ? "没有待发的信息"
                                     : fmt::format("第 {} 包，{} 条信息", result.number, result.messages));
    session.emit(json::object{{"package", result.number},
                              {"messages", result.messages},
                              {"files", std::move(files)},
                              {"receipt_forms", std::move(forms)}});
    return kDone;
  }));
}

void addReceipt(CLI::App& publish, Session& session) {
  auto file = std::make_shared<std::string>();
  auto* command = publish.add_subcommand("receipt", "导入渠道回执，逐条确认或拒绝");
  command->add_option("file", *file, "回执文件")->required();
  command->callback(withContext(session, [&session, file](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto outcome, service::takeReceipts(context, *file));
    json::array problems;
    for (const auto& problem : outcome.problems) {
      problems.push_back(errorJson(problem));
      session.say("未采用：" + domain::render(problem));
    }
    session.say(fmt::format("确认 {} 条，拒绝 {} 条，未变 {} 条，未采用 {} 条", outcome.confirmed, outcome.rejected,
                            outcome.unchanged, outcome.problems.size()));
    session.emit(json::object{{"confirmed", outcome.confirmed},
                              {"rejected", outcome.rejected},
                              {"unchanged", outcome.unchanged},
                              {"problems", std::move(problems)}});
    return outcome.problems.empty() ? kDone : kDoneWithRejects;
  }));
}

void addView(CLI::App& publish, Session& session) {
  struct Options {
    std::string record, caller = "public";
  };
  static const std::map<std::string, service::Caller> kCallers{{"public", service::Caller::kPublic},
                                                               {"subject", service::Caller::kSubject},
                                                               {"authorised", service::Caller::kAuthorised},
                                                               {"government", service::Caller::kGovernment}};
  auto options = std::make_shared<Options>();
  auto* command = publish.add_subcommand("view", "按披露方式查看一条记录");
  command->add_option("record", options->record, "记录编号")->required();
  command->add_option("--as", options->caller, "查看者")->check(CLI::IsMember(kCallers));
  command->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto id, parseRecord(options->record));
    MC_ASSIGN(const auto answer, service::disclose(context, id, kCallers.at(options->caller)));
    session.say(answer.allowed ? answer.reason : "不提供：" + answer.reason);
    for (const auto& field : answer.fields) {
      if (!field.value.empty()) session.say("  " + field.name + "：" + field.value);
    }
    session.emit(json::object{{"record", service::publicId('R', id)},
                              {"as", options->caller},
                              {"allowed", answer.allowed},
                              {"reason", answer.reason},
                              {"fields", fieldsJson(answer.fields)}});
    return kDone;
  }));
}

}  // namespace

void addPublishOutputCommands(CLI::App& publish, Session& session) {
  addList(publish, session);
  addExport(publish, session);
  addJobs(publish, session);
  addPackage(publish, session);
  addReceipt(publish, session);
  addView(publish, session);
}

}  // namespace medcredit::cli
