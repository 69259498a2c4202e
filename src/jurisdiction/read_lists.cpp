// enumerations.yaml, clocks.yaml, terms.yaml, offices.yaml, categories.yaml, code_lists.yaml, class_mappings.yaml,
// channels.yaml
#include <algorithm>

#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace {

bool durationOk(const std::string& text) { return text.empty() || domain::parseDuration(text).ok(); }

std::string duration(MapReader& reader, std::string_view key) {
  std::string text = reader.text(key);
  if (!durationOk(text)) reader.badValue(key, text, "期间，如 P5Y、P3M、unlimited、until-end");
  return text;
}

/// An enumeration value: plain text, or a map with its aliases.
domain::EnumValue readEnumValue(const base::YamlNode& node, const std::string& object, Problems& problems) {
  if (node.isScalar()) return {node.text(), {}};
  MapReader reader(node, object, problems);
  domain::EnumValue value;
  value.value = reader.required("v");
  value.aliases = reader.texts("alias");
  reader.finish();
  return value;
}

void checkAmounts(const domain::Deadline& clock, MapReader& reader) {
  if (clock.amount < 0) reader.badValue("amount", std::to_string(clock.amount), "不小于 0");
  if (clock.unit != domain::DeadlineUnit::kFixedDate) return;
  if (!base::CivilDate::fromYmd(2001, clock.fixedMonth, clock.fixedDay)) {
    reader.badValue("month", std::to_string(clock.fixedMonth) + "-" + std::to_string(clock.fixedDay), "真实的月、日");
  }
}

}  // namespace

void readEnumerations(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "enumerations.yaml", problems)) {
    const std::string object = "枚举 " + item.id;
    MapReader reader(item.node, object, problems);
    domain::Enumeration enumeration;
    enumeration.id = reader.required("id");
    enumeration.open = reader.flag("open");
    enumeration.otherWithNote = reader.flag("other_with_note");
    enumeration.source = reader.source();
    std::vector<std::string> seen;
    if (const auto values = reader.node("values")) {
      for (const auto& node : values->items()) {
        auto value = readEnumValue(node, object, problems);
        std::vector<std::string> spellings = value.aliases;
        spellings.push_back(value.value);
        for (const auto& spelling : spellings) {
          if (std::find(seen.begin(), seen.end(), spelling) != seen.end()) {
            problems.error("PROF-0024", node.place(), {{"id", spelling}});
          }
          seen.push_back(spelling);
        }
        enumeration.values.push_back(std::move(value));
      }
    }
    if (enumeration.values.empty()) {
      problems.error("PROF-0021", item.node.place(), {{"object", object}, {"key", "values"}});
    }
    reader.finish();
    out.enumerations.push_back(std::move(enumeration));
  }
}

void readClocks(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "clocks.yaml", problems)) {
    MapReader reader(item.node, "期限 " + item.id, problems);
    domain::Deadline clock;
    clock.id = reader.required("id");
    clock.title = reader.required("title");
    clock.amount = reader.integer("amount", 0);
    if (reader.required("unit").empty()) continue;
    clock.unit = named(reader, "unit", domain::deadlineUnitFromName,
                       "workday、calendar-day、month、month-end、fixed-date", domain::DeadlineUnit::kWorkday);
    clock.startEvent = reader.required("start");
    clock.fixedMonth = reader.integer("month", 0);
    clock.fixedDay = reader.integer("day", 0);
    clock.remindBefore = reader.integer("remind", 2);
    clock.source = reader.source();
    checkAmounts(clock, reader);
    reader.finish();
    out.clocks.emplace(clock.id, std::move(clock));
  }
}

void readTerms(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "terms.yaml", problems)) {
    MapReader reader(item.node, "期间规则 " + item.id, problems);
    TermRule rule;
    rule.id = reader.required("id");
    rule.info = named(reader, "class", domain::infoClassFromName, "basic、good、negative、recognised、reference、other",
                      domain::InfoClass::kBasic);
    rule.severity = reader.text("severity");
    if (!rule.severity.empty() && rule.severity != "minor" && rule.severity != "general" &&
        rule.severity != "serious") {
      reader.badValue("severity", rule.severity, "minor、general、serious");
    }
    rule.validFrom = reader.date("from");
    rule.validTo = reader.date("to");
    if (rule.validFrom && rule.validTo && *rule.validTo < *rule.validFrom) {
      reader.badValue("to", rule.validTo->iso(), "不早于 from");
    }
    rule.retention = duration(reader, "retention");
    rule.use = duration(reader, "use");
    rule.publicityMin = duration(reader, "publicity_min");
    rule.publicityMax = duration(reader, "publicity_max");
    rule.source = reader.source();
    rule.isDefault = rule.source.find(kDefaultLabel) != std::string::npos;
    reader.finish();
    out.terms.push_back(std::move(rule));
  }
}

void readOffices(const Chain& chain, Jurisdiction& out, Problems& problems) {
  std::vector<std::string> names;
  for (const auto& item : overlayItems(chain, "offices.yaml", problems)) {
    MapReader reader(item.node, "科室 " + item.id, problems);
    Office office;
    office.id = reader.required("id");
    office.name = reader.required("name");
    office.aliases = reader.texts("alias");
    office.centralDesk = reader.flag("central_desk");
    office.source = reader.source();
    std::vector<std::string> own = office.aliases;
    own.push_back(office.name);
    for (const auto& name : own) {
      if (std::find(names.begin(), names.end(), name) != names.end()) {
        problems.error("PROF-0024", item.node.place(), {{"id", name}});
      }
      names.push_back(name);
    }
    reader.finish();
    out.offices.push_back(std::move(office));
  }
}

void readCategories(const Chain& chain, Jurisdiction& out, Problems& problems) {
  const auto items = overlayItems(chain, "categories.yaml", problems);
  for (const auto& item : items) {
    MapReader reader(item.node, "主体类别 " + item.id, problems);
    SubjectCategory category;
    category.id = reader.required("id");
    category.label = reader.required("label");
    category.parent = reader.text("parent");
    category.kind =
        named(reader, "kind", domain::subjectKindFromCode, "ORG、NP、GOV", domain::SubjectKind::kOrganisation);
    category.source = reader.source();
    if (!category.parent.empty() &&
        std::none_of(items.begin(), items.end(), [&](const Item& other) { return other.id == category.parent; })) {
      problems.error("PROF-0067", reader.place("parent"), {{"object", "主体类别 " + item.id}, {"id", category.parent}});
    }
    reader.finish();
    out.categories.push_back(std::move(category));
  }
}

void readCodeLists(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "code_lists.yaml", problems)) {
    MapReader reader(item.node, "代码表 " + item.id, problems);
    CodeList list;
    list.id = reader.required("id");
    list.label = reader.required("label");
    list.source = reader.source();
    if (const auto nodes = reader.node("codes")) {
      for (const auto& node : nodes->items()) {
        MapReader row(node, "代码表 " + item.id + " 的一项", problems);
        CodeListItem code;
        code.code = row.required("code");
        code.label = row.required("label");
        code.source = row.text("source");
        if (code.source.empty()) code.source = list.source;
        code.note = row.text("note");
        row.finish();
        if (std::any_of(list.items.begin(), list.items.end(),
                        [&](const CodeListItem& other) { return other.code == code.code; })) {
          problems.error("PROF-0024", node.place(), {{"id", code.code}});
        }
        list.items.push_back(std::move(code));
      }
    }
    if (list.items.empty()) problems.error("PROF-0021", item.node.place(), {{"object", item.id}, {"key", "codes"}});
    reader.finish();
    out.codeLists.push_back(std::move(list));
  }
}

void readClassMappings(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "class_mappings.yaml", problems)) {
    MapReader reader(item.node, "信息分类 " + item.id, problems);
    ClassMapping mapping;
    mapping.local = reader.required("id");
    mapping.info = named(reader, "class", domain::infoClassFromName,
                         "basic、good、negative、recognised、reference、other", domain::InfoClass::kBasic);
    mapping.nature = named(reader, "nature", domain::natureFromLabel, "正面、中性、负面", domain::Nature::kNeutral);
    mapping.weight = reader.text("weight");
    mapping.source = reader.source();
    reader.finish();
    out.classMappings.push_back(std::move(mapping));
  }
}

void readChannels(const Chain& chain, Jurisdiction& out, Problems& problems) {
  const auto items = overlayItems(chain, "channels.yaml", problems);
  for (const auto& item : items) {
    MapReader reader(item.node, "渠道 " + item.id, problems);
    Channel channel;
    channel.id = reader.required("id");
    channel.name = reader.required("name");
    channel.via = reader.text("via");
    channel.enforcementClasses = reader.texts("classes");
    channel.format = reader.text("format");
    channel.source = reader.source();
    if (!channel.via.empty() &&
        std::none_of(items.begin(), items.end(), [&](const Item& other) { return other.id == channel.via; })) {
      problems.error("PROF-0066", reader.place("via"), {{"object", "渠道 " + item.id}, {"id", channel.via}});
    }
    const auto* classes = out.codeList("enforcement-classes");
    for (const auto& name : channel.enforcementClasses) {
      const bool known =
          classes != nullptr && std::any_of(classes->items.begin(), classes->items.end(),
                                            [&](const CodeListItem& code) { return code.label == name; });
      if (!known) reader.badValue("classes", name, "代码表 enforcement-classes 中的类别");
    }
    reader.finish();
    out.channels.push_back(std::move(channel));
  }
}

}  // namespace medcredit::jurisdiction
