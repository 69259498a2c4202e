// audit verify | prove | head | list | open-epoch
#include <boost/json.hpp>
#include <iostream>

#include "cli/cli.h"
#include "cli/commands/refusal.h"
#include "crypto/sm3.h"
#include "domain/messages.h"
#include "formats/file_io.h"
#include "service/audit.h"
#include "service/evidence_verify.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

constexpr std::size_t kMaxText = std::size_t{1} << 20U;

base::Result<std::string> fileText(const std::string& path) {
  MC_ASSIGN(const auto file, formats::FileBytes::open(path));
  return file->slice(0, kMaxText);
}

base::Result<std::optional<std::string>> optionalText(const std::string& path) {
  if (path.empty()) return std::optional<std::string>();
  MC_ASSIGN(auto text, fileText(path));
  return std::optional<std::string>(std::move(text));
}

json::object headJson(const service::SignedHead& head, const std::string& fingerprint) {
  return json::object{{"epoch", head.epoch},
                      {"size", head.head.size},
                      {"time", head.head.time},
                      {"head", head.text},
                      {"fingerprint", fingerprint}};
}

base::Result<int> verifyStore(Session& session, service::Context& context, const std::string& headFile) {
  MC_ASSIGN(const auto kept, optionalText(headFile));
  MC_ASSIGN(const auto report, service::verifyLog(context, kept));
  json::array epochs;
  for (const auto& epoch : report.epochs) {
    session.say("纪元 " + std::to_string(epoch.epoch) + "：" + std::to_string(epoch.entries) + " 条，树头 " +
                std::to_string(epoch.heads) + " 个，根 " + epoch.root);
    epochs.push_back(
        json::object{{"epoch", epoch.epoch}, {"entries", epoch.entries}, {"heads", epoch.heads}, {"root", epoch.root}});
  }
  json::array findings;
  for (const auto& finding : report.findings) {
    session.say(domain::render(finding));
    findings.push_back(
        json::object{{"code", finding.code}, {"place", finding.place}, {"message", domain::renderText(finding)}});
  }
  if (report.suppressed > 0) session.say("另有 " + std::to_string(report.suppressed) + " 处未列出");
  session.say(report.clean() ? "留痕完整，签名公钥指纹 " + report.fingerprint : std::string("留痕存在问题"));
  session.emit(json::object{{"ok", report.clean()},
                            {"fingerprint", report.fingerprint},
                            {"epochs", std::move(epochs)},
                            {"findings", std::move(findings)},
                            {"suppressed", report.suppressed}});
  return report.clean() ? kDone : kFailure;
}

struct ProofArguments {
  std::string proof, key, head;
};

/// Checks a proof document without any store, as its reader would.
void verifyProof(Session& session, const ProofArguments& arguments) {
  const auto run = [&]() -> base::Result<int> {
    MC_ASSIGN(const std::string text, fileText(arguments.proof));
    MC_ASSIGN(const auto kept, optionalText(arguments.head));
    MC_ASSIGN(const auto proof, evidence::parseProof(text));
    MC_ASSIGN(const auto entry, evidence::checkProof(proof, {arguments.key, kept}));
    const std::string fingerprint = crypto::sm3Hex(proof.publicKey).substr(0, 16);
    session.say("证明成立：" + proof.origin + " 第 " + std::to_string(proof.index) + " 条，" + entry.action + " " +
                entry.objectId + "，" + base::Instant{entry.atMicros}.iso() + "，公钥指纹 " + fingerprint);
    session.emit(json::object{{"ok", true},
                              {"origin", proof.origin},
                              {"index", proof.index},
                              {"size", proof.size},
                              {"action", entry.action},
                              {"object", entry.objectId},
                              {"at", base::Instant{entry.atMicros}.iso()},
                              {"fingerprint", fingerprint}});
    return kDone;
  };
  const auto code = run();
  session.exitCode = code.ok() ? *code : session.fail(code.error());
}

struct ProveArguments {
  std::string entry, earlier, out;
};

base::Result<int> prove(Session& session, service::Context& context, const ProveArguments& arguments) {
  MC_ASSIGN(const auto name, service::parseEntryName(arguments.entry));
  MC_ASSIGN(const auto earlier, optionalText(arguments.earlier));
  MC_ASSIGN(const auto proof, service::proveEntry(context, name, earlier));
  const std::string text = evidence::proofText(proof);
  if (arguments.out.empty()) {
    std::cout << text;  // with or without --json: the document is JSON
    return kDone;
  }
  MC_ASSIGN(const auto file, formats::AtomicFile::create(arguments.out));
  MC_TRY(file->write(text));
  MC_TRY(file->commit());
  session.say("证明已写入 " + arguments.out);
  session.emit(
      json::object{{"file", arguments.out}, {"origin", proof.origin}, {"index", proof.index}, {"size", proof.size}});
  return kDone;
}

base::Result<int> head(Session& session, service::Context& context) {
  MC_ASSIGN(const auto signedHead, service::signHead(context));
  MC_ASSIGN(const auto key, service::logPublicKey(context.keys));
  if (!session.json) std::cout << signedHead.text;  // exactly the text to keep
  session.emit(headJson(signedHead, key.fingerprint()));
  return kDone;
}

struct ListArguments {
  store::EvidenceFilter filter;
  bool details = false;
};

json::object lineJson(const service::AuditLine& line) {
  const evidence::Entry& entry = line.entry;
  json::object out{{"epoch", entry.epoch},
                   {"seq", entry.sequence},
                   {"at", base::Instant{entry.atMicros}.iso()},
                   {"actor", entry.actor},
                   {"role", entry.role},
                   {"unit", entry.unit},
                   {"address", entry.address},
                   {"request_id", entry.requestId},
                   {"action", entry.action},
                   {"purpose", entry.purpose},
                   {"basis", entry.basis},
                   {"object_type", entry.objectType},
                   {"object", entry.objectId},
                   {"object_version", entry.objectVersion},
                   {"subject", crypto::toHex(entry.subjectPseudonym)},
                   {"fields", entry.fieldBitmap},
                   {"allowed", entry.allowed},
                   {"rule", entry.rule},
                   {"outcome", entry.outcome}};
  if (!line.detail.empty()) out["detail"] = line.detail;
  return out;
}

base::Result<int> list(Session& session, service::Context& context, const ListArguments& arguments) {
  MC_ASSIGN(const auto lines, service::auditEntries(context, arguments.filter, arguments.details));
  json::array entries;
  for (const auto& line : lines) {
    const evidence::Entry& entry = line.entry;
    session.say(std::to_string(entry.epoch) + "/" + std::to_string(entry.sequence) + "\t" +
                base::Instant{entry.atMicros}.iso() + "\t" + entry.actor + "\t" + entry.action + "\t" + entry.objectId +
                "\t" + (entry.allowed ? "" : "拒绝 ") + entry.outcome +
                (line.detail.empty() ? "" : "\t" + line.detail));
    entries.push_back(lineJson(line));
  }
  session.say("共 " + std::to_string(lines.size()) + " 条");
  session.emit(json::object{{"count", lines.size()}, {"entries", std::move(entries)}});
  return kDone;
}

base::Result<int> openEpoch(Session& session, service::Context& context, const std::string& reason) {
  MC_ASSIGN(const auto opened, service::openEpoch(context, reason));
  MC_ASSIGN(const auto key, service::logPublicKey(context.keys));
  session.say("已开启纪元 " + std::to_string(opened.epoch) + "，请将新的树头送交保存");
  session.emit(headJson(opened, key.fingerprint()));
  return kDone;
}

void addVerify(CLI::App& audit, Session& session) {
  auto proof = std::make_shared<ProofArguments>();
  auto* verify = audit.add_subcommand("verify", "核查全部留痕，或用 --proof 核查一份证明");
  verify->add_option("--head", proof->head, "以前保存的树头文件，核对是否衔接");
  verify->add_option("--proof", proof->proof, "证明文件（不需要数据库）");
  verify->add_option("--key", proof->key, "所信任的公钥指纹（十六进制，至少 16 位）");
  verify->callback([&session, proof] {
    if (!proof->proof.empty()) return verifyProof(session, *proof);
    withContext(session,
                [&session, proof](service::Context& context) { return verifyStore(session, context, proof->head); })();
  });
}

}  // namespace

void addAuditCommands(CLI::App& app, Session& session) {
  auto* audit = app.add_subcommand("audit", "留痕：核查、证明、树头、查阅");
  audit->require_subcommand(1);
  addVerify(*audit, session);

  auto wanted = std::make_shared<ProveArguments>();
  auto* proving = audit->add_subcommand("prove", "出具一个条目的证明文件");
  proving->add_option("entry", wanted->entry, "序号，或 纪元/序号")->required();
  proving->add_option("--earlier", wanted->earlier, "以前保存的树头文件，同时证明衔接");
  proving->add_option("--out", wanted->out, "写入文件（默认：标准输出）");
  proving->callback(
      withContext(session, [&session, wanted](service::Context& context) { return prove(session, context, *wanted); }));

  audit->add_subcommand("head", "签发并打印当前树头，供在外保存")
      ->callback(withContext(session, [&session](service::Context& context) { return head(session, context); }));

  auto filter = std::make_shared<ListArguments>();
  filter->filter.newestFirst = true;
  filter->filter.limit = 50;
  auto* listing = audit->add_subcommand("list", "查阅留痕，新的在前");
  listing->add_option("--action", filter->filter.action, "操作，如 import");
  listing->add_option("--by", filter->filter.actor, "操作人");
  listing->add_option("--object", filter->filter.object, "对象，如 R5");
  listing->add_option("--limit", filter->filter.limit, "条数（默认 50）")->check(CLI::Range(1, 100000));
  listing->add_flag("--details", filter->details, "同时解密内容记录（本次查阅也会留痕）");
  listing->callback(
      withContext(session, [&session, filter](service::Context& context) { return list(session, context, *filter); }));

  auto reason = std::make_shared<std::string>();
  auto* opening = audit->add_subcommand("open-epoch", "数据库由其他手段恢复之后，开启新的纪元");
  opening->add_option("--reason", *reason, "恢复的原因")->required();
  opening->callback(withContext(
      session, [&session, reason](service::Context& context) { return openEpoch(session, context, *reason); }));
}

}  // namespace medcredit::cli
