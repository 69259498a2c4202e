#include "service/subject.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"
#include "domain/identifier.h"
#include "domain/messages.h"
#include "service/act.h"
#include "service/case_time.h"
#include "service/record_view.h"
#include "service/search.h"

namespace medcredit::service {

using base::CivilDate;
using domain::SubjectKind;

namespace {

std::string idText(std::int64_t id) { return publicId('S', id); }

/// Who enters the fact, and when.
store::Stamp stampOf(const Context& context) { return {context.actor, context.clock.now()}; }

std::string dayText(std::optional<CivilDate> day) { return day ? day->iso() : std::string(); }

base::Result<SubjectKind> readKind(const Context& context, const std::string& text) {
  auto kind = domain::subjectKindFromCode(text);
  for (const auto candidate : {SubjectKind::kOrganisation, SubjectKind::kNaturalPerson, SubjectKind::kGovernment}) {
    if (domain::subjectKindLabel(candidate) == text) kind = candidate;
  }
  const auto setting = context.law.profile.find("subjects.kinds");
  std::vector<std::string> allowed;
  if (setting != context.law.profile.end()) allowed = setting->second.list();
  std::string words;
  bool known = kind && allowed.empty();
  for (const auto& code : allowed) {
    const auto one = domain::subjectKindFromCode(code);
    if (one && kind && *one == *kind) known = true;
    words += (words.empty() ? "" : "、") + code;
  }
  if (known) return *kind;
  return base::fail("SUBJ-0001", {{"kind", text}, {"allowed", words.empty() ? "ORG、NP、GOV" : words}}, "kind");
}

base::Result<std::string> readName(const std::string& text) {
  std::string name = base::cleanText(text);
  if (name.empty() || base::hasControlCharacters(name)) return base::fail("SUBJ-0002", {}, "name");
  return name;
}

struct Identifier {
  domain::IdentifierKind kind;
  std::string value;
};

base::Result<Identifier> readIdentifier(const Context& context, const std::string& text) {
  const auto colon = text.find(':');
  const auto kind = colon == text.npos ? std::nullopt : domain::identifierKindFromName(text.substr(0, colon));
  if (!kind) return base::fail("SUBJ-0003", {{"value", text}}, "id");
  const std::string value = text.substr(colon + 1);
  if (base::cleanCode(value) == domain::kPlaceholderCode) return base::fail("SUBJ-0005", {{"value", value}}, "id");
  domain::IdentifierOptions options;
  options.regions = context.law.regions.get();
  options.today = context.clock.today();
  const auto verdict = domain::checkIdentifier(*kind, value, options);
  if (!verdict.valid) {
    const auto remedy = domain::renderRemedy(base::fail(verdict.code, {{"expected", verdict.expected}}));
    return base::fail("SUBJ-0004",
                      {{"kind", std::string(domain::identifierKindLabel(*kind))},
                       {"value", value},
                       {"reason", verdict.code + (remedy.empty() ? "" : " " + remedy)}},
                      "id");
  }
  return Identifier{*kind, verdict.normalized};
}

/// SUBJ-0006 when the code is already known as the same kind.
base::Status checkFree(Context& context, const Identifier& identifier) {
  MC_ASSIGN(const auto holders, findByIdentifier(context, identifier.value));
  for (const std::int64_t holder : holders) {
    MC_ASSIGN(const auto held, store::subjectIdentifiers(context.conn, holder));
    const auto same = [&identifier](const store::DatedText& one) {
      return one.kind == domain::identifierKindName(identifier.kind) && one.text == identifier.value;
    };
    if (std::none_of(held.begin(), held.end(), same)) continue;
    return base::fail("SUBJ-0006",
                      {{"kind", std::string(domain::identifierKindLabel(identifier.kind))},
                       {"value", identifier.value},
                       {"subject", idText(holder)}},
                      "id");
  }
  return {};
}

base::Result<std::string> readCategory(const Context& context, SubjectKind kind, const std::string& text) {
  for (const auto& category : context.law.categories) {
    if (category.id != text && category.label != text) continue;
    if (category.kind == kind) return category.id;
    break;
  }
  return base::fail("SUBJ-0007", {{"category", text}, {"kind", std::string(domain::subjectKindLabel(kind))}},
                    "category");
}

base::Status checkRegion(const Context& context, const std::string& region) {
  if (region.empty() || (context.law.regions != nullptr && context.law.regions->known(region))) return {};
  return base::fail("SUBJ-0008", {{"region", region}}, "region");
}

SubjectKind kindOf(const store::SubjectRow& subject) {
  return domain::subjectKindFromCode(subject.kind).value_or(SubjectKind::kOrganisation);
}

}  // namespace

base::Result<store::SubjectRow> findSubject(Context& context, std::string_view idOrCode) {
  const std::string text = base::cleanCode(idOrCode);
  const bool isId = !text.empty() && (text.front() == 'S' || text.size() < 10) && parsePublicId('S', text);
  if (isId) return subjectById(context, *parsePublicId('S', text));
  MC_ASSIGN(const auto holders, findByIdentifier(context, text));
  if (holders.empty()) return base::fail("SUBJ-0030", {{"subject", std::string(idOrCode)}});
  if (holders.size() > 1) {
    std::string ids;
    for (const auto holder : holders) ids += (ids.empty() ? "" : "、") + idText(holder);
    return base::fail("SUBJ-0031", {{"code", std::string(idOrCode)}, {"subjects", ids}});
  }
  return subjectById(context, holders.front());
}

base::Result<store::SubjectRow> subjectById(Context& context, std::int64_t id) {
  MC_ASSIGN(auto subject, store::getSubject(context.conn, id));
  if (!subject) return base::fail("SUBJ-0030", {{"subject", idText(id)}});
  return std::move(*subject);
}

base::Result<std::int64_t> addSubject(Context& context, const AddSubject& request) {
  MC_ASSIGN(const SubjectKind kind, readKind(context, request.kind));
  MC_ASSIGN(const std::string name, readName(request.name));
  std::vector<Identifier> identifiers;
  for (const auto& text : request.identifiers) {
    MC_ASSIGN(auto identifier, readIdentifier(context, text));
    identifiers.push_back(std::move(identifier));
  }
  std::vector<std::string> categories;
  for (const auto& text : request.categories) {
    MC_ASSIGN(auto category, readCategory(context, kind, text));
    categories.push_back(std::move(category));
  }
  MC_TRY(checkRegion(context, request.region));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  for (const auto& identifier : identifiers) MC_TRY(checkFree(context, identifier));
  MC_ASSIGN(const std::int64_t id,
            store::insertSubject(context.conn, {domain::subjectKindCode(kind), name, request.region, "", context.actor},
                                 context.clock.now()));
  for (const auto& identifier : identifiers) {
    MC_TRY(store::insertIdentifier(context.conn, id, domain::identifierKindName(identifier.kind), identifier.value, "",
                                   stampOf(context)));
  }
  for (const auto& category : categories) MC_TRY(store::insertCategory(context.conn, id, category));
  const boost::json::object detail{{"kind", domain::subjectKindCode(kind)}};
  MC_TRY(journal(context, "subject.add", idText(id), boost::json::serialize(detail)));
  MC_TRY(transaction.commit());
  return id;
}

base::Status addIdentifier(Context& context, std::int64_t subjectId, const std::string& text,
                           std::optional<CivilDate> on) {
  MC_ASSIGN(const auto subject, subjectById(context, subjectId));
  MC_ASSIGN(const auto identifier, readIdentifier(context, text));
  const auto kindName = domain::identifierKindName(identifier.kind);
  return act(context, "subject.identifier", idText(subject.id), {{"kind", kindName}, {"from", dayText(on)}},
             [&]() -> base::Status {
               MC_TRY(checkFree(context, identifier));
               return store::insertIdentifier(context.conn, subject.id, kindName, identifier.value, dayText(on),
                                              stampOf(context));
             });
}

base::Status addCategory(Context& context, std::int64_t subjectId, const std::string& text) {
  MC_ASSIGN(const auto subject, subjectById(context, subjectId));
  MC_ASSIGN(const auto category, readCategory(context, kindOf(subject), text));
  return act(context, "subject.category", idText(subject.id), {{"category", category}},
             [&] { return store::insertCategory(context.conn, subject.id, category); });
}

base::Status rename(Context& context, std::int64_t subjectId, const std::string& text, CivilDate on) {
  MC_ASSIGN(const auto subject, subjectById(context, subjectId));
  MC_ASSIGN(const std::string name, readName(text));
  MC_ASSIGN(const auto names, store::subjectNames(context.conn, subject.id));
  const auto present = std::find_if(names.begin(), names.end(), [](const auto& one) { return one.to.empty(); });
  if (present != names.end() && present->from >= on.iso()) {
    return base::fail("SUBJ-0009", {{"date", on.iso()}, {"since", present->from}}, "on");
  }
  return act(context, "subject.rename", idText(subject.id), {{"from", on.iso()}},
             [&] { return store::renameSubject(context.conn, subject.id, name, on, stampOf(context)); });
}

base::Status addRole(Context& context, const RoleRequest& request) {
  MC_ASSIGN(const auto person, subjectById(context, request.personId));
  MC_ASSIGN(const auto org, subjectById(context, request.orgId));
  const std::string role = codeFor(context, "subject-roles", request.role);
  if (role.empty()) return base::fail("SUBJ-0024", {{"role", request.role}}, "role");
  MC_ASSIGN(const auto roles, store::subjectRoles(context.conn, org.id));
  std::vector<domain::DateSpan> held;
  for (const auto& one : roles) {
    if (one.personId != person.id || one.orgId != org.id || one.role != role) continue;
    held.push_back({CivilDate::parseIso(one.from), CivilDate::parseIso(one.to)});
  }
  MC_TRY(domain::checkRole({kindOf(person), kindOf(org), request.role, {request.from, request.to}}, held));
  const store::RoleRow row{person.id,           org.id,          "", "", role, dayText(request.from),
                           dayText(request.to), stampOf(context)};
  return act(context, "subject.role", idText(org.id),
             {{"person", idText(person.id)}, {"role", role}, {"from", row.from}, {"to", row.to}},
             [&] { return store::insertRole(context.conn, row); });
}

base::Status recordEvent(Context& context, std::int64_t subjectId, const std::string& text, CivilDate on,
                         const std::string& source) {
  MC_ASSIGN(const auto subject, subjectById(context, subjectId));
  const auto event = domain::subjectEventFromText(text);
  if (!event) return base::fail("SUBJ-0013", {{"event", text}}, "event");
  const auto state = domain::subjectStateFromName(subject.state).value_or(domain::SubjectState::kActive);
  MC_ASSIGN(const auto next, domain::nextState({kindOf(subject), state, CivilDate::parseIso(subject.stateSince)},
                                               *event, on, context.clock.today()));
  const std::string name(domain::subjectEventName(*event));
  return act(context, "subject.event", idText(subject.id),
             {{"event", name}, {"on", on.iso()}, {"state", domain::subjectStateName(next)}}, [&]() -> base::Status {
               MC_TRY(store::insertEvent(context.conn, subject.id,
                                         {0, name, on.iso(), source, context.clock.now(), context.actor}));
               if (next == state) return {};
               MC_TRY(store::setSubjectState(context.conn, subject.id, domain::subjectStateName(next), on.iso()));
               if (!domain::isEnded(next)) return {};
               return subjectEndedInCases(context, subject.id, std::string(domain::subjectStateLabel(next)));
             });
}

base::Status setAuthority(Context& context, std::int64_t subjectId, const std::string& unitId,
                          const std::string& region, CivilDate on) {
  MC_ASSIGN(const auto subject, subjectById(context, subjectId));
  MC_ASSIGN(const auto unit, store::authorityUnit(context.conn, unitId));
  if (!unit) return base::fail("SUBJ-0040", {{"unit", unitId}}, "unit");
  const std::string place = region.empty() ? unit->region : region;
  if (place.empty()) return base::fail("SUBJ-0041", {{"unit", unitId}}, "region");
  MC_TRY(checkRegion(context, place));
  MC_ASSIGN(const auto former, store::subjectAuthorities(context.conn, subject.id));
  for (const auto& one : former) {
    if (one.to.empty() && one.from >= on.iso()) {
      return base::fail("SUBJ-0042", {{"date", on.iso()}, {"since", one.from}, {"unit", one.unitName}}, "on");
    }
  }
  return act(
      context, "subject.authority", idText(subject.id), {{"unit", unitId}, {"region", place}, {"from", on.iso()}}, [&] {
        return store::moveAuthority(context.conn, subject.id, {unitId, "", place, on.iso(), "", stampOf(context)}, on);
      });
}

std::vector<std::string> collectableAttributes(const Context& context) {
  const auto setting = context.law.profile.find("persons.attributes");
  std::vector<std::string> out;
  if (setting == context.law.profile.end()) return out;
  for (const auto& word : setting->second.list()) {
    if (auto code = codeFor(context, "person-attributes", word); !code.empty()) out.push_back(std::move(code));
  }
  return out;
}

namespace {

/// Group and item of the request in codes.
base::Result<std::pair<std::string, std::string>> readItem(const Context& context, SubjectKind kind,
                                                           const ItemRequest& request) {
  if (kind != SubjectKind::kNaturalPerson) {
    std::string group = codeFor(context, "organisation-groups", request.group);
    if (group.empty()) return base::fail("SUBJ-0050", {{"group", request.group}}, "group");
    return std::pair(std::move(group), request.item);
  }
  std::string attribute = codeFor(context, "person-attributes", request.item);
  if (attribute.empty()) return base::fail("SUBJ-0051", {{"item", request.item}}, "item");
  const auto allowed = collectableAttributes(context);
  if (std::find(allowed.begin(), allowed.end(), attribute) == allowed.end()) {
    return base::fail("SUBJ-0052", {{"item", labelFor(context, "person-attributes", attribute)}}, "item");
  }
  return std::pair(std::string("person"), std::move(attribute));
}

}  // namespace

base::Status addItem(Context& context, std::int64_t subjectId, const ItemRequest& request) {
  MC_ASSIGN(const auto subject, subjectById(context, subjectId));
  MC_ASSIGN(const auto where, readItem(context, kindOf(subject), request));
  const std::string value = base::cleanText(request.value);
  if (value.empty() || where.second.empty()) return base::fail("SUBJ-0053", {}, value.empty() ? "value" : "item");
  if (request.asOf && *request.asOf > context.clock.today()) {
    return base::fail("SUBJ-0054", {{"date", request.asOf->iso()}}, "as-of");
  }
  return act(context, "subject.item", idText(subject.id), {{"group", where.first}, {"item", where.second}}, [&] {
    return store::insertItem(
        context.conn, subject.id,
        {0, where.first, where.second, value, dayText(request.asOf), context.clock.now(), context.actor});
  });
}

}  // namespace medcredit::service
