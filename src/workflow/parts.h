// Reading of procedures: shared by the files that read, check and seal them. Internal to the room.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "jurisdiction/layers.h"
#include "jurisdiction/reader.h"
#include "workflow/procedure.h"

namespace medcredit::workflow {

using jurisdiction::Layer;
using jurisdiction::MapReader;
using jurisdiction::Problems;

/// Where each part of a procedure was written, for messages: "steps/accept" → file:line:column.
using Places = std::map<std::string, std::string, std::less<>>;

/// procedures/<id>.yaml over the chain. A file stands alone, or with `amends: true` puts its parts over the inherited
/// ones.
struct ReadProcedure {
  Procedure procedure;
  Places places;
};
[[nodiscard]] std::vector<ReadProcedure> readProcedures(const std::vector<Layer>& chain, Problems& problems);

/// Every name leads somewhere, every open state has a clock or says why not, nothing harms without hearing.
void checkProcedure(const ReadProcedure& read, const ProcedureSet& set, Problems& problems);

/// repair_rules.yaml.
[[nodiscard]] RepairRules readRepairRules(const std::vector<Layer>& chain, const jurisdiction::Jurisdiction& law,
                                          Problems& problems);

/// SM3 over the procedure, the clocks it names and, where a step asks for eligibility, the repair rules.
[[nodiscard]] std::string editionOf(const Procedure& procedure, const ProcedureSet& set);

}  // namespace medcredit::workflow
