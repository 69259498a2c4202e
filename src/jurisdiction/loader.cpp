#include <algorithm>
#include <set>

#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> searchOrder(const fs::path& root, std::vector<fs::path> extra) {
  extra.push_back(root);
  return extra;
}

/// How closely to look: `thorough` for check(), `asOf` for the life of rules.
struct Scrutiny {
  bool thorough = false;
  std::optional<base::CivilDate> asOf;
};

/// Reads and checks everything; nullptr when not even the chain of folders could be read.
std::shared_ptr<Jurisdiction> build(std::string_view id, const std::vector<fs::path>& roots, const Scrutiny& scrutiny,
                                    Problems& problems) {
  const auto chain = readChain(id, roots, problems);
  if (chain.empty()) return nullptr;
  auto out = std::make_shared<Jurisdiction>();
  for (const auto& layer : chain) checkFileNames(layer, problems);
  readProfile(chain, *out, problems);
  readBasis(chain, *out, problems);
  checkBasis(chain, *out, scrutiny.asOf, problems);
  readConflicts(chain, *out, problems);
  readPrinciples(chain, *out, problems);
  readGrades(chain, *out, problems);
  readTexts(chain, *out, problems);
  readRoles(chain, *out, problems);
  readAccess(chain, *out, problems);
  readCodeLists(chain, *out, problems);
  readCategories(chain, *out, problems);
  readClassMappings(chain, *out, problems);
  readTerms(chain, *out, problems);
  readClocks(chain, *out, problems);
  readOffices(chain, *out, problems);
  readChannels(chain, *out, problems);
  readDisclosurePolicy(chain, *out, problems);
  readEnumerations(chain, *out, problems);
  readSeverityRules(chain, *out, problems);
  readCatalogue(chain, readFieldSets(chain, *out, scrutiny.thorough, problems), *out, problems);
  readGrading(chain, *out, problems);
  readCommitments(chain, *out, problems);
  readLists(chain, *out, problems);
  readPapers(chain, *out, problems);
  readRegions(chain, *out, problems);
  readCalendar(chain, *out, problems);
  return out;
}

}  // namespace

Loader::Loader(fs::path root, std::vector<fs::path> extraRoots)
    : root_(std::move(root)), extraRoots_(std::move(extraRoots)) {}

std::vector<std::string> Loader::list() const {
  std::set<std::string> ids;
  for (const auto& root : searchOrder(root_, extraRoots_)) {
    std::error_code ec;
    for (const auto& folder : fs::directory_iterator(root, ec)) {
      if (fs::is_regular_file(folder.path() / "profile.yaml", ec)) ids.insert(folder.path().filename().string());
    }
  }
  return {ids.begin(), ids.end()};
}

base::Result<std::shared_ptr<const Jurisdiction>> Loader::load(std::string_view id) const {
  Problems problems;
  auto law = build(id, searchOrder(root_, extraRoots_), {}, problems);
  for (const auto& problem : problems.sorted()) {
    if (!problem.warning) return base::Error(problem.code, problem.args, problem.place);
  }
  seal(*law);
  return std::shared_ptr<const Jurisdiction>(std::move(law));
}

std::vector<ProfileProblem> Loader::check(std::string_view id, std::optional<base::CivilDate> asOf) const {
  Problems problems;
  (void)build(id, searchOrder(root_, extraRoots_), {true, asOf}, problems);
  return problems.sorted();
}

}  // namespace medcredit::jurisdiction
