// The procedures of the seven jurisdictions as data: complete, sourced, and refused with file and line when they are
// not.
#include <algorithm>
#include <fstream>

#include "support/req.h"
#include "unit/workflow/law_fixture.h"
#include "workflow/effects.h"

namespace medcredit::workflow {
namespace {

namespace fs = std::filesystem;
using test::kJurisdictions;
using test::lawOf;
using test::lawRoot;
using test::proceduresOf;

TEST(ProcedureData, EveryJurisdictionReadsWithoutAProblem) {
  for (const auto& id : kJurisdictions) {
    for (const auto& problem : checkProcedures(*lawOf(id), {lawRoot()})) {
      ADD_FAILURE() << id << " " << problem.place << " "
                    << domain::render(base::Error(problem.code, problem.args, problem.place));
    }
  }
}

TEST(ProcedureData, EveryValueNamesItsSourceOrTheDefaultLabel) {
  for (const auto& id : kJurisdictions) {
    for (const auto& procedure : proceduresOf(id)->procedures) {
      const auto sourced = [&](const std::string& source, const std::string& part) {
        const bool given =
            source.find(".txt ") != std::string::npos || source.find("外部资料，待核实") != std::string::npos;
        const bool labelled = source.find(jurisdiction::kDefaultLabel) != std::string::npos;
        EXPECT_TRUE(given || labelled) << id << " " << procedure.id << " " << part << ": " << source;
      };
      sourced(procedure.source, "procedure");
      sourced(procedure.subjectEndSource, "subject_end");
      for (const auto& part : procedure.states) sourced(part.source, part.id);
      for (const auto& part : procedure.steps) sourced(part.source, part.id);
      for (const auto& part : procedure.papers) sourced(part.source, part.id);
      for (const auto& part : procedure.grounds) sourced(part.source, part.id);
      for (const auto& part : procedure.roles) sourced(part.source, part.id);
    }
  }
}

}  // namespace
}  // namespace medcredit::workflow
