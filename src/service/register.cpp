#include "service/register.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "domain/deadline.h"
#include "service/register_table.h"

namespace medcredit::service {

namespace {

using domain::FieldRole;

std::string rowPlace(std::int64_t row) { return "第" + std::to_string(row) + "行"; }

/// Headings under which an entry's own field may stand, with the usual ones.
NamedColumn columnFor(const domain::CatalogueEntry& entry, FieldRole role, std::string name,
                      std::vector<std::string> usual) {
  NamedColumn column{std::move(name), std::move(usual), true};
  if (const auto* field = entry.byRole(role)) {
    column.labels.push_back(field->name);
    if (!field->code.empty()) column.labels.push_back(field->code);
    column.labels.insert(column.labels.end(), field->aliases.begin(), field->aliases.end());
  }
  return column;
}

std::vector<NamedColumn> registerColumns(const domain::CatalogueEntry& entry) {
  return {
      columnFor(entry, FieldRole::kDocumentNo, "文书号",
                {"文书号", "决定文书号", "决定书文号", "文号", "案号", "决定书号", "document_no", "document number"}),
      columnFor(entry, FieldRole::kDecisionDate, "决定日期",
                {"决定日期", "作出决定日期", "作出日期", "日期", "decided_on", "decision_date", "decision date"})};
}

/// A checked row or its problem.
base::Result<store::RegisterRow> registerRow(Context& context, const domain::CatalogueEntry& entry,
                                             const RegisterRequest& request, const NamedRow& row) {
  const auto place = rowPlace(row.row);
  const auto& number = row.cells[0].text;
  const auto& dateText = row.cells[1].text;
  const auto key = base::headerKey(number);
  if (key.empty() || base::hasControlCharacters(number)) return base::fail("QUAL-0006", {{"value", number}}, place);
  const auto date = base::parseLenientDate(dateText);
  if (!date) return base::fail("QUAL-0007", {{"number", number}, {"value", dateText}}, place);
  if (*date > context.clock.today())
    return base::fail("QUAL-0008", {{"number", number}, {"value", date->iso()}}, place);
  store::RegisterRow out;
  out.entry = entry.code;
  out.unitId = request.unit;
  out.documentKey = key;
  out.documentNo = number;
  out.decidedOn = date->iso();
  const auto* clock = context.law.clock(entry.reportClock);
  const auto due =
      clock != nullptr ? domain::computeDue(*clock, *date, context.law.calendar) : domain::DueDate{*date, true};
  out.dueOn = due.date.iso();
  out.dueProvisional = due.provisional;
  return out;
}

/// Sorts a checked row into new, duplicate or contradictory.
base::Status placeRow(Context& context, store::RegisterRow row, std::int64_t fileRow,
                      std::map<std::string, std::string, std::less<>>& inFile, std::vector<store::RegisterRow>& fresh,
                      RegisterOutcome& outcome) {
  std::optional<std::string> known;
  if (const auto it = inFile.find(row.documentKey); it != inFile.end()) {
    known = it->second;
  } else {
    MC_ASSIGN(const auto stored, store::findRegisterRow(context.conn, row.entry, row.unitId, row.documentKey));
    if (stored) known = stored->decidedOn;
  }
  inFile.emplace(row.documentKey, row.decidedOn);
  if (!known) {
    fresh.push_back(std::move(row));
  } else if (*known == row.decidedOn) {
    ++outcome.duplicates;
    outcome.duplicateNumbers.push_back(row.documentNo);
  } else {
    outcome.problems.push_back(base::fail(
        "QUAL-0009", {{"number", row.documentNo}, {"value", row.decidedOn}, {"known", *known}}, rowPlace(fileRow)));
  }
  return {};
}

/// Entry, unit and document number by key: one decision of the register.
using DecisionKey = std::tuple<std::string, std::string, std::string>;

bool unitExists(const std::vector<store::DutyUnit>& units, std::string_view id) {
  return std::any_of(units.begin(), units.end(), [&](const store::DutyUnit& unit) { return unit.id == id; });
}

}  // namespace

base::Status requireEntryAndUnit(Context& context, std::string_view entry, std::string_view unit) {
  if (!entry.empty() && context.law.entry(entry) == nullptr) {
    return base::fail("QUAL-0001", {{"entry", std::string(entry)}});
  }
  if (unit.empty()) return {};
  MC_ASSIGN(const auto units, store::dutyUnits(context.conn, context.clock.today()));
  if (!unitExists(units, unit)) return base::fail("QUAL-0002", {{"unit", std::string(unit)}});
  return {};
}

base::Result<RegisterOutcome> importRegister(Context& context, const RegisterRequest& request) {
  MC_TRY(requireEntryAndUnit(context, request.entry, request.unit));
  const auto& entry = *context.law.entry(request.entry);
  MC_ASSIGN(const auto rows, readNamedTable(request.file, registerColumns(entry)));
  if (rows.empty()) return base::fail("QUAL-0005", {}, request.file.filename().string());
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  RegisterOutcome outcome;
  std::map<std::string, std::string, std::less<>> inFile;
  std::vector<store::RegisterRow> fresh;
  for (const auto& row : rows) {
    ++outcome.rows;
    auto checked = registerRow(context, entry, request, row);
    if (!checked) {
      outcome.problems.push_back(std::move(checked).error());
      continue;
    }
    MC_TRY(placeRow(context, std::move(checked).value(), row.row, inFile, fresh, outcome));
  }
  if (!outcome.problems.empty()) return outcome;  // the transaction rolls back: all or nothing
  MC_TRY(store::insertRegisterRows(context.conn, fresh, context.clock.now()));
  outcome.added = static_cast<std::int64_t>(fresh.size());
  const boost::json::object detail{{"entry", request.entry},
                                   {"file", request.file.filename().string()},
                                   {"added", outcome.added},
                                   {"duplicates", outcome.duplicates}};
  MC_TRY(journal(context, "register.import", request.unit, boost::json::serialize(detail)));
  MC_TRY(transaction.commit());
  return outcome;
}

base::Result<std::vector<store::RegisterRow>> missingDecisions(Context& context, const store::DutyFilter& filter) {
  std::vector<store::RegisterRow> open;
  std::map<DecisionKey, bool> arrived;
  MC_TRY(store::eachRegisterRow(context.conn, filter, [&](const store::RegisterRow& row) {
    arrived.emplace(DecisionKey{row.entry, row.unitId, row.documentKey}, false);
    open.push_back(row);
    return true;
  }));
  if (open.empty()) return open;
  // Memory is that of the register, however many records there are. The dates of records are not restricted: a wrongly
  // typed decision date does not make a decision missing.
  const auto note = [&](const store::ReceivedRow& row) {
    if (row.documentNo.empty()) return true;
    const auto it = arrived.find(DecisionKey{row.entry, row.unitId, base::headerKey(row.documentNo)});
    if (it != arrived.end()) it->second = true;
    return true;
  };
  const store::DutyFilter anyDate{filter.unitId, filter.entry, "", ""};
  MC_TRY(store::eachReceivedRecord(context.conn, anyDate, note));
  MC_TRY(store::eachOpenRejection(context.conn, anyDate, note));
  std::erase_if(open, [&](const store::RegisterRow& row) {
    return arrived.at(DecisionKey{row.entry, row.unitId, row.documentKey});
  });
  return open;
}

base::Result<std::vector<store::ReceivedRow>> openRejections(Context& context, const store::DutyFilter& filter) {
  std::vector<store::ReceivedRow> open;
  std::map<DecisionKey, std::vector<std::int64_t>> records;
  MC_TRY(store::eachOpenRejection(context.conn, filter, [&](const store::ReceivedRow& row) {
    if (!row.documentNo.empty()) {
      records.try_emplace(DecisionKey{row.entry, row.unitId, base::headerKey(row.documentNo)});
    }
    open.push_back(row);
    return true;
  }));
  if (records.empty()) return open;
  MC_TRY(store::eachReceivedRecord(
      context.conn, {filter.unitId, filter.entry, "", ""}, [&](const store::ReceivedRow& row) {
        if (row.documentNo.empty()) return true;
        const auto it = records.find(DecisionKey{row.entry, row.unitId, base::headerKey(row.documentNo)});
        if (it != records.end()) it->second.push_back(row.recordId);
        return true;
      }));
  std::vector<store::ReceivedRow> left;
  for (auto& row : open) {
    bool putRight = false;
    const auto it = records.find(DecisionKey{row.entry, row.unitId, base::headerKey(row.documentNo)});
    for (const auto id : it != records.end() ? it->second : std::vector<std::int64_t>{}) {
      // A record of the same file is another party to the same decision, not this row put right.
      MC_ASSIGN(const auto known, store::lastKnownAt(context.conn, id));
      putRight = putRight || known > row.receivedAt;
    }
    if (!putRight) left.push_back(std::move(row));
  }
  return left;
}

std::optional<Month> parseMonth(std::string_view text) {
  if (text.size() != 7) return std::nullopt;
  const auto first = base::CivilDate::parseIso(std::string(text) + "-01");
  if (!first) return std::nullopt;
  return Month{*first, first->endOfMonth()};
}

namespace {

/// What speaks against "nothing happened in this month".
base::Result<std::optional<base::Error>> contradiction(Context& context, const NilReportRequest& request) {
  MC_ASSIGN(const auto records, store::countRecordsOfPeriod(context.conn, request.entry, request.unit, request.period));
  if (records > 0) {
    return std::optional(base::fail("QUAL-0012", {{"period", request.period},
                                                  {"entry", request.entry},
                                                  {"unit", request.unit},
                                                  {"count", std::to_string(records)}}));
  }
  MC_ASSIGN(const auto decisions,
            store::countRegisterOfPeriod(context.conn, request.entry, request.unit, request.period));
  if (decisions > 0) {
    return std::optional(base::fail("QUAL-0013", {{"period", request.period},
                                                  {"entry", request.entry},
                                                  {"unit", request.unit},
                                                  {"count", std::to_string(decisions)}}));
  }
  return std::optional<base::Error>{};
}

}  // namespace

base::Result<bool> fileNilReport(Context& context, const NilReportRequest& request) {
  MC_TRY(requireEntryAndUnit(context, request.entry, request.unit));
  const auto month = parseMonth(request.period);
  if (!month) return base::fail("QUAL-0010", {{"period", request.period}});
  const auto today = context.clock.today();
  if (month->first > today) return base::fail("QUAL-0011", {{"period", request.period}, {"today", today.iso()}});
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto against, contradiction(context, request));
  if (against) return std::move(*against);
  const store::NilReport report{request.entry, request.unit, request.period, today.iso(), context.actor};
  MC_ASSIGN(const bool added, store::insertNilReport(context.conn, report, context.clock.now()));
  if (added) {
    const boost::json::object detail{{"entry", request.entry}, {"period", request.period}};
    MC_TRY(journal(context, "nil-report", request.unit, boost::json::serialize(detail)));
  }
  MC_TRY(transaction.commit());
  return added;
}

base::Result<std::vector<base::Error>> contradictedNilReports(Context& context, std::string_view unit) {
  MC_ASSIGN(const auto reports, store::listNilReports(context.conn, unit, ""));
  std::vector<base::Error> challenges;
  for (const auto& report : reports) {
    MC_ASSIGN(auto against, contradiction(context, {report.entry, report.unitId, report.period}));
    if (against) challenges.push_back(std::move(*against));
  }
  return challenges;
}

base::Result<ItemsOutcome> importItems(Context& context, const std::filesystem::path& file) {
  const std::vector<NamedColumn> columns{{"事项编码", {"事项编码", "编码", "事项代码", "权力编码", "code"}, true},
                                         {"事项名称", {"事项名称", "名称", "权力名称", "职权名称", "name"}, true},
                                         {"类型", {"类型", "权力类型", "事项类型", "职权类型", "kind"}, false},
                                         {"科室", {"科室", "责任科室", "承办机构", "实施机构", "office"}, false},
                                         {"目录条目", {"目录条目", "条目", "信用信息目录条目", "entry"}, false}};
  MC_ASSIGN(const auto rows, readNamedTable(file, columns));
  if (rows.empty()) return base::fail("QUAL-0005", {}, file.filename().string());
  ItemsOutcome outcome;
  std::vector<store::PowerItem> items;
  std::set<std::string> codes;
  for (const auto& row : rows) {
    ++outcome.rows;
    const auto place = rowPlace(row.row);
    store::PowerItem item{row.cells[0].text, row.cells[1].text, row.cells[2].text, row.cells[3].text,
                          row.cells[4].text};
    if (item.code.empty() || item.name.empty()) {
      outcome.problems.push_back(base::fail("QUAL-0014", {{"code", item.code}, {"name", item.name}}, place));
    } else if (!codes.insert(item.code).second) {
      outcome.problems.push_back(base::fail("QUAL-0015", {{"code", item.code}}, place));
    } else if (!item.entry.empty() && context.law.entry(item.entry) == nullptr) {
      outcome.problems.push_back(base::fail("QUAL-0016", {{"code", item.code}, {"entry", item.entry}}, place));
    } else {
      items.push_back(std::move(item));
    }
  }
  if (!outcome.problems.empty()) return outcome;
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(outcome.added, store::upsertPowerItems(context.conn, items));
  outcome.updated = static_cast<std::int64_t>(items.size()) - outcome.added;
  const boost::json::object detail{{"added", outcome.added}, {"updated", outcome.updated}};
  MC_TRY(journal(context, "items.import", file.filename().string(), boost::json::serialize(detail)));
  MC_TRY(transaction.commit());
  return outcome;
}

base::Result<std::vector<store::PowerItem>> itemGaps(Context& context) {
  MC_ASSIGN(auto items, store::listPowerItems(context.conn));
  std::erase_if(items, [&](const store::PowerItem& item) {
    return !item.entry.empty() && context.law.entry(item.entry) != nullptr;
  });
  return items;
}

}  // namespace medcredit::service
