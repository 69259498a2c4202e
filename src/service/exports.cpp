#include "service/exports.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <set>

#include "base/text.h"
#include "formats/table_writer.h"
#include "service/archive.h"
#include "service/disclosure.h"
#include "service/evidence.h"
#include "service/publish_rules.h"
#include "service/scope.h"
#include "store/grants.h"
#include "store/publicity.h"

namespace medcredit::service {

namespace {

constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
constexpr std::int64_t kDefaultRows = 500;

std::int64_t numberOf(const Context& context, std::string_view key, std::int64_t otherwise) {
  const auto text = context.law.value(key);
  std::int64_t number = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  return ec == std::errc() && end == text.data() + text.size() ? number : otherwise;
}
std::int64_t rowLimit(const Context& context) { return numberOf(context, "export.rows.limit", kDefaultRows); }

base::Error unknownExport(std::int64_t id) { return base::fail("ACCS-0401", {{"object", publicId('E', id)}}); }

std::string detailOf(const ExportDemand& demand, std::int64_t rows) {
  return boost::json::serialize(boost::json::object{{"unit", demand.unit},
                                                    {"purpose", demand.purpose},
                                                    {"reason", demand.reason},
                                                    {"format", demand.format},
                                                    {"rows", rows}});
}

BulkExport viewOf(const Context& context, const store::ExportRow& row) {
  BulkExport out;
  out.id = row.id;
  out.demand.entry = row.entry;
  const auto parsed = boost::json::parse(row.detail);
  const auto text = [&](const char* key) { return std::string(parsed.at(key).as_string()); };
  out.demand.unit = text("unit");
  out.demand.purpose = text("purpose");
  out.demand.reason = text("reason");
  out.demand.format = text("format");
  out.rows = parsed.at("rows").as_int64();
  out.state = row.state;
  out.requestedBy = row.requestedBy;
  out.requestedAt = row.requestedAt.iso();
  out.decidedBy = row.decidedBy;
  out.decision = row.reason;
  if (row.decidedAt) out.decidedAt = row.decidedAt->iso();
  out.needsApproval = out.rows > rowLimit(context);
  return out;
}

/// Units the export may speak of: the one named, or all within the scope.
base::Result<UnitScope> unitsOf(Context& context, const std::string& unit) {
  MC_ASSIGN(auto scope, visibleUnits(context));
  if (unit.empty()) return scope;
  if (!scope.contains(unit)) return base::fail("ACCS-0401", {{"object", unit}});
  return UnitScope{false, {unit}};
}

struct ExportedRow {
  std::int64_t recordId = 0, subjectId = 0;
  bool disputed = false;
  Disclosed shown;
};

/// Every record of the entry that the actor may see, with the fields it may see.
template <class OnRow>
base::Status eachExported(Context& context, const ExportDemand& demand, OnRow onRow) {
  MC_ASSIGN(const auto scope, unitsOf(context, demand.unit));
  PublicityDesk desk(context);
  Discloser discloser(context);
  store::PublicityFilter filter;
  filter.entry = demand.entry;
  filter.unitId = demand.unit;
  base::Status status;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& row) {
    if (!scope.contains(row.unitId)) return true;
    const auto fields = desk.fields(row);
    if (!fields.ok()) {
      status = fields.error();
      return false;
    }
    auto facts = factsOf(context, row.entry, row.infoClass, {row.state, row.publicity, row.publicityUntil, false});
    facts.subjectId = row.subjectId;
    facts.unitId = row.unitId;
    facts.internalOnly = row.internalOnly;
    std::vector<StoredValue> values;
    const auto& defined = fields->publicity->entry->fieldSet.fields;
    for (std::size_t i = 0; i < defined.size() && i < fields->values.size(); ++i) {
      values.push_back({defined[i].id(), defined[i].name, fields->values[i], {}});
    }
    auto shown = discloser.record(facts, values);
    if (!shown.ok()) {
      status = shown.error();
      return false;
    }
    if (shown->visible) status = onRow(ExportedRow{row.recordId, row.subjectId, row.disputed, std::move(*shown)});
    return status.ok();
  }));
  return status;
}

Act exportAct(std::string_view action, std::int64_t id, const ExportDemand& demand) {
  Act act;
  act.action = action;
  act.objectType = "export";
  act.objectId = publicId('E', id);
  act.purpose = demand.purpose;
  act.rule = "R-SEC-08";
  return act;
}

/// "导出 E5，U3，2026-03-10，用途：监督管理": repeated in every row, so that a part of the file still tells where it is
/// from.
std::string watermark(const Context& context, std::int64_t id, const ExportDemand& demand) {
  const auto* purpose = context.law.disclosure.purpose(demand.purpose);
  return "导出 " + publicId('E', id) + "，" + context.principal.name + "（" + context.actor + "），" +
         context.clock.now().iso() + "，用途：" + (purpose != nullptr ? purpose->label : demand.purpose);
}

base::Result<std::set<std::int64_t>> writeRows(Context& context, const BulkExport& wanted, ExportFile& file) {
  const auto* entry = context.law.entry(wanted.demand.entry);
  if (entry == nullptr) return base::fail("ACCS-0401", {{"object", wanted.demand.entry}});
  MC_ASSIGN(auto writer, formats::makeTableWriter(file.path, entry->name, [&] {
              std::vector<std::string> header{"记录号"};
              for (const auto& field : entry->fieldSet.fields) header.push_back(field.name);
              header.emplace_back("标注");
              header.emplace_back("水印");
              return header;
            }()));
  const auto mark = watermark(context, wanted.id, wanted.demand);
  std::set<std::int64_t> subjects;
  MC_TRY(eachExported(context, wanted.demand, [&](const ExportedRow& row) -> base::Status {
    std::vector<std::string> cells{publicId('R', row.recordId)};
    for (const auto& field : entry->fieldSet.fields) {
      const auto shown = std::find_if(row.shown.fields.begin(), row.shown.fields.end(),
                                      [&](const DisclosedField& one) { return one.id == field.id(); });
      cells.push_back(shown == row.shown.fields.end() ? std::string() : shown->value);
    }
    cells.emplace_back(row.disputed ? "异议处理中" : "");
    cells.push_back(mark);
    subjects.insert(row.subjectId);
    ++file.rows;
    return writer->row(cells);
  }));
  MC_TRY(writer->finish());
  return subjects;
}

}  // namespace

base::Result<BulkExport> requestExport(Context& context, const ExportDemand& demand) {
  MC_TRY(requireEntry(context, demand.entry));
  if (!context.law.disclosure.lawful(demand.purpose, domain::Audience::kSupervisor)) {
    return base::fail("DISC-0201", {{"purpose", demand.purpose}}, "purpose");
  }
  if (base::trim(demand.reason).empty()) return base::fail("DISC-0308", {}, "reason");
  std::int64_t rows = 0;
  MC_TRY(eachExported(context, demand, [&](const ExportedRow&) -> base::Status {
    ++rows;
    return {};
  }));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto id, store::reserveIds(context.conn, "approval", 1));
  store::ExportRow row;
  row.id = id;
  row.entry = demand.entry;
  row.detail = detailOf(demand, rows);
  row.requestedBy = context.actor;
  row.requestedAt = context.clock.now();
  row.state = "open";
  if (rows <= rowLimit(context)) {
    row.state = "approved";
    row.decidedAt = row.requestedAt;
    row.reason = "未超过 " + std::to_string(rowLimit(context)) + " 行，无需批准";
  }
  MC_TRY(store::insertExport(context.conn, row));
  Act act = exportAct("export.request", id, demand);
  act.detailJson = row.detail;
  MC_TRY(appendEvidence(context, act));
  MC_TRY(transaction.commit());
  return viewOf(context, row);
}

base::Result<BulkExport> decideExport(Context& context, std::int64_t id, bool approve, const std::string& reason) {
  MC_ASSIGN(auto row, store::getExport(context.conn, id));
  if (!row) return unknownExport(id);
  const auto wanted = viewOf(context, *row);
  if (!wanted.demand.unit.empty()) {
    MC_ASSIGN(const auto scope, visibleUnits(context));
    if (!scope.contains(wanted.demand.unit)) return unknownExport(id);
  }
  if (row->requestedBy == context.actor) return base::fail("DISC-0206");
  if (row->state != "open") return base::fail("DISC-0902", {{"export", publicId('E', id)}, {"state", row->state}});
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  row->state = approve ? "approved" : "refused";
  row->decidedBy = context.actor;
  row->decidedAt = context.clock.now();
  row->reason = reason;
  MC_TRY(store::updateExport(context.conn, *row));
  Act act = exportAct(approve ? "export.approve" : "export.refuse", id, wanted.demand);
  MC_TRY(appendEvidence(context, act));
  MC_TRY(transaction.commit());
  return viewOf(context, *row);
}

base::Result<std::vector<BulkExport>> listBulkExports(Context& context, std::optional<std::int64_t> before,
                                                      std::int64_t limit) {
  const bool decides = context.principal.may("export.approve");
  MC_ASSIGN(const auto scope, visibleUnits(context));
  std::vector<BulkExport> out;
  std::optional<std::int64_t> at = before;
  for (bool more = true; more && out.size() < static_cast<std::size_t>(limit);) {
    MC_ASSIGN(const auto rows, store::listExports(context.conn, at, limit));
    more = rows.size() == static_cast<std::size_t>(limit);
    for (const auto& row : rows) {
      at = row.id;
      auto view = viewOf(context, row);
      const bool inScope = view.demand.unit.empty() ? decides : decides && scope.contains(view.demand.unit);
      if (row.requestedBy != context.actor && !inScope) continue;
      if (out.size() < static_cast<std::size_t>(limit)) out.push_back(std::move(view));
    }
  }
  return out;
}

base::Result<ExportFile> writeExport(Context& context, std::int64_t id, const std::filesystem::path& folder) {
  MC_ASSIGN(auto row, store::getExport(context.conn, id));
  if (!row || row->requestedBy != context.actor) return unknownExport(id);
  if (row->state == "open") return base::fail("DISC-0204", {{"limit", std::to_string(rowLimit(context))}});
  if (row->state != "approved") {
    return base::fail("DISC-0902", {{"export", publicId('E', id)}, {"state", row->state}});
  }
  const auto perDay = numberOf(context, "export.per.day", 0);
  if (perDay > 0) {
    const base::Instant since{endOfDay(context.clock.today()).micros + 1 - kMicrosPerDay};
    MC_ASSIGN(const auto done, store::countActs(context.conn, context.actor, {"export.download"}, since, perDay));
    if (done >= perDay) return base::fail("DISC-0205", {{"limit", std::to_string(perDay)}});
  }
  const auto wanted = viewOf(context, *row);
  ExportFile file;
  file.name = publicId('E', id) + "." + wanted.demand.format;
  file.path = folder / ("export-" + publicId('E', id) + "-" + std::to_string(context.clock.now().micros) + "." +
                        wanted.demand.format);
  MC_ASSIGN(const auto subjects, writeRows(context, wanted, file));
  // More than was approved: the data grew in between, and nobody looked at that.
  if (file.rows > std::max(wanted.rows, rowLimit(context))) {
    std::error_code ignored;
    std::filesystem::remove(file.path, ignored);
    return base::fail("DISC-0204", {{"limit", std::to_string(rowLimit(context))}});
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  row->state = "used";
  MC_TRY(store::updateExport(context.conn, *row));
  Act act = exportAct("export.download", id, wanted.demand);
  act.subjects.assign(subjects.begin(), subjects.end());
  act.fields = wanted.demand.entry + ":" + std::to_string(file.rows);
  act.visibleFrom = logVisibleFrom(context, wanted.demand.purpose);
  MC_TRY(appendEvidence(context, act));
  MC_TRY(transaction.commit());
  return file;
}

}  // namespace medcredit::service
