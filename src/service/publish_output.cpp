#include "service/publish_output.h"

#include <algorithm>
#include <boost/json.hpp>

#include "crypto/sm3.h"
#include "formats/file_io.h"
#include "formats/table_writer.h"
#include "service/disclosure.h"
#include "service/flow.h"
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
  item.disputed = row.disputed;
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
  static const std::vector<std::string> header{"记录号",           "目录条目", "信息名称", "主体名称",
                                               "统一社会信用代码", "文书号",   "决定日期", "公示日期",
                                               "公示截止日期",     "公示内容", "标注"};
  return header;
}

domain::Audience audienceOf(Caller caller) {
  switch (caller) {
    case Caller::kSubject:
      return domain::Audience::kSubjectSelf;
    case Caller::kAuthorised:
      return domain::Audience::kAuthorised;
    case Caller::kGovernment:
      return domain::Audience::kSharingPartner;
    case Caller::kPublic:
      break;
  }
  return domain::Audience::kPublic;
}

/// The caller is taken to ask for a purpose the list opens to it.
std::string anyLawfulPurpose(const Context& context, domain::Audience audience) {
  for (const auto& purpose : context.law.disclosure.purposes) {
    if (context.law.disclosure.lawful(purpose.id, audience)) return purpose.id;
  }
  return {};
}

/// Words of the row that decided.
std::string titleOf(const Context& context, std::string_view rule) {
  for (const auto& row : context.law.disclosure.rows) {
    if (row.id == rule) return row.title;
  }
  return "没有允许提供的规则";
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
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](store::PublicityRow row) {
    if (!row.publicityUntil.empty() && row.publicityUntil < today) return true;
    status = showReleased(context, row);
    if (!status) return false;
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
                                         joinFields(item.fields),
                                         item.disputed ? std::string(kDisputedLabel) : std::string()};
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
  boost::json::array disputed;  // the columns are those of the standard: the mark travels beside them
  base::Status status;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](store::PublicityRow row) {
    if (request.scope && !std::binary_search(request.scope->begin(), request.scope->end(), row.unitId)) return true;
    status = showReleased(context, row);
    if (!status) return false;
    const auto fields = desk.fields(row);
    if (!fields) {
      status = fields.error();
      return false;
    }
    const bool over = !row.publicityUntil.empty() && row.publicityUntil < today;
    if (over || desk.decide(row, *fields).state == PublicityState::kNotPublic) return true;
    ++count;
    if (row.disputed) {
      disputed.push_back(
          boost::json::object{{"row", count}, {"record", publicId('R', row.recordId)}, {"mark", kDisputedLabel}});
    }
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
                                  {"masked", request.masked},
                                  {"disputed", std::move(disputed)}};
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
  // The store's state is not trusted alone: what today's law keeps off the site is not published.
  const auto decision = desk.decide(*row, fields);
  const bool off = decision.state == PublicityState::kNotPublic;
  auto facts = factsOf(context, row->entry, row->infoClass,
                       {row->state, off ? std::string_view() : row->publicity, row->publicityUntil, false});
  facts.subjectId = row->subjectId;
  facts.unitId = row->unitId;
  facts.internalOnly = row->internalOnly;
  std::vector<StoredValue> values;
  const auto& defined = fields.publicity->entry->fieldSet.fields;
  for (std::size_t i = 0; i < defined.size() && i < fields.values.size(); ++i) {
    values.push_back({defined[i].id(), defined[i].name, fields.values[i], {}});
  }
  const auto audience = audienceOf(caller);
  Discloser discloser(context, audience, anyLawfulPurpose(context, audience));
  MC_ASSIGN(auto shown, discloser.record(facts, values));
  Disclosure out{shown.visible, titleOf(context, shown.rule), {}};
  if (!shown.visible && off && caller == Caller::kPublic && !row->internalOnly) out.reason = decision.reason;
  for (auto& field : shown.fields) {
    const auto shape = field.masked ? domain::PublicShape::kMasked : domain::PublicShape::kShown;
    out.fields.push_back({std::move(field.id), std::move(field.name), std::move(field.value), shape});
  }
  return out;
}

}  // namespace medcredit::service
