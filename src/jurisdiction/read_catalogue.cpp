// catalogue.yaml and disclosure.yaml: entries bound to their field sets, clocks, offices and basis
#include <algorithm>
#include <utility>

#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace {

using domain::CatalogueEntry;

std::optional<domain::CatalogueLayer> layerFromName(std::string_view name) {
  if (name == "national") return domain::CatalogueLayer::kNational;
  if (name == "provincial") return domain::CatalogueLayer::kProvincial;
  if (name == "provincial-health") return domain::CatalogueLayer::kProvincialHealthBase;
  if (name == "local") return domain::CatalogueLayer::kLocal;
  return std::nullopt;
}

/// Reads what the entry says about itself; references are checked afterwards.
CatalogueEntry readEntry(MapReader& reader) {
  CatalogueEntry entry;
  entry.code = reader.required("id");
  entry.name = reader.text("name");
  entry.subject =
      named(reader, "subject", domain::subjectKindFromCode, "ORG、NP、GOV", domain::SubjectKind::kOrganisation);
  entry.coverage = reader.text("coverage");
  entry.updateCycle = reader.text("update_cycle");
  entry.reportClock = reader.required("report_clock");
  entry.publicityClock = reader.text("publicity_clock");
  entry.nature = named(reader, "nature", domain::natureFromLabel, "正面、中性、负面", domain::Nature::kNeutral);
  entry.sharing = named(reader, "sharing", domain::sharingFromLabel, "依法公开、授权查询、政务共享查询",
                        domain::Sharing::kAuthorisedQuery);
  entry.isPublic = reader.flag("public");
  entry.enforcementClass = reader.text("class");
  entry.infoClass = reader.text("info_class");
  if (!entry.infoClass.empty() && !domain::infoClassFromName(entry.infoClass)) {
    reader.badValue("info_class", entry.infoClass, "basic、good、negative、recognised、reference、other");
  }
  entry.fieldSetId = reader.text("fields");
  entry.fieldsText = reader.text("fields_text");
  entry.offices = reader.texts("offices");
  entry.officesText = reader.text("offices_text");
  entry.officesOpenEnded = reader.flag("open_ended");
  entry.layer = named(reader, "layer", layerFromName, "national、provincial、provincial-health、local",
                      domain::CatalogueLayer::kLocal);
  entry.basis = reader.texts("basis");
  entry.retention = reader.required("retention");
  entry.usePeriod = reader.text("use_period");
  entry.content = reader.text("content");
  entry.useScope = reader.text("use_scope");
  entry.dataSource = reader.text("data_source");
  entry.source = reader.source();
  return entry;
}

/// R-CAT-04: the labels a profile demands are data; code list "entry-labels" names the key behind each label.
void checkLabels(const Item& item, const Jurisdiction& law, Problems& problems) {
  const auto* labels = law.codeList("entry-labels");
  for (const auto& label : law.requiredLabels) {
    const CodeListItem* known = nullptr;
    if (labels != nullptr) {
      const auto found = std::find_if(labels->items.begin(), labels->items.end(),
                                      [&](const CodeListItem& code) { return code.label == label; });
      if (found != labels->items.end()) known = &*found;
    }
    const auto value = known == nullptr ? std::nullopt : item.node.get(known->note);
    const bool filled = value && (!value->text().empty() || !value->items().empty());
    if (!filled) problems.error("PROF-0058", item.node.place(), {{"entry", item.id}, {"label", label}});
  }
}

void checkOffices(const CatalogueEntry& entry, MapReader& reader, const Jurisdiction& law, Problems& problems) {
  for (const auto& name : entry.offices) {
    const bool known = std::any_of(law.offices.begin(), law.offices.end(), [&](const Office& office) {
      return office.name == name ||
             std::find(office.aliases.begin(), office.aliases.end(), name) != office.aliases.end();
    });
    if (!known) problems.error("PROF-0044", reader.place("offices"), {{"entry", entry.code}, {"office", name}});
  }
  if (entry.officesOpenEnded) {
    problems.warn("PROF-0056", reader.place("offices_text"), {{"entry", entry.code}, {"offices", entry.officesText}});
  }
}

void checkReferences(const CatalogueEntry& entry, MapReader& reader, const Jurisdiction& law, Problems& problems) {
  const std::string object = "条目 " + entry.code;
  for (const auto& [key, id] : {std::pair<std::string_view, const std::string&>{"report_clock", entry.reportClock},
                                {"publicity_clock", entry.publicityClock}}) {
    if (!id.empty() && law.clock(id) == nullptr) {
      problems.error("PROF-0041", reader.place(key), {{"entry", entry.code}, {"id", id}});
    }
  }
  if (entry.basis.empty()) problems.error("PROF-0046", reader.place(), {{"entry", entry.code}});
  for (const auto& id : entry.basis) {
    if (std::none_of(law.basis.begin(), law.basis.end(), [&](const BasisDocument& doc) { return doc.id == id; })) {
      problems.error("PROF-0045", reader.place("basis"), {{"object", object}, {"id", id}});
    }
  }
  const bool ownLength = domain::parseDuration(entry.retention).ok();  // R-RET-12: the entry's own period
  if (!entry.retention.empty() && !ownLength &&
      std::none_of(law.terms.begin(), law.terms.end(), [&](const TermRule& rule) {
        return rule.id == entry.retention || rule.id.starts_with(entry.retention + "-");
      })) {
    problems.error("PROF-0054", reader.place("retention"), {{"entry", entry.code}, {"id", entry.retention}});
  }
  if (!entry.enforcementClass.empty()) {
    const auto classes = law.profile.find("enforcement.classes");
    const auto on = classes == law.profile.end() ? std::vector<std::string>{} : classes->second.list();
    if (std::find(on.begin(), on.end(), entry.enforcementClass) == on.end()) {
      problems.error("PROF-0057", reader.place("class"), {{"entry", entry.code}, {"class", entry.enforcementClass}});
    }
  }
  checkOffices(entry, reader, law, problems);
}

/// Binds the field set. A missing set behind an outside standard blocks collection only (R-CAT-08); else it is an
/// error.
void bindFields(CatalogueEntry& entry, const FieldSets& sets, MapReader& reader, Problems& problems) {
  const auto found = sets.find(entry.fieldSetId);
  if (found != sets.end()) {
    entry.fieldSet = found->second;
    return;
  }
  const std::string place = reader.place("fields");
  if (entry.fieldsText.empty()) {
    problems.error("PROF-0042", place, {{"entry", entry.code}, {"id", entry.fieldSetId}});
  } else {
    problems.warn("PROF-0055", place, {{"entry", entry.code}, {"standard", entry.fieldsText}});
  }
}

/// What becomes public is no person's and has a clock.
void checkPublicity(const CatalogueEntry& entry, const std::string& place, Problems& problems) {
  if (entry.subject == domain::SubjectKind::kNaturalPerson) {
    problems.error("PROF-0051", place, {{"entry", entry.code}});
  }
  if (entry.publicityClock.empty()) problems.error("PROF-0052", place, {{"entry", entry.code}});
}

/// disclosure.yaml: one switch per entry with its reason (X-03, R-DUAL-04). The catalogue keeps what its document says;
/// the switch is the profile value "publicity.entry.<code>" and wins when it is published.
void applySwitches(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "disclosure.yaml", problems)) {
    MapReader reader(item.node, "公开开关 " + item.id, problems);
    (void)reader.text("id");
    const bool isPublic = reader.flag("public");
    const std::string clock = reader.text("clock");
    out.texts["disclosure." + item.id] = reader.required("reason");
    const std::string source = reader.source();
    reader.finish();
    const auto entry = std::find_if(out.catalogue.begin(), out.catalogue.end(),
                                    [&](const CatalogueEntry& e) { return e.code == item.id; });
    if (entry == out.catalogue.end()) {
      problems.error("PROF-0059", item.node.place(), {{"id", item.id}});
      continue;
    }
    if (!clock.empty() && out.clock(clock) == nullptr) {
      problems.error("PROF-0041", reader.place("clock"), {{"entry", item.id}, {"id", clock}});
    }
    if (entry->publicityClock.empty()) entry->publicityClock = clock;
    if (isPublic) checkPublicity(*entry, item.node.place(), problems);
    const bool isDefault = source.find(kDefaultLabel) != std::string::npos;
    out.profile["publicity.entry." + item.id] = {isPublic ? "是" : "否", source, isDefault, item.definedIn};
  }
}

/// Entries of base layers for enforcement classes the profile has switched off fall away.
bool switchedOff(const Item& item, const Jurisdiction& law) {
  const auto cls = item.node.get("class");
  if (!cls || item.definedIn == law.id) return false;
  const auto classes = law.profile.find("enforcement.classes");
  if (classes == law.profile.end()) return false;
  const auto on = classes->second.list();
  return std::find(on.begin(), on.end(), cls->text()) == on.end();
}

}  // namespace

void readCatalogue(const Chain& chain, const FieldSets& sets, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "catalogue.yaml", problems)) {
    if (switchedOff(item, out)) continue;
    MapReader reader(item.node, "条目 " + item.id, problems);
    CatalogueEntry entry = readEntry(reader);
    reader.finish();
    checkLabels(item, out, problems);
    checkReferences(entry, reader, out, problems);
    if (entry.isPublic) checkPublicity(entry, reader.place("public"), problems);
    bindFields(entry, sets, reader, problems);
    if (std::any_of(out.catalogue.begin(), out.catalogue.end(), [&](const CatalogueEntry& other) {
          return other.name == entry.name && other.subject == entry.subject;
        })) {
      problems.error("PROF-0053", reader.place("name"),
                     {{"name", entry.name}, {"subject", std::string(domain::subjectKindLabel(entry.subject))}});
    }
    out.catalogue.push_back(std::move(entry));
  }
  applySwitches(chain, out, problems);
}

}  // namespace medcredit::jurisdiction
