#include "http/archive_view.h"

#include <boost/json.hpp>
#include <tuple>

#include "domain/identifier.h"
#include "domain/subject.h"
#include "http/json_writer.h"
#include "http/views.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

/// Room for a record of some twenty fields.
constexpr std::size_t kBytesOfRecord = 6'000;
constexpr std::size_t kBytesOfHead = 4'000;

void writeIdOrNull(JsonWriter& out, char letter, const std::optional<std::int64_t>& id) {
  id ? out.id(letter, *id) : out.null();
}

void writeProvenance(JsonWriter& out, const service::Provenance& from) {
  out.openObject();
  out.memberOrNull("unit", from.unitId);
  out.memberOrNull("unitName", from.unitName);
  out.memberOrNull("channel", from.channel);
  out.name("batch");
  writeIdOrNull(out, 'B', from.batchId);
  out.memberOrNull("fileName", from.fileName);
  out.name("fileRow");
  from.fileRow ? out.value(*from.fileRow) : out.null();
  out.memberOrNull("actor", from.actor);
  out.member("knownAt", from.knownAt.iso());
  out.closeObject();
}

void writeStamp(JsonWriter& out, const store::Stamp& stamp) {
  out.memberOrNull("enteredBy", stamp.actor);
  out.memberOrNull("enteredAt", stamp.at.micros == 0 ? std::string() : stamp.at.iso());
}

/// Opens the object of a row with a span; the caller closes it.
template <class Row>
void openSpan(JsonWriter& out, const Row& row) {
  out.openObject();
  out.memberOrNull("from", row.from);
  out.memberOrNull("to", row.to);
  writeStamp(out, row.stamp);
}

void writeClock(JsonWriter& out, const domain::TermSpan& span, base::CivilDate day) {
  out.openObject();
  out.member("from", span.from.iso());
  out.memberOrNull("end", span.end ? span.end->iso() : std::string());
  out.member("running", span.contains(day));
  out.member("why", span.why);
  out.member("isDefault", span.isDefault);
  out.closeObject();
}

std::string provenanceText(const service::Provenance& from) {
  std::string text;
  JsonWriter out(text);
  writeProvenance(out, from);
  return text;
}

bool same(const service::Provenance& a, const service::Provenance& b) {
  const auto all = [](const service::Provenance& p) {
    return std::tie(p.unitId, p.unitName, p.channel, p.fileName, p.actor, p.batchId, p.fileRow, p.knownAt);
  };
  return all(a) == all(b);
}

/// A field names its provenance only where it differs from that of its record: most come from one version.
void writeFields(JsonWriter& out, const service::RecordView& record) {
  std::vector<std::string> sources(record.sources.size());
  for (std::size_t i = 0; i < sources.size(); ++i) {
    sources[i] = same(record.sources[i], record.provenance) ? "null" : provenanceText(record.sources[i]);
  }
  out.openArray();
  for (const auto& field : record.fields) {
    out.openObject();
    out.member("id", field.id);
    out.member("name", field.name);
    out.member("value", field.value);
    out.member("masked", field.masked);
    out.member("version", field.version);
    out.memberOrNull("clause", field.clause);
    out.name("provenance");
    out.raw(sources.at(field.source));
    out.closeObject();
  }
  out.closeArray();
}

void writeUses(JsonWriter& out, const service::RecordView& record) {
  out.openArray();
  for (std::size_t i = 0; i < domain::kUses.size(); ++i) {
    out.openObject();
    out.member("use", domain::useName(domain::kUses[i]));
    out.member("label", domain::useLabel(domain::kUses[i]));
    out.member("applies", record.uses[i].applies);
    out.member("reason", record.uses[i].reason);
    out.closeObject();
  }
  out.closeArray();
}

void writeClocks(JsonWriter& out, const service::RecordView& record, base::CivilDate day) {
  out.openObject();
  out.name("publicity");
  writeClock(out, record.terms.publicity, day);
  out.name("use");
  writeClock(out, record.terms.use, day);
  out.name("retention");
  writeClock(out, record.terms.retention, day);
  out.closeObject();
}

/// Day the shortest publicity term is over: from then on a repair may be asked for.
std::string repairableFrom(const service::RecordView& record) {
  const auto& day = record.terms.publicityNotBefore;
  return record.info == domain::InfoClass::kNegative && day ? day->iso() : std::string();
}

void writeRecord(JsonWriter& out, const service::RecordView& record, base::CivilDate day) {
  out.openObject();
  out.name("id");
  out.id('R', record.id);
  out.name("subject");
  out.id('S', record.subjectId);
  out.member("version", record.version);
  out.member("versionKind", record.versionKind);
  out.member("entry", record.entry);
  out.member("entryName", record.entryName);
  out.memberOrNull("documentNo", record.documentNo);
  out.memberOrNull("decidedOn", record.decidedOn);
  out.member("state", record.state);
  out.member("infoClass", domain::infoClassName(record.info));
  out.member("infoClassLabel", domain::infoClassLabel(record.info));
  out.member("nature", domain::natureName(record.nature));
  out.member("natureLabel", domain::natureLabel(record.nature));
  out.memberOrNull("kind", record.kindCode);
  out.memberOrNull("kindLabel", record.kindLabel);
  out.memberOrNull("severity", record.severity);
  out.memberOrNull("dishonestyLevel", record.dishonestyLevel);
  out.member("continuing", record.continuing);
  out.memberOrNull("endedOn", record.endedOn);
  out.member("internalOnly", record.internalOnly);
  out.member("disputed", record.disputed);
  out.memberOrNull("statement", record.statement);
  out.member("counts", record.counts);
  out.member("archived", record.archived);
  out.member("publicity", record.publicity);
  out.name("clocks");
  writeClocks(out, record, day);
  out.memberOrNull("repairableFrom", repairableFrom(record));
  out.name("uses");
  writeUses(out, record);
  out.name("provenance");
  writeProvenance(out, record.provenance);
  out.name("fields");
  writeFields(out, record);
  out.closeObject();
}

void writeHead(JsonWriter& out, const service::Archive& archive) {
  const auto& subject = archive.subject;
  const auto kind = domain::subjectKindFromCode(subject.kind);
  const bool known = archive.moment.knownUntil != service::kEverKnown;
  out.name("id");
  out.id('S', subject.id);
  out.name("asked");
  out.id('S', archive.asked);
  out.member("kind", subject.kind);
  out.member("kindLabel", kind ? domain::subjectKindLabel(*kind) : std::string_view());
  out.member("name", subject.name);
  out.member("state", domain::subjectStateName(archive.life.state));
  out.member("stateLabel", domain::subjectStateLabel(archive.life.state));
  out.memberOrNull("stateSince", archive.life.since);
  out.memberOrNull("region", subject.region);
  out.member("asOf", archive.moment.asOf.iso());
  out.memberOrNull("knownOn", known ? archive.moment.knownUntil.shanghaiDate().iso() : std::string());
  out.member("masked", archive.masked);
  out.name("origin");
  if (archive.origin) {
    writeProvenance(out, *archive.origin);
  } else {
    out.null();
  }
}

void writeNames(JsonWriter& out, const service::Archive& archive) {
  for (const auto& name : archive.names) {
    openSpan(out, name);
    out.member("value", name.text);
    out.closeObject();
  }
}

void writeIdentifiers(JsonWriter& out, const service::Archive& archive) {
  for (const auto& identifier : archive.identifiers) {
    const auto kind = domain::identifierKindFromName(identifier.kind);
    openSpan(out, identifier);
    out.member("kind", identifier.kind);
    out.member("kindLabel", kind ? domain::identifierKindLabel(*kind) : std::string_view(identifier.kind));
    out.member("value", identifier.text);
    out.closeObject();
  }
}

void writeCategories(JsonWriter& out, const service::Context& context, const service::Archive& archive) {
  for (const auto& id : archive.categories) {
    std::string_view label = id;
    for (const auto& category : context.law.categories) {
      if (category.id == id) label = category.label;
    }
    out.openObject();
    out.member("id", id);
    out.member("label", label);
    out.closeObject();
  }
}

void writeRoles(JsonWriter& out, const service::Context& context, const service::Archive& archive) {
  for (const auto& role : archive.roles) {
    openSpan(out, role);
    out.member("role", role.role);
    out.member("roleLabel", service::labelFor(context, "subject-roles", role.role));
    out.name("person");
    out.id('S', role.personId);
    out.member("personName", role.personName);
    out.name("organisation");
    out.id('S', role.orgId);
    out.member("organisationName", role.orgName);
    out.closeObject();
  }
}

void writeAuthorities(JsonWriter& out, const service::Archive& archive) {
  for (const auto& authority : archive.authorities) {
    openSpan(out, authority);
    out.member("unit", authority.unitId);
    out.member("unitName", authority.unitName);
    out.member("region", authority.region);
    out.closeObject();
  }
}

void writeEvents(JsonWriter& out, const service::Archive& archive) {
  for (const auto& event : archive.events) {
    const auto known = domain::subjectEventFromText(event.event);
    out.openObject();
    out.member("event", event.event);
    out.member("label", known ? domain::subjectEventLabel(*known) : std::string_view(event.event));
    out.member("on", event.on);
    out.memberOrNull("source", event.source);
    writeStamp(out, {event.actor, event.recordedAt});
    out.closeObject();
  }
}

void writeItems(JsonWriter& out, const service::Archive& archive) {
  for (const auto& item : archive.items) {
    out.openObject();
    out.member("group", item.row.group);
    out.member("groupLabel", item.groupLabel);
    out.member("item", item.row.item);
    out.member("itemLabel", item.itemLabel);
    out.member("value", item.row.value);
    out.memberOrNull("asOf", item.row.asOf);
    out.member("outOfWindow", item.outOfWindow);
    writeStamp(out, {item.row.actor, item.row.recordedAt});
    out.closeObject();
  }
}

void writeMerges(JsonWriter& out, const service::Archive& archive) {
  for (const auto& merge : archive.merges) {
    out.openObject();
    out.name("id");
    out.id('M', merge.id);
    out.name("subject");
    out.id('S', merge.loser);
    out.member("reason", merge.reason);
    out.member("actor", merge.actor);
    out.member("at", merge.mergedAt.iso());
    out.closeObject();
  }
}

}  // namespace

void writeArchive(JsonWriter& out, const service::Context& context, const service::Archive& archive) {
  const auto list = [&out](std::string_view name, const auto& items) {
    out.name(name);
    out.openArray();
    items();
    out.closeArray();
  };
  out.openObject();
  writeHead(out, archive);
  list("names", [&] { writeNames(out, archive); });
  list("identifiers", [&] { writeIdentifiers(out, archive); });
  list("categories", [&] { writeCategories(out, context, archive); });
  list("roles", [&] { writeRoles(out, context, archive); });
  list("authorities", [&] { writeAuthorities(out, archive); });
  list("events", [&] { writeEvents(out, archive); });
  list("items", [&] { writeItems(out, archive); });
  list("merges", [&] { writeMerges(out, archive); });
  list("records", [&] {
    for (const auto& record : archive.records) writeRecord(out, record, archive.moment.asOf);
  });
  out.closeObject();
}

std::size_t archiveSize(const service::Archive& archive) {
  return kBytesOfHead + kBytesOfRecord * archive.records.size();
}

std::string archiveText(const service::Context& context, const service::Archive& archive) {
  std::string text;
  text.reserve(archiveSize(archive));
  JsonWriter out(text);
  writeArchive(out, context, archive);
  return text;
}

json::object differenceView(const service::ArchiveDifference& difference) {
  return {{"change", difference.change},
          {"part", difference.part},
          {"object", textOrNull(difference.object)},
          {"words", difference.words}};
}

}  // namespace medcredit::http
