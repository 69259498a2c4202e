// Effects of the procedures "commitment" and "first-check" (R-COMM-07, 08, 12, 14, 15): first check after an approval,
// investigation of a breach, and the record that comes of the finding.
#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "service/case_effects.h"
#include "service/case_other.h"
#include "service/cases.h"
#include "service/classify.h"
#include "service/commitment_detail.h"
#include "service/commitments.h"
#include "service/list_entries.h"
#include "service/record.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

constexpr std::string_view kCommitmentProcedure = "commitment";
constexpr std::string_view kFirstCheck = "first-check";
constexpr std::string_view kRedList = "red-list";
constexpr std::string_view kBrokenKind = "N07";  // 违反信用承诺

/// The letter of the case; COMM-0020 when somebody opened the case without one.
base::Result<store::CommitmentRow> letterOf(const EffectCall& call) {
  auto& conn = call.context.conn;
  MC_ASSIGN(auto row, store::commitmentOfCase(conn, call.caseId));
  if (!row && call.command != nullptr) {
    MC_ASSIGN(row, store::commitmentByOpening(conn, call.command->key));
  }
  if (!row || (row->caseId && *row->caseId != call.caseId)) return base::fail("COMM-0020", {}, call.after.id);
  return std::move(*row);
}

/// Hands the subject over from approval to supervision (R-COMM-15).
base::Status openFirstCheck(const EffectCall& call) {
  MC_ASSIGN(const auto row, letterOf(call));
  const auto* item = call.context.law.commitments.item(row.item);
  if (item == nullptr || item->firstCheck.empty()) return {};
  const auto detail = LetterDetail::read(row.detail);
  OpenCase request;
  request.procedure = kFirstCheck;
  request.subjectId = call.subjectId;
  request.units = {{"accepting", row.unitId}, {"supervision", detail.supervision}};
  request.key = std::string(call.key) + " first-check";
  request.input.reason = "以承诺方式办理“" + detail.matter + "”，移交监管";
  MC_ASSIGN(const auto opened, openFollowing(call.context, request, "accepting", row.unitId));
  return store::linkCases(call.context.conn, {opened, call.caseId, std::string(kFirstCheck)});
}

/// A paper that did not come in time: the promise is in doubt, nothing is decided yet.
base::Status doubtMissing(const EffectCall& call) {
  MC_ASSIGN(const auto row, letterOf(call));
  MC_ASSIGN(const auto obligations, store::obligationsOf(call.context.conn, row.id));
  for (auto obligation : obligations) {
    if (!obligation.missing || obligation.state != "open") continue;
    obligation.state = "doubted";
    obligation.decidedOn = call.context.clock.today().iso();
    obligation.note = "逾期未补交";
    MC_TRY(store::setObligation(call.context.conn, obligation));
  }
  return {};
}

base::Status openBreach(const EffectCall& call) {
  if (call.procedure.id == kCommitmentProcedure) return doubtMissing(call);
  MC_ASSIGN(const auto parent, store::parentOf(call.context.conn, call.caseId));
  if (!parent) return {};
  MC_ASSIGN(const bool taken, stepOther(call, parent->parentId, "suspect", "accepting", "涉嫌违诺的证据"));
  static_cast<void>(taken);  // an investigation that runs already goes on
  return {};
}

/// Closes the promises and writes state and finding.
base::Status settle(const EffectCall& call, store::CommitmentRow& row, std::string_view state) {
  auto& conn = call.context.conn;
  const bool broken = state != kCommitmentKept;
  const auto detail = LetterDetail::read(row.detail);
  const std::string today = call.context.clock.today().iso();
  MC_ASSIGN(const auto obligations, store::obligationsOf(conn, row.id));
  for (auto obligation : obligations) {
    const bool named = std::find(detail.broken.begin(), detail.broken.end(), obligation.code) != detail.broken.end();
    obligation.state = broken && (named || detail.broken.empty()) ? "broken" : "kept";
    obligation.decidedOn = today;
    MC_TRY(store::setObligation(conn, obligation));
  }
  row.state = state;
  row.foundOn = today;
  row.foundBy = row.unitId;
  MC_TRY(store::setCommitmentState(conn, row));
  return fileFulfilmentRecord(call.context, row);
}

/// 已履行: good information, once, with the day it decays from.
base::Status goodRecord(const EffectCall& call) {
  if (call.procedure.id == kRedList) return enterList(call);
  MC_ASSIGN(auto row, letterOf(call));
  MC_TRY(settle(call, row, kCommitmentKept));
  return journal(call.context, "commitment.kept", publicId('K', row.id),
                 json::serialize(json::object{{"case", call.after.id},
                                              {"record", publicId('R', row.fulfilmentRecordId.value_or(0))}}));
}

/// 未履行: negative information, kind (七). A promise that was false from the start takes the licence with it.
base::Status breachRecord(const EffectCall& call) {
  MC_ASSIGN(auto row, letterOf(call));
  const auto detail = LetterDetail::read(row.detail);
  if (detail.unfulfilled.empty() || detail.accountability.empty()) return base::fail("COMM-0012", {}, call.after.id);
  MC_ASSIGN(const auto obligations, store::obligationsOf(call.context.conn, row.id));
  const bool partly = !detail.broken.empty() && detail.broken.size() < obligations.size() && !detail.untrue;
  MC_TRY(settle(call, row, partly ? kCommitmentPartly : kCommitmentBroken));
  // Of itself a promise kept in part is neither good nor bad; this one was decided to be a breach.
  if (partly && row.fulfilmentRecordId) {
    ClassifyRequest negative;
    negative.recordId = *row.fulfilmentRecordId;
    negative.info = domain::infoClassName(domain::InfoClass::kNegative);
    negative.kind = kBrokenKind;
    negative.reason = "认定违反信用承诺（" + call.after.id + "）";
    MC_TRY(classify(call.context, negative));
  }
  if (detail.untrue) {
    for (const auto id : call.records) {
      MC_TRY(retireRecord(call.context, id, false, "承诺不实，撤销以承诺方式取得的许可（" + call.after.id + "）"));
    }
  }
  return journal(call.context, "commitment.broken", publicId('K', row.id),
                 json::serialize(json::object{{"case", call.after.id},
                                              {"record", publicId('R', row.fulfilmentRecordId.value_or(0))}}));
}

/// Inspected more until the case is closed.
base::Status moreInspection(const EffectCall& call) {
  store::InspectionRaise raise;
  raise.subjectId = call.subjectId;
  raise.caseId = call.caseId;
  raise.fromOn = call.context.clock.today().iso();
  raise.reason = call.reason.empty() ? std::string("违反信用承诺") : std::string(call.reason);
  return store::raiseInspection(call.context.conn, raise);
}

constexpr auto kHandlers = std::to_array<EffectHandler>({
    {"open-first-check", openFirstCheck},
    {"open-breach", openBreach},
    {"good-record", goodRecord},
    {"breach-record", breachRecord},
    {"more-inspection", moreInspection},
});

}  // namespace

std::span<const EffectHandler> commitmentEffects() { return kHandlers; }

}  // namespace medcredit::service
