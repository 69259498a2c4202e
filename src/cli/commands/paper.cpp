// paper list | show | render | issue | verify | templates | key
#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "cli/cli.h"
#include "cli/commands/refusal.h"
#include "crypto/sm3.h"
#include "service/evidence_head.h"
#include "service/paper_check.h"
#include "service/papers.h"
#include "store/records.h"

namespace medcredit::cli {

namespace json = boost::json;

namespace {

json::object rowJson(const store::PaperRow& row) {
  json::object out{{"id", service::publicId('P', row.id)},
                   {"paper", row.paper},
                   {"title", row.title},
                   {"number", row.number},
                   {"organ", row.organ},
                   {"issued_on", row.issuedOn},
                   {"state", row.state},
                   {"code", row.code},
                   {"digest", row.digest}};
  if (row.subjectId) out["subject"] = service::publicId('S', *row.subjectId);
  if (row.recordId) out["record"] = service::publicId('R', *row.recordId);
  if (!row.caseId.empty()) out["case"] = row.caseId;
  return out;
}

std::string_view stateLabel(std::string_view state) {
  if (state == "current") return "现行有效";
  return state == "superseded" ? "已被取代" : "已撤销";
}

base::Result<std::int64_t> parsePaper(const std::string& text) {
  const auto id = service::parsePublicId('P', text);
  if (!id) return base::fail("PAPR-0020", {{"paper", text}});
  return *id;
}

base::Result<std::string> readFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return base::fail("FILE-0001", {{"path", path}, {"reason", "无法打开"}}, path);
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

base::Status writeFile(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return base::fail("FILE-0006", {{"path", path}, {"reason", "写入失败"}}, path);
  return {};
}

void addList(CLI::App& paper, Session& session) {
  auto filter = std::make_shared<store::PaperFilter>();
  auto* command = paper.add_subcommand("list", "列出文书，新的在前");
  command->add_option("--paper", filter->paper, "文书种类");
  command->add_option("--case", filter->caseId, "办件编号 C1");
  command->add_option("--limit", filter->limit, "最多条数")->check(CLI::Range(1, 1000));
  command->callback(withContext(session, [&session, filter](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto rows, store::listPapers(context.conn, *filter));
    json::array items;
    for (const auto& row : rows) {
      items.push_back(rowJson(row));
      session.say(fmt::format("{} {} {} {} {} 校验码 {}", service::publicId('P', row.id), row.issuedOn,
                              row.number.empty() ? "（无编号）" : row.number, row.title, stateLabel(row.state),
                              row.code));
    }
    session.say(fmt::format("文书 {} 份", rows.size()));
    session.emit(json::object{{"count", rows.size()}, {"papers", std::move(items)}});
    return kDone;
  }));
}

void sayDocument(const Session& session, const papers::Document& document) {
  session.say(document.title + (document.number.empty() ? "" : "　" + document.number));
  for (const auto& block : document.blocks) {
    if (!block.text.empty()) session.say(block.text);
    for (const auto& row : block.rows) {
      std::string line;
      for (const auto& cell : row) line += (line.empty() ? "  " : " | ") + cell;
      session.say(line);
    }
  }
  session.say(document.organ + "　" + papers::chineseDate(document.date));
}

void addShow(CLI::App& paper, Session& session) {
  const auto id = std::make_shared<std::string>();
  auto* command = paper.add_subcommand("show", "文书的内容，核对签名后显示");
  command->add_option("paper", *id, "文书编号 P1")->required();
  command->callback(withContext(session, [&session, id](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto number, parsePaper(*id));
    MC_ASSIGN(const auto kept, service::keptPaper(context, number));
    sayDocument(session, kept.document);
    session.say(
        fmt::format("状态：{}　校验码：{}　SM3：{}", stateLabel(kept.row.state), kept.row.code, kept.row.digest));
    auto out = rowJson(kept.row);
    MC_ASSIGN(const auto envelope, service::paperEnvelope(context, kept));
    out["envelope"] = envelope;
    session.emit(out);
    return kDone;
  }));
}

void addRender(CLI::App& paper, Session& session) {
  struct Options {
    std::string id, target;
    bool page = false;
  };
  auto options = std::make_shared<Options>();
  auto* command = paper.add_subcommand("render", "生成文书的 PDF 或者网页");
  command->add_option("paper", options->id, "文书编号 P1")->required();
  command->add_option("-o,--output", options->target, "文件")->required();
  command->add_flag("--html", options->page, "网页，默认 PDF");
  command->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto number, parsePaper(options->id));
    MC_ASSIGN(const auto kept, service::keptPaper(context, number));
    std::string bytes;
    if (options->page) {
      bytes = service::paperPage(kept);
    } else {
      MC_ASSIGN(bytes, service::paperFile(context, kept));
    }
    MC_TRY(writeFile(options->target, bytes));
    session.say(fmt::format("已生成 {}（{} 字节，SM3 {}）", options->target, bytes.size(), crypto::sm3Hex(bytes)));
    session.emit(json::object{{"file", options->target}, {"size", bytes.size()}, {"sm3", crypto::sm3Hex(bytes)}});
    return kDone;
  }));
}

base::Result<int> report(Session& session, const std::optional<service::PaperStanding>& standing) {
  if (!standing) {
    return base::fail("PAPR-0040", {{"detail", "没有查到"}});
  }
  session.say(fmt::format("文书真实：{} {} {} {}，{}{}", standing->organ, standing->title, standing->number,
                          standing->issuedOn, stateLabel(standing->state),
                          standing->successor.empty() ? "" : "：" + standing->successor));
  session.emit(json::object{{"genuine", true},
                            {"state", standing->state},
                            {"code", standing->code},
                            {"title", standing->title},
                            {"number", standing->number},
                            {"digest", standing->digest},
                            {"successor", standing->successor}});
  return kDone;
}

/// Without a store: the file and the published key are enough.
void verifyOffline(Session& session, const std::string& file, const std::string& keyHex) {
  const auto check = [&]() -> base::Result<service::CheckedPaper> {
    MC_ASSIGN(const auto bytes, readFile(file));
    MC_ASSIGN(const auto key, crypto::Sm2PublicKey::fromPoint(service::bytesOfHex(keyHex)));
    return service::checkPaper(bytes, key);
  };
  const auto checked = check();
  if (!checked.ok()) {
    session.exitCode = session.fail(checked.error(), kInputUnusable);
    return;
  }
  sayDocument(session, checked->document);
  session.say(checked->withPages ? "签名有效，页面与签名的内容一致" : "签名有效");
  session.emit(json::object{{"genuine", true},
                            {"title", checked->document.title},
                            {"number", checked->document.number},
                            {"code", checked->document.code},
                            {"digest", checked->digest},
                            {"pages", checked->withPages}});
}

void addVerify(CLI::App& paper, Session& session) {
  struct Options {
    std::string file, code, key;
  };
  auto options = std::make_shared<Options>();
  auto* command = paper.add_subcommand("verify", "核对文书：文件、校验码；有 --key 时不需要库");
  command->add_option("file", options->file, "PDF 或者签名内容（JSON）");
  command->add_option("--code", options->code, "校验码");
  command->add_option("--key", options->key, "制发机关公布的公钥，十六进制");
  command->callback([&session, options] {
    if (!options->key.empty()) return verifyOffline(session, options->file, options->key);
    withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
      if (!options->code.empty()) {
        MC_ASSIGN(const auto standing, service::paperByCode(context, options->code));
        return report(session, standing);
      }
      MC_ASSIGN(const auto bytes, readFile(options->file));
      MC_ASSIGN(const auto key, service::logPublicKey(context.keys));
      MC_ASSIGN(const auto checked, service::checkPaper(bytes, key));
      MC_ASSIGN(const auto standing, service::paperByCode(context, checked.document.code));
      return report(session, standing);
    })();
  });
}

void addIssue(CLI::App& paper, Session& session) {
  struct Options {
    service::PaperOrder order;
    std::string record, subject;
    std::vector<std::string> values;
  };
  auto options = std::make_shared<Options>();
  auto* command = paper.add_subcommand("issue", "制发文书");
  command->add_option("paper", options->order.paper, "文书种类")->required();
  command->add_option("--record", options->record, "记录 R1");
  command->add_option("--subject", options->subject, "主体 S1");
  command->add_option("--unit", options->order.unitId, "制发单位");
  command->add_option("--set", options->values, "字段=值，可以重复");
  command->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    auto& order = options->order;
    if (!options->record.empty()) {
      order.recordId = service::parsePublicId('R', options->record);
      MC_ASSIGN(const auto head, store::getRecord(context.conn, order.recordId.value_or(0)));
      if (!head) return base::fail("COLL-0050", {{"record", options->record}});
      order.subjectId = head->subjectId;
    }
    if (!options->subject.empty()) order.subjectId = service::parsePublicId('S', options->subject);
    for (const auto& pair : options->values) {
      const auto at = pair.find('=');
      if (at == std::string::npos) return base::fail("PAPR-0016", {{"title", order.paper}, {"field", pair}});
      order.values[pair.substr(0, at)] = pair.substr(at + 1);
    }
    MC_ASSIGN(const auto issued, service::issuePaperNow(context, order));
    session.say(
        fmt::format("{} {} {} 校验码 {}", service::publicId('P', issued.id), issued.title, issued.number, issued.code));
    session.emit(json::object{{"id", service::publicId('P', issued.id)},
                              {"title", issued.title},
                              {"number", issued.number},
                              {"code", issued.code}});
    return kDone;
  }));
}

void addTemplates(CLI::App& paper, Session& session) {
  auto* command = paper.add_subcommand("templates", "本地区的文书");
  command->callback(withContext(session, [&session](service::Context& context) -> base::Result<int> {
    json::array items;
    for (const auto& one : context.law.papers.templates) {
      session.say(
          fmt::format("{:<28} {} 第{}版 {}　来源：{}", one.id, one.title, one.version, one.pattern, one.source));
      items.push_back(json::object{{"id", one.id},
                                   {"title", one.title},
                                   {"version", one.version},
                                   {"number", one.pattern},
                                   {"source", one.source}});
    }
    session.emit(json::object{{"papers", std::move(items)}});
    return kDone;
  }));
}

void addKey(CLI::App& paper, Session& session) {
  auto* command = paper.add_subcommand("key", "核对文书签名的公钥");
  command->callback(withContext(session, [&session](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto key, service::logPublicKey(context.keys));
    session.say(crypto::toHex(key.point()));
    session.emit(json::object{{"public_key", crypto::toHex(key.point())}, {"fingerprint", key.fingerprint()}});
    return kDone;
  }));
}

}  // namespace

void addPaperCommands(CLI::App& app, Session& session) {
  auto* paper = app.add_subcommand("paper", "文书：清单、内容、文件、核对");
  paper->require_subcommand(1);
  addList(*paper, session);
  addShow(*paper, session);
  addRender(*paper, session);
  addIssue(*paper, session);
  addVerify(*paper, session);
  addTemplates(*paper, session);
  addKey(*paper, session);
}

}  // namespace medcredit::cli
