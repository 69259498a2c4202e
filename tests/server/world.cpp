#include "server/world.h"

#include <array>

#include "base/yaml.h"
#include "crypto/sm3.h"
#include "service/collect.h"
#include "service/publish.h"
#include "service/record.h"
#include "service/units.h"

namespace medcredit::test {

namespace {

struct Seat {
  const char* unit;
  const char* name;
  const char* region;
};
/// In the order of Relation, seen from U1 (洛阳市).
constexpr std::array<Seat, kRelations> kSeats{{{"U1", "综合监督科", "410300"},
                                               {"U2", "医政医管科", "410300"},
                                               {"C1", "老城区测试监督所", "410302"},
                                               {"P1", "河南测试监督局", "410000"},
                                               {"S1", "开封测试监督科", "410200"},
                                               {"O1", "海口测试监督科", "460100"}}};

/// Imports one row as the operator of the machine; returns batch and record.
struct Imported {
  std::int64_t batch = 0, record = 0, subject = 0;
};
Imported importRow(service::Context& context, const TempDir& folder, const std::string& entry, const std::string& unit,
                   int number, const RowChanges& changes) {
  const auto& definition = *context.law.entry(entry);
  const auto path = folder / (entry + std::to_string(number) + ".csv");
  writeRows(path, definition, {sampleRow(definition, number, changes)});
  service::ImportRequest request;
  request.file = path;
  request.entry = entry;
  request.unit = unit;
  const auto report = must(service::importFile(context, request));
  if (report.counts.accepted != 1) {
    throw std::runtime_error(entry + ": " + (report.findings.empty() ? "" : report.findings[0].message));
  }
  Imported out;
  must(
      context.conn.query("SELECT v.batch_id, r.id, r.subject_id FROM record r JOIN record_version v ON v.record_id = "
                         "r.id ORDER BY r.id DESC LIMIT 1",
                         {}, [&](const store::Row& row) {
                           out = {row.integer(0), row.integer(1), row.integer(2)};
                           return false;
                         }));
  return out;
}

std::string internalRecord(service::Context& context, const std::string& unit, int number) {
  service::AddRecordRequest request;
  request.entry = "CF-ORG";
  request.unit = unit;
  request.internalOnly = true;
  const auto& entry = *context.law.entry("CF-ORG");
  const auto values = sampleRow(entry, number);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i].empty()) request.values.emplace_back(entry.fieldSet.fields[i].id(), values[i]);
  }
  return service::publicId('R', must(service::addRecord(context, request)).id.value());
}

}  // namespace

const char* relationName(Relation relation) {
  constexpr std::array<const char*, kRelations> kNames{"own", "same-region", "child", "parent", "sibling", "other"};
  return kNames.at(static_cast<std::size_t>(relation));
}

World::World(TestServer& server, const Changes& changes) {
  server.operate([&](service::Context& context) {
    const TempDir folder;
    for (std::size_t i = 0; i < kSeats.size(); ++i) {
      const auto& seat = kSeats.at(i);
      if (i >= 2) {
        service::NewUnit unit;
        unit.id = seat.unit;
        unit.name = seat.name;
        unit.region = seat.region;
        must(service::addUnit(context, unit));
      }
      Place place;
      place.relation = static_cast<Relation>(i);
      place.unit = seat.unit;
      place.region = seat.region;
      const int number = 100 + static_cast<int>(i) * 10;
      const auto org =
          importRow(context, folder, "CF-ORG", seat.unit, number, changes ? changes(i, false) : RowChanges{});
      const auto person =
          importRow(context, folder, "CF-NP", seat.unit, number + 1, changes ? changes(i, true) : RowChanges{});
      place.orgBatch = service::publicId('B', org.batch);
      place.personBatch = service::publicId('B', person.batch);
      place.orgRecord = service::publicId('R', org.record);
      place.personRecord = service::publicId('R', person.record);
      place.orgSubject = service::publicId('S', org.subject);
      place.personSubject = service::publicId('S', person.subject);
      place.orgCode = sampleCode(number);
      place.personCode = sampleCitizenId(number + 1);
      if (place.relation == Relation::kOwn || place.relation == Relation::kChild) {
        place.internalRecord = internalRecord(context, seat.unit, number + 2);
      }
      places_.push_back(std::move(place));
    }
    service::PublishRequest everything;
    everything.all = true;
    everything.checked = true;
    (void)must(service::publishRun(context, everything));
  });
}

std::map<std::string, std::vector<std::string>> rolesOfTheFile() {
  const auto file = base::readYamlFile(MC_SOURCE_DIR "/jurisdictions/national/roles.yaml");
  std::map<std::string, std::vector<std::string>> out;
  const auto items = must(file).get("items");
  for (const auto& item : items->items()) {
    auto& permissions = out[item.get("id")->text()];
    for (const auto& permission : item.get("permissions")->items()) permissions.push_back(permission.text());
  }
  return out;
}

std::string percentEncoded(const std::string& text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

std::string businessDigest(store::Conn& conn) {
  // Every column that an act changes: rows, versions, states, decisions.
  constexpr auto kQuestions = std::to_array<std::string_view>(
      {"SELECT COUNT(*), COALESCE(SUM(version), 0), COALESCE(SUM(LENGTH(state) + LENGTH(publicity)), 0) FROM record",
       "SELECT COUNT(*), 0, 0 FROM record_version", "SELECT COUNT(*), COALESCE(SUM(LENGTH(state)), 0), 0 FROM batch",
       "SELECT COUNT(*), COALESCE(SUM(LENGTH(name) + LENGTH(state)), 0), COALESCE(SUM(merged_into), 0) FROM subject",
       "SELECT COUNT(*), 0, 0 FROM subject_name", "SELECT COUNT(*), 0, 0 FROM subject_identifier",
       "SELECT COUNT(*), COALESCE(SUM(version), 0), COALESCE(SUM(LENGTH(state)), 0) FROM app_user",
       "SELECT COUNT(*), 0, 0 FROM user_role", "SELECT COUNT(*), 0, 0 FROM unit",
       "SELECT COUNT(*), 0, 0 FROM unit_contact", "SELECT COUNT(*), COUNT(withdrawn_at), 0 FROM query_grant",
       "SELECT COUNT(*), COALESCE(SUM(LENGTH(state)), 0), 0 FROM approval", "SELECT COUNT(*), 0, 0 FROM attachment",
       "SELECT COUNT(*), 0, 0 FROM record_step", "SELECT COUNT(*), 0, 0 FROM system_key",
       "SELECT COUNT(*), COUNT(revoked_at), 0 FROM subject_delegate",
       "SELECT COUNT(*), 0, 0 FROM accountability_case"});
  std::string text;
  for (const auto question : kQuestions) {
    must(conn.query(question, {}, [&](const store::Row& row) {
      for (int column = 0; column < 3; ++column) text += std::to_string(row.integer(column)) + " ";
      return false;
    }));
    text += '\n';
  }
  return text;
}

}  // namespace medcredit::test
