#include "service/publish_output.h"

#include <algorithm>
#include <boost/json.hpp>

#include "crypto/sm3.h"
#include "formats/file_io.h"
#include "formats/table_writer.h"
#include "service/publish_rules.h"

namespace medcredit::service {

namespace {

using domain::FieldRole;
using domain::PublicityState;

PublicItem itemOf(const store::PublicityRow& row, const RecordFields& fields) {
  const auto& entry = *fields.publicity->entry;
  PublicItem item;
  item.recordId = row.recordId;
  item.entry = entry.code;
  item.entryName = entry.name;
  item.subjectName = fields.byRole(FieldRole::kSubjectName);
  if (item.subjectName.empty()) item.subjectName = row.subjectName;
  item.unifiedCode = fields.byRole(FieldRole::kUnifiedCode);
  if (item.unifiedCode.empty()) item.unifiedCode = fields.byRole(FieldRole::kSubjectCode);
  item.documentNo = row.documentNo;
  item.decidedOn = row.decidedOn;
  item.publishedOn = row.publishedOn;
  item.publicityUntil = row.publicityUntil;
  item.fields = domain::publicView(entry, fields.values);
  return item;
}

std::string digestOf(const formats::FileBytes& file, base::Status& status) {
  crypto::Sm3Stream digest;
  std::string buffer(1U << 16U, '\0');
  std::uint64_t at = 0;
  while (at < file.size()) {
    auto got = file.readAt(at, buffer.data(), buffer.size());
    if (!got) {
      status = std::move(got).error();
      break;
    }
    if (*got == 0) break;
    digest.update(std::string_view(buffer.data(), *got));
    at += *got;
  }
  return digest.finishHex();
}

std::string joinFields(const std::vector<domain::PublicField>& fields) {
  std::string out;
  for (const auto& field : fields) {
    if (field.value.empty()) continue;
    if (!out.empty()) out += "；";
    out += field.name + "：" + field.value;
  }
  return out;
}

const std::vector<std::string>& listingHeader() {
  static const std::vector<std::string> header{"记录号", "目录条目", "信息名称", "主体名称",     "统一社会信用代码",
                                               "文书号", "决定日期", "公示日期", "公示截止日期", "公示内容"};
  return header;
}

bool mayGovernmentRead(const domain::CatalogueEntry& entry) {
  return entry.sharing != domain::Sharing::kAuthorisedQuery;
}

/// Every field in clear: what a subject or an authorised government user sees.
std::vector<domain::PublicField> fullView(const domain::CatalogueEntry& entry, const std::vector<std::string>& values) {
  std::vector<domain::PublicField> view;
  for (std::size_t i = 0; i < entry.fieldSet.fields.size() && i < values.size(); ++i) {
    const auto& field = entry.fieldSet.fields[i];
    if (field.sensitivity == domain::Sensitivity::kInternal) continue;
    view.push_back({field.id(), field.name, values[i], domain::PublicShape::kShown});
  }
  return view;
}

}  // namespace

base::Status eachPublicItem(Context& context, std::string_view entry,
                            const std::function<base::Status(const PublicItem&)>& onItem) {
  if (!entry.empty() && context.law.entry(entry) == nullptr) {
    return base::fail("PUBL-0005", {{"entry", std::string(entry)}});
  }
  PublicityDesk desk(context);
  store::PublicityFilter filter;
  filter.entry = entry;
  filter.publicity = domain::publicityStateName(PublicityState::kPublished);
  filter.state = "live";
  const auto today = context.clock.today().iso();
  base::Status status;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& row) {
    if (!row.publicityUntil.empty() && row.publicityUntil < today) return true;
    const auto fields = desk.fields(row);
    if (!fields) {
      status = fields.error();
      return false;
    }
    // The store's state is not trusted alone: what today's law keeps off the site never leaves.
    if (desk.decide(row, *fields).state == PublicityState::kNotPublic) return true;
    status = onItem(itemOf(row, *fields));
    return status.ok();
  }));
  return status;
}

base::Result<WrittenFile> writeManifest(Context& context, const std::filesystem::path& file, std::int64_t count,
                                        std::string_view extraJson) {
  MC_ASSIGN(const auto bytes, formats::FileBytes::open(file));
  base::Status status;
  WrittenFile written;
  written.path = file;
  written.count = count;
  written.digest = digestOf(*bytes, status);
  MC_TRY(std::move(status));
  written.manifest = file.string() + ".manifest.json";
  boost::json::object manifest{{"file", file.filename().string()},
                               {"count", count},
                               {"generated_at", context.clock.now().iso()},
                               {"digest_algorithm", "SM3"},
                               {"digest", written.digest},
                               {"bytes", bytes->size()},
                               {"jurisdiction", context.law.id},
                               {"jurisdiction_digest", context.law.digest}};
  const auto extra = boost::json::parse(extraJson);
  for (const auto& member : extra.as_object()) manifest[member.key()] = member.value();
  MC_ASSIGN(auto out, formats::AtomicFile::create(written.manifest));
  MC_TRY(out->write(boost::json::serialize(manifest) + "\n"));
  MC_TRY(out->commit());
  return written;
}

base::Result<WrittenFile> writeListing(Context& context, std::string_view entry, const std::filesystem::path& target) {
  MC_ASSIGN(auto writer, formats::makeTableWriter(target, "公示信息", listingHeader()));
  std::int64_t count = 0;
  MC_TRY(eachPublicItem(context, entry, [&](const PublicItem& item) -> base::Status {
    const std::vector<std::string> cells{publicId('R', item.recordId),
                                         item.entry,
                                         item.entryName,
                                         item.subjectName,
                                         item.unifiedCode,
                                         item.documentNo,
                                         item.decidedOn,
                                         item.publishedOn,
                                         item.publicityUntil,
                                         joinFields(item.fields)};
    ++count;
    return writer->row(cells);
  }));
  MC_TRY(writer->finish());
  const boost::json::object extra{{"kind", "public-listing"}, {"entry", entry}, {"masked", true}};
  return writeManifest(context, target, count, boost::json::serialize(extra));
}

std::vector<std::string> uploadHeader(const domain::CatalogueEntry& entry) {
  std::vector<std::string> header;
  for (const auto& field : entry.fieldSet.fields) header.push_back(field.id());
  return header;
}

std::vector<std::string> uploadCells(const domain::CatalogueEntry& entry, const std::vector<std::string>& values,
                                     bool masked) {
  std::vector<std::string> cells(entry.fieldSet.fields.size());
  for (std::size_t i = 0; i < cells.size() && i < values.size(); ++i) {
    const auto& field = entry.fieldSet.fields[i];
    const auto day = field.type == domain::FieldType::kDate ? base::CivilDate::parseIso(values[i]) : std::nullopt;
    cells[i] = day ? day->slash() : masked ? domain::publicValue(field, values[i]) : values[i];
  }
  return cells;
}

base::Result<WrittenFile> exportUpload(Context& context, const ExportRequest& request) {
  PublicityDesk desk(context);
  const auto* publicity = desk.entry(request.entry);
  if (publicity == nullptr) return base::fail("PUBL-0005", {{"entry", request.entry}});
  const auto& entry = *publicity->entry;
  if (!publicity->isPublic) {
    const auto decision = domain::decidePublicity(entry, domain::PublicityFacts{}, publicity->rules);
    return base::fail("PUBL-0006", {{"entry", entry.code}, {"name", entry.name}, {"reason", decision.reason}});
  }
  MC_ASSIGN(auto writer, formats::makeTableWriter(request.target, entry.name, uploadHeader(entry)));
  store::PublicityFilter filter;
  filter.entry = entry.code;
  filter.publicity = domain::publicityStateName(PublicityState::kPublished);
  filter.state = "live";
  const auto today = context.clock.today().iso();
  std::int64_t count = 0;
  base::Status status;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& row) {
    if (request.scope && !std::binary_search(request.scope->begin(), request.scope->end(), row.unitId)) return true;
    const auto fields = desk.fields(row);
    if (!fields) {
      status = fields.error();
      return false;
    }
    const bool over = !row.publicityUntil.empty() && row.publicityUntil < today;
    if (over || desk.decide(row, *fields).state == PublicityState::kNotPublic) return true;
    ++count;
    status = writer->row(uploadCells(entry, fields->values, request.masked));
    return status.ok();
  }));
  MC_TRY(std::move(status));
  MC_TRY(writer->finish());
  const boost::json::object extra{{"kind", "upload"},
                                  {"entry", entry.code},
                                  {"entry_name", entry.name},
                                  {"entry_version", entry.versionDigest},
                                  {"field_set", entry.fieldSet.id},
                                  {"field_set_status", entry.fieldSet.status},
                                  {"columns", entry.fieldSet.fields.size()},
                                  {"masked", request.masked}};
  return writeManifest(context, request.target, count, boost::json::serialize(extra));
}

base::Result<Disclosure> disclose(Context& context, std::int64_t recordId, Caller caller) {
  PublicityDesk desk(context);
  store::PublicityFilter filter;
  filter.recordId = recordId;
  std::optional<store::PublicityRow> row;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& found) {
    row = found;
    return false;
  }));
  if (!row) return base::fail("PUBL-0002", {{"record", publicId('R', recordId)}});
  MC_ASSIGN(const auto fields, desk.fields(*row));
  const auto& entry = *fields.publicity->entry;
  if (row->internalOnly) return Disclosure{false, "仅限内部监管的信息，任何披露方式均不提供", {}};
  if (row->state != "live") return Disclosure{false, "记录已作废或撤回", {}};
  const auto decision = desk.decide(*row, fields);
  const bool isPublic = decision.state != PublicityState::kNotPublic &&
                        row->publicity == domain::publicityStateName(PublicityState::kPublished);
  switch (caller) {
    case Caller::kPublic:
      if (!isPublic) {
        const auto reason = decision.state == PublicityState::kNotPublic ? decision.reason : "当前未公示";
        return Disclosure{false, reason, {}};
      }
      return Disclosure{true, "公开公示", domain::publicView(entry, fields.values)};
    case Caller::kSubject:
      return Disclosure{true, "主体查询自身信息", fullView(entry, fields.values)};
    case Caller::kAuthorised:
      // Sharing among government bodies is no title for a third party, even with the subject's consent to queries.
      if (entry.sharing == domain::Sharing::kGovernmentSharing && !isPublic) {
        return Disclosure{false, "共享属性为政务共享查询，不对第三方提供", {}};
      }
      return Disclosure{true, "经主体授权查询", domain::publicView(entry, fields.values)};
    case Caller::kGovernment:
      break;
  }
  if (!mayGovernmentRead(entry)) return Disclosure{false, "共享属性为授权查询，须经主体授权", {}};
  return Disclosure{true, "政务共享", fullView(entry, fields.values)};
}

}  // namespace medcredit::service
