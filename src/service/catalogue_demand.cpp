#include "service/catalogue_demand.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>

#include "service/collect_payload.h"
#include "service/scope.h"
#include "store/demands.h"

namespace medcredit::service {

namespace {

namespace json = boost::json;

constexpr auto kChanges = std::to_array<std::string_view>({"add", "change", "remove"});

std::string textAt(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

/// Version of the entry in force; empty when the catalogue has none.
std::string versionInForce(const jurisdiction::Jurisdiction& law, std::string_view entry) {
  const auto* found = law.entry(entry);
  return found != nullptr ? found->versionDigest : std::string();
}

CatalogueDemand viewOf(const jurisdiction::Jurisdiction& law, const store::Demand& row) {
  CatalogueDemand view;
  boost::system::error_code ec;
  const auto parsed = json::parse(row.detail, ec);
  const json::object detail = !ec && parsed.is_object() ? parsed.get_object() : json::object();
  view.id = row.id;
  view.request = {textAt(detail, "unit"), row.entry, textAt(detail, "change"), textAt(detail, "text"),
                  textAt(detail, "basis")};
  view.requestedBy = row.requestedBy;
  view.requestedAt = row.requestedAt;
  view.state = row.state;
  view.decidedBy = row.decidedBy;
  view.reason = row.reason;
  view.decidedAt = row.decidedAt;
  view.effectiveFrom = textAt(detail, "effectiveFrom");
  view.inOperation = row.state == "approved" && textAt(detail, "versionAtDecision") != versionInForce(law, row.entry);
  return view;
}

base::Status checkRequest(const Context& context, const DemandRequest& request) {
  if (std::find(kChanges.begin(), kChanges.end(), request.change) == kChanges.end()) {
    return base::fail("COLL-0090", {{"change", request.change}}, "change");
  }
  const bool known = context.law.entry(request.entry) != nullptr;
  if (request.entry.empty() || known == (request.change == "add")) {
    return base::fail("COLL-0091", {{"entry", request.entry}, {"state", known ? "已在目录中" : "不在目录中"}}, "entry");
  }
  if (request.text.empty()) return base::fail("COLL-0092", {}, "text");
  return {};
}

/// Fields of a definition by id, each as comparable text.
std::map<std::string, std::string> fieldTexts(std::string_view definition) {
  std::map<std::string, std::string> fields;
  for (const auto& field : definitionFields(definition)) fields[field.id] = field.name + "|" + field.role;
  return fields;
}

std::vector<EntryChange> changesBetween(std::string_view before, std::string_view after) {
  const auto earlier = fieldTexts(before);
  const auto later = fieldTexts(after);
  std::vector<EntryChange> changes;
  for (const auto& [field, text] : later) {
    const auto old = earlier.find(field);
    if (old == earlier.end()) {
      changes.push_back({field, "added"});
    } else if (old->second != text) {
      changes.push_back({field, "changed"});
    }
  }
  for (const auto& [field, text] : earlier) {
    if (later.count(field) == 0) changes.push_back({field, "removed"});
  }
  // Another digest with the same fields: rules, lists or attributes of the entry were changed.
  if (changes.empty()) changes.push_back({"条目属性或校验规则", "changed"});
  return changes;
}

}  // namespace

base::Result<std::int64_t> demandEntry(Context& context, const DemandRequest& request) {
  MC_TRY(checkRequest(context, request));
  MC_TRY(requireUnit(context, request.unit));
  const json::object detail{
      {"unit", request.unit}, {"change", request.change}, {"text", request.text}, {"basis", request.basis}};
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  store::Demand row;
  MC_ASSIGN(row.id, store::reserveIds(context.conn, "approval", 1));
  row.entry = request.entry;
  row.detail = json::serialize(detail);
  row.requestedBy = context.actor;
  row.requestedAt = context.clock.now();
  row.state = "open";
  MC_TRY(store::insertDemand(context.conn, row));
  MC_TRY(journal(context, "catalogue.demand", publicId('D', row.id),
                 json::serialize(json::object{{"entry", request.entry}, {"detail", detail}})));
  MC_TRY(transaction.commit());
  return row.id;
}

base::Status decideDemand(Context& context, const DemandDecision& decision) {
  const auto name = publicId('D', decision.id);
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto row, store::findDemand(context.conn, decision.id));
  if (!row) return notFound(name);
  MC_ASSIGN(const auto scope, visibleUnits(context));
  auto view = viewOf(context.law, *row);
  if (!scope.contains(view.request.unit)) return notFound(name);
  if (row->state != "open") {
    return base::fail("COLL-0093", {{"demand", name}, {"state", row->state == "approved" ? "同意" : "不同意"}});
  }
  if (row->requestedBy == context.actor) return base::fail("COLL-0096", {{"demand", name}});
  if (decision.reason.empty()) return base::fail("COLL-0094", {}, "reason");
  if (decision.approve && (!decision.effectiveFrom || *decision.effectiveFrom < context.clock.today())) {
    return base::fail("COLL-0095", {{"today", context.clock.today().iso()}}, "effectiveFrom");
  }
  json::object detail{{"unit", view.request.unit},
                      {"change", view.request.change},
                      {"text", view.request.text},
                      {"basis", view.request.basis}};
  if (decision.approve) {
    detail["effectiveFrom"] = decision.effectiveFrom->iso();
    detail["versionAtDecision"] = versionInForce(context.law, row->entry);
  }
  row->state = decision.approve ? "approved" : "refused";
  row->decidedBy = context.actor;
  row->decidedAt = context.clock.now();
  row->reason = decision.reason;
  row->detail = json::serialize(detail);
  MC_TRY(store::decideDemand(context.conn, *row));
  MC_TRY(journal(context, "catalogue.decide", name,
                 json::serialize(json::object{{"state", row->state}, {"reason", row->reason}, {"detail", detail}})));
  return transaction.commit();
}

base::Result<std::vector<CatalogueDemand>> listDemands(Context& context, const DemandQuery& query) {
  MC_ASSIGN(const auto scope, visibleUnits(context));
  std::vector<CatalogueDemand> visible;
  auto before = query.before;
  // The unit stands in the detail: pages are read until enough visible ones are found.
  while (static_cast<std::int64_t>(visible.size()) < query.limit) {
    MC_ASSIGN(const auto rows, store::listDemands(context.conn, query.state, before, query.limit));
    for (const auto& row : rows) {
      auto view = viewOf(context.law, row);
      if (static_cast<std::int64_t>(visible.size()) < query.limit && scope.contains(view.request.unit)) {
        visible.push_back(std::move(view));
      }
    }
    if (static_cast<std::int64_t>(rows.size()) < query.limit) break;
    before = rows.back().id;
  }
  return visible;
}

base::Result<std::vector<EntryVersionView>> entryHistory(Context& context, std::string_view entry) {
  const auto* found = context.law.entry(entry);
  MC_ASSIGN(const auto rows, store::entryVersions(context.conn, entry));
  if (found == nullptr && rows.empty()) return notFound(entry);
  std::vector<EntryVersionView> versions;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EntryVersionView view{rows[i].digest, rows[i].firstUsedAt, rows[i].records, false, {}};
    view.inForce = found != nullptr && found->versionDigest == rows[i].digest;
    if (i > 0) view.changes = changesBetween(rows[i - 1].definition, rows[i].definition);
    versions.push_back(std::move(view));
  }
  return versions;
}

}  // namespace medcredit::service
