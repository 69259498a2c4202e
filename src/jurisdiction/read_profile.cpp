// profile.yaml, grades.yaml, principles.yaml, conflicts.yaml, texts.yaml
#include <algorithm>

#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace {

/// `v` as text; list items are joined by ；.
std::string valueText(MapReader& reader) {
  std::string out;
  for (const auto& part : reader.texts("v")) {
    if (!out.empty()) out += "；";
    out += part;
  }
  return out;
}

void readValues(const base::YamlNode& values, const Layer& layer, bool isRoot, Jurisdiction& out, Problems& problems) {
  for (const auto& [key, node] : values.members()) {
    MapReader reader(node, "配置项 " + key.text(), problems);
    if (!node.isMap()) continue;
    if (!isRoot && !out.profile.contains(key.text())) {
      problems.error("PROF-0032", key.place(), {{"key", key.text()}});
    }
    Sourced value;
    value.value = valueText(reader);
    if (value.value.empty())
      problems.error("PROF-0021", node.place(), {{"object", "配置项 " + key.text()}, {"key", "v"}});
    value.source = reader.source();
    value.isDefault = value.source.find(kDefaultLabel) != std::string::npos;
    value.definedIn = layer.id;
    reader.finish();
    out.profile[key.text()] = std::move(value);
  }
}

}  // namespace

void readProfile(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& layer : chain) {
    MapReader reader(layer.profile, "profile.yaml", problems);
    out.id = reader.required("id");
    out.title = reader.required("title");
    if (const auto region = reader.text("region"); !region.empty()) out.regionCode = region;
    out.level = reader.required("level");
    (void)reader.text("extends");
    out.seed = reader.text("seed");
    if (const auto ids = reader.texts("basis"); !ids.empty()) out.basisIds = ids;
    if (const auto labels = reader.texts("required_labels"); !labels.empty()) out.requiredLabels = labels;
    if (const auto values = reader.node("values")) {
      readValues(*values, layer, &layer == &chain.front(), out, problems);
    }
    if (out.basisIds.empty()) problems.error("PROF-0047", layer.profile.place());
    reader.finish();
    out.chain.insert(out.chain.begin(), layer.id);
  }
}

void readGrades(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "grades.yaml", problems)) {
    MapReader reader(item.node, "等级 " + item.id, problems);
    GradeLevel level;
    level.id = reader.required("id");
    level.label = reader.required("label");
    level.colour = reader.text("colour");
    level.unevaluated = reader.flag("unevaluated");
    level.commend = reader.flag("commend");
    level.restrict = reader.flag("restrict");
    if (reader.has("percent")) {
      const int percent = reader.integer("percent", 0);
      if (percent < 0 || percent > 100) reader.badValue("percent", std::to_string(percent), "0 到 100");
      level.inspectionPercent = percent;
    }
    level.source = reader.source();
    reader.finish();
    out.grades.push_back(std::move(level));
  }
}

void readPrinciples(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "principles.yaml", problems)) {
    MapReader reader(item.node, "原则 " + item.id, problems);
    Principle principle;
    principle.id = reader.required("id");
    principle.label = reader.required("label");
    principle.requirements = reader.texts("requirements");
    principle.source = reader.source();
    if (principle.requirements.empty()) problems.error("PROF-0064", item.node.place(), {{"id", item.id}});
    reader.finish();
    out.principles.push_back(std::move(principle));
  }
}

void readConflicts(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "conflicts.yaml", problems)) {
    MapReader reader(item.node, "差异 " + item.id, problems);
    ConflictRule rule;
    rule.id = reader.required("id");
    rule.title = reader.required("title");
    rule.held = reader.required("held");
    rule.keys = reader.texts("keys");
    if (rule.keys.empty()) problems.error("PROF-0021", item.node.place(), {{"object", item.id}, {"key", "keys"}});
    for (const auto& key : rule.keys) {
      if (!out.profile.contains(key)) {
        problems.error("PROF-0065", reader.place("keys"), {{"id", item.id}, {"key", key}});
      }
    }
    reader.finish();
    out.conflicts.push_back(std::move(rule));
  }
}

void readTexts(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "texts.yaml", problems)) {
    MapReader reader(item.node, "文本 " + item.id, problems);
    (void)reader.text("id");
    out.texts[item.id] = reader.required("text");
    (void)reader.source();
    reader.finish();
  }
}

}  // namespace medcredit::jurisdiction
