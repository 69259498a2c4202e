// Any bytes as a grading model or a reform: a model with an identity, or findings with places; never a crash or a hang.
// What is read is analysed, told in words and compared with itself, so that those do not fall over odd models either.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "grading/analysis.h"
#include "grading/diff.h"
#include "grading/method_page.h"
#include "grading/overlay.h"

namespace {

using namespace medcredit;

const std::string& hainan() {
  static const std::string text = [] {
    std::ifstream in(std::string(MC_SOURCE_DIR) + "/jurisdictions/hainan/models/hainan.credit.yaml", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }();
  return text;
}

base::Result<grading::BaseText> load(std::string_view wanted) {
  if (wanted != "hainan.medical-credit.institution@2026.1") return base::fail("GRAD-0102");
  return grading::BaseText{hainan(), "base.yaml"};
}

void look(const grading::Model& model) {
  if (model.identity.size() != 64 || model.canonical.empty()) std::abort();
  const base::CivilDate today(20'000);
  const auto found = grading::analyse(model, {today, {}});
  for (const auto& finding : found.all()) {
    if (finding.message.empty()) std::abort();
  }
  for (const auto& type : model.subject.types) {
    if (grading::methodText(grading::methodPage(model, type, today)).empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (grading::isReformText(text)) {
    const auto reform = grading::readReform(text, "fuzz.yaml", load);
    if (reform.model) {
      look(*reform.model);
      static_cast<void>(grading::diffModels(*reform.baseTree, *reform.tree));
    } else if (!reform.findings.hasErrors()) {
      std::abort();
    }
    return 0;
  }
  const auto result = grading::readModel(text, "fuzz.yaml", load);
  if (result.model) {
    look(*result.model);
  } else if (!result.findings.hasErrors()) {
    std::abort();
  }
  return 0;
}
