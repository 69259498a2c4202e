// fact_rules.yaml, grade_feeds.yaml, grade_scope.yaml, models/, risk_signals.yaml, risk_levels.yaml, draw_weights.yaml
#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace fs = std::filesystem;

namespace {

constexpr auto kRiskSignals = std::to_array<std::string_view>(
    {"penalty", "complaint-verified", "complaint-open", "reference-verified", "reference-open"});

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

int positive(MapReader& reader, std::string_view key, int fallback) {
  const int value = reader.integer(key, fallback);
  if (value < 1 || value > 100000) reader.badValue(key, std::to_string(value), "1 至 100000 的整数");
  return value;
}

void readRisk(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "risk_signals.yaml", problems)) {
    MapReader reader(item.node, "风险信号 " + item.id, problems);
    RiskSignalRule rule;
    rule.id = reader.required("id");
    if (std::find(kRiskSignals.begin(), kRiskSignals.end(), rule.id) == kRiskSignals.end()) {
      reader.badValue("id", rule.id, "penalty、complaint-verified、complaint-open、reference-verified、reference-open");
    }
    rule.label = reader.required("label");
    rule.points = positive(reader, "points", 0);
    rule.months = positive(reader, "months", 12);
    rule.source = reader.source();
    reader.finish();
    out.grading.riskSignals.push_back(std::move(rule));
  }
  auto& levels = out.grading.riskLevels;
  for (const auto& item : overlayItems(chain, "risk_levels.yaml", problems)) {
    MapReader reader(item.node, "风险等级 " + item.id, problems);
    RiskLevel level;
    level.id = reader.required("id");
    level.label = reader.required("label");
    level.from = reader.integer("from", 0);
    const bool rises = levels.empty() ? level.from == 0 : level.from > levels.back().from;
    if (!rises) reader.badValue("from", std::to_string(level.from), "第一级为 0，以后逐级增大");
    level.source = reader.source();
    reader.finish();
    levels.push_back(std::move(level));
  }
}

void readDrawWeights(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "draw_weights.yaml", problems)) {
    MapReader reader(item.node, "抽取权重 " + item.id, problems);
    DrawWeight row;
    row.id = reader.required("id");
    row.grades = reader.texts("grades");
    // An inherited row may name grades this jurisdiction does not have; its own must exist.
    if (!out.chain.empty() && item.definedIn == out.chain.front() && !out.grades.empty()) {
      for (const auto& grade : row.grades) {
        const bool known = std::any_of(out.grades.begin(), out.grades.end(),
                                       [&](const GradeLevel& level) { return level.id == grade; });
        if (!known) reader.badValue("grades", grade, "grades.yaml 中的等级");
      }
    }
    row.risk = reader.text("risk");
    const bool known = std::any_of(out.grading.riskLevels.begin(), out.grading.riskLevels.end(),
                                   [&](const RiskLevel& level) { return level.id == row.risk; });
    if (!row.risk.empty() && !known) reader.badValue("risk", row.risk, "risk_levels.yaml 中的风险等级");
    row.weight = positive(reader, "weight", 0);
    row.source = reader.source();
    reader.finish();
    out.grading.drawWeights.push_back(std::move(row));
  }
}

}  // namespace

const RiskSignalRule* GradingRules::riskSignal(std::string_view id) const {
  const auto found =
      std::find_if(riskSignals.begin(), riskSignals.end(), [id](const RiskSignalRule& rule) { return rule.id == id; });
  return found == riskSignals.end() ? nullptr : &*found;
}

const RiskLevel* GradingRules::riskLevel(int points) const {
  const auto above = std::find_if(riskLevels.begin(), riskLevels.end(),
                                  [points](const RiskLevel& level) { return level.from > points; });
  return above == riskLevels.begin() ? nullptr : &*std::prev(above);
}

const DrawWeight* GradingRules::drawWeight(std::string_view grade, std::string_view risk) const {
  const auto found = std::find_if(drawWeights.begin(), drawWeights.end(), [&](const DrawWeight& row) {
    const bool graded =
        row.grades.empty() || std::find(row.grades.begin(), row.grades.end(), grade) != row.grades.end();
    return graded && (row.risk.empty() || row.risk == risk);
  });
  return found == drawWeights.end() ? nullptr : &*found;
}

const GradeFeed* GradingRules::feed(std::string_view id) const {
  const auto found = std::find_if(feeds.begin(), feeds.end(), [id](const GradeFeed& feed) { return feed.id == id; });
  return found == feeds.end() ? nullptr : &*found;
}

void readGrading(const Chain& chain, Jurisdiction& out, Problems& problems) {
  readFactRules(chain, out, problems);
  readFeeds(chain, out, problems);
  readScopes(chain, out, problems);
  readModels(chain, out);
  readRisk(chain, out, problems);
  readDrawWeights(chain, out, problems);
}

}  // namespace medcredit::jurisdiction
