#include "service/self_check.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>

#include "domain/messages.h"
#include "service/attachment.h"
#include "service/notices.h"
#include "service/register.h"
#include "service/scope.h"
#include "service/status.h"
#include "store/batches.h"
#include "store/flow.h"
#include "store/units.h"

namespace medcredit::service {

namespace {

namespace json = boost::json;

struct KindNames {
  std::string_view name, label;
};
constexpr auto kKinds = std::to_array<KindNames>({{"missing", "缺报"},
                                                  {"stale", "未更新"},
                                                  {"rejected", "退回行未订正"},
                                                  {"suspect", "存疑"},
                                                  {"unreviewed", "待审核"},
                                                  {"returned", "已退回"},
                                                  {"evidence", "缺证据材料"}});

class Checklist {
 public:
  Checklist(Context& context, SelfCheck& check) : context_(context), check_(check) {}

  base::Status run() {
    MC_TRY(addMissing());
    MC_TRY(addStale());
    MC_TRY(addRejected());
    MC_TRY(addSuspect());
    MC_TRY(addFlow("draft", CheckKind::kUnreviewed, "录入后尚未审核"));
    MC_TRY(addFlow("returned", CheckKind::kReturned, "已退回，等待改正"));
    return addEvidence();
  }

 private:
  void add(CheckKind kind, std::string entry, std::string ref, std::string detail) {
    if (count_[kind]++ >= kMaxCheckItems) return;
    check_.items.push_back({kind, std::move(entry), std::move(ref), std::move(detail), check_.dueOn});
  }

  base::Status addMissing() {
    MC_ASSIGN(const auto rows, missingDecisions(context_, {check_.unitId, "", "", ""}));
    for (const auto& row : rows) {
      add(CheckKind::kMissing, row.entry, row.documentNo,
          "台账中 " + row.decidedOn + " 的决定尚未报送，应于 " + row.dueOn + " 前报送");
    }
    return {};
  }

  base::Status addStale() {
    MC_ASSIGN(const auto report, statusReport(context_, {check_.unitId, ""}));
    for (const auto& duty : report.duties) {
      if (duty.kind != DutyKind::kMonthly || duty.group != DutyGroup::kOverdue) continue;
      add(CheckKind::kStale, duty.entry, duty.ref, "该月既无数据也无零报告，已于 " + duty.due.iso() + " 到期");
    }
    return {};
  }

  base::Status addRejected() {
    MC_ASSIGN(const auto rows, openRejections(context_, {check_.unitId, "", "", ""}));
    for (const auto& row : rows) {
      add(CheckKind::kRejected, row.entry, publicId('B', row.batchId) + ":" + std::to_string(row.fileRow),
          "文书号 " + (row.documentNo.empty() ? std::string("（空）") : row.documentNo) + " 的行被退回，尚未订正");
    }
    return {};
  }

  base::Status addSuspect() {
    MC_ASSIGN(const auto against, contradictedNilReports(context_, check_.unitId));
    for (const auto& error : against) {
      add(CheckKind::kSuspect, std::string(error.arg("entry")), std::string(error.arg("period")),
          domain::renderText(error));
    }
    MC_ASSIGN(const auto batches, store::listBatches(context_.conn, {check_.unitId, ""}));
    for (const auto& batch : batches) {
      if (batch.state != "stored" || batch.counts.warnings == 0) continue;
      add(CheckKind::kSuspect, batch.entry, publicId('B', batch.id),
          "批次有 " + std::to_string(batch.counts.warnings) + " 条提示，须逐条核对");
    }
    return {};
  }

  base::Status addFlow(const std::string& state, CheckKind kind, const std::string& detail) {
    store::RecordFilter filter;
    filter.unitId = check_.unitId;
    filter.state = "live";
    filter.flow = state;
    filter.limit = static_cast<std::int64_t>(kMaxCheckItems);
    MC_ASSIGN(const auto lines, store::listRecords(context_.conn, filter));
    for (const auto& line : lines) add(kind, line.entry, publicId('R', line.id), detail);
    return {};
  }

  base::Status addEvidence() {
    for (const auto& entry : context_.law.catalogue) {
      for (const auto& expected : expectedEvidence(entry)) {
        MC_ASSIGN(const auto ids, store::recordsWithout(context_.conn, check_.unitId, entry.code, expected.kind,
                                                        static_cast<std::int64_t>(kMaxCheckItems)));
        for (const auto id : ids) add(CheckKind::kEvidence, entry.code, publicId('R', id), "缺" + expected.label);
      }
    }
    return {};
  }

  Context& context_;
  SelfCheck& check_;
  std::map<CheckKind, std::size_t> count_;
};

}  // namespace

std::string_view checkKindName(CheckKind kind) { return kKinds[static_cast<std::size_t>(kind)].name; }
std::string_view checkKindLabel(CheckKind kind) { return kKinds[static_cast<std::size_t>(kind)].label; }

base::Result<SelfCheck> selfCheck(Context& context, std::string_view unitId) {
  MC_TRY(requireUnit(context, unitId));
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, unitId));
  SelfCheck check;
  check.unitId = unit->id;
  check.unitName = unit->name;
  const auto today = context.clock.today().iso();
  for (const auto& contact : unit->contacts) {
    if (contact.from <= today && (!contact.to || *contact.to >= today)) check.person = contact.person;
  }
  check.month = today.substr(0, 7);
  check.dueOn = context.clock.today().endOfMonth().iso();
  check.dueBasis = "默认值（依据未规定）：每月最后一日前改正";
  MC_TRY(Checklist(context, check).run());
  return check;
}

base::Result<std::string> remindOffice(Context& context, std::string_view unitId, const std::string& note) {
  MC_ASSIGN(const auto check, selfCheck(context, unitId));
  if (check.person.empty()) return base::fail("COLL-0097", {{"unit", check.unitName}});
  if (check.items.empty()) return base::fail("COLL-0098", {{"unit", check.unitName}});
  std::map<std::string_view, std::int64_t> counts;
  for (const auto& item : check.items) ++counts[checkKindName(item.kind)];
  json::object byKind;
  for (const auto& [kind, count] : counts) byKind[kind] = count;
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(journal(context, "unit.remind", unitId,
                 json::serialize(json::object{{"person", check.person},
                                              {"month", check.month},
                                              {"due", check.dueOn},
                                              {"items", std::move(byKind)},
                                              {"note", note}})));
  // The note stays in the sealed part of the log: people write names into notes.
  MC_TRY(tellUnit(context, unitId, kNoticeReminder,
                  "自查提醒：本单位有 " + std::to_string(check.items.size()) + " 项待改正，责任人 " + check.person +
                      "，应于 " + check.dueOn + " 前改正",
                  "reminder " + std::string(unitId) + " " + std::to_string(context.clock.now().micros)));
  MC_TRY(transaction.commit());
  return check.person;
}

}  // namespace medcredit::service
