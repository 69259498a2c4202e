// Reforms: an overlay over a base, with the gates it must pass. Gates: language.md section 11.
#include <algorithm>
#include <array>
#include <utility>

#include "base/yaml.h"
#include "grading/model_reader.h"
#include "grading/overlay.h"
#include "grading/overlay_paths.h"

namespace medcredit::grading {

namespace {

constexpr std::size_t kMostGates = 50;
constexpr std::size_t kMostChanges = 500;

/// Takes what stands at the front of a text, skipping blanks.
class GateText {
 public:
  explicit GateText(std::string_view text) : rest_(text) {}

  bool take(std::string_view token) {
    skip();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  std::string_view word() {
    skip();
    std::size_t end = 0;
    while (end < rest_.size() && std::string_view(" (),=<>*").find(rest_[end]) == std::string_view::npos) ++end;
    const auto out = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return out;
  }
  bool atEnd() {
    skip();
    return rest_.empty();
  }

 private:
  void skip() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
  }
  std::string_view rest_;
};

/// What a share counts, up to its closing bracket; false on anything else.
bool takeShare(GateText& text, GateMetric& out) {
  if (!text.take("(")) return false;
  const auto what = text.word();
  if (what == "moved_down" || what == "moved_up") {
    out.of = what == "moved_down" ? GateMetric::Of::kMovedDown : GateMetric::Of::kMovedUp;
  } else if (what == "level" && text.take("=")) {
    text.take("=");
    out.of = GateMetric::Of::kLevel;
    out.level = std::string(text.word());
    if (!isWordText(out.level)) return false;
  } else {
    return false;
  }
  return text.take(")");
}

bool takeMetric(GateText& text, GateMetric& out) {
  const auto name = text.word();
  if (name == "share") {
    out.kind = GateMetric::Kind::kShare;
    return takeShare(text, out);
  }
  if (name == "max_by") {
    out.kind = GateMetric::Kind::kMaxBy;
    if (!text.take("(")) return false;
    out.by = std::string(text.word());
    return (out.by == "region" || out.by == "type") && text.take(",") && text.word() == "share" &&
           takeShare(text, out) && text.take(")");
  }
  constexpr std::array<std::pair<std::string_view, GateMetric::Kind>, 3> kPlain{
      {{"expected_inspections", GateMetric::Kind::kExpectedInspections},
       {"decided_by_unpublished", GateMetric::Kind::kDecidedByUnpublished},
       {"mean_score", GateMetric::Kind::kMeanScore}}};
  for (const auto& [word, kind] : kPlain) {
    if (name != word) continue;
    out.kind = kind;
    return true;
  }
  return false;
}

bool takeOp(GateText& text, Gate::Op& out) {
  constexpr std::array<std::pair<std::string_view, Gate::Op>, 6> kOps{{{"<=", Gate::Op::kLessEqual},
                                                                       {">=", Gate::Op::kGreaterEqual},
                                                                       {"==", Gate::Op::kEqual},
                                                                       {"<", Gate::Op::kLess},
                                                                       {">", Gate::Op::kGreater},
                                                                       {"=", Gate::Op::kEqual}}};
  for (const auto& [sign, op] : kOps) {
    if (!text.take(sign)) continue;
    out = op;
    return true;
  }
  return false;
}

class ReformReader {
 public:
  ReformReader(const BaseLoader& loader, ReformResult& out) : loader_(loader), out_(out), read_(report_) {}

  void run(std::string_view text, std::string sourceName) {
    report_.addSource(std::move(sourceName));
    const auto yaml = base::readYamlText(text.substr(0, kMostBytes + 1), report_.sources().front(), true);
    if (text.size() > kMostBytes) {
      report_.error("GRAD-0001", {0, 1, 1}, {{"limit", "1 MiB"}});
    } else if (!yaml.ok()) {
      report_.addYaml(yaml.error(), 0);
    } else {
      auto tree = treeOf(*yaml, 0);
      readParts(tree);
    }
    out_.findings = std::move(report_.findings());
    out_.findings.sort();
    if (!out_.findings.hasErrors()) return;
    out_.reform.reset();
    out_.model.reset();
  }

 private:
  static constexpr std::size_t kMostBytes = 1024U * 1024U;

  void readParts(TreeNode& tree) {
    const Fields root(tree, "改革方案", {"reform", "base", "reason", "set", "remove", "add", "accept"}, report_);
    if (!root.ok()) return;
    Reform reform;
    if (auto* at = root.need("reform")) {
      if (read_.isScalar(*at, "reform", "方案名")) {
        if (at->text.empty() || at->text.size() > 40 || !isWordText("r" + at->text)) {
          report_.error("GRAD-0009", at->place, {{"path", "reform"}, {"value", briefText(*at)}});
        }
        reform.name = at->text;
      }
    }
    if (auto* at = root.need("reason")) read_.text(*at, "reason", reform.reason);
    readGates(root, reform);
    auto* base = root.need("base");
    const auto name = base != nullptr && base->isScalar() ? parseModelName(base->text) : std::nullopt;
    if (base != nullptr && !name) report_.error("GRAD-0101", base->place, {{"value", briefText(*base)}});
    if (name) {
      reform.base = *name;
      apply(root, reform, *name, base->place);
    }
    out_.reform = std::move(reform);
  }

  void readGates(const Fields& root, Reform& reform) {
    auto* accept = root.find("accept");
    if (accept == nullptr || !read_.isList(*accept, "accept", kMostGates, true)) return;
    for (auto& item : accept->items) {
      std::string text;
      if (!read_.text(item, "accept", text)) continue;
      auto gate = parseGate(text, item.place);
      if (auto* detail = std::get_if<std::string>(&gate)) {
        report_.error("GRAD-0111", item.place, {{"value", text}, {"detail", *detail}});
      } else {
        reform.accept.push_back(std::move(std::get<Gate>(gate)));
      }
    }
  }

  void apply(const Fields& root, const Reform& reform, const ModelName& name, const Place& place) {
    auto text = loader_ ? loader_(name.str()) : base::Result<BaseText>(base::fail("GRAD-0102"));
    if (!text.ok()) return report_.error("GRAD-0102", place, {{"value", name.str()}});
    auto plain = readModel(text->text, text->sourceName, loader_);
    if (!plain.model) {
      report_.error("GRAD-0114", place, {{"value", name.str()}});
      for (const auto& finding : plain.findings.all()) report_.findings().add(finding);
      return;
    }
    if (plain.model->model != name.model || plain.model->edition != name.edition) {
      return report_.error("GRAD-0112", place,
                           {{"value", name.str()}, {"found", plain.model->model + "@" + plain.model->edition}});
    }
    out_.baseModel = std::move(plain.model);
    auto tree = effectiveTree(text->text, text->sourceName, loader_, report_);
    if (!tree || report_.findings().hasErrors()) return;
    out_.baseTree = *tree;
    change(root, *tree);
    setScalar(*tree, "edition", reform.name, place);
    setScalar(*tree, "status", "draft", place);
    if (auto* tests = tree->get("tests")) tests->items.clear();
    if (report_.findings().hasErrors()) return;
    out_.tree = *tree;
    out_.model = ModelReader(report_).run(*tree);
    if (out_.model) checkGateLevels(reform, *out_.model);
  }

  void change(const Fields& root, TreeNode& tree) {
    for (const auto& [key, mode] : {std::pair{"set", PutMode::kSet}, {"add", PutMode::kAdd}}) {
      auto* part = root.find(key);
      if (part == nullptr || !read_.isMap(*part, key, kMostChanges)) continue;
      for (const auto& member : part->members) {
        if (putAtPath(tree, member.key, member.keyPlace, member.value, mode, report_)) {
          out_.changes.push_back(member.key);
        }
      }
    }
    if (auto* part = root.find("remove")) removePaths(tree, *part, report_, &out_.changes);
  }

  static void setScalar(TreeNode& tree, std::string_view key, const std::string& text, const Place& place) {
    if (auto* node = tree.get(key)) {
      node->text = text;
      node->place = place;
    }
  }

  void checkGateLevels(const Reform& reform, const Model& model) {
    for (const auto& gate : reform.accept) {
      const auto& level = gate.metric.level;
      if (level.empty() || model.levels.index(level) >= 0 || model.levels.unrated == level) continue;
      report_.error("GRAD-0018", gate.place, {{"path", "accept"}, {"level", level}});
    }
  }

  const BaseLoader& loader_;
  ReformResult& out_;
  Reporter report_;
  ValueReader read_;
};

}  // namespace

std::variant<Gate, std::string> parseGate(std::string_view written, Place place) {
  Gate gate;
  gate.text = std::string(written);
  gate.place = place;
  GateText text(written);
  if (!takeMetric(text, gate.metric)) return "不认识的指标";
  if (!takeOp(text, gate.op)) return "缺少比较符";
  const auto number = text.word();
  const auto bound = Decimal4::parse(number);
  if (!bound) return "“" + std::string(number) + "”不是规范的小数";
  gate.bound = *bound;
  if (text.take("*")) {
    if (text.word() != "baseline") return "* 之后只能是 baseline";
    gate.timesBaseline = true;
  }
  if (!text.atEnd()) return "末尾有多余内容";
  return gate;
}

ReformResult readReform(std::string_view text, std::string sourceName, const BaseLoader& loader) {
  ReformResult out;
  ReformReader(loader, out).run(text, std::move(sourceName));
  return out;
}

bool isReformText(std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    if (line.starts_with("reform:")) return true;
    if (!line.empty() && line.front() != '#' && line.front() != '\r' && line.front() != ' ') return false;
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace medcredit::grading
