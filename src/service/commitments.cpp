#include "service/commitments.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/base64.h"
#include "base/text.h"
#include "crypto/sm2.h"
#include "crypto/sm3.h"
#include "domain/subject.h"
#include "service/cases.h"
#include "service/commitment_detail.h"
#include "service/subject.h"
#include "store/subjects_archive.h"
#include "store/units.h"
#include "store/whole.h"
#include "workflow/case.h"

namespace medcredit::service {

namespace json = boost::json;

using base::fail;
using jurisdiction::CommitmentItem;
using jurisdiction::LetterTemplate;

namespace {

constexpr std::string_view kProcedure = "commitment";
constexpr std::string_view kByKey = "sm2";
constexpr std::string_view kByPlatform = "platform";
constexpr std::string_view kByPaper = "paper";

/// Letter, item and subject that belong together.
struct Basis {
  const LetterTemplate* letter = nullptr;
  const CommitmentItem* item = nullptr;
  store::SubjectRow subject;
  store::Unit unit;
};

base::Status suits(Context& context, const Basis& basis) {
  const auto kind = domain::subjectKindFromCode(basis.subject.kind);
  const auto& kinds = basis.letter->subjects;
  if (!kind || std::find(kinds.begin(), kinds.end(), *kind) == kinds.end()) {
    return fail("COMM-0003", {{"letter", basis.letter->title}}, "subject");
  }
  if (basis.item == nullptr || basis.item->categories.empty()) return {};
  MC_ASSIGN(const auto categories, store::subjectCategories(context.conn, basis.subject.id));
  const bool any = std::any_of(categories.begin(), categories.end(), [&](const std::string& category) {
    const auto& wanted = basis.item->categories;
    return std::find(wanted.begin(), wanted.end(), category) != wanted.end();
  });
  if (any) return {};
  return fail("COMM-0004", {{"item", basis.item->name}}, "subject");
}

base::Result<Basis> basisOf(Context& context, const LetterRequest& request) {
  Basis basis;
  const auto& rules = context.law.commitments;
  if (!request.item.empty()) {
    basis.item = rules.item(request.item);
    if (basis.item == nullptr) return fail("COMM-0002", {{"item", request.item}}, "item");
  }
  std::string name = request.letter;
  if (name.empty() && basis.item != nullptr) name = request.missing.empty() ? basis.item->letter : "missing-papers";
  basis.letter = rules.letter(name);
  if (basis.letter == nullptr || basis.letter->unitOwn) return fail("COMM-0001", {{"letter", name}}, "letter");
  MC_ASSIGN(basis.subject, subjectById(context, request.subjectId));
  const auto state = domain::subjectStateFromName(basis.subject.state);
  if (basis.subject.mergedInto || (state && domain::isEnded(*state))) {
    return fail("COMM-0014", {{"subject", publicId('S', basis.subject.id)}}, "subject");
  }
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, request.unit));
  if (!unit) return fail("STOR-0021", {{"unit", request.unit}}, "unit");
  basis.unit = *unit;
  MC_TRY(suits(context, basis));
  return basis;
}

/// Papers may be missing only where the item says so.
base::Status checkMissing(const Basis& basis, const LetterRequest& request) {
  for (const auto& paper : request.missing) {
    const bool allowed = basis.item != nullptr && std::find(basis.item->mayMiss.begin(), basis.item->mayMiss.end(),
                                                            paper) != basis.item->mayMiss.end();
    if (!allowed) return fail("COMM-0005", {{"paper", paper}}, "missing");
  }
  return {};
}

std::string codeOf(Context& context, std::int64_t subject) {
  const auto codes = store::subjectIdentifiers(context.conn, subject);
  if (!codes.ok()) return {};
  for (const auto& code : *codes) {
    if (code.kind == "usc" && code.to.empty()) return code.text;
  }
  return {};
}

store::ObligationRow obligationOf(const Context& context, const jurisdiction::LetterObligation& promise,
                                  base::CivilDate madeOn, base::CivilDate validTo) {
  store::ObligationRow row;
  row.code = promise.id;
  row.text = promise.text;
  row.missing = promise.missing;
  row.state = "open";
  if (promise.due == jurisdiction::kAtEnd) row.dueOn = validTo.iso();
  if (const auto* clock = context.law.clock(promise.due)) {
    row.dueOn = domain::computeDue(*clock, madeOn, context.law.calendar).date.iso();
  }
  return row;
}

/// What is promised: the template's, and one promise for each missing paper.
std::vector<store::ObligationRow> obligationsFor(const Context& context, const Basis& basis,
                                                 const LetterRequest& request, base::CivilDate madeOn,
                                                 base::CivilDate validTo) {
  std::vector<store::ObligationRow> rows;
  for (const auto& promise : basis.letter->obligations) {
    if (!promise.missing) rows.push_back(obligationOf(context, promise, madeOn, validTo));
  }
  for (const auto& paper : request.missing) {
    jurisdiction::LetterObligation promise;
    promise.id = "supply-" + std::to_string(rows.size() + 1);
    promise.text = "补交“" + paper + "”";
    promise.due = basis.item->missingClock;
    promise.missing = true;
    rows.push_back(obligationOf(context, promise, madeOn, validTo));
  }
  std::int64_t no = 0;
  for (auto& row : rows) row.no = ++no;
  return rows;
}

std::string promisesText(const std::vector<store::ObligationRow>& rows) {
  std::string out;
  for (const auto& row : rows) {
    out += (out.empty() ? "" : "；") + std::to_string(row.no) + ". " + row.text;
    if (!row.dueOn.empty()) out += "（" + row.dueOn + " 前）";
  }
  return out;
}

void replaceAll(std::string& text, const std::string& field, const std::string& value) {
  const std::string mark = "{" + field + "}";
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) {
    text.replace(at, mark.size(), value);
  }
}

std::string matterOf(const Basis& basis, const LetterRequest& request) {
  const std::string matter = base::cleanText(request.matter);
  return matter.empty() && basis.item != nullptr ? basis.item->name : matter;
}

base::Result<RenderedLetter> rendered(Context& context, const Basis& basis, const LetterRequest& request) {
  MC_TRY(checkMissing(basis, request));
  const std::string matter = matterOf(basis, request);
  if (matter.empty()) return fail("COMM-0006", {}, "matter");
  RenderedLetter out;
  out.madeOn = context.clock.today();
  MC_ASSIGN(const auto term, domain::parseDuration(basis.letter->term));
  out.validTo = term.after(out.madeOn).plusDays(-1);
  out.obligations = obligationsFor(context, basis, request, out.madeOn, out.validTo);
  std::string body = basis.letter->text;
  replaceAll(body, "事项", matter);
  replaceAll(body, "承诺人", basis.subject.name);
  replaceAll(body, "代码", codeOf(context, basis.subject.id));
  replaceAll(body, "受理单位", basis.unit.name);
  replaceAll(body, "作出日期", out.madeOn.iso());
  replaceAll(body, "有效期", out.validTo.iso());
  replaceAll(body, "履约事项", promisesText(out.obligations));
  out.text = basis.letter->title + "\n" + body + "\n违诺责任：" + basis.letter->liability + "\n承诺书版本：" +
             basis.letter->version + "\n";
  out.digest = crypto::sm3Hex(out.text);
  return out;
}

/// The legal representative or person in charge signs for an organisation; a person for itself (R-COMM-03).
base::Status mayHoldPen(Context& context, const Basis& basis, const std::string& signer) {
  const auto notHolder = [&] {
    return fail("COMM-0009", {{"signer", signer}, {"role", basis.letter->signer}}, "signer");
  };
  if (signer.empty()) return notHolder();
  if (basis.subject.kind == "NP") {
    if (signer == basis.subject.name) return {};
    return notHolder();
  }
  MC_ASSIGN(const auto roles, store::subjectRoles(context.conn, basis.subject.id));
  const std::string today = context.clock.today().iso();
  const bool holds = std::any_of(roles.begin(), roles.end(), [&](const store::RoleRow& role) {
    const bool now = (role.from.empty() || role.from <= today) && (role.to.empty() || today <= role.to);
    return role.orgId == basis.subject.id && role.personName == signer && now &&
           (role.role == "R1" || role.role == "R2");
  });
  if (holds) return {};
  return notHolder();
}

/// Checks or makes the signature over the text.
base::Status sign(Context& context, const Basis& basis, const RenderedLetter& text, const NewCommitment& request,
                  LetterDetail& detail) {
  if (request.how == kByPaper) {
    if (basis.letter->electronic) return fail("COMM-0010", {{"letter", basis.letter->title}}, "how");
    if (request.scan.empty()) return fail("COMM-0011", {}, "scan");
    detail.scan = request.scan;
    return {};
  }
  if (request.how == kByPlatform) {
    // The account answers for the signature: the platform signs what that account has confirmed.
    const auto who = context.principal.kind;
    if (who != PrincipalKind::kSubject && who != PrincipalKind::kOperator) return fail("COMM-0008", {}, "how");
    MC_ASSIGN(const auto key, crypto::Sm2PrivateKey::fromPem(context.keys.signingPem()));
    detail.statement = text.text + "签署账号：" + context.actor + "\n";
    detail.signature = base::toBase64(key.sign(detail.statement));
    detail.publicKey = base::toBase64(key.publicKey().point());
    return {};
  }
  const auto point = base::fromBase64(request.publicKey);
  const auto signature = base::fromBase64(request.signature);
  if (request.how != kByKey || !point || !signature) return fail("COMM-0008", {}, "signature");
  const auto key = crypto::Sm2PublicKey::fromPoint(*point);
  if (!key.ok() || !key->verify(text.text, *signature)) return fail("COMM-0008", {}, "signature");
  detail.statement = text.text;
  detail.signature = request.signature;
  detail.publicKey = request.publicKey;
  return {};
}

store::CommitmentRow rowOf(Context& context, const Basis& basis, const RenderedLetter& text,
                           const NewCommitment& request) {
  store::CommitmentRow row;
  row.openingKey = request.key;
  row.subjectId = basis.subject.id;
  row.unitId = basis.unit.id;
  row.letter = basis.letter->id;
  row.letterVersion = basis.letter->version;
  row.letterDigest = basis.letter->digest;
  row.type = basis.letter->type;
  row.item = basis.item != nullptr ? basis.item->id : std::string();
  row.madeOn = text.madeOn.iso();
  row.validTo = text.validTo.iso();
  row.publicity = basis.letter->publicity;
  row.market = basis.letter->market;
  if (!request.externalId.empty()) row.externalKey = request.externalSystem + "|" + request.externalId;
  row.education = request.education;
  row.signedHow = request.how;
  row.signer = request.signer;
  row.digest = text.digest;
  row.state = kCommitmentOpen;
  row.actor = context.actor;
  row.recordedAt = context.clock.now();
  return row;
}

/// What the opening step asks for was checked above; it is named here so that the engine finds it.
base::Result<OpenCase> caseFor(Context& context, const Basis& basis, const RenderedLetter& text,
                               const NewCommitment& request) {
  OpenCase open;
  open.procedure = kProcedure;
  open.subjectId = basis.subject.id;
  open.records = request.records;
  open.step = request.letter.missing.empty() ? "promise" : "promise-tolerated";
  open.units["accepting"] = basis.unit.id;
  open.key = request.key;
  open.input.papers = {"letter"};
  open.input.until = text.validTo;
  MC_ASSIGN(const auto* set, procedures(context));
  const auto* procedure = set->find(kProcedure);
  const auto* step = procedure == nullptr ? nullptr : procedure->step(open.step);
  if (step == nullptr) return fail("CASE-0002", {{"procedure", std::string(kProcedure)}});
  open.input.attachments = step->attachments;
  if (!request.scan.empty() && !step->attachments.empty()) open.input.files[step->attachments.front()] = request.scan;
  if (!request.authority.empty()) open.input.files[std::string(workflow::kPowerOfAttorney)] = request.authority;
  std::string papers;
  for (const auto& paper : request.letter.missing) papers += (papers.empty() ? "" : "、") + paper;
  if (!papers.empty()) open.input.reason = "容缺受理，缺少：" + papers;
  return open;
}

base::Result<CommitmentDone> doneOf(Context& context, const store::CommitmentRow& row, bool known) {
  CommitmentDone done{row.id, row.caseId.value_or(0), {}, known};
  MC_ASSIGN(const auto kept, keptCase(context, done.caseId));
  done.caseNumber = kept.head.number;
  return done;
}

/// The letter the licence system sent before (R-COMM-04): the same one is answered, another one refused.
base::Result<std::optional<CommitmentDone>> sentBefore(Context& context, const NewCommitment& request,
                                                       const std::string& digest) {
  std::optional<store::CommitmentRow> row;
  if (!request.externalId.empty()) {
    MC_ASSIGN(row, store::commitmentByExternal(context.conn, request.externalSystem + "|" + request.externalId));
    if (row && (row->subjectId != request.letter.subjectId || row->digest != digest)) {
      return fail("COMM-0015", {{"id", request.externalId}}, "externalId");
    }
  }
  if (!row) {
    MC_ASSIGN(row, store::commitmentByOpening(context.conn, request.key));
    if (row && row->digest != digest) return fail("WFLW-0034", {{"key", request.key}}, "key");
  }
  if (!row) return std::optional<CommitmentDone>();
  MC_ASSIGN(auto done, doneOf(context, *row, true));
  return std::optional(std::move(done));
}

}  // namespace

base::Result<RenderedLetter> renderLetter(Context& context, const LetterRequest& request) {
  MC_ASSIGN(const auto basis, basisOf(context, request));
  return rendered(context, basis, request);
}

base::Result<CommitmentDone> makeCommitment(Context& context, const NewCommitment& request) {
  MC_ASSIGN(const auto basis, basisOf(context, request.letter));
  MC_ASSIGN(const auto text, rendered(context, basis, request.letter));
  MC_ASSIGN(const auto before, sentBefore(context, request, text.digest));
  if (before) return *before;
  if (request.education != basis.letter->education) {
    return fail("COMM-0007", {{"edition", basis.letter->education}}, "education");
  }
  MC_TRY(mayHoldPen(context, basis, request.signer));
  LetterDetail detail;
  MC_TRY(sign(context, basis, text, request, detail));
  detail.matter = matterOf(basis, request.letter);
  detail.text = text.text;
  detail.liability = basis.letter->liability;
  detail.remark = base::cleanText(request.remark);
  detail.missing = request.letter.missing;
  detail.supervision = request.supervision.empty() ? basis.unit.id : request.supervision;
  MC_ASSIGN(auto transaction, store::startWhole(context.conn));
  auto row = rowOf(context, basis, text, request);
  row.detail = detail.json();
  MC_TRY(store::insertCommitment(context.conn, row, text.obligations));
  MC_ASSIGN(const auto open, caseFor(context, basis, text, request));
  MC_ASSIGN(const auto opened, openCase(context, open));
  row.caseId = opened.caseId;
  MC_TRY(store::setCommitmentCase(context.conn, row.id, opened.caseId));
  MC_TRY(fileCommitmentRecord(context, row));
  const json::object trace{{"letter", row.letter},
                           {"version", row.letterVersion},
                           {"digest", row.digest},
                           {"signed", row.signedHow},
                           {"case", publicId('C', opened.caseId)}};
  MC_TRY(journal(context, "commitment.make", publicId('K', row.id), json::serialize(trace)));
  MC_TRY(transaction.commit());
  return doneOf(context, row, false);
}

}  // namespace medcredit::service
