#include "grading/overlay.h"

#include <algorithm>
#include <set>

#include "base/yaml.h"
#include "grading/overlay_paths.h"

namespace medcredit::grading {

namespace {

constexpr std::size_t kMostBytes = 1024U * 1024U;
constexpr std::size_t kMostBases = 8;

std::optional<TreeNode> parseFile(std::string_view text, std::string sourceName, Reporter& report) {
  const int source = report.addSource(std::move(sourceName));
  if (text.size() > kMostBytes) {
    report.error("GRAD-0001", {source, 1, 1}, {{"limit", "1 MiB"}});
    return std::nullopt;
  }
  const auto yaml = base::readYamlText(text, report.sources().back(), true);
  if (!yaml.ok()) {
    report.addYaml(yaml.error(), source);
    return std::nullopt;
  }
  auto tree = treeOf(*yaml, source);
  if (tree.isMap()) return tree;
  report.error("GRAD-0002", tree.place, {{"path", "文件"}, {"wanted", "映射（键: 值）"}, {"found", "其他形式"}});
  return std::nullopt;
}

std::string scalarText(const TreeNode& tree, std::string_view key) {
  const auto* node = tree.get(key);
  return node != nullptr && node->isScalar() ? node->text : std::string();
}

/// Parts a derived model states itself; everything else comes from the base through replace, add and remove.
bool isOwnPart(std::string_view key) {
  static constexpr std::string_view kOwn[] = {"cgm",     "model", "title",   "edition", "status",
                                              "extends", "tests", "replace", "add",     "remove"};
  return std::find(std::begin(kOwn), std::end(kOwn), key) != std::end(kOwn);
}

class Chain {
 public:
  Chain(const BaseLoader& loader, Reporter& report) : loader_(loader), report_(report) {}

  std::optional<TreeNode> resolve(TreeNode tree) {
    const auto* extends = tree.get("extends");
    if (extends == nullptr) return checkPlain(std::move(tree));
    const auto name = extends->isScalar() ? parseModelName(extends->text) : std::nullopt;
    if (!name) {
      report_.error("GRAD-0101", extends->place, {{"value", briefText(*extends)}});
      return std::nullopt;
    }
    seen_.insert(scalarText(tree, "model") + "@" + scalarText(tree, "edition"));
    if (!seen_.insert(name->str()).second) {
      report_.error("GRAD-0103", extends->place, {{"value", name->str()}});
      return std::nullopt;
    }
    if (seen_.size() > kMostBases) {
      report_.error("GRAD-0104", extends->place, {{"most", std::to_string(kMostBases)}});
      return std::nullopt;
    }
    auto base = loadBase(*name, extends->place);
    if (!base) return std::nullopt;
    return derive(std::move(*base), std::move(tree));
  }

 private:
  std::optional<TreeNode> checkPlain(TreeNode tree) {
    for (const char* key : {"replace", "add", "remove"}) {
      if (const auto* node = tree.get(key)) report_.error("GRAD-0113", node->place, {{"key", key}});
    }
    return tree;
  }

  std::optional<TreeNode> loadBase(const ModelName& name, const Place& place) {
    if (!loader_) {
      report_.error("GRAD-0102", place, {{"value", name.str()}});
      return std::nullopt;
    }
    auto text = loader_(name.str());
    if (!text.ok()) {
      report_.error("GRAD-0102", place, {{"value", name.str()}});
      return std::nullopt;
    }
    auto tree = parseFile(text->text, text->sourceName, report_);
    if (!tree) return std::nullopt;
    if (scalarText(*tree, "model") != name.model || scalarText(*tree, "edition") != name.edition) {
      report_.error(
          "GRAD-0112", place,
          {{"value", name.str()}, {"found", scalarText(*tree, "model") + "@" + scalarText(*tree, "edition")}});
      return std::nullopt;
    }
    return resolve(std::move(*tree));
  }

  std::optional<TreeNode> derive(TreeNode base, TreeNode own) {
    std::erase_if(base.members, [](const TreeNode::Member& m) { return m.key == "tests" || m.key == "extends"; });
    for (auto& member : own.members) {
      if (!isOwnPart(member.key)) {
        report_.error("GRAD-0108", member.keyPlace, {{"key", member.key}});
      } else if (member.key == "replace" || member.key == "add") {
        mergeOverlay(base, member.value, member.key == "add", report_);
      } else if (member.key == "remove") {
        removePaths(base, member.value, report_, nullptr);
      }
    }
    for (auto& member : own.members) {
      if (!isOwnPart(member.key) || member.key == "replace" || member.key == "add" || member.key == "remove") continue;
      if (auto* there = base.get(member.key)) {
        *there = std::move(member.value);
      } else {
        base.members.push_back(std::move(member));
      }
    }
    base.place = own.place;
    return base;
  }

  const BaseLoader& loader_;
  Reporter& report_;
  std::set<std::string> seen_;
};

}  // namespace

std::optional<ModelName> parseModelName(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size() || text.size() > 200) return std::nullopt;
  if (text.find('@', at + 1) != std::string_view::npos) return std::nullopt;
  return ModelName{std::string(text.substr(0, at)), std::string(text.substr(at + 1))};
}

std::optional<TreeNode> effectiveTree(std::string_view text, std::string sourceName, const BaseLoader& loader,
                                      Reporter& report) {
  auto tree = parseFile(text, std::move(sourceName), report);
  if (!tree) return std::nullopt;
  return Chain(loader, report).resolve(std::move(*tree));
}

}  // namespace medcredit::grading
