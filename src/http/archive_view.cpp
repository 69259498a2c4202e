#include "http/archive_view.h"

#include <boost/json.hpp>

#include "domain/identifier.h"
#include "domain/subject.h"
#include "http/views.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

json::object provenanceView(const service::Provenance& from) {
  return {
      {"unit", textOrNull(from.unitId)},       {"unitName", textOrNull(from.unitName)},
      {"channel", textOrNull(from.channel)},   {"batch", idOrNull('B', from.batchId)},
      {"fileName", textOrNull(from.fileName)}, {"fileRow", from.fileRow ? json::value(*from.fileRow) : json::value()},
      {"actor", textOrNull(from.actor)},       {"knownAt", from.knownAt.iso()}};
}

void addStamp(json::object& out, const store::Stamp& stamp) {
  out["enteredBy"] = textOrNull(stamp.actor);
  out["enteredAt"] = stamp.at.micros == 0 ? json::value() : json::value(stamp.at.iso());
}

template <class Row>
json::object spanView(const Row& row) {
  json::object out{{"from", textOrNull(row.from)}, {"to", textOrNull(row.to)}};
  addStamp(out, row.stamp);
  return out;
}

json::object clockView(const domain::TermSpan& span, base::CivilDate day) {
  return {{"from", span.from.iso()},
          {"end", span.end ? json::value(span.end->iso()) : json::value()},
          {"running", span.contains(day)},
          {"why", span.why},
          {"isDefault", span.isDefault}};
}

json::array fieldsView(const service::RecordView& record) {
  json::array out;
  for (const auto& field : record.fields) {
    out.push_back(json::object{{"id", field.id},
                               {"name", field.name},
                               {"value", field.value},
                               {"masked", field.masked},
                               {"version", field.version},
                               {"clause", textOrNull(field.clause)},
                               {"provenance", provenanceView(field.provenance)}});
  }
  return out;
}

/// Day the shortest publicity term is over: from then on a repair may be asked for.
json::value repairableFrom(const service::RecordView& record) {
  const auto& day = record.terms.publicityNotBefore;
  if (record.info != domain::InfoClass::kNegative || !day) return nullptr;
  return json::value(day->iso());
}

json::object recordView(const service::RecordView& record, base::CivilDate day) {
  json::array uses;
  for (std::size_t i = 0; i < domain::kUses.size(); ++i) {
    uses.push_back(json::object{{"use", domain::useName(domain::kUses[i])},
                                {"label", domain::useLabel(domain::kUses[i])},
                                {"applies", record.uses[i].applies},
                                {"reason", record.uses[i].reason}});
  }
  return {{"id", service::publicId('R', record.id)},
          {"subject", service::publicId('S', record.subjectId)},
          {"version", record.version},
          {"versionKind", record.versionKind},
          {"entry", record.entry},
          {"entryName", record.entryName},
          {"documentNo", textOrNull(record.documentNo)},
          {"decidedOn", textOrNull(record.decidedOn)},
          {"state", record.state},
          {"infoClass", domain::infoClassName(record.info)},
          {"infoClassLabel", domain::infoClassLabel(record.info)},
          {"nature", domain::natureName(record.nature)},
          {"natureLabel", domain::natureLabel(record.nature)},
          {"kind", textOrNull(record.kindCode)},
          {"kindLabel", textOrNull(record.kindLabel)},
          {"severity", textOrNull(record.severity)},
          {"dishonestyLevel", textOrNull(record.dishonestyLevel)},
          {"continuing", record.continuing},
          {"endedOn", textOrNull(record.endedOn)},
          {"internalOnly", record.internalOnly},
          {"counts", record.counts},
          {"archived", record.archived},
          {"publicity", record.publicity},
          {"clocks", json::object{{"publicity", clockView(record.terms.publicity, day)},
                                  {"use", clockView(record.terms.use, day)},
                                  {"retention", clockView(record.terms.retention, day)}}},
          {"repairableFrom", repairableFrom(record)},
          {"uses", std::move(uses)},
          {"provenance", provenanceView(record.provenance)},
          {"fields", fieldsView(record)}};
}

json::object headView(const service::Archive& archive) {
  const auto& subject = archive.subject;
  const auto kind = domain::subjectKindFromCode(subject.kind);
  const bool known = archive.moment.knownUntil != service::kEverKnown;
  return {{"id", service::publicId('S', subject.id)},
          {"asked", service::publicId('S', archive.asked)},
          {"kind", subject.kind},
          {"kindLabel", kind ? domain::subjectKindLabel(*kind) : std::string_view()},
          {"name", subject.name},
          {"state", domain::subjectStateName(archive.life.state)},
          {"stateLabel", domain::subjectStateLabel(archive.life.state)},
          {"stateSince", textOrNull(archive.life.since)},
          {"region", textOrNull(subject.region)},
          {"asOf", archive.moment.asOf.iso()},
          {"knownOn", known ? json::value(archive.moment.knownUntil.shanghaiDate().iso()) : json::value()},
          {"masked", archive.masked},
          {"origin", archive.origin ? json::value(provenanceView(*archive.origin)) : json::value()}};
}

json::array namesView(const service::Archive& archive) {
  json::array out;
  for (const auto& name : archive.names) {
    json::object one = spanView(name);
    one["value"] = name.text;
    out.push_back(std::move(one));
  }
  return out;
}

json::array identifiersView(const service::Archive& archive) {
  json::array out;
  for (const auto& identifier : archive.identifiers) {
    const auto kind = domain::identifierKindFromName(identifier.kind);
    json::object one = spanView(identifier);
    one["kind"] = identifier.kind;
    one["kindLabel"] = kind ? domain::identifierKindLabel(*kind) : std::string_view(identifier.kind);
    one["value"] = identifier.text;
    out.push_back(std::move(one));
  }
  return out;
}

json::array categoriesView(const service::Context& context, const service::Archive& archive) {
  json::array out;
  for (const auto& id : archive.categories) {
    std::string label = id;
    for (const auto& category : context.law.categories) {
      if (category.id == id) label = category.label;
    }
    out.push_back(json::object{{"id", id}, {"label", label}});
  }
  return out;
}

json::array rolesView(const service::Context& context, const service::Archive& archive) {
  json::array out;
  for (const auto& role : archive.roles) {
    json::object one = spanView(role);
    one["role"] = role.role;
    one["roleLabel"] = service::labelFor(context, "subject-roles", role.role);
    one["person"] = service::publicId('S', role.personId);
    one["personName"] = role.personName;
    one["organisation"] = service::publicId('S', role.orgId);
    one["organisationName"] = role.orgName;
    out.push_back(std::move(one));
  }
  return out;
}

json::array authoritiesView(const service::Archive& archive) {
  json::array out;
  for (const auto& authority : archive.authorities) {
    json::object one = spanView(authority);
    one["unit"] = authority.unitId;
    one["unitName"] = authority.unitName;
    one["region"] = authority.region;
    out.push_back(std::move(one));
  }
  return out;
}

json::array eventsView(const service::Archive& archive) {
  json::array out;
  for (const auto& event : archive.events) {
    const auto known = domain::subjectEventFromText(event.event);
    json::object one{{"event", event.event},
                     {"label", known ? domain::subjectEventLabel(*known) : std::string_view(event.event)},
                     {"on", event.on},
                     {"source", textOrNull(event.source)}};
    addStamp(one, {event.actor, event.recordedAt});
    out.push_back(std::move(one));
  }
  return out;
}

json::array itemsView(const service::Archive& archive) {
  json::array out;
  for (const auto& item : archive.items) {
    json::object one{{"group", item.row.group},        {"groupLabel", item.groupLabel},
                     {"item", item.row.item},          {"itemLabel", item.itemLabel},
                     {"value", item.row.value},        {"asOf", textOrNull(item.row.asOf)},
                     {"outOfWindow", item.outOfWindow}};
    addStamp(one, {item.row.actor, item.row.recordedAt});
    out.push_back(std::move(one));
  }
  return out;
}

json::array mergesView(const service::Archive& archive) {
  json::array out;
  for (const auto& merge : archive.merges) {
    out.push_back(json::object{{"id", service::publicId('M', merge.id)},
                               {"subject", service::publicId('S', merge.loser)},
                               {"reason", merge.reason},
                               {"actor", merge.actor},
                               {"at", merge.mergedAt.iso()}});
  }
  return out;
}

}  // namespace

json::object archiveView(const service::Context& context, const service::Archive& archive) {
  json::object out = headView(archive);
  out["names"] = namesView(archive);
  out["identifiers"] = identifiersView(archive);
  out["categories"] = categoriesView(context, archive);
  out["roles"] = rolesView(context, archive);
  out["authorities"] = authoritiesView(archive);
  out["events"] = eventsView(archive);
  out["items"] = itemsView(archive);
  out["merges"] = mergesView(archive);
  json::array records;
  for (const auto& record : archive.records) records.push_back(recordView(record, archive.moment.asOf));
  out["records"] = std::move(records);
  return out;
}

json::object differenceView(const service::ArchiveDifference& difference) {
  return {{"change", difference.change},
          {"part", difference.part},
          {"object", textOrNull(difference.object)},
          {"words", difference.words}};
}

}  // namespace medcredit::http
