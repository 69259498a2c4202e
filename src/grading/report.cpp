#include "grading/report.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <tuple>

#include "domain/messages.h"

namespace medcredit::grading {

namespace {

/// Takes ":12" off the end of a place; 0 when there is none.
int takeNumber(std::string_view& place) {
  const auto colon = place.rfind(':');
  if (colon == std::string_view::npos) return 0;
  int value = 0;
  const auto digits = place.substr(colon + 1);
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (failure != std::errc() || end != digits.data() + digits.size()) return 0;
  place = place.substr(0, colon);
  return value;
}

}  // namespace

std::string ModelFinding::place() const {
  if (line == 0) return file;
  return file + ":" + std::to_string(line) + ":" + std::to_string(column);
}

std::string_view severityWord(ModelFinding::Severity severity) {
  switch (severity) {
    case ModelFinding::Severity::kNote:
      return "note";
    case ModelFinding::Severity::kWarning:
      return "warning";
    case ModelFinding::Severity::kError:
      return "error";
  }
  return "";
}

ModelFinding makeFinding(ModelFinding::Severity severity, std::string code, std::string file, int line, int column,
                         std::vector<base::ErrorArg> args) {
  ModelFinding out;
  const base::Error error(std::move(code), std::move(args));
  out.code = error.code;
  out.severity = severity;
  out.file = std::move(file);
  out.line = line;
  out.column = column;
  out.args = error.args;
  out.message = domain::renderText(error);
  out.basis = domain::renderBasis(error);
  out.remedy = domain::renderRemedy(error);
  return out;
}

void ModelFindings::add(ModelFinding finding) {
  const bool error = finding.severity == ModelFinding::Severity::kError;
  if (error) ++errors_;
  if (findings_.size() < kMost) {
    findings_.push_back(std::move(finding));
  } else if (findings_.size() == kMost) {
    findings_.push_back(makeFinding(finding.severity, "GRAD-0047", finding.file, finding.line, finding.column,
                                    {{"most", std::to_string(kMost)}}));
  }
}

void ModelFindings::sort() {
  std::stable_sort(findings_.begin(), findings_.end(), [](const ModelFinding& a, const ModelFinding& b) {
    return std::tie(a.file, a.line, a.column, a.code) < std::tie(b.file, b.line, b.column, b.code);
  });
}

std::size_t ModelFindings::count(ModelFinding::Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(findings_.begin(), findings_.end(), [&](const ModelFinding& f) { return f.severity == severity; }));
}

const ModelFinding* ModelFindings::firstError() const {
  const auto it = std::find_if(findings_.begin(), findings_.end(),
                               [](const ModelFinding& f) { return f.severity == ModelFinding::Severity::kError; });
  return it == findings_.end() ? nullptr : &*it;
}

int Reporter::addSource(std::string name) {
  sources_.push_back(std::move(name));
  return static_cast<int>(sources_.size()) - 1;
}

void Reporter::add(ModelFinding::Severity severity, const char* code, const Place& place,
                   std::vector<base::ErrorArg> args) {
  if (findings_.all().size() > ModelFindings::kMost) {  // only counted: no texts for what nobody is shown
    ModelFinding hidden;
    hidden.severity = severity;
    return findings_.add(std::move(hidden));
  }
  const auto at = static_cast<std::size_t>(place.source);
  findings_.add(makeFinding(severity, code, at < sources_.size() ? sources_[at] : std::string(), place.line,
                            place.column, std::move(args)));
}

void Reporter::addYaml(const base::Error& error, int source) {
  std::string_view place = error.place;
  const int column = takeNumber(place);
  const int line = takeNumber(place);
  findings_.add(makeFinding(ModelFinding::Severity::kError, error.code, sources_[static_cast<std::size_t>(source)],
                            line, column, error.args));
}

}  // namespace medcredit::grading
