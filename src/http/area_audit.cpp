// Evidence log and accountability by HTTP: for the audit administrator, and the signed head for everybody.
#include <array>
#include <boost/json.hpp>
#include <fstream>

#include "base/base64.h"
#include "crypto/sm3.h"
#include "domain/messages.h"
#include "formats/table_writer.h"
#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "service/accountability.h"
#include "service/audit.h"
#include "service/evidence.h"
#include "service/evidence_head.h"
#include "service/record_view.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::int64_t kPublicHeadSeconds = 60;
constexpr std::int64_t kExportPage = 1000;
constexpr std::int64_t kMostExported = 100'000;
constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

std::string nameOf(const evidence::Entry& entry) {
  return std::to_string(entry.epoch) + "/" + std::to_string(entry.sequence);
}

json::object entryJson(const service::AuditLine& line) {
  const evidence::Entry& entry = line.entry;
  json::object out{{"entry", nameOf(entry)},
                   {"at", base::Instant{entry.atMicros}.iso()},
                   {"actor", entry.actor},
                   {"role", entry.role},
                   {"unit", entry.unit},
                   {"address", entry.address},
                   {"requestId", entry.requestId},
                   {"action", entry.action},
                   {"purpose", entry.purpose},
                   {"basis", entry.basis},
                   {"objectType", entry.objectType},
                   {"object", entry.objectId},
                   {"subject", crypto::toHex(entry.subjectPseudonym)},
                   {"fields", entry.fieldBitmap},
                   {"allowed", entry.allowed},
                   {"rule", entry.rule},
                   {"outcome", entry.outcome}};
  return out;
}

/// First microsecond of a day in China.
std::int64_t startOfDay(base::CivilDate day) { return service::endOfDay(day.plusDays(-1)).micros + 1; }

/// What both the list and its export select by.
struct AuditQuery {
  store::EvidenceFilter filter;
  service::EntryFilter inside;
};

AuditQuery readAuditQuery(QueryInput& query) {
  AuditQuery out;
  out.filter.action = query.optionalText("action", 80).value_or("");
  out.filter.actor = query.optionalText("actor", 80).value_or("");
  out.filter.object = query.optionalText("object", 80).value_or("");
  if (const auto subject = query.optionalText("subject", 24)) {
    out.filter.subjectId = service::parsePublicId('S', *subject);
    if (!out.filter.subjectId) query.wrong("subject", base::fail("HTTP-0018", {{"range", "S 加数字"}}));
  }
  if (const auto from = query.optionalDate("from")) out.filter.atFrom = startOfDay(*from);
  if (const auto to = query.optionalDate("to")) out.filter.atUntil = startOfDay(to->plusDays(1));
  out.inside.purpose = query.optionalText("purpose", 64).value_or("");
  out.inside.allowed = query.optionalBoolean("allowed");
  return out;
}

Answer auditEntries(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  auto [filter, inside] = readAuditQuery(query);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  filter.limit = static_cast<std::int64_t>(page.limit) + 1;
  if (!page.after.empty()) {
    MC_ASSIGN(const auto last, service::parseEntryName(page.after.front()));
    filter.before = store::LogPosition{last.epoch.value_or(1), last.seq};
  }
  MC_ASSIGN(auto lines, service::newestEntries(context.service, filter, inside));
  const bool more = lines.size() > page.limit;
  if (more) lines.resize(page.limit);
  json::array items;
  for (const auto& line : lines) items.push_back(entryJson(line));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {nameOf(lines.back().entry)});
  return jsonResponse(200, body);
}

const std::vector<std::string>& auditColumns() {
  static const std::vector<std::string> columns{"条目", "时间", "操作人",   "角色", "单位", "地址", "请求编号", "操作",
                                                "对象", "用途", "主体假名", "依据", "规则", "准许", "处理结果"};
  return columns;
}

std::vector<std::string> auditCells(const evidence::Entry& entry) {
  return {nameOf(entry),
          base::Instant{entry.atMicros}.iso(),
          entry.actor,
          entry.role,
          entry.unit,
          entry.address,
          entry.requestId,
          entry.action,
          entry.objectId,
          entry.purpose,
          crypto::toHex(entry.subjectPseudonym),
          entry.basis,
          entry.rule,
          entry.allowed ? "准许" : "拒绝",
          entry.outcome};
}

/// Writes the newest entries that match, page by page; how many, and whether there were more.
base::Result<std::pair<std::int64_t, bool>> writeAudit(HandlerContext& context, AuditQuery wanted,
                                                       const std::filesystem::path& target) {
  MC_ASSIGN(auto writer, formats::makeTableWriter(target, "留痕", auditColumns()));
  std::int64_t count = 0;
  wanted.filter.limit = kExportPage;
  for (;;) {
    MC_ASSIGN(const auto lines, service::newestEntries(context.service, wanted.filter, wanted.inside));
    for (const auto& line : lines) MC_TRY(writer->row(auditCells(line.entry)));
    count += static_cast<std::int64_t>(lines.size());
    const bool more = static_cast<std::int64_t>(lines.size()) == kExportPage;
    if (!more || count >= kMostExported) {
      MC_TRY(writer->finish());
      return std::pair{count, more};
    }
    wanted.filter.before =
        store::LogPosition{lines.back().entry.epoch, static_cast<std::int64_t>(lines.back().entry.sequence)};
  }
}

std::string digestOf(const std::filesystem::path& file) {
  crypto::Sm3Stream digest;
  std::ifstream in(file, std::ios::binary);
  std::array<char, 16384> buffer{};
  while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
    digest.update(std::string_view(buffer.data(), static_cast<std::size_t>(in.gcount())));
  }
  return digest.finishHex();
}

/// The list as a file, without details; taking it along is itself an entry, with the digest of the file.
Answer exportAudit(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto wanted = readAuditQuery(query);
  const auto format = query.optionalWord("format", {"csv", "xlsx"}).value_or("csv");
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto target, answerPath(context, "." + format));
  const auto send = [&]() -> Answer {
    MC_ASSIGN(const auto written, writeAudit(context, wanted, target));
    const auto digest = digestOf(target);
    json::object asked;
    for (const auto& [name, value] : request.query) asked[name] = value;
    service::Act act;
    act.action = "audit.export";
    act.objectType = "operation";
    act.objectId = context.route.operationId;
    act.detailJson =
        json::serialize(json::object{{"count", written.first}, {"digest", digest}, {"query", std::move(asked)}});
    MC_TRY(noteRead(context, std::move(act)));
    Response response = fileResponse(target, "留痕-" + context.service.clock.today().iso() + "." + format,
                                     format == "xlsx" ? kXlsx : std::string_view("text/csv; charset=utf-8"), true);
    response.headers.emplace_back("X-Content-SM3", digest);
    response.headers.emplace_back("X-Record-Count", std::to_string(written.first));
    if (written.second) response.headers.emplace_back("X-Truncated", "true");
    return response;
  };
  auto answer = send();
  std::error_code ignored;
  if (!answer.ok()) std::filesystem::remove(target, ignored);
  return answer;
}

/// One entry with what was kept beside it (before and after); looking into that is itself an entry.
Answer auditEntry(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto epoch = query.optionalInteger("epoch", 1, 1'000'000);
  if (auto refused = query.refused()) return std::move(*refused);
  const auto wanted = service::parseEntryName(pathText(request, "seq"));
  if (!wanted.ok() || wanted->epoch) return notFound(request, pathText(request, "seq"));
  store::EvidenceFilter filter;
  filter.epoch = epoch;
  filter.from = wanted->seq;
  filter.until = wanted->seq + 1;
  filter.newestFirst = true;
  filter.limit = 1;
  MC_ASSIGN(const auto lines, service::auditEntries(context.service, filter, true));
  if (lines.empty()) return notFound(request, pathText(request, "seq"));
  json::value detail = nullptr;
  if (!lines.front().detail.empty()) detail = json::parse(lines.front().detail);
  return jsonResponse(200, json::object{{"entry", entryJson(lines.front())}, {"detail", std::move(detail)}});
}

/// The document of docs/evidence-format.md, byte for byte as `audit prove` prints it.
Answer auditProof(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto epoch = query.optionalInteger("epoch", 1, 1'000'000);
  if (auto refused = query.refused()) return std::move(*refused);
  const auto wanted = service::parseEntryName(pathText(request, "seq"));
  if (!wanted.ok() || wanted->epoch) return notFound(request, pathText(request, "seq"));
  const auto proof = service::proveEntry(context.service, {epoch, wanted->seq});
  if (!proof.ok() && proof.error().code == "EVID-0050") return notFound(request, pathText(request, "seq"));
  if (!proof.ok()) return proof.error();
  Response response;
  response.contentType = "application/json; charset=utf-8";
  response.body = evidence::proofText(*proof);
  return response;
}

base::Result<json::object> headJson(const service::Context& context, const service::SignedHead& head) {
  MC_ASSIGN(const auto key, service::logPublicKey(context.keys));
  return json::object{
      {"epoch", head.epoch}, {"size", head.head.size},           {"time", head.head.time},
      {"head", head.text},   {"fingerprint", key.fingerprint()}, {"publicKey", base::toBase64(key.point())}};
}

Answer auditHead(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto head, service::signHead(context.service));
  MC_ASSIGN(const auto body, headJson(context.service, head));
  return jsonResponse(200, body);
}

/// Strangers get the head that is there; a new one is made at most once a minute whatever they ask.
Answer publicHead(const Request& request, HandlerContext& context) {
  MC_ASSIGN(auto fresh, service::signHeadIfDue(context.service, kPublicHeadSeconds));
  if (!fresh) {
    MC_ASSIGN(fresh, service::newestHead(context.service));
  }
  if (!fresh) return notFound(request, "head");
  MC_ASSIGN(const auto body, headJson(context.service, *fresh));
  return jsonResponse(200, body);
}

json::array codes(const jurisdiction::Jurisdiction& law, std::string_view list) {
  json::array out;
  if (const auto* found = law.codeList(list); found != nullptr) {
    for (const auto& item : found->items) {
      out.push_back(json::object{{"code", item.code}, {"label", item.label}, {"source", item.source}});
    }
  }
  return out;
}

json::object caseJson(const store::AccountabilityCase& row) {
  return json::object{{"id", service::publicId('A', row.id)},
                      {"act", row.act},
                      {"unit", row.unitId},
                      {"person", textOrNull(row.person)},
                      {"entry", row.evidence},
                      {"openedAt", row.openedAt.iso()},
                      {"openedBy", row.openedBy},
                      {"measure", textOrNull(row.measure)},
                      {"closing", textOrNull(row.closing)},
                      {"closedAt", row.closedAt ? json::value(row.closedAt->iso()) : json::value(nullptr)}};
}

Answer listCases(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto report, service::listCases(context.service));
  json::array items;
  for (const auto& row : report.cases) items.push_back(caseJson(row));
  json::array counts;
  for (const auto& count : report.counts) {
    counts.push_back(json::object{{"unit", count.unitId}, {"open", count.open}, {"closed", count.closed}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)},
                                        {"counts", std::move(counts)},
                                        {"acts", codes(context.service.law, "accountability-acts")},
                                        {"measures", codes(context.service.law, "accountability-measures")}});
}

Answer openCase(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::NewCase wanted;
  wanted.act = input.integer("act", 1, 8);
  wanted.unitId = input.text("unit", 64);
  wanted.person = input.optionalText("person", 80).value_or("");
  wanted.evidence = input.text("entry", 40);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, service::openCase(context.service, wanted));
  return jsonResponse(201, json::object{{"id", service::publicId('A', id)}});
}

Answer closeCase(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'A'));
  JsonInput input(request);
  service::CaseClosing wanted;
  wanted.measure = input.text("measure", 40);
  wanted.closing = input.text("closing", 1000);
  if (auto refused = input.refused()) return std::move(*refused);
  const auto closed = service::closeCase(context.service, id, wanted);
  if (!closed.ok() && closed.error().code == "EVID-0074") return notFound(request, pathText(request, "id"));
  MC_TRY(closed);
  return emptyResponse();
}

}  // namespace

void addAuditRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("auditEntries", "/api/audit/entries", "audit.read", auditEntries);
  routes.get("exportAudit", "/api/audit/export", "audit.read", exportAudit);
  routes.get("auditEntry", "/api/audit/entries/{seq}", "audit.read", auditEntry);
  routes.get("auditProof", "/api/audit/entries/{seq}/proof", "audit.read", auditProof);
  routes.get("auditHead", "/api/audit/head", "audit.read", auditHead);
  Route head;
  head.path = "/api/public/head";
  head.operationId = "publicHead";
  head.permission = "public";
  head.workClass = WorkClass::kPublic;
  head.handler = [](const Request& request, HandlerContext& context) {
    auto answer = publicHead(request, context);
    return answer.ok() ? std::move(answer).value() : refuse(request, answer.error());
  };
  router.add(std::move(head));
  routes.get("listAccountability", "/api/audit/cases", "audit.read", listCases);
  routes.post("openAccountability", "/api/audit/cases", "audit.read", openCase);
  routes.post("closeAccountability", "/api/audit/cases/{id}/close", "audit.read", closeCase);
}

}  // namespace medcredit::http
