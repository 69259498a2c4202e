// fact_rules.yaml, grade_feeds.yaml, grade_scope.yaml, models/
#include <algorithm>
#include <fstream>
#include <iterator>

#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace fs = std::filesystem;

namespace {

void checkEntries(const std::vector<std::string>& entries, const Jurisdiction& law, MapReader& reader) {
  for (const auto& entry : entries) {
    if (law.entry(entry) == nullptr) reader.badValue("entries", entry, "本地区目录中的条目");
  }
}

void checkEnforcement(const std::vector<std::string>& classes, const Jurisdiction& law, MapReader& reader) {
  const auto* known = law.codeList("enforcement-classes");
  for (const auto& name : classes) {
    const bool listed = known != nullptr && std::any_of(known->items.begin(), known->items.end(),
                                                        [&](const CodeListItem& item) { return item.label == name; });
    if (!listed) reader.badValue("enforcement", name, "代码表 enforcement-classes 中的行政执法类别");
  }
}

/// A map of texts; PROF-0023 for a value that is no text.
std::vector<std::pair<std::string, std::string>> textMap(MapReader& reader, std::string_view key) {
  std::vector<std::pair<std::string, std::string>> out;
  const auto node = reader.node(key);
  if (!node) return out;
  if (!node->isMap()) reader.badValue(key, node->text(), "映射（键: 值）");
  for (const auto& [name, value] : node->members()) {
    if (!value.isScalar() || value.text().empty()) reader.badValue(key, name.text(), "文字值");
    out.emplace_back(name.text(), value.text());
  }
  return out;
}

domain::FieldRole roleOf(MapReader& reader, std::string_view key, const std::string& name) {
  const auto role = domain::fieldRoleFromName(name);
  if (!role) reader.badValue(key, name, "字段角色，如 document-no");
  return role.value_or(domain::FieldRole::kNone);
}

void readFactRules(const Chain& chain, Jurisdiction& out, Problems& problems) {
  auto items = overlayItems(chain, "fact_rules.yaml", problems);
  // The nearer layer first: a local rule decides before an inherited one.
  const auto depth = [&](const Item& item) {
    return std::find(out.chain.begin(), out.chain.end(), item.definedIn) - out.chain.begin();
  };
  std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) { return depth(a) < depth(b); });
  for (const auto& item : items) {
    MapReader reader(item.node, "事实对照 " + item.id, problems);
    FactRule rule;
    rule.id = reader.required("id");
    rule.of = reader.required("of");
    rule.entries = reader.texts("entries");
    // An inherited rule may name entries this jurisdiction does not keep; its own must exist.
    if (!out.chain.empty() && item.definedIn == out.chain.front()) checkEntries(rule.entries, out, reader);
    rule.enforcement = reader.texts("enforcement");
    checkEnforcement(rule.enforcement, out, reader);
    for (const auto& name : reader.texts("classes")) {
      const auto info = domain::infoClassFromName(name);
      if (!info) reader.badValue("classes", name, "basic、good、negative、recognised、reference、other");
      rule.classes.push_back(info.value_or(domain::InfoClass::kBasic));
    }
    rule.kinds = reader.texts("kinds");
    rule.dishonesty = reader.text("dishonesty");
    rule.occurred = reader.flag("occurred");
    rule.severity = reader.text("severity");
    if (const auto role = reader.text("outcome_role"); !role.empty()) {
      rule.outcomeRole = roleOf(reader, "outcome_role", role);
    }
    rule.outcomes = textMap(reader, "outcomes");
    for (const auto& [name, role] : textMap(reader, "fields")) {
      rule.fields.emplace_back(name, roleOf(reader, "fields", role));
    }
    rule.source = reader.source();
    if (rule.entries.empty() && rule.enforcement.empty() && rule.classes.empty() && rule.kinds.empty()) {
      reader.badValue("entries", "", "至少写明 entries、enforcement、classes、kinds 之一");
    }
    reader.finish();
    out.grading.facts.push_back(std::move(rule));
  }
}

void readFeeds(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "grade_feeds.yaml", problems)) {
    MapReader reader(item.node, "评价来源 " + item.id, problems);
    GradeFeed feed;
    feed.id = reader.required("id");
    feed.label = reader.required("label");
    feed.entries = reader.texts("entries");
    if (!out.chain.empty() && item.definedIn == out.chain.front()) checkEntries(feed.entries, out, reader);
    feed.enforcement = reader.texts("enforcement");
    checkEnforcement(feed.enforcement, out, reader);
    feed.source = reader.source();
    reader.finish();
    out.grading.feeds.push_back(std::move(feed));
  }
}

void readScopes(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "grade_scope.yaml", problems)) {
    MapReader reader(item.node, "评价范围 " + item.id, problems);
    GradeScope scope;
    scope.id = reader.required("id");
    if (const auto kind = reader.required("subject"); !kind.empty()) {
      const auto known = domain::subjectKindFromCode(kind);
      if (!known) reader.badValue("subject", kind, "ORG、NP、GOV");
      scope.subject = known.value_or(domain::SubjectKind::kOrganisation);
    }
    scope.categories = reader.texts("categories");
    for (const auto& id : scope.categories) {
      const auto found = std::find_if(out.categories.begin(), out.categories.end(),
                                      [&](const SubjectCategory& one) { return one.id == id; });
      if (found == out.categories.end()) {
        reader.badValue("categories", id, "categories.yaml 中的主体类别");
      } else if (found->kind != scope.subject) {
        reader.badValue("categories", id, "与 subject 同类的主体类别");
      }
    }
    scope.kind = reader.required("kind");
    scope.type = reader.required("type");
    scope.fromYear = reader.integer("from", 0);
    scope.toYear = reader.integer("to", 9999);
    if (scope.toYear < scope.fromYear) reader.badValue("to", std::to_string(scope.toYear), "不早于 from");
    scope.unpublished = reader.flag("unpublished");
    scope.source = reader.source();
    reader.finish();
    out.grading.scopes.push_back(std::move(scope));
  }
}

/// The files of models/ as they are; the grading room reads them.
void readModels(const Chain& chain, Jurisdiction& out) {
  for (const auto& layer : chain) {
    std::error_code ec;
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(layer.folder / "models", ec)) {
      if (file.path().extension() == ".yaml") files.push_back(file.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& path : files) {
      std::ifstream in(path, std::ios::binary);
      std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
      // Reform overlays lie beside the models they change.
      if (!text.starts_with("cgm:") && text.find("\ncgm:") == std::string::npos) continue;
      out.grading.models.push_back({layer.id + "/models/" + path.filename().string(), std::move(text), layer.id});
    }
  }
}

}  // namespace

const GradeFeed* GradingRules::feed(std::string_view id) const {
  const auto found = std::find_if(feeds.begin(), feeds.end(), [id](const GradeFeed& feed) { return feed.id == id; });
  return found == feeds.end() ? nullptr : &*found;
}

void readGrading(const Chain& chain, Jurisdiction& out, Problems& problems) {
  readFactRules(chain, out, problems);
  readFeeds(chain, out, problems);
  readScopes(chain, out, problems);
  readModels(chain, out);
}

}  // namespace medcredit::jurisdiction
