#include "grading/diff.h"

#include <algorithm>

namespace medcredit::grading {

namespace {

constexpr std::size_t kBrief = 160;

ModelChange::Layer layerOf(std::string_view part) {
  if (part == "law") return ModelChange::Layer::kLaw;
  if (part == "params") return ModelChange::Layer::kParams;
  if (part == "cgm" || part == "model" || part == "title" || part == "edition") return ModelChange::Layer::kAbout;
  return ModelChange::Layer::kStructure;
}

bool isLeftOut(std::string_view part) {
  constexpr std::string_view kOut[] = {"status", "tests", "extends", "replace", "add", "remove"};
  return std::find(std::begin(kOut), std::end(kOut), part) != std::end(kOut);
}

/// True for a list whose items all have an id.
bool isNamedList(const TreeNode& node) {
  return node.isSequence() && !node.items.empty() &&
         std::all_of(node.items.begin(), node.items.end(),
                     [](const TreeNode& item) { return item.get("id") != nullptr; });
}

std::vector<std::string> citesOf(const TreeNode& node) {
  std::vector<std::string> out;
  const auto* cite = node.get("cite");
  if (cite == nullptr) return out;
  for (const auto& item : cite->items) out.push_back(item.text);
  return out;
}

class Comparison {
 public:
  std::vector<ModelChange> run(const TreeNode& older, const TreeNode& newer) {
    for (const auto& member : newer.members) {
      if (isLeftOut(member.key)) continue;
      layer_ = layerOf(member.key);
      compare(older.get(member.key), &member.value, member.key, {});
    }
    for (const auto& member : older.members) {
      if (isLeftOut(member.key) || newer.get(member.key) != nullptr) continue;
      layer_ = layerOf(member.key);
      compare(&member.value, nullptr, member.key, {});
    }
    return std::move(out_);
  }

 private:
  void compare(const TreeNode* older, const TreeNode* newer, const std::string& path, std::vector<std::string> cites) {
    if (older != nullptr && newer != nullptr && canonicalJson(*older) == canonicalJson(*newer)) return;
    const auto* stated = newer != nullptr ? newer : older;
    if (auto own = citesOf(*stated); !own.empty()) cites = std::move(own);
    if (older == nullptr || newer == nullptr) return add(older, newer, path, std::move(cites));
    if (older->isMap() && newer->isMap()) return compareMaps(*older, *newer, path, cites);
    const bool named = (isNamedList(*older) || older->items.empty()) && (isNamedList(*newer) || newer->items.empty()) &&
                       older->isSequence() && newer->isSequence();
    if (named) return compareLists(*older, *newer, path);
    add(older, newer, path, std::move(cites));
  }

  void compareMaps(const TreeNode& older, const TreeNode& newer, const std::string& path,
                   const std::vector<std::string>& cites) {
    for (const auto& member : newer.members) {
      compare(older.get(member.key), &member.value, path + "." + member.key, cites);
    }
    for (const auto& member : older.members) {
      if (newer.get(member.key) == nullptr) compare(&member.value, nullptr, path + "." + member.key, cites);
    }
  }

  void compareLists(const TreeNode& older, const TreeNode& newer, const std::string& path) {
    std::vector<std::string> before;
    std::vector<std::string> after;
    for (const auto& item : newer.items) {
      const auto& id = item.get("id")->text;
      const auto* there = older.byId(id);
      compare(there, &item, path + "." + id, {});
      if (there != nullptr) after.push_back(id);
    }
    for (const auto& item : older.items) {
      const auto& id = item.get("id")->text;
      if (newer.byId(id) == nullptr) {
        compare(&item, nullptr, path + "." + id, {});
      } else {
        before.push_back(id);
      }
    }
    if (before == after) return;
    const auto joined = [](const std::vector<std::string>& ids) {
      std::string text;
      for (const auto& id : ids) text += (text.empty() ? "" : "、") + id;
      return text;
    };
    out_.push_back({layer_, ModelChange::Kind::kMoved, path, joined(before), joined(after), {}, newer.place});
  }

  void add(const TreeNode* older, const TreeNode* newer, const std::string& path, std::vector<std::string> cites) {
    ModelChange change;
    change.layer = layer_;
    change.path = path;
    change.cite = std::move(cites);
    change.place = (newer != nullptr ? newer : older)->place;
    if (older != nullptr) change.before = briefText(*older, kBrief);
    if (newer != nullptr) change.after = briefText(*newer, kBrief);
    change.kind = older == nullptr   ? ModelChange::Kind::kAdded
                  : newer == nullptr ? ModelChange::Kind::kRemoved
                                     : ModelChange::Kind::kChanged;
    out_.push_back(std::move(change));
  }

  ModelChange::Layer layer_ = ModelChange::Layer::kStructure;
  std::vector<ModelChange> out_;
};

}  // namespace

std::vector<ModelChange> diffModels(const TreeNode& older, const TreeNode& newer) {
  return Comparison().run(older, newer);
}

std::string_view layerWord(ModelChange::Layer layer) {
  constexpr std::string_view kWords[] = {"law", "params", "structure", "about"};
  return kWords[static_cast<int>(layer)];
}

std::string_view layerName(ModelChange::Layer layer) {
  constexpr std::string_view kNames[] = {"依据", "数值", "规则", "名称"};
  return kNames[static_cast<int>(layer)];
}

std::string_view changeWord(ModelChange::Kind kind) {
  constexpr std::string_view kWords[] = {"added", "removed", "changed", "moved"};
  return kWords[static_cast<int>(kind)];
}

std::string amendmentText(const ModelChange& change) {
  std::string out = change.path + "：";
  switch (change.kind) {
    case ModelChange::Kind::kAdded:
      out += "增加 " + change.after;
      break;
    case ModelChange::Kind::kRemoved:
      out += "删去 " + change.before;
      break;
    case ModelChange::Kind::kChanged:
      out += "由 " + change.before + " 改为 " + change.after;
      break;
    case ModelChange::Kind::kMoved:
      out += "次序由 " + change.before + " 改为 " + change.after;
      break;
  }
  if (change.cite.empty()) return out;
  out += "（依据 ";
  for (std::size_t i = 0; i < change.cite.size(); ++i) out += (i > 0 ? "、" : "") + change.cite[i];
  return out + "）";
}

}  // namespace medcredit::grading
