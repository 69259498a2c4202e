#include "service/statements.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"
#include "domain/publicity.h"
#include "domain/record.h"
#include "service/archive.h"
#include "service/evidence.h"
#include "service/notices.h"
#include "service/scope.h"
#include "service/sealing.h"
#include "store/records.h"
#include "store/units.h"

namespace medcredit::service {

namespace json = boost::json;

using base::fail;

namespace {

constexpr char kLetter = 'X';

std::string stateWord(std::string_view state) {
  if (state == "filed") return "待处理";
  if (state == "accepted") return "已展示";
  return state == "declined" ? "未予展示" : "已撤回";
}

base::Result<std::vector<std::int64_t>> ownSubjects(Context& context) {
  const auto& principal = context.principal;
  if (principal.kind != PrincipalKind::kSubject || !principal.subjectId) {
    return fail("ACCS-0401", {{"object", "本人的信用档案"}});
  }
  return archiveMembers(context, *principal.subjectId, kEverKnown);
}

bool among(const std::vector<std::int64_t>& ids, std::int64_t id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// A live record the subject may see of itself.
base::Result<store::RecordHead> ownRecord(Context& context, std::int64_t recordId) {
  MC_ASSIGN(const auto own, ownSubjects(context));
  MC_ASSIGN(auto head, store::getRecord(context.conn, recordId));
  const bool live = head && head->state == domain::recordStateName(domain::RecordState::kLive);
  if (!live || head->internalOnly || !among(own, head->subjectId)) return notFound(publicId('R', recordId));
  MC_ASSIGN(const bool closed, closedTo(context, recordId));
  if (closed) return notFound(publicId('R', recordId));
  return std::move(*head);
}

base::Status checkWords(const std::string& text) {
  const auto length = base::codePoints(text);
  if (length == 0 || length > kLongestStatement) {
    return fail("CASE-0016", {{"most", std::to_string(kLongestStatement)}}, "text");
  }
  if (domain::maskPersonalNumbers(text) != text) return fail("CASE-0015", {}, "text");
  return {};
}

base::Result<StatementView> viewOf(Context& context, store::StatementRow row) {
  StatementView view;
  MC_ASSIGN(const auto head, store::getRecord(context.conn, row.recordId));
  if (head) {
    const auto* entry = context.law.entry(head->entry);
    view.entryName = entry != nullptr ? entry->name : head->entry;
    view.documentNo = head->documentNo;
  }
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, row.unitId));
  view.unitName = unit ? unit->name : row.unitId;
  view.row = std::move(row);
  return view;
}

base::Result<std::vector<StatementView>> viewsOf(Context& context, std::vector<store::StatementRow> rows) {
  std::vector<StatementView> out;
  for (auto& row : rows) {
    MC_ASSIGN(auto view, viewOf(context, std::move(row)));
    out.push_back(std::move(view));
  }
  return out;
}

/// The entry names record and act, never the words.
base::Status noteAct(Context& context, std::string_view action, const store::StatementRow& row) {
  Act act;
  act.action = action;
  act.objectType = "statement";
  act.objectId = publicId(kLetter, row.id);
  act.subjectId = row.subjectId;
  act.fields = publicId('R', row.recordId);
  act.detailJson = json::serialize(json::object{{"state", row.state}, {"reason", row.reason}});
  return appendEvidence(context, act);
}

base::Status tellDecision(Context& context, const store::StatementRow& row) {
  const auto name = publicId(kLetter, row.id);
  return tellSubject(context, {.subjectId = row.subjectId,
                               .unit = row.unitId,
                               .kind = std::string(kNoticeStatement),
                               .text = "您对记录 " + publicId('R', row.recordId) + " 的陈述：" + stateWord(row.state) +
                                       (row.state == "declined" ? "，理由见陈述页面" : ""),
                               .object = name,
                               .source = "statement " + name + " " + row.state});
}

base::Error wrongState(const store::StatementRow& row) {
  return fail("CASE-0017", {{"statement", publicId(kLetter, row.id)}, {"state", stateWord(row.state)}});
}

}  // namespace

base::Result<StatementView> fileStatement(Context& context, std::int64_t recordId, const std::string& text) {
  MC_ASSIGN(const auto head, ownRecord(context, recordId));
  const bool adverse = head.nature == domain::natureName(domain::Nature::kNegative) ||
                       head.infoClass == domain::infoClassName(domain::InfoClass::kNegative);
  if (!adverse) return fail("CASE-0013", {{"record", publicId('R', recordId)}}, "record");
  store::StatementRow row;
  row.text = base::cleanText(text);
  MC_TRY(checkWords(row.text));
  row.recordId = recordId;
  row.subjectId = head.subjectId;
  row.unitId = head.unitId;
  row.state = "filed";
  row.filedBy = context.actor;
  row.filedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const bool first, store::insertStatement(context.conn, row));
  if (!first) return fail("CASE-0014", {{"record", publicId('R', recordId)}}, "record");
  MC_TRY(noteAct(context, "statement.file", row));
  const auto name = publicId(kLetter, row.id);
  MC_TRY(tellUnit(context, row.unitId, kNoticeStatement,
                  "当事人对记录 " + publicId('R', recordId) + " 提交了陈述（" + name + "），请决定是否在记录旁展示",
                  "statement " + name));
  MC_TRY(transaction.commit());
  return viewOf(context, std::move(row));
}

base::Result<StatementView> withdrawStatement(Context& context, std::int64_t id) {
  MC_ASSIGN(const auto own, ownSubjects(context));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto row, store::statement(context.conn, id));
  if (!row || !among(own, row->subjectId)) return notFound(publicId(kLetter, id));
  if (row->state != "filed" && row->state != "accepted") return wrongState(*row);
  const std::string before = row->state;
  row->state = "withdrawn";
  row->withdrawnAt = context.clock.now();
  MC_ASSIGN(const bool moved, store::moveStatement(context.conn, *row, before));
  if (!moved) return wrongState(*row);
  MC_TRY(noteAct(context, "statement.withdraw", *row));
  MC_TRY(transaction.commit());
  return viewOf(context, std::move(*row));
}

base::Result<StatementView> decideStatement(Context& context, std::int64_t id, bool accepted,
                                            const std::string& reason) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto row, store::statement(context.conn, id));
  if (!row) return notFound(publicId(kLetter, id));
  if (!requireInScope(context, row->recordId).ok()) return notFound(publicId(kLetter, id));
  if (row->state != "filed") return wrongState(*row);
  row->reason = base::cleanText(reason);
  if (!accepted && row->reason.empty()) return fail("CASE-0018", {}, "reason");
  row->state = accepted ? "accepted" : "declined";
  row->decidedBy = context.actor;
  row->decidedAt = context.clock.now();
  MC_ASSIGN(const bool moved, store::moveStatement(context.conn, *row, "filed"));
  if (!moved) return wrongState(*row);
  MC_TRY(noteAct(context, accepted ? "statement.accept" : "statement.decline", *row));
  MC_TRY(tellDecision(context, *row));
  MC_TRY(transaction.commit());
  return viewOf(context, std::move(*row));
}

base::Result<std::vector<StatementView>> myStatements(Context& context) {
  constexpr std::int64_t kMost = 500;
  store::StatementFilter filter;
  MC_ASSIGN(filter.subjects, ownSubjects(context));
  filter.limit = kMost;
  MC_ASSIGN(auto rows, store::listStatements(context.conn, filter));
  return viewsOf(context, std::move(rows));
}

base::Result<std::vector<StatementView>> findStatements(Context& context, store::StatementFilter filter) {
  MC_ASSIGN(auto scope, visibleUnits(context));
  if (!scope.all) filter.units = std::move(scope.units);
  MC_ASSIGN(auto rows, store::listStatements(context.conn, filter));
  return viewsOf(context, std::move(rows));
}

}  // namespace medcredit::service
