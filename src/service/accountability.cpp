#include "service/accountability.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <optional>

#include "service/audit.h"
#include "service/evidence.h"
#include "store/units.h"

namespace medcredit::service {

namespace {

bool listed(const jurisdiction::Jurisdiction& law, std::string_view list, std::string_view code) {
  const auto* codes = law.codeList(list);
  return codes != nullptr &&
         std::any_of(codes->items.begin(), codes->items.end(), [code](const auto& item) { return item.code == code; });
}

base::Result<std::optional<store::AccountabilityCase>> findCase(store::Conn& conn, std::int64_t id) {
  std::optional<store::AccountabilityCase> found;
  MC_TRY(store::eachCase(conn, id, [&](store::AccountabilityCase row) { found = std::move(row); }));
  return found;
}

/// The entry named, in its full form "epoch/seq".
base::Result<std::string> entryOf(Context& context, const std::string& text) {
  MC_ASSIGN(const EntryName name, parseEntryName(text));
  MC_ASSIGN(const store::LogPosition position, store::logPosition(context.conn));
  store::EvidenceFilter filter;
  filter.epoch = name.epoch.value_or(position.epoch);
  filter.from = name.seq;
  filter.until = name.seq + 1;
  MC_ASSIGN(const auto lines, auditEntries(context, filter, false));
  if (lines.empty()) return base::fail("EVID-0050", {{"entry", text}});
  return std::to_string(*filter.epoch) + "/" + std::to_string(name.seq);
}

base::Status record(Context& context, std::string_view action, const store::AccountabilityCase& row) {
  Act act;
  act.action = action;
  act.objectType = "accountability";
  act.objectId = publicId('A', row.id);
  act.basis = "003_f4e4965c2585fd3d.txt 第五十四条";
  act.detailJson = boost::json::serialize(boost::json::object{{"act", row.act},
                                                              {"unit", row.unitId},
                                                              {"person", row.person},
                                                              {"evidence", row.evidence},
                                                              {"measure", row.measure},
                                                              {"closing", row.closing}});
  return appendEvidence(context, act);
}

}  // namespace

base::Result<std::int64_t> openCase(Context& context, const NewCase& wanted) {
  if (!listed(context.law, "accountability-acts", std::to_string(wanted.act))) {
    return base::fail("EVID-0070", {{"act", std::to_string(wanted.act)}});
  }
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, wanted.unitId));
  if (!unit) return base::fail("STOR-0021", {{"id", wanted.unitId}});
  store::AccountabilityCase row;
  MC_ASSIGN(row.evidence, entryOf(context, wanted.evidence));
  row.act = wanted.act;
  row.unitId = wanted.unitId;
  row.person = wanted.person;
  row.openedAt = context.clock.now();
  row.openedBy = context.actor;
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(row.id, store::reserveIds(context.conn, "accountability", 1));
  MC_TRY(store::insertCase(context.conn, row));
  MC_TRY(record(context, "accountability.open", row));
  MC_TRY(transaction.commit());
  return row.id;
}

base::Status closeCase(Context& context, std::int64_t id, const CaseClosing& wanted) {
  if (!listed(context.law, "accountability-measures", wanted.measure)) {
    return base::fail("EVID-0071", {{"measure", wanted.measure}});
  }
  if (wanted.closing.empty()) return base::fail("EVID-0073");
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto found, findCase(context.conn, id));
  if (!found) return base::fail("EVID-0074", {{"id", publicId('A', id)}});
  if (found->closedAt) return base::fail("EVID-0072", {{"id", publicId('A', id)}});
  found->measure = wanted.measure;
  found->closing = wanted.closing;
  MC_TRY(store::closeCase(context.conn, id, wanted.measure, wanted.closing, context.clock.now()));
  MC_TRY(record(context, "accountability.close", *found));
  return transaction.commit();
}

base::Result<CaseReport> listCases(Context& context) {
  CaseReport report;
  std::map<std::string, CaseCounts> counts;
  MC_TRY(store::eachCase(context.conn, {}, [&](store::AccountabilityCase row) {
    CaseCounts& count = counts[row.unitId];
    count.unitId = row.unitId;
    ++(row.closedAt ? count.closed : count.open);
    report.cases.push_back(std::move(row));
  }));
  for (auto& [unit, count] : counts) report.counts.push_back(std::move(count));
  return report;
}

}  // namespace medcredit::service
