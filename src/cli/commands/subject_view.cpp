// Archives as JSON and as text.
#include <map>

#include "cli/commands/subject_commands.h"
#include "cli/json_values.h"
#include "domain/identifier.h"
#include "domain/subject.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

json::object termJson(const domain::TermSpan& span) {
  return {{"from", span.from.iso()},
          {"until", span.end ? json::value(span.end->plusDays(-1).iso()) : json::value(nullptr)},
          {"why", span.why},
          {"default", span.isDefault}};
}

json::object provenanceJson(const service::Provenance& from) {
  return {{"unit", from.unitId},
          {"unit_name", from.unitName},
          {"channel", from.channel},
          {"batch", from.batchId ? json::value(service::publicId('B', *from.batchId)) : json::value(nullptr)},
          {"file", textOrNull(from.fileName)},
          {"row", from.fileRow ? json::value(*from.fileRow) : json::value(nullptr)},
          {"actor", from.actor},
          {"known_at", from.knownAt.iso()}};
}

json::array fieldsJson(const service::RecordView& record) {
  json::array out;
  for (const auto& field : record.fields) {
    out.push_back(json::object{{"id", field.id},
                               {"name", field.name},
                               {"value", field.value},
                               {"version", field.version},
                               {"clause", textOrNull(std::string(field.clause))},
                               {"provenance", provenanceJson(record.sourceOf(field))}});
  }
  return out;
}

json::object recordJson(const service::RecordView& record) {
  json::object uses;
  for (std::size_t i = 0; i < domain::kUses.size(); ++i) {
    uses[domain::useName(domain::kUses[i])] =
        json::object{{"applies", record.uses[i].applies}, {"reason", record.uses[i].reason}};
  }
  return {{"record_id", service::publicId('R', record.id)},
          {"subject_id", service::publicId('S', record.subjectId)},
          {"version", record.version},
          {"version_kind", record.versionKind},
          {"entry", record.entry},
          {"entry_name", record.entryName},
          {"document_no", textOrNull(record.documentNo)},
          {"decided_on", textOrNull(record.decidedOn)},
          {"state", record.state},
          {"class", domain::infoClassName(record.info)},
          {"class_label", domain::infoClassLabel(record.info)},
          {"local_class", textOrNull(record.localClass)},
          {"nature", domain::natureLabel(record.nature)},
          {"kind", textOrNull(record.kindCode)},
          {"kind_label", textOrNull(record.kindLabel)},
          {"severity", textOrNull(record.severity)},
          {"dishonesty_level", textOrNull(record.dishonestyLevel)},
          {"moment", textOrNull(record.moment)},
          {"continuing", record.continuing},
          {"ended_on", textOrNull(record.endedOn)},
          {"internal_only", record.internalOnly},
          {"counts", record.counts},
          {"archived", record.archived},
          {"released_on", textOrNull(record.releasedOn)},
          {"publicity", record.publicity},
          {"terms", json::object{{"retention", termJson(record.terms.retention)},
                                 {"use", termJson(record.terms.use)},
                                 {"publicity", termJson(record.terms.publicity)}}},
          {"uses", std::move(uses)},
          {"provenance", provenanceJson(record.provenance)},
          {"fields", fieldsJson(record)}};
}

json::object subjectJson(const service::Archive& archive) {
  const auto& subject = archive.subject;
  const auto kind = domain::subjectKindFromCode(subject.kind);
  return {{"subject_id", service::publicId('S', subject.id)},
          {"asked", service::publicId('S', archive.asked)},
          {"kind", subject.kind},
          {"kind_label", kind ? domain::subjectKindLabel(*kind) : std::string_view()},
          {"name", subject.name},
          {"state", domain::subjectStateName(archive.life.state)},
          {"state_label", domain::subjectStateLabel(archive.life.state)},
          {"state_since", textOrNull(archive.life.since)},
          {"region", textOrNull(subject.region)},
          {"as_of", archive.moment.asOf.iso()},
          {"masked", archive.masked}};
}

json::object spanJson(const std::string& from, const std::string& to) {
  return {{"from", textOrNull(from)}, {"to", textOrNull(to)}};
}

/// Who entered a fact and when; null for facts that came with an import.
void addStamp(json::object& out, const store::Stamp& stamp) {
  out["entered_by"] = textOrNull(stamp.actor);
  out["entered_at"] = stamp.at.micros == 0 ? json::value(nullptr) : json::value(stamp.at.iso());
}

json::array datedJson(const std::vector<store::DatedText>& rows, bool withKind) {
  json::array out;
  for (const auto& row : rows) {
    json::object one = spanJson(row.from, row.to);
    one["value"] = row.text;
    addStamp(one, row.stamp);
    if (withKind) one["kind"] = row.kind;
    out.push_back(std::move(one));
  }
  return out;
}

json::array rolesJson(const service::Context& context, const service::Archive& archive) {
  json::array out;
  for (const auto& role : archive.roles) {
    json::object one = spanJson(role.from, role.to);
    one["role"] = role.role;
    one["role_label"] = service::labelFor(context, "subject-roles", role.role);
    one["person"] = service::publicId('S', role.personId);
    one["person_name"] = role.personName;
    one["org"] = service::publicId('S', role.orgId);
    one["org_name"] = role.orgName;
    out.push_back(std::move(one));
  }
  return out;
}

json::array itemsJson(const service::Archive& archive) {
  json::array out;
  for (const auto& item : archive.items) {
    out.push_back(json::object{{"group", item.row.group},
                               {"group_label", item.groupLabel},
                               {"item", item.row.item},
                               {"item_label", item.itemLabel},
                               {"value", item.row.value},
                               {"as_of", textOrNull(item.row.asOf)},
                               {"out_of_window", item.outOfWindow}});
  }
  return out;
}

json::array lifeJson(const service::Archive& archive) {
  json::array out;
  for (const auto& event : archive.events) {
    const auto known = domain::subjectEventFromText(event.event);
    out.push_back(json::object{{"event", event.event},
                               {"label", known ? domain::subjectEventLabel(*known) : std::string_view()},
                               {"on", event.on},
                               {"source", textOrNull(event.source)}});
  }
  return out;
}

}  // namespace

json::object archiveJson(const service::Context& context, const service::Archive& archive) {
  json::object out = subjectJson(archive);
  out["names"] = datedJson(archive.names, false);
  out["identifiers"] = datedJson(archive.identifiers, true);
  out["categories"] = json::value_from(archive.categories);
  out["roles"] = rolesJson(context, archive);
  json::array authorities;
  for (const auto& authority : archive.authorities) {
    json::object one = spanJson(authority.from, authority.to);
    one["unit"] = authority.unitId;
    one["unit_name"] = authority.unitName;
    one["region"] = authority.region;
    authorities.push_back(std::move(one));
  }
  out["authorities"] = std::move(authorities);
  out["events"] = lifeJson(archive);
  out["items"] = itemsJson(archive);
  json::object records;
  for (int i = 0; i <= static_cast<int>(domain::InfoClass::kOther); ++i) {
    json::array ofClass;
    for (const auto& record : archive.records) {
      if (static_cast<int>(record.info) == i) ofClass.push_back(recordJson(record));
    }
    records[domain::infoClassName(static_cast<domain::InfoClass>(i))] = std::move(ofClass);
  }
  out["records"] = std::move(records);
  out["hidden_internal"] = archive.hiddenInternal;
  json::array merges;
  for (const auto& merge : archive.merges) {
    merges.push_back(json::object{{"merge_id", service::publicId('M', merge.id)},
                                  {"subject", service::publicId('S', merge.loser)},
                                  {"reason", merge.reason},
                                  {"actor", merge.actor},
                                  {"merged_at", merge.mergedAt.iso()}});
  }
  out["merged"] = std::move(merges);
  return out;
}

namespace {

std::string spanText(const std::string& from, const std::string& to) {
  if (from.empty() && to.empty()) return "";
  return "（" + (from.empty() ? "?" : from) + " 至 " + (to.empty() ? "今" : to) + "）";
}

std::string termText(std::string_view label, const domain::TermSpan& span) {
  return "    " + std::string(label) + " " + (span.end ? "至 " + span.end->plusDays(-1).iso() : std::string("无止期")) +
         "：" + span.why + "\n";
}

std::string recordText(const service::RecordView& record) {
  const auto& from = record.provenance;
  std::string out = "  " + service::publicId('R', record.id) + " " + record.entryName + " " + record.documentNo + " " +
                    record.decidedOn + "［" + std::string(domain::natureLabel(record.nature)) +
                    (record.kindLabel.empty() ? "" : "，" + record.kindLabel) + "］" +
                    (record.archived ? "（已转入封闭档案）" : "") + (record.internalOnly ? "（仅限内部）" : "") + "\n";
  if (record.nature == domain::Nature::kNegative) out += termText("公示期", record.terms.publicity);
  out += termText("可应用期", record.terms.use) + termText("记录期限", record.terms.retention);
  for (std::size_t i = 0; i < domain::kUses.size(); ++i) {
    if (record.uses[i].applies) continue;
    out += "    不可用于" + std::string(domain::useLabel(domain::kUses[i])) + "：" + record.uses[i].reason + "\n";
  }
  out += "    来源 " + from.unitName + (from.batchId ? " 批次 " + service::publicId('B', *from.batchId) : "") +
         (from.fileRow ? " 第 " + std::to_string(*from.fileRow) + " 行" : "") +
         (from.fileName.empty() ? "" : " " + from.fileName) + "，录入 " + from.actor + "\n";
  for (const auto& field : record.fields) {
    const auto& source = record.sourceOf(field);
    out += "      " + std::string(field.name) + "：" + field.value + "（版本 " + std::to_string(field.version) +
           (source.fileRow ? "，第 " + std::to_string(*source.fileRow) + " 行" : "") + "，" + source.actor +
           (field.clause.empty() ? "" : "，" + std::string(field.clause)) + "）\n";
  }
  return out;
}

}  // namespace

std::string archiveText(const service::Context& context, const service::Archive& archive) {
  const auto& subject = archive.subject;
  std::string out = service::publicId('S', subject.id) + " " + subject.name + "（" +
                    std::string(domain::subjectStateLabel(archive.life.state)) + "，截至 " + archive.moment.asOf.iso() +
                    "）\n";
  if (archive.asked != subject.id) out += service::publicId('S', archive.asked) + " 已并入本档案\n";
  for (const auto& name : archive.names) {
    if (name.text != subject.name) out += "曾用名 " + name.text + spanText(name.from, name.to) + "\n";
  }
  for (const auto& identifier : archive.identifiers) {
    const auto kind = domain::identifierKindFromName(identifier.kind);
    out += (kind ? std::string(domain::identifierKindLabel(*kind)) : identifier.kind) + " " + identifier.text +
           spanText(identifier.from, identifier.to) + "\n";
  }
  for (const auto& authority : archive.authorities) {
    out += "发证单位 " + authority.unitName + "（" + authority.region + "）" + spanText(authority.from, authority.to) +
           "\n";
  }
  for (const auto& role : archive.roles) {
    out += service::labelFor(context, "subject-roles", role.role) + " " + role.personName + "：" + role.orgName +
           spanText(role.from, role.to) + "\n";
  }
  for (const auto& item : archive.items) {
    out += item.groupLabel + " " + item.itemLabel + "：" + item.row.value + (item.outOfWindow ? "（超出近三年）" : "") +
           "\n";
  }
  for (int i = 0; i <= static_cast<int>(domain::InfoClass::kOther); ++i) {
    const auto info = static_cast<domain::InfoClass>(i);
    std::string records;
    for (const auto& record : archive.records) {
      if (record.info == info) records += recordText(record);
    }
    if (!records.empty()) out += std::string(domain::infoClassLabel(info)) + "\n" + records;
  }
  if (archive.hiddenInternal > 0) {
    out += "另有 " + std::to_string(archive.hiddenInternal) + " 条仅限内部的信息，由归集单位查看\n";
  }
  for (const auto& merge : archive.merges) {
    out += "合并 " + service::publicId('M', merge.id) + "：" + service::publicId('S', merge.loser) + "，" +
           merge.reason + "（" + merge.actor + "）\n";
  }
  out.pop_back();
  return out;
}

}  // namespace medcredit::cli
