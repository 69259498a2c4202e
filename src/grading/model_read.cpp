#include "crypto/sm3.h"
#include "grading/model_reader.h"
#include "grading/overlay.h"

namespace medcredit::grading {

namespace {
constexpr std::size_t kMostCitations = 20;

/// "HN#16.3" as law and article; false when it is of another form.
bool splitCitation(std::string_view text, Citation& out) {
  const auto hash = text.find('#');
  const auto law = text.substr(0, hash);
  if (!isWordText(law)) return false;
  out.law = std::string(law);
  if (hash == std::string_view::npos) return true;
  const auto article = text.substr(hash + 1);
  constexpr std::string_view kArticle = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-";
  if (article.empty() || article.size() > 32 || article.find_first_not_of(kArticle) != std::string_view::npos) {
    return false;
  }
  out.article = std::string(article);
  return true;
}
}  // namespace

std::optional<Model> ModelReader::run(TreeNode& tree) {
  const Fields root(tree, "模型",
                    {"cgm",    "model",  "title",      "edition", "status", "extends", "subject",    "period",
                     "clock",  "arith",  "law",        "params",  "levels", "feeds",   "unrated_if", "lifecycle",
                     "groups", "scores", "indicators", "rules",   "limits", "use",     "transition", "tests"},
                    report_);
  if (!root.ok()) return std::nullopt;
  const auto part = [&](std::string_view key, void (ModelReader::*read)(TreeNode&), bool needed = true) {
    if (auto* node = needed ? root.need(key) : root.find(key)) (this->*read)(*node);
  };
  readIdentity(root);
  part("subject", &ModelReader::readSubject);
  part("period", &ModelReader::readPeriod);
  readClockAndArith(root);
  part("law", &ModelReader::readLaw);
  part("params", &ModelReader::readParams);
  part("levels", &ModelReader::readLevels);
  part("feeds", &ModelReader::readFeeds);
  part("lifecycle", &ModelReader::readLifecycle);
  part("groups", &ModelReader::readGroups);
  part("scores", &ModelReader::readScores, false);
  part("indicators", &ModelReader::readIndicators, false);
  part("unrated_if", &ModelReader::readUnratedIf);
  part("rules", &ModelReader::readRules);
  part("limits", &ModelReader::readLimits);
  part("use", &ModelReader::readUse);
  part("transition", &ModelReader::readTransition);
  part("tests", &ModelReader::readTests);
  if (report_.findings().hasErrors()) return std::nullopt;
  model_.sources = report_.sources();
  model_.canonical = canonicalForm(tree);
  model_.identity = crypto::sm3Hex(model_.canonical);
  return std::move(model_);
}

void ModelReader::cites(const Fields& fields, Citations& out) {
  auto* node = fields.find("cite");
  if (node == nullptr) {
    if (fields.ok()) report_.error("GRAD-0046", fields.place(), {{"path", fields.path()}});
    return;
  }
  citeList(*node, fields.path("cite"), out);
}

void ModelReader::citeList(TreeNode& node, const std::string& path, Citations& out) {
  if (node.isSequence() && node.items.empty()) {
    report_.error("GRAD-0046", node.place, {{"path", path}});
    return;
  }
  if (!read_.isList(node, path, kMostCitations, false)) return;
  for (auto& item : node.items) {
    Citation one;
    one.place = item.place;
    if (!item.isScalar() || !splitCitation(item.text, one)) {
      report_.error("GRAD-0011", item.place, {{"path", path}, {"value", briefText(item)}});
    } else if (hasLaw_ && model_.findLaw(one.law) == nullptr) {
      report_.error("GRAD-0012", item.place, {{"path", path}, {"law", one.law}});
    } else {
      out.push_back(std::move(one));
    }
  }
}

bool ModelReader::id(const Fields& fields, std::set<std::string>& seen, std::string& out) {
  auto* node = fields.need("id");
  if (node == nullptr || !read_.word(*node, fields.path("id"), out)) return false;
  if (seen.insert(out).second) return true;
  report_.error("GRAD-0016", node->place, {{"path", fields.path()}, {"id", out}});
  return false;
}

ReadResult readModel(std::string_view text, std::string sourceName, const BaseLoader& loader) {
  Reporter report;
  ReadResult out;
  auto tree = effectiveTree(text, std::move(sourceName), loader, report);
  if (tree) out.model = ModelReader(report).run(*tree);
  out.findings = std::move(report.findings());
  out.findings.sort();
  if (out.findings.hasErrors()) out.model.reset();
  return out;
}

base::Result<Model> readModelText(std::string_view text, std::string sourceName, const BaseLoader& loader) {
  auto result = readModel(text, std::move(sourceName), loader);
  if (result.model) return std::move(*result.model);
  const auto* first = result.findings.firstError();
  if (first == nullptr) return base::fail("GRAD-0048");
  return base::Error(first->code, first->args, first->place());
}

}  // namespace medcredit::grading
