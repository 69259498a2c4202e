#include "service/units.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cctype>

#include "base/text.h"
#include "domain/identifier.h"
#include "domain/messages.h"

namespace medcredit::service {

namespace {

namespace json = boost::json;

constexpr std::size_t kMaxIdLength = 64;
constexpr std::size_t kMaxNameLength = 200;

bool wellFormedId(const std::string& id) {
  const auto allowed = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
  };
  return !id.empty() && id.size() <= kMaxIdLength && std::all_of(id.begin(), id.end(), allowed);
}

base::Result<std::string> cleanName(const std::string& raw, std::string_view place) {
  if (!base::isValidUtf8(raw) || base::hasControlCharacters(raw)) {
    return base::fail("STOR-0026", {{"limit", std::to_string(kMaxNameLength)}}, std::string(place));
  }
  std::string name = base::cleanText(raw);
  if (name.empty() || base::codePoints(name) > kMaxNameLength) {
    return base::fail("STOR-0026", {{"limit", std::to_string(kMaxNameLength)}}, std::string(place));
  }
  return name;
}

base::Status checkEntries(const Context& context, const std::vector<std::string>& entries) {
  for (const std::string& entry : entries) {
    if (context.law.entry(entry) == nullptr) {
      return base::fail("STOR-0023", {{"entry", entry}, {"jurisdiction", context.law.title}}, "entries");
    }
  }
  return {};
}

base::Result<std::string> checkedCode(const Context& context, const std::string& raw) {
  if (raw.empty()) return raw;
  domain::IdentifierOptions options;
  options.regions = context.law.regions.get();
  const auto verdict = domain::checkIdentifier(domain::IdentifierKind::kUnifiedCreditCode, raw, options);
  if (verdict.valid && verdict.normalized != domain::kPlaceholderCode) return verdict.normalized;
  const std::string reason = verdict.code.empty()
                                 ? std::string("占位代码")
                                 : domain::renderText(base::fail(verdict.code, {{"expected", verdict.expected}}));
  return base::fail("STOR-0024", {{"value", raw}, {"reason", reason}}, "usc");
}

base::Result<store::Unit> checkedUnit(const Context& context, const NewUnit& request) {
  store::Unit unit;
  if (!wellFormedId(request.id)) return base::fail("STOR-0025", {{"id", request.id}}, "id");
  unit.id = request.id;
  MC_ASSIGN(unit.name, cleanName(request.name, "name"));
  if (!request.region.empty() && (!context.law.regions || context.law.regions->find(request.region) == nullptr)) {
    return base::fail("STOR-0022", {{"region", request.region}}, "region");
  }
  unit.region = request.region;
  MC_ASSIGN(unit.usc, checkedCode(context, request.usc));
  MC_TRY(checkEntries(context, request.entries));
  unit.entries = request.entries;
  std::sort(unit.entries.begin(), unit.entries.end());
  unit.entries.erase(std::unique(unit.entries.begin(), unit.entries.end()), unit.entries.end());
  return unit;
}

json::object unitDetail(const store::Unit& unit) {
  return {{"name", unit.name},
          {"region", unit.region},
          {"usc", unit.usc},
          {"entries", json::array(unit.entries.begin(), unit.entries.end())}};
}

/// Inserts the unit and its journal line; the transaction is the caller's.
base::Status insertWithLine(Context& context, store::Unit& unit) {
  unit.createdAt = context.clock.now();
  MC_TRY(store::insertUnit(context.conn, unit));
  return journal(context, "unit.add", unit.id, json::serialize(unitDetail(unit)));
}

/// Entries the catalogue gives to an office, under its name or one of its aliases.
std::vector<std::string> entriesOf(const jurisdiction::Jurisdiction& law, const jurisdiction::Office& office) {
  std::vector<std::string> entries;
  for (const auto& entry : law.catalogue) {
    const bool owned = std::any_of(entry.offices.begin(), entry.offices.end(), [&](const std::string& name) {
      return name == office.name ||
             std::find(office.aliases.begin(), office.aliases.end(), name) != office.aliases.end();
    });
    if (owned) entries.push_back(entry.code);
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

base::Result<store::Unit> knownUnit(Context& context, const std::string& id) {
  MC_ASSIGN(auto unit, store::findUnit(context.conn, id));
  if (!unit) return base::fail("STOR-0021", {{"id", id}});
  return std::move(*unit);
}

}  // namespace

base::Result<store::Unit> addUnit(Context& context, const NewUnit& request) {
  MC_ASSIGN(store::Unit unit, checkedUnit(context, request));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto present, store::findUnit(context.conn, unit.id));
  if (present) return base::fail("STOR-0020", {{"id", unit.id}, {"name", present->name}}, "id");
  MC_TRY(insertWithLine(context, unit));
  MC_TRY(transaction.commit());
  return unit;
}

base::Result<store::Unit> changeUnit(Context& context, const std::string& id, const UnitChange& change) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const store::Unit before, knownUnit(context, id));
  NewUnit wanted{before.id, change.name.value_or(before.name), change.region.value_or(before.region),
                 change.usc.value_or(before.usc), change.entries.value_or(before.entries)};
  MC_ASSIGN(store::Unit after, checkedUnit(context, wanted));
  after.contacts = before.contacts;
  after.createdAt = before.createdAt;
  const json::object was = unitDetail(before);
  const json::object is = unitDetail(after);
  if (was == is) return after;
  MC_TRY(store::updateUnit(context.conn, after));
  MC_TRY(store::setUnitEntries(context.conn, after.id, after.entries));
  MC_TRY(journal(context, "unit.change", after.id, json::serialize(json::object{{"before", was}, {"after", is}})));
  MC_TRY(transaction.commit());
  return after;
}

base::Result<ProfileUnits> addProfileUnits(Context& context) {
  if (context.law.offices.empty()) return base::fail("STOR-0028", {{"jurisdiction", context.law.title}});
  ProfileUnits result;
  result.openEnded = openEndedEntries(context.law);
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto present, store::listUnits(context.conn));
  for (const auto& office : context.law.offices) {
    const bool known =
        std::any_of(present.begin(), present.end(), [&](const store::Unit& unit) { return unit.id == office.id; });
    if (known) {
      result.present.push_back(office.id);
      continue;
    }
    store::Unit unit{office.id, office.name, context.law.regionCode, "", {}, entriesOf(context.law, office), {}};
    MC_TRY(insertWithLine(context, unit));
    result.added.push_back(std::move(unit));
  }
  MC_TRY(transaction.commit());
  return result;
}

base::Status assignEntries(Context& context, const std::string& unitId, const std::vector<std::string>& entries) {
  MC_TRY(checkEntries(context, entries));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const store::Unit unit, knownUnit(context, unitId));
  MC_TRY(store::setUnitEntries(context.conn, unitId, entries));
  const json::object detail{{"before", json::array(unit.entries.begin(), unit.entries.end())},
                            {"entries", json::array(entries.begin(), entries.end())}};
  MC_TRY(journal(context, "unit.assign", unitId, json::serialize(detail)));
  return transaction.commit();
}

base::Status setContact(Context& context, const std::string& unitId, const std::string& person,
                        std::optional<base::CivilDate> from) {
  MC_ASSIGN(const std::string name, cleanName(person, "person"));
  const base::CivilDate start = from.value_or(context.clock.today());
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const store::Unit unit, knownUnit(context, unitId));
  const std::string first = start.iso();
  if (!unit.contacts.empty() && unit.contacts.back().from >= first) {
    return base::fail("STOR-0027",
                      {{"person", unit.contacts.back().person}, {"since", unit.contacts.back().from}, {"from", first}});
  }
  MC_TRY(store::changeContact(context.conn, unitId, name, first, start.plusDays(-1).iso()));
  MC_TRY(journal(context, "unit.contact", unitId, json::serialize(json::object{{"person", name}, {"from", first}})));
  return transaction.commit();
}

std::vector<std::string> openEndedEntries(const jurisdiction::Jurisdiction& law) {
  std::vector<std::string> entries;
  for (const auto& entry : law.catalogue) {
    if (entry.officesOpenEnded) entries.push_back(entry.code);
  }
  return entries;
}

}  // namespace medcredit::service
