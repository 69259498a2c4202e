#include "service/papers.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/text.h"
#include "crypto/sm2.h"
#include "crypto/sm3.h"
#include "service/archive.h"
#include "service/evidence.h"
#include "service/evidence_head.h"
#include "service/paper_check.h"
#include "service/paper_sources.h"
#include "service/scope.h"
#include "service/subject.h"
#include "store/units.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

constexpr std::string_view kMayRead = "paper.read";

/// Sixteen characters that can be read aloud, 80 bits: "7KQ2-M9XA-34TD-RW8Z".
std::string freshCode(base::Random& random) {
  constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  constexpr std::size_t kCharacters = 16;
  constexpr std::size_t kGroup = 4;
  const auto bytes = random.bytes(kCharacters);
  std::string out;
  for (std::size_t i = 0; i < kCharacters; ++i) {
    if (i != 0 && i % kGroup == 0) out += '-';
    out += kLetters[static_cast<unsigned char>(bytes[i]) % kLetters.size()];
  }
  return out;
}

base::Result<std::string> organOf(Context& context, const std::string& unitId) {
  if (unitId.empty()) return context.law.papers.organ;
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, unitId));
  return unit ? unit->name : context.law.papers.organ;
}

/// "hainan/audit/1 第1288条 5f0c3a9d21e4b7aa": where the log stood when the paper was made.
base::Result<std::string> evidenceText(Context& context) {
  MC_ASSIGN(const auto head, newestHead(context));
  if (!head) return std::string();
  constexpr std::size_t kShown = 8;
  const std::string root(head->head.root.begin(), head->head.root.end());
  return head->head.origin + "　第 " + std::to_string(head->head.size) + " 条　" +
         crypto::toHex(std::string_view(root).substr(0, kShown));
}

/// Subject whose key seals what is said of it; 0 for organisations.
base::Result<std::int64_t> personOf(Context& context, const std::optional<std::int64_t>& subjectId) {
  if (!subjectId) return std::int64_t{0};
  MC_ASSIGN(const auto subject, subjectById(context, *subjectId));
  return subject.kind == "NP" ? subject.id : 0;
}

base::Status leaveTrace(Context& context, const store::PaperRow& row) {
  Act act;
  act.action = "paper.issue";
  act.objectType = "paper";
  act.objectId = publicId('P', row.id);
  act.subjectId = row.subjectId;
  act.detailJson = json::serialize(
      json::object{{"paper", row.paper}, {"version", row.version}, {"number", row.number}, {"digest", row.digest}});
  return appendEvidence(context, act);
}

base::Result<store::PaperRow> rowOf(Context& context, const PaperOrder& order,
                                    const jurisdiction::PaperTemplate& paper) {
  store::PaperRow row;
  row.paper = paper.id;
  row.version = paper.version;
  row.title = paper.title;
  row.series = paper.series;
  row.subjectId = order.subjectId;
  row.recordId = order.recordId;
  row.caseId = order.caseId;
  row.unitId = order.unitId;
  row.issuedOn = context.clock.today().iso();
  row.issuedAt = context.clock.now();
  row.actor = context.actor;
  row.orderKey = order.key;
  row.served = paper.served;
  row.code = freshCode(context.random);
  MC_ASSIGN(row.organ, organOf(context, order.unitId));
  MC_ASSIGN(row.id, store::reserveIds(context.conn, "paper", 1));
  if (!row.series.empty()) {
    row.year = context.clock.today().year();
    MC_ASSIGN(row.count, store::nextPaperNumber(context.conn, row.series, row.year));
    row.number = papers::numberText(paper, context.law.papers.word, row.year, row.count);
  }
  return row;
}

base::Status closeOld(Context& context, std::int64_t old, std::optional<std::int64_t> successor,
                      std::string_view reason) {
  MC_ASSIGN(const auto row, store::getPaper(context.conn, old));
  if (!row) return base::fail("PAPR-0020", {{"paper", publicId('P', old)}});
  if (row->state != "current") return base::fail("PAPR-0022", {{"number", row->number}});
  if (base::trim(reason).empty()) return base::fail("PAPR-0027", {}, "reason");
  MC_TRY(store::closePaper(context.conn, old, successor, reason, context.clock.now()));
  json::object detail{{"number", row->number}, {"reason", reason}};
  if (successor) detail["successor"] = publicId('P', *successor);
  return journal(context, successor ? "paper.supersede" : "paper.revoke", publicId('P', old), json::serialize(detail));
}

}  // namespace

base::Result<IssuedPaper> issuePaper(Context& context, const PaperOrder& order) {
  if (!order.key.empty()) {
    MC_ASSIGN(const auto before, store::findPaperByOrder(context.conn, order.key));
    if (before) return IssuedPaper{before->id, before->number, before->code, before->title, true};
  }
  const auto* paper = context.law.papers.find(order.paper);
  if (paper == nullptr) return base::fail("PAPR-0010", {{"paper", order.paper}});
  MC_ASSIGN(const auto values, paperValues(context, *paper, order));
  // Filled once without number, so that a paper that cannot be made takes none.
  papers::Head head{context.law.id, context.law.papers.organ, {}, {}, {}, context.clock.today()};
  MC_TRY(papers::fill(*paper, values, head));
  MC_ASSIGN(auto row, rowOf(context, order, *paper));
  head.organ = row.organ;
  head.number = row.number;
  head.code = row.code;
  MC_ASSIGN(head.evidence, evidenceText(context));
  MC_ASSIGN(const auto document, papers::fill(*paper, values, head));
  const auto content = papers::contentOf(document);
  MC_ASSIGN(const auto key, crypto::Sm2PrivateKey::fromPem(context.keys.signingPem()));
  row.digest = crypto::sm3Hex(content);
  row.signature = crypto::toHex(key.sign(papers::signedText(content)));
  row.keyId = key.publicKey().fingerprint();
  MC_ASSIGN(const auto person, personOf(context, order.subjectId));
  MC_TRY(store::insertPaper(context.conn, row, content, person));
  MC_TRY(leaveTrace(context, row));
  return IssuedPaper{row.id, row.number, row.code, row.title, false};
}

base::Result<IssuedPaper> issuePaperNow(Context& context, const PaperOrder& order) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto issued, issuePaper(context, order));
  MC_TRY(transaction.commit());
  return issued;
}

base::Result<IssuedPaper> supersedePaper(Context& context, std::int64_t old, const PaperOrder& order,
                                         std::string_view reason) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto issued, issuePaper(context, order));
  MC_TRY(closeOld(context, old, issued.id, reason));
  MC_TRY(transaction.commit());
  return issued;
}

base::Status revokePaper(Context& context, std::int64_t id, std::string_view reason) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(closeOld(context, id, std::nullopt, reason));
  return transaction.commit();
}

base::Result<KeptPaper> keptPaper(Context& context, std::int64_t id) {
  MC_ASSIGN(auto row, store::getPaper(context.conn, id));
  if (!row) return base::fail("PAPR-0020", {{"paper", publicId('P', id)}});
  KeptPaper out;
  out.row = std::move(*row);
  MC_ASSIGN(out.content, store::paperContent(context.conn, id));
  MC_ASSIGN(const auto key, logPublicKey(context.keys));
  const auto altered = [&] { return base::fail("PAPR-0021", {{"number", out.row.number}}, publicId('P', id)); };
  if (crypto::sm3Hex(out.content) != out.row.digest) return altered();
  if (!key.verify(papers::signedText(out.content), bytesOfHex(out.row.signature))) return altered();
  MC_ASSIGN(out.document, papers::readContent(out.content));
  const auto& said = out.document;
  const bool same = said.number == out.row.number && said.code == out.row.code && said.title == out.row.title &&
                    said.organ == out.row.organ && said.date == out.row.issuedOn && said.paper == out.row.paper;
  if (!same) return altered();
  if (out.row.successorId) {
    MC_ASSIGN(const auto next, store::getPaper(context.conn, *out.row.successorId));
    if (next) out.successor = next->number.empty() ? "《" + next->title + "》（" + next->issuedOn + "）" : next->number;
  }
  return out;
}

base::Result<store::PaperFilter> visiblePapers(Context& context, store::PaperFilter filter) {
  const auto& principal = context.principal;
  if (principal.kind == PrincipalKind::kOperator) return filter;
  if (principal.kind == PrincipalKind::kSubject) {
    filter.subjects.emplace();
    if (principal.subjectId) {
      MC_ASSIGN(*filter.subjects, archiveMembers(context, *principal.subjectId, kEverKnown));
    }
    return filter;
  }
  MC_TRY(requirePermission(context, kMayRead));
  MC_ASSIGN(auto scope, visibleUnits(context));
  if (!scope.all) filter.units = std::move(scope.units);
  return filter;
}

base::Result<KeptPaper> requirePaper(Context& context, std::int64_t id) {
  MC_ASSIGN(const auto row, store::getPaper(context.conn, id));
  if (!row) return notFound(publicId('P', id));
  MC_ASSIGN(const auto filter, visiblePapers(context, {}));
  const auto within = [](const auto& list, const auto& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  if (filter.units && !within(*filter.units, row->unitId)) return notFound(publicId('P', id));
  if (filter.subjects && !(row->subjectId && within(*filter.subjects, *row->subjectId))) {
    return notFound(publicId('P', id));
  }
  return keptPaper(context, id);
}

}  // namespace medcredit::service
