#include "service/evidence.h"

#include "service/evidence_tree.h"
#include "service/read_caches.h"
#include "service/read_log.h"

namespace medcredit::service {

base::Status appendEvidence(Context& context, const Act& act) {
  return appendEvidence(context, std::span<const Act>(&act, 1));
}

base::Status appendEvidence(Context& context, std::span<const Act> acts) {
  std::vector<PreparedEntry> entries;
  entries.reserve(acts.size());
  for (const Act& act : acts) entries.push_back(prepareEntry(context, act));
  return appendPrepared(context.conn, entries);
}

namespace {

base::Status writeRead(Context& context, const Act& act) {
  PreparedEntry entry = prepareEntry(context, act);
  if (context.conn.inTransaction()) return appendPrepared(context.conn, std::span(&entry, 1));
  if (context.readLog != nullptr) return context.readLog->write(std::move(entry));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(appendPrepared(context.conn, std::span(&entry, 1)));
  return transaction.commit();
}

}  // namespace

base::Status recordRead(Context& context, const Act& act) {
  MC_TRY(writeRead(context, act));
  if (context.caches != nullptr) context.caches->queries.add(context.actor);
  return {};
}

base::Status journal(Context& context, std::string_view action, std::string_view object, std::string_view detailJson) {
  Act act;
  act.action = action;
  act.objectType = action.substr(0, action.find('.'));
  act.objectId = object;
  if (detailJson != "{}") act.detailJson = detailJson;
  return appendEvidence(context, act);
}

}  // namespace medcredit::service
