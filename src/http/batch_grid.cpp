#include "http/batch_grid.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <map>
#include <tuple>

#include "base/text.h"
#include "domain/messages.h"
#include "formats/table_reader.h"
#include "http/json_io.h"
#include "http/views.h"
#include "service/collect_header.h"
#include "service/collect_payload.h"
#include "service/evidence.h"
#include "service/jobs.h"
#include "service/scope.h"
#include "service/sealed_file.h"
#include "store/records.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxRowsAsked = 100;

/// A column of the file with the field it was read as.
struct GridColumn {
  std::string title, field;
  std::string header;  ///< as it stands in the file; a round of corrections repeats it
};

const domain::FieldDef* fieldTitled(const domain::CatalogueEntry& entry, std::string_view title) {
  const auto key = base::headerKey(title);
  if (key.empty()) return nullptr;
  const auto says = [&](const std::string& label) { return base::headerKey(label) == key; };
  for (const auto& field : entry.fieldSet.fields) {
    if (says(field.code) || says(field.name) || std::any_of(field.aliases.begin(), field.aliases.end(), says)) {
      return &field;
    }
  }
  return nullptr;
}

const std::string& fieldName(const domain::CatalogueEntry* entry, const std::string& id) {
  const int at = entry == nullptr ? -1 : entry->indexOfField(id);
  return at < 0 ? id : entry->fieldSet.fields[static_cast<std::size_t>(at)].name;
}

/// Titles as they stand in the file; empty when the file is no longer there (imported on the machine itself).
base::Result<std::vector<std::string>> fileTitles(HandlerContext& context, const store::Batch& batch) {
  std::vector<std::string> titles;
  MC_ASSIGN(const auto kept, annotatedReturn(context, batch.id));
  const auto opened = openReturn(context, batch.id, kept);
  if (!opened.ok()) return titles;
  auto reader = formats::openTable(*opened);
  std::vector<base::CellView> cells;
  std::int64_t number = 0;
  while (reader.ok()) {
    const auto more = (*reader)->next(cells, number);
    if (!more.ok() || !*more || number > batch.headerRow) break;
    if (number != batch.headerRow) continue;
    for (const auto& cell : cells) titles.emplace_back(cell.text);
  }
  std::error_code ec;
  std::filesystem::remove(*opened, ec);
  return titles;
}

/// Columns by their titles; where the file is gone, by what the findings say of them.
std::map<std::int64_t, GridColumn> columnsOf(const std::vector<std::string>& titles,
                                             const domain::CatalogueEntry* entry) {
  std::map<std::int64_t, GridColumn> columns;
  for (std::size_t i = 0; i < titles.size(); ++i) {
    if (base::trim(titles[i]).empty() || base::headerKey(titles[i]).starts_with(service::kResultHeaderPrefix)) continue;
    const auto* field = entry == nullptr ? nullptr : fieldTitled(*entry, titles[i]);
    columns[static_cast<std::int64_t>(i)] = {field != nullptr ? field->name : titles[i],
                                             field != nullptr ? field->id() : "", titles[i]};
  }
  return columns;
}

/// Findings of one kind on one field.
struct Group {
  std::string code, severity, field;
  std::int64_t number = 0, count = 0;
};

/// All rows with findings and the groups they belong to.
struct GridIndex {
  std::map<std::tuple<std::string, std::string, std::string>, Group> groups;  ///< by code, severity, field
  json::array rows;                                                           ///< [file row, group…], ascending

  void add(const store::FindingPlace& place) {
    auto& group = groups[{std::string(place.code), std::string(place.severity), std::string(place.field)}];
    if (group.count++ == 0) {
      group.number = static_cast<std::int64_t>(groups.size()) - 1;
      std::tie(group.code, group.severity, group.field) = std::tie(place.code, place.severity, place.field);
    }
    if (place.fileRow <= 0) return;
    if (rows.empty() || rows.back().get_array().front().as_int64() != place.fileRow) {
      rows.push_back(json::array{place.fileRow});
    }
    auto& row = rows.back().get_array();
    if (std::find(row.begin() + 1, row.end(), json::value(group.number)) == row.end()) row.push_back(group.number);
  }
};

json::array groupsView(const GridIndex& index, const domain::CatalogueEntry* entry) {
  std::vector<const Group*> sorted;
  for (const auto& [key, group] : index.groups) sorted.push_back(&group);
  std::sort(sorted.begin(), sorted.end(), [](const Group* a, const Group* b) { return a->number < b->number; });
  json::array out;
  for (const auto* group : sorted) {
    out.push_back(json::object{{"code", group->code},
                               {"severity", group->severity},
                               {"field", textOrNull(group->field)},
                               {"fieldName", textOrNull(fieldName(entry, group->field))},
                               {"count", group->count},
                               {"text", domain::summaryText(group->code)}});
  }
  return out;
}

Answer getBatchGrid(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'B'));
  MC_ASSIGN(const auto batch, service::requireBatch(context.service, id));
  const auto* entry = context.service.law.entry(batch.entry);
  MC_ASSIGN(const auto titles, fileTitles(context, batch));
  auto columns = columnsOf(titles, entry);
  GridIndex index;
  MC_TRY(store::eachFindingPlace(context.service.conn, id, [&](const store::FindingPlace& place) {
    index.add(place);
    if (place.fileColumn < 0 || place.field.empty()) return;
    auto& column = columns[place.fileColumn];
    if (!column.field.empty()) return;
    column.field = place.field;
    if (column.title.empty()) column.title = fieldName(entry, column.field);
  }));
  MC_TRY(noteBatchRead(context, batch, "batch.grid"));
  json::array shown;
  for (const auto& [at, column] : columns) {
    shown.push_back(json::object{{"column", at + 1},
                                 {"title", column.title},
                                 {"field", textOrNull(column.field)},
                                 {"header", textOrNull(column.header)}});
  }
  return jsonResponse(
      200, json::object{
               {"columns", std::move(shown)}, {"groups", groupsView(index, entry)}, {"rows", std::move(index.rows)}});
}

/// "2,5,9" ascending without repetition; empty for anything else.
std::vector<std::int64_t> rowList(std::string_view text) {
  std::vector<std::int64_t> rows;
  while (true) {
    const auto comma = std::min(text.find(','), text.size());
    std::int64_t row = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + comma, row);
    if (ec != std::errc() || end != text.data() + comma || row < 1 || (!rows.empty() && row <= rows.back())) return {};
    rows.push_back(row);
    if (comma == text.size()) return rows;
    text.remove_prefix(comma + 1);
  }
}

/// What the batch stored of an accepted row, by field.
base::Result<json::object> acceptedValues(HandlerContext& context, const store::SentRow& row, std::int64_t batchId) {
  json::object values;
  MC_ASSIGN(const auto versions, store::recordVersions(context.service.conn, *row.recordId));
  for (const auto& version : versions) {
    if (version.batchId != batchId || version.fileRow != row.fileRow) continue;
    MC_ASSIGN(const auto definition, store::entryVersionDefinition(context.service.conn, version.entryVersion));
    const auto fields = service::definitionFields(definition);
    const auto payload = service::readPayload(version.payload);
    for (std::size_t i = 0; i < fields.size() && i < payload.size(); ++i) values[fields[i].id] = payload[i];
  }
  return values;
}

Answer getBatchRows(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'B'));
  MC_ASSIGN(const auto batch, service::requireBatch(context.service, id));
  QueryInput query(request);
  const auto wanted = rowList(query.text("rows", 1200));
  if (wanted.empty() || wanted.size() > kMaxRowsAsked) {
    query.wrong("rows", base::fail("HTTP-0017", {{"expected", "至多 100 个行号，从小到大，用逗号分开"}}));
  }
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto rows, store::sentRows(context.service.conn, id, wanted));
  MC_ASSIGN(const auto findings, store::findingsOfRows(context.service.conn, id, wanted));
  json::array items;
  for (const auto& row : rows) {
    boost::system::error_code ec;
    json::value cells = row.cells.empty() ? json::value(json::array{}) : json::parse(row.cells, ec);
    json::array marks;
    for (const auto& finding : findings) {
      if (finding.fileRow == row.fileRow) marks.push_back(findingView(finding));
    }
    json::object values;
    if (row.recordId) {
      MC_ASSIGN(values, acceptedValues(context, row, id));
    }
    items.push_back(json::object{{"row", row.fileRow},
                                 {"outcome", row.outcome},
                                 {"resolved", row.resolved},
                                 {"record", idOrNull('R', row.recordId)},
                                 {"cells", std::move(cells)},
                                 {"values", std::move(values)},
                                 {"findings", std::move(marks)}});
  }
  MC_TRY(noteBatchRead(context, batch, "batch.rows"));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

}  // namespace

base::Status noteBatchRead(HandlerContext& context, const store::Batch& batch, std::string action) {
  service::Act act;
  act.action = std::move(action);
  act.objectType = "batch";
  act.objectId = service::publicId('B', batch.id);
  return noteRead(context, std::move(act));
}

base::Result<AnnotatedReturn> annotatedReturn(HandlerContext& context, std::int64_t batchId) {
  store::JobFilter filter;
  filter.kind = service::kJobImport;
  filter.state = "done";
  const auto wanted = service::publicId('B', batchId);
  for (;;) {
    MC_ASSIGN(const auto jobs, store::listJobs(context.service.conn, filter));
    for (const auto& job : jobs) {
      boost::system::error_code ec;
      const auto result = json::parse(job.result.value_or("null"), ec);
      if (ec || !result.is_object()) continue;
      const auto* batch = result.get_object().if_contains("batch");
      const auto* path = result.get_object().if_contains("annotated");
      if (batch == nullptr || path == nullptr || !batch->is_string() || !path->is_string()) continue;
      if (batch->get_string() == wanted) {
        const auto folder = std::filesystem::path(context.shared.spoolFolder) / "jobs";
        return AnnotatedReturn{job.id, folder / std::string(path->get_string())};
      }
    }
    if (static_cast<std::int64_t>(jobs.size()) < filter.limit) return AnnotatedReturn();
    filter.before = jobs.back().id;
  }
}

base::Result<std::filesystem::path> openReturn(HandlerContext& context, std::int64_t batchId,
                                               const AnnotatedReturn& kept) {
  std::error_code ec;
  const auto sealed = service::sealedName(kept.path);
  if (kept.path.empty() || !std::filesystem::is_regular_file(sealed, ec)) {
    return service::notFound(service::publicId('B', batchId) + "/annotated");
  }
  MC_ASSIGN(auto opened, answerPath(context, kept.path.extension().string()));
  MC_TRY(service::openSealedFile(sealed, opened, service::returnPlace(kept.jobId), context.service.keys));
  return opened;
}

void addBatchGrid(AreaRoutes& routes) {
  routes.get("getBatchGrid", "/api/batches/{id}/grid", "collect.enter", getBatchGrid);
  routes.get("getBatchRows", "/api/batches/{id}/rows", "collect.enter", getBatchRows);
}

}  // namespace medcredit::http
