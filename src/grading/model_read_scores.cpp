// Score sheets and indicators.
#include <algorithm>

#include "grading/model_reader.h"

namespace medcredit::grading {

namespace {
constexpr std::size_t kMostSheets = 50;
constexpr std::size_t kMostItems = 200;
constexpr std::size_t kMostNodes = 100;
const Decimal4 kZero{};
const Decimal4 kHundred = Decimal4::whole(100);
const Decimal4 kMostPoints = Decimal4::whole(999'999'999);

Decimal4 sumOf(const std::vector<Decimal4>& weights) {
  Decimal4 total;
  for (const auto weight : weights) total.units += weight.units;
  return total;
}
}  // namespace

void ModelReader::readScores(TreeNode& node) {
  if (!read_.isMap(node, "scores", kMostSheets)) return;
  for (auto& member : node.members) {
    if (!isWordText(member.key)) {
      report_.error("GRAD-0009", member.keyPlace, {{"path", "scores"}, {"value", member.key}});
    }
    readSheet(member.key, member.value);
    model_.scores.back().place = member.keyPlace;
  }
}

void ModelReader::readSheet(const std::string& id, TreeNode& node) {
  auto& sheet = model_.scores.emplace_back();
  sheet.id = id;
  sheet.window.inPeriod = true;
  const Fields fields(node, "scores." + id,
                      {"of", "items", "critical", "normalise", "to_points", "group", "cite", "window", "clock", "say"},
                      report_);
  if (auto* of = fields.need("of")) read_.word(*of, fields.path("of"), sheet.of);
  sheetItems(fields, sheet);
  if (auto* normalise = fields.need("normalise")) {
    read_.choice<bool>(*normalise, fields.path("normalise"), sheet.normalise, {{"applicable", true}, {"none", false}});
  }
  if (auto* points = fields.need("to_points")) sheetPoints(*points, fields.path("to_points"), sheet);
  if (auto* group = fields.need("group")) sheetGroups(*group, sheet);
  if (auto* at = fields.find("window")) {
    sheet.window = Window{};
    window(*at, fields.path("window"), sheet.window);
  }
  if (auto* at = fields.find("clock")) clockField(*at, fields.path("clock"), sheet.clock);
  cites(fields, sheet.cite);
  if (auto* say = fields.find("say")) read_.text(*say, fields.path("say"), sheet.say);
}

void ModelReader::sheetItems(const Fields& fields, ScoreSheet& sheet) {
  auto* items = fields.need("items");
  if (items == nullptr || !read_.isMap(*items, fields.path("items"), kMostItems)) return;
  for (auto& member : items->members) {
    const auto path = fields.path("items") + "." + member.key;
    if (!isWordText(member.key)) {
      report_.error("GRAD-0009", member.keyPlace, {{"path", fields.path("items")}, {"value", member.key}});
    }
    SheetItem item{member.key, {}, false, member.keyPlace};
    if (read_.decimal(member.value, path, item.full, Decimal4{1}, Decimal4::whole(10'000))) sheet.items.push_back(item);
  }
  auto* critical = fields.find("critical");
  if (critical == nullptr || !read_.isList(*critical, fields.path("critical"), kMostItems, true)) return;
  for (const auto& name : critical->items) {
    const auto it = std::find_if(sheet.items.begin(), sheet.items.end(),
                                 [&](const SheetItem& item) { return name.isScalar() && item.id == name.text; });
    if (it == sheet.items.end()) {
      report_.error("GRAD-0036", name.place, {{"path", fields.path("critical")}, {"value", briefText(name)}});
    } else {
      it->critical = true;
    }
  }
}

void ModelReader::sheetPoints(TreeNode& node, const std::string& path, ScoreSheet& sheet) {
  if (!read_.isList(node, path, kMostNodes, false)) return;
  for (auto& item : node.items) {
    if (!item.isSequence() || item.items.size() != 2) return read_.wrongType(item, path, "[得分下限, 计分]");
    Decimal4 threshold;
    Decimal4 value;
    if (!read_.decimal(item.items[0], path, threshold) || !read_.decimal(item.items[1], path, value)) return;
    if (!sheet.toPoints.empty() && threshold >= sheet.toPoints.back().first) {
      report_.error("GRAD-0035", item.place, {{"path", path}, {"value", threshold.str()}});
      return;
    }
    sheet.toPoints.emplace_back(threshold, value);
  }
  if (!sheet.toPoints.empty() && sheet.toPoints.back().first > kZero) {
    report_.error("GRAD-0053", node.place, {{"path", path}, {"value", sheet.toPoints.back().first.str()}});
  }
}

void ModelReader::sheetGroups(TreeNode& node, ScoreSheet& sheet) {
  const auto path = "scores." + sheet.id + ".group";
  std::string name;
  if (!read_.word(node, path, name)) return;
  if (model_.findGroup(name) != nullptr) {
    sheet.positiveGroup = sheet.negativeGroup = name;
    return;
  }
  constexpr std::string_view kOr = "_or_";
  for (auto at = name.find(kOr); at != std::string::npos; at = name.find(kOr, at + 1)) {
    const auto* first = model_.findGroup(name.substr(0, at));
    const auto* second = model_.findGroup(name.substr(at + kOr.size()));
    if (first == nullptr || second == nullptr) continue;
    const auto falling = [&](const Group* group) {
      if (group->cap) return *group->cap < kZero;
      const auto* param = group->capParam ? model_.findParam(group->capParam->name) : nullptr;
      const auto* cap =
          param != nullptr && !param->values.empty() ? std::get_if<Decimal4>(&param->values.front().v) : nullptr;
      return cap != nullptr && *cap < kZero;
    };
    if (falling(first) == falling(second)) {
      report_.error("GRAD-0037", node.place, {{"path", path}, {"value", name}});
      return;
    }
    sheet.negativeGroup = falling(first) ? first->id : second->id;
    sheet.positiveGroup = falling(first) ? second->id : first->id;
    return;
  }
  report_.error("GRAD-0017", node.place, {{"path", path}, {"group", name}});
}

void ModelReader::readIndicators(TreeNode& node) {
  const Fields fields(node, "indicators", {"group", "full", "tree"}, report_);
  if (!fields.ok()) return;
  auto& out = model_.indicators.emplace();
  out.place = node.place;
  if (auto* group = fields.need("group")) groupName(*group, fields.path("group"), out.group);
  if (auto* full = fields.need("full")) read_.decimal(*full, fields.path("full"), out.full, Decimal4{1}, kMostPoints);
  auto* tree = fields.need("tree");
  if (tree == nullptr || !read_.isList(*tree, fields.path("tree"), kMostNodes, false)) return;
  std::set<std::string> seen;
  for (auto& item : tree->items) readIndicatorNode(item, fields.path("tree"), seen);
  std::vector<Decimal4> weights;
  for (const auto& one : out.nodes) weights.push_back(one.weight);
  if (const auto total = sumOf(weights); total != kHundred) {
    report_.error("GRAD-0038", tree->place, {{"path", fields.path("tree")}, {"value", total.str()}});
  }
}

void ModelReader::readIndicatorNode(TreeNode& node, const std::string& path, std::set<std::string>& seen) {
  auto& out = model_.indicators->nodes.emplace_back();
  out.place = node.place;
  if (node.isMap() && node.get("children") == nullptr) {
    out.isLeaf = true;
    IndicatorLeaf leaf;
    readLeaf(node, path, seen, leaf);
    out.id = leaf.id;
    out.title = leaf.title;
    out.weight = leaf.weight;
    out.cite = leaf.cite;
    out.leaves.push_back(std::move(leaf));
    return;
  }
  const Fields fields(node, path, {"id", "title", "weight", "cite", "children"}, report_);
  if (!fields.ok()) return;
  id(fields, seen, out.id);
  if (auto* title = fields.need("title")) read_.text(*title, fields.path("title"), out.title);
  if (auto* weight = fields.need("weight")) {
    read_.decimal(*weight, fields.path("weight"), out.weight, Decimal4{1}, kHundred);
  }
  cites(fields, out.cite);
  auto* children = fields.find("children");
  if (!read_.isList(*children, fields.path("children"), kMostNodes, false)) return;
  std::vector<Decimal4> weights;
  for (auto& item : children->items) {
    if (item.isMap() && item.get("children") != nullptr) {
      report_.error("GRAD-0054", item.place, {{"path", path + "." + out.id}});
      continue;
    }
    IndicatorLeaf leaf;
    readLeaf(item, path + "." + out.id, seen, leaf);
    weights.push_back(leaf.weight);
    out.leaves.push_back(std::move(leaf));
  }
  if (const auto total = sumOf(weights); total != kHundred) {
    report_.error("GRAD-0038", children->place, {{"path", path + "." + out.id}, {"value", total.str()}});
  }
}

bool ModelReader::readLeaf(TreeNode& node, const std::string& path, std::set<std::string>& seen, IndicatorLeaf& leaf) {
  const Fields fields(node, path, {"id", "title", "weight", "cite", "value", "scoring"}, report_);
  leaf.place = node.place;
  if (!fields.ok()) return false;
  bool good = id(fields, seen, leaf.id);
  if (auto* title = fields.need("title")) read_.text(*title, fields.path("title"), leaf.title);
  if (auto* weight = fields.need("weight")) {
    good = read_.decimal(*weight, fields.path("weight"), leaf.weight, Decimal4{1}, kHundred) && good;
  }
  cites(fields, leaf.cite);
  auto* value = fields.need("value");
  auto* scoring = fields.need("scoring");
  good = value != nullptr && leafValue(*value, fields.path("value"), leaf) && good;
  return scoring != nullptr && leafScoring(*scoring, fields.path("scoring"), leaf) && good;
}

bool ModelReader::leafValue(TreeNode& node, const std::string& path, IndicatorLeaf& leaf) {
  const Fields fields(node, path, {"count", "sum", "max", "latest"}, report_);
  if (!fields.ok()) return false;
  constexpr Aggregate::Kind kKinds[] = {Aggregate::Kind::kCount, Aggregate::Kind::kSum, Aggregate::Kind::kMax};
  constexpr const char* kKeys[] = {"count", "sum", "max"};
  const int form = fields.oneOf({"count", "sum", "max", "latest"});
  if (form < 0) return false;
  if (form < 3) {
    Aggregate value;
    if (!aggregate(*fields.find(kKeys[form]), fields.path(kKeys[form]), kKinds[form], value)) return false;
    leaf.value = std::move(value);
    return true;
  }
  auto* at = fields.find("latest");
  const Fields latest(*at, fields.path("latest"), {"of", "field"}, report_);
  LatestValue value;
  value.place = at->place;
  auto* of = latest.need("of");
  auto* field = latest.find("field");
  if (of == nullptr || !read_.word(*of, latest.path("of"), value.of)) return false;
  if (field != nullptr && !read_.word(*field, latest.path("field"), value.field)) return false;
  leaf.value = std::move(value);
  return true;
}

bool ModelReader::leafScoring(TreeNode& node, const std::string& path, IndicatorLeaf& leaf) {
  const Fields fields(node, path, {"interval", "threshold", "linear", "ratio", "cumulative", "boolean"}, report_);
  if (!fields.ok()) return false;
  const int form = fields.oneOf({"interval", "threshold", "linear", "ratio", "cumulative", "boolean"});
  if (form < 0) return false;
  constexpr std::string_view kKeys[] = {"interval", "threshold", "linear", "ratio", "cumulative", "boolean"};
  auto& at = *fields.find(kKeys[form]);
  const auto here = fields.path(kKeys[form]);
  if (form == 0) return intervals(at, here, leaf);
  const auto number = [&](const Fields& part, std::string_view key, Decimal4& out, bool share) {
    auto* one = part.need(key);
    if (one == nullptr) return false;
    return share ? read_.decimal(*one, part.path(key), out, kZero, kHundred) : read_.decimal(*one, part.path(key), out);
  };
  if (form == 1) {
    const Fields part(at, here, {"at_least", "p", "else"}, report_);
    ThresholdScoring one;
    const bool good = number(part, "at_least", one.atLeast, false) & number(part, "p", one.points, true) &
                      number(part, "else", one.otherwise, true);
    leaf.scoring = one;
    return good;
  }
  if (form == 2) {
    const Fields part(at, here, {"from", "to"}, report_);
    LinearScoring one;
    if (!(number(part, "from", one.from, false) & number(part, "to", one.to, false))) return false;
    if (one.from == one.to) report_.error("GRAD-0024", at.place, {{"path", here}, {"detail", "from 等于 to"}});
    leaf.scoring = one;
    return one.from != one.to;
  }
  if (form == 3) {
    const Fields part(at, here, {"to"}, report_);
    auto* to = part.need("to");
    if (to == nullptr) return false;
    const Fields value(*to, part.path("to"), {"count", "sum", "max"}, report_);
    const int kind = value.oneOf({"count", "sum", "max"});
    if (!value.ok() || kind < 0) return false;
    constexpr Aggregate::Kind kKinds[] = {Aggregate::Kind::kCount, Aggregate::Kind::kSum, Aggregate::Kind::kMax};
    constexpr const char* kNames[] = {"count", "sum", "max"};
    RatioScoring one;
    if (!aggregate(*value.find(kNames[kind]), value.path(kNames[kind]), kKinds[kind], one.to)) return false;
    leaf.scoring = std::move(one);
    return true;
  }
  if (form == 4) {
    const Fields part(at, here, {"start", "each"}, report_);
    CumulativeScoring one;
    const bool good = number(part, "start", one.start, true) & number(part, "each", one.each, false);
    leaf.scoring = one;
    return good;
  }
  const Fields part(at, here, {"true", "false"}, report_);
  BooleanScoring one;
  const bool good = number(part, "true", one.ifTrue, true) & number(part, "false", one.ifFalse, true);
  leaf.scoring = one;
  return good;
}

bool ModelReader::intervals(TreeNode& node, const std::string& path, IndicatorLeaf& leaf) {
  if (!read_.isList(node, path, kMostNodes, false)) return false;
  IntervalScoring out;
  for (auto& item : node.items) {
    if (!item.isSequence() || item.items.size() != 3) {
      read_.wrongType(item, path, "[下限, 上限, 得分]");
      return false;
    }
    IntervalRow row;
    Decimal4 value;
    if (!item.items[0].isNull()) {
      if (!read_.decimal(item.items[0], path, value)) return false;
      row.from = value;
    }
    if (!item.items[1].isNull()) {
      if (!read_.decimal(item.items[1], path, value)) return false;
      row.to = value;
    }
    if (!read_.decimal(item.items[2], path, row.points, kZero, kHundred)) return false;
    const bool first = out.rows.empty();
    const bool joins = first ? true : (out.rows.back().to && row.from && *out.rows.back().to == *row.from);
    if (!joins || (row.from && row.to && *row.to <= *row.from)) {
      report_.error("GRAD-0039", item.place, {{"path", path}});
      return false;
    }
    out.rows.push_back(row);
  }
  if (out.rows.front().from || out.rows.back().to) {
    report_.error("GRAD-0039", node.place, {{"path", path}});
    return false;
  }
  leaf.scoring = std::move(out);
  return true;
}

}  // namespace medcredit::grading
