// Commitments as they are looked at, and what is noted on them between the steps of their case.
#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "base/text.h"
#include "crypto/sm3.h"
#include "service/archive.h"
#include "service/cases.h"
#include "service/commitment_detail.h"
#include "service/commitments.h"
#include "service/scope.h"
#include "service/subject.h"
#include "store/subjects_archive.h"
#include "store/units.h"

namespace medcredit::service {

namespace json = boost::json;

using base::fail;

namespace {

constexpr std::string_view kPublicWord = "社会公开";

base::Status mayLook(Context& context, const store::CommitmentRow& row) {
  const auto& principal = context.principal;
  if (principal.kind == PrincipalKind::kOperator) return {};
  if (principal.kind == PrincipalKind::kSubject) {
    if (principal.subjectId) {
      MC_ASSIGN(const auto own, archiveMembers(context, *principal.subjectId, kEverKnown));
      if (std::find(own.begin(), own.end(), row.subjectId) != own.end()) return {};
    }
    return notFound(publicId('K', row.id));
  }
  MC_ASSIGN(const auto scope, visibleUnits(context));
  if (principal.may("case.read") && scope.contains(row.unitId)) return {};
  return notFound(publicId('K', row.id));
}

base::Result<CommitmentView> viewOf(Context& context, store::CommitmentRow row) {
  CommitmentView view;
  MC_ASSIGN(const auto subject, subjectById(context, row.subjectId));
  view.subjectName = subject.name;
  view.subjectKind = subject.kind;
  MC_ASSIGN(const auto codes, store::subjectIdentifiers(context.conn, subject.id));
  for (const auto& code : codes) {
    const bool wanted = subject.kind == "NP" ? code.kind == "citizen-id" : code.kind == "usc";
    if (wanted && code.to.empty()) view.subjectCode = code.text;
  }
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, row.unitId));
  if (unit) {
    view.unitName = unit->name;
    view.unitCode = unit->usc;
  }
  const auto* letter = context.law.commitments.letter(row.letter);
  view.letterTitle = letter != nullptr ? letter->title : row.letter;
  const auto detail = LetterDetail::read(row.detail);
  view.matter = detail.matter;
  view.text = detail.text;
  view.liability = detail.liability;
  view.remark = detail.remark;
  view.missing = detail.missing;
  view.unfulfilled = detail.unfulfilled;
  view.accountability = detail.accountability;
  view.signatureValid = detail.signatureHolds() && crypto::sm3Hex(detail.text) == row.digest;
  MC_ASSIGN(view.obligations, store::obligationsOf(context.conn, row.id));
  if (row.caseId) {
    MC_ASSIGN(const auto kept, store::getCase(context.conn, *row.caseId));
    if (kept) {
      view.caseNumber = kept->head.number;
      view.caseState = kept->head.state;
      // Cases that end without a finding leave the letter as it was.
      const bool open = row.state == kCommitmentOpen;
      if (open && view.caseState == "withdrawn") row.state = kCommitmentWithdrawn;
      if (open && view.caseState == "ended") row.state = kCommitmentEnded;
    }
  }
  view.row = std::move(row);
  return view;
}

base::Result<store::CommitmentRow> require(Context& context, std::int64_t id) {
  MC_ASSIGN(auto row, store::commitment(context.conn, id));
  if (!row) return notFound(publicId('K', id));
  MC_TRY(mayLook(context, *row));
  return std::move(*row);
}

std::string classLabel(const CommitmentView& view) { return view.subjectKind == "NP" ? "自然人" : "法人及非法人组织"; }

bool hasObligation(const std::vector<store::ObligationRow>& rows, const std::string& code) {
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.code == code; });
}

/// A finding is written while the matter is looked into or decided.
base::Status openForFinding(Context& context, const store::CommitmentRow& row) {
  MC_ASSIGN(const auto kept, keptCase(context, row.caseId.value_or(0)));
  for (const std::string_view state : {"investigating", "hearing", "deciding"}) {
    if (kept.head.state == state) return {};
  }
  return fail("COMM-0016", {{"number", kept.head.number}});
}

}  // namespace

base::Result<CommitmentView> showCommitment(Context& context, std::int64_t id) {
  MC_ASSIGN(auto row, store::commitment(context.conn, id));
  if (!row) return notFound(publicId('K', id));
  // A letter in the making has no case yet; only its maker holds it.
  if (row->caseId) MC_TRY(mayLook(context, *row));
  return viewOf(context, std::move(*row));
}

base::Result<std::vector<CommitmentView>> findCommitments(Context& context, store::CommitmentFilter filter) {
  MC_ASSIGN(filter, narrowedToScope(context, "case.read", std::move(filter)));
  MC_ASSIGN(auto rows, store::listCommitments(context.conn, filter));
  std::vector<CommitmentView> out;
  for (auto& row : rows) {
    MC_ASSIGN(auto view, viewOf(context, std::move(row)));
    out.push_back(std::move(view));
  }
  return out;
}

base::Result<std::vector<CommitmentView>> publicCommitments(Context& context, std::optional<std::int64_t> before,
                                                            std::int64_t limit) {
  store::CommitmentFilter filter;
  filter.publicOnly = true;
  filter.publicWord = kPublicWord;
  filter.before = before;
  filter.limit = limit;
  MC_ASSIGN(auto rows, store::listCommitments(context.conn, filter));
  std::vector<CommitmentView> out;
  for (auto& row : rows) {
    MC_ASSIGN(auto view, viewOf(context, std::move(row)));
    out.push_back(std::move(view));
  }
  return out;
}

FieldList commitmentFields(const CommitmentView& view) {
  const auto& row = view.row;
  return {{"承诺人名称", view.subjectName},
          {"承诺人类别", classLabel(view)},
          {"承诺人代码", view.subjectCode},
          {"承诺类型", row.type},
          {"承诺事由", view.matter},
          {"承诺内容", view.text},
          {"违诺责任", view.liability},
          {"承诺作出日期", row.madeOn},
          {"承诺有效期", row.validTo},
          {"承诺受理单位", view.unitName},
          {"承诺受理单位统一社会信用代码", view.unitCode},
          {"公开类型", view.subjectKind == "NP" ? std::string("授权查询") : row.publicity},
          {"承诺文件", publicId('K', row.id) + " " + row.digest},
          {"备注", view.remark}};
}

FieldList fulfilmentFields(const CommitmentView& view) {
  const auto& row = view.row;
  if (row.foundOn.empty()) return {};
  return {{"承诺人名称", view.subjectName},
          {"承诺人类别", classLabel(view)},
          {"承诺人代码", view.subjectCode},
          {"承诺类型", row.type},
          {"承诺事由", view.matter},
          {"承诺作出日期", row.madeOn},
          {"承诺履行状态", row.state},
          {"未履行的承诺内容", view.unfulfilled},
          {"违诺责任追究内容", view.accountability},
          {"履约践诺情况认定日期", row.foundOn},
          {"履约践诺情况认定单位", view.unitName},
          {"履约践诺情况认定单位统一社会信用代码", view.unitCode},
          {"公开类型", row.publicity},
          {"备注", view.caseNumber}};
}

base::Status noteFinding(Context& context, std::int64_t commitmentId, const Finding& finding) {
  MC_ASSIGN(auto row, require(context, commitmentId));
  MC_TRY(openForFinding(context, row));
  auto detail = LetterDetail::read(row.detail);
  detail.unfulfilled = base::cleanText(finding.unfulfilled);
  detail.accountability = base::cleanText(finding.accountability);
  if (detail.unfulfilled.empty() || detail.accountability.empty()) return fail("COMM-0012", {}, "unfulfilled");
  MC_ASSIGN(const auto obligations, store::obligationsOf(context.conn, row.id));
  for (const auto& code : finding.obligations) {
    if (!hasObligation(obligations, code)) return fail("COMM-0013", {{"obligation", code}}, "obligations");
  }
  detail.broken = finding.obligations;
  detail.untrue = finding.untrue;
  row.detail = detail.json();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::setCommitmentState(context.conn, row));
  MC_TRY(journal(context, "commitment.finding", publicId('K', row.id),
                 json::serialize(json::object{{"broken", finding.obligations.size()}, {"untrue", finding.untrue}})));
  return transaction.commit();
}

base::Status noteVerdicts(Context& context, std::int64_t commitmentId, const std::vector<Verdict>& verdicts) {
  MC_ASSIGN(const auto row, require(context, commitmentId));
  MC_ASSIGN(auto obligations, store::obligationsOf(context.conn, row.id));
  const std::string today = context.clock.today().iso();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  for (const auto& verdict : verdicts) {
    const auto found = std::find_if(obligations.begin(), obligations.end(),
                                    [&](const auto& one) { return one.code == verdict.obligation; });
    if (found == obligations.end()) return fail("COMM-0013", {{"obligation", verdict.obligation}}, "obligations");
    if (found->state == "broken") return fail("COMM-0017", {{"obligation", found->text}}, "obligations");
    // Whether a promise is broken is decided in the case, after the subject was heard; here it is only doubted.
    found->state = verdict.kept ? "kept" : "doubted";
    found->decidedOn = today;
    found->note = base::cleanText(verdict.note);
    MC_TRY(store::setObligation(context.conn, *found));
  }
  MC_TRY(journal(context, "commitment.verdict", publicId('K', row.id),
                 json::serialize(json::object{{"count", verdicts.size()}})));
  return transaction.commit();
}

base::Result<std::vector<ItemProgress>> itemProgress(Context& context) {
  constexpr std::int64_t kMost = 100000;
  store::CommitmentFilter filter;
  filter.limit = kMost;
  MC_ASSIGN(const auto rows, store::listCommitments(context.conn, filter));
  std::map<std::string, std::int64_t> counts;
  for (const auto& row : rows) ++counts[row.item];
  std::vector<ItemProgress> out;
  for (const auto& item : context.law.commitments.items) {
    out.push_back({item.id, item.name, item.notice, counts[item.id]});
  }
  return out;
}

base::Result<store::PledgeRow> makePledge(Context& context, const std::string& letter, const std::string& unit,
                                          const std::string& matter) {
  const auto* known = context.law.commitments.letter(letter);
  if (known == nullptr) return fail("COMM-0001", {{"letter", letter}}, "letter");
  if (!known->unitOwn) return fail("COMM-0018", {{"letter", known->title}}, "letter");
  MC_TRY(requireUnit(context, unit));
  MC_ASSIGN(const auto own, store::findUnit(context.conn, unit));
  if (!own) return fail("STOR-0021", {{"unit", unit}}, "unit");
  store::PledgeRow row;
  row.unitId = unit;
  row.letter = letter;
  row.matter = base::cleanText(matter);
  if (row.matter.empty()) return fail("COMM-0006", {}, "matter");
  row.madeOn = context.clock.today().iso();
  MC_ASSIGN(const auto term, domain::parseDuration(known->term));
  row.validTo = term.after(context.clock.today()).plusDays(-1).iso();
  row.content = known->title + "\n" + own->name + "就“" + row.matter + "”向社会郑重承诺：";
  for (const auto& promise : known->obligations) row.content += promise.text + "。";
  row.digest = crypto::sm3Hex(row.content);
  row.actor = context.actor;
  row.recordedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertPledge(context.conn, row));
  MC_TRY(journal(context, "pledge.make", unit,
                 json::serialize(json::object{{"letter", letter}, {"version", row.version}, {"digest", row.digest}})));
  MC_TRY(transaction.commit());
  return row;
}

}  // namespace medcredit::service
