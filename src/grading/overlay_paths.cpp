#include "grading/overlay_paths.h"

#include <algorithm>

namespace medcredit::grading {

namespace {

constexpr std::size_t kMostPath = 300;

/// Parts that are lists in the file and walked by the `id` of their items.
bool isListPart(std::string_view part) { return part == "rules" || part == "limits" || part == "unrated_if"; }
/// Parts whose members have names of their own.
bool isNamedPart(std::string_view part) {
  return isListPart(part) || part == "law" || part == "params" || part == "lifecycle" || part == "groups" ||
         part == "scores" || part == "feeds";
}
/// What an overlay may not touch: who the model is, and its tests.
bool isFixedPart(std::string_view part) {
  return part == "cgm" || part == "model" || part == "title" || part == "edition" || part == "status" ||
         part == "extends" || part == "tests" || part == "replace" || part == "add" || part == "remove";
}

TreeNode* child(TreeNode& node, std::string_view key) {
  if (node.isSequence()) return node.byId(key);
  return node.isMap() ? node.get(key) : nullptr;
}

/// Gives an item of a list part its `id`.
TreeNode withId(std::string_view id, const Place& place, TreeNode value) {
  if (!value.isMap() || value.get("id") != nullptr) return value;
  TreeNode name;
  name.kind = TreeNode::Kind::kScalar;
  name.text = std::string(id);
  name.place = place;
  value.members.insert(value.members.begin(), TreeNode::Member{"id", place, std::move(name)});
  return value;
}

class Merge {
 public:
  Merge(bool add, Reporter& report) : add_(add), report_(report) {}

  void run(TreeNode& model, const TreeNode& overlay) {
    if (!overlay.isMap()) {
      report_.error("GRAD-0002", overlay.place,
                    {{"path", add_ ? "add" : "replace"}, {"wanted", "映射（键: 值）"}, {"found", "其他形式"}});
      return;
    }
    for (const auto& part : overlay.members) {
      if (isFixedPart(part.key)) {
        report_.error("GRAD-0110", part.keyPlace, {{"path", part.key}});
      } else {
        mergePart(model, part);
      }
    }
  }

 private:
  void mergePart(TreeNode& model, const TreeNode::Member& part) {
    auto* there = model.get(part.key);
    if (there != nullptr && isListPart(part.key) && part.value.isSequence()) return mergeList(*there, part);
    if (there == nullptr || !isNamedPart(part.key) || !part.value.isMap()) return put(model, part, part.key);
    for (const auto& entry : part.value.members) put(*there, entry, part.key + "." + entry.key);
  }

  /// Elements given as they stand in a model, each with its id.
  void mergeList(TreeNode& into, const TreeNode::Member& part) {
    for (const auto& item : part.value.items) {
      const auto* id = item.get("id");
      if (id == nullptr || !id->isScalar()) {
        report_.error("GRAD-0004", item.place, {{"path", part.key}, {"key", "id"}});
      } else {
        put(into, {id->text, item.place, item}, part.key + "." + id->text);
      }
    }
  }

  void put(TreeNode& into, const TreeNode::Member& member, const std::string& path) {
    auto* there = child(into, member.key);
    if (there == nullptr && !add_) return missing(member.keyPlace, path);
    if (there != nullptr && add_) {
      report_.error("GRAD-0106", member.keyPlace, {{"path", path}});
      return;
    }
    if (there != nullptr) {
      *there = into.isSequence() ? withId(member.key, member.keyPlace, member.value) : member.value;
    } else if (into.isSequence()) {
      into.items.push_back(withId(member.key, member.keyPlace, member.value));
    } else if (into.isMap()) {
      into.members.push_back(member);
    } else {
      missing(member.keyPlace, path);
    }
  }

  void missing(const Place& place, const std::string& path) { report_.error("GRAD-0105", place, {{"path", path}}); }

  bool add_;
  Reporter& report_;
};

std::vector<std::string_view> segmentsOf(std::string_view path) {
  std::vector<std::string_view> out;
  while (true) {
    const auto dot = path.find('.');
    out.push_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return out;
    path.remove_prefix(dot + 1);
  }
}

/// Where a path leads: the node above its last key, and that key.
struct Target {
  TreeNode* parent = nullptr;
  std::string key;
  bool exists = false;
};

/// Segments joined by dots from `from` to `to` (excluded): names may hold dots themselves.
std::string joined(const std::vector<std::string_view>& segments, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    if (i > from) out += '.';
    out += segments[i];
  }
  return out;
}

/// Follows the path; a key may take several segments. `parent` stays null when the way breaks off before the last key.
Target find(TreeNode& node, const std::vector<std::string_view>& segments, std::size_t at) {
  for (std::size_t end = at + 1; end <= segments.size(); ++end) {
    const auto key = joined(segments, at, end);
    auto* next = child(node, key);
    if (next == nullptr) continue;
    if (end == segments.size()) return {&node, key, true};
    if (auto found = find(*next, segments, end); found.parent != nullptr) return found;
  }
  if (at + 1 == segments.size() && (node.isMap() || node.isSequence())) {
    return {&node, std::string(segments[at]), false};
  }
  return {};
}

/// The target of a path, or an empty one after a report.
Target locate(TreeNode& model, std::string_view path, const Place& place, Reporter& report) {
  const auto segments = segmentsOf(path);
  const bool empty = std::any_of(segments.begin(), segments.end(), [](std::string_view s) { return s.empty(); });
  if (path.size() > kMostPath || empty || segments.size() > 12) {
    report.error("GRAD-0109", place, {{"path", std::string(path.substr(0, 80))}});
    return {};
  }
  if (isFixedPart(segments.front())) {
    report.error("GRAD-0110", place, {{"path", std::string(path)}});
    return {};
  }
  auto target = find(model, segments, 0);
  if (target.parent == nullptr) report.error("GRAD-0105", place, {{"path", std::string(path)}});
  return target;
}

}  // namespace

void mergeOverlay(TreeNode& model, const TreeNode& overlay, bool add, Reporter& report) {
  Merge(add, report).run(model, overlay);
}

void removePaths(TreeNode& model, const TreeNode& paths, Reporter& report, std::vector<std::string>* touched) {
  if (!paths.isSequence()) {
    report.error("GRAD-0002", paths.place, {{"path", "remove"}, {"wanted", "路径的列表"}, {"found", "其他形式"}});
    return;
  }
  for (const auto& item : paths.items) {
    if (!item.isScalar()) {
      report.error("GRAD-0109", item.place, {{"path", briefText(item)}});
      continue;
    }
    const auto target = locate(model, item.text, item.place, report);
    if (target.parent == nullptr) continue;
    if (!target.exists) {
      report.error("GRAD-0107", item.place, {{"path", item.text}});
      continue;
    }
    if (target.parent->isSequence()) {
      const auto* gone = target.parent->byId(target.key);
      target.parent->items.erase(target.parent->items.begin() + (gone - target.parent->items.data()));
    } else {
      std::erase_if(target.parent->members, [&](const TreeNode::Member& m) { return m.key == target.key; });
    }
    if (touched != nullptr) touched->push_back(item.text);
  }
}

bool putAtPath(TreeNode& model, std::string_view path, const Place& place, const TreeNode& value, PutMode mode,
               Reporter& report) {
  const auto target = locate(model, path, place, report);
  if (target.parent == nullptr) return false;
  if (target.exists && mode == PutMode::kAdd) {
    report.error("GRAD-0106", place, {{"path", std::string(path)}});
    return false;
  }
  if (target.exists) {
    auto* there = child(*target.parent, target.key);
    *there = target.parent->isSequence() ? withId(target.key, place, value) : value;
  } else if (target.parent->isMap()) {
    target.parent->members.push_back({target.key, place, value});
  } else if (mode == PutMode::kAdd) {
    target.parent->items.push_back(withId(target.key, place, value));
  } else {
    report.error("GRAD-0105", place, {{"path", std::string(path)}});
    return false;
  }
  return true;
}

}  // namespace medcredit::grading
