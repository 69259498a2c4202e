#include "grading/analysis.h"

#include <algorithm>
#include <set>

#include "grading/analysis_parts.h"

namespace medcredit::grading {

namespace {

/// True when a region of one begins with a region of the other; no regions: everywhere.
bool regionsMeet(const SubjectScope& one, const SubjectScope& other) {
  if (one.regions.empty() || other.regions.empty()) return true;
  for (const auto& first : one.regions) {
    for (const auto& second : other.regions) {
      if (first.starts_with(second) || second.starts_with(first)) return true;
    }
  }
  return false;
}

std::vector<std::string> sharedTypes(const SubjectScope& one, const SubjectScope& other) {
  std::vector<std::string> out;
  if (one.kind != other.kind || !regionsMeet(one, other)) return out;
  for (const auto& type : one.types) {
    if (std::find(other.types.begin(), other.types.end(), type) != other.types.end()) out.push_back(type);
  }
  return out;
}

}  // namespace

ModelFindings analyse(const Model& model, const AnalysisOptions& options) {
  Reporter report;
  for (const auto& source : model.sources) report.addSource(source);
  const Analysis analysis{model, options, report};
  analyseLaw(analysis);
  analyseParams(analysis);
  analyseReach(analysis);
  analyseRules(analysis);
  analyseMonotony(analysis);
  analyseLimits(analysis);
  analyseUse(analysis);
  report.findings().sort();
  return std::move(report.findings());
}

ModelFindings analyseSisters(std::span<const Model> models, const AnalysisOptions& options) {
  Reporter report;
  std::set<std::string> names;
  std::set<std::string> graded;
  for (std::size_t i = 0; i < models.size(); ++i) {
    const auto& own = models[i];
    auto place = own.subject.place;
    place.source = report.addSource(own.sources.empty() ? own.model : own.sources.front());
    graded.insert(own.subject.types.begin(), own.subject.types.end());
    if (!names.insert(own.model + "@" + own.edition).second) {
      report.error("GRAD-0272", place, {{"model", own.model + "@" + own.edition}});
    }
    for (std::size_t k = 0; k < i; ++k) {
      if (models[k].model == own.model) continue;  // editions of one model follow each other
      const auto shared = sharedTypes(models[k].subject, own.subject);
      if (shared.empty()) continue;
      report.error("GRAD-0270", place,
                   {{"first", models[k].model}, {"second", own.model}, {"types", joinWords(shared)}});
    }
  }
  for (const auto& type : options.subjectTypes) {
    if (graded.contains(type)) continue;
    report.add(ModelFinding::Severity::kWarning, "GRAD-0271", {}, {{"type", type}});
  }
  report.findings().sort();
  return std::move(report.findings());
}

ReadResult checkModel(std::string_view text, std::string sourceName, const BaseLoader& loader,
                      const AnalysisOptions& options) {
  auto out = readModel(text, std::move(sourceName), loader);
  if (!out.model) return out;
  const auto found = analyse(*out.model, options);
  for (const auto& finding : found.all()) out.findings.add(finding);
  out.findings.sort();
  return out;
}

}  // namespace medcredit::grading
