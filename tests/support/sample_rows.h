// Valid rows of any catalogue entry, made from its fields alone, so that tests can say only what matters to them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "domain/catalogue.h"

namespace medcredit::test {

/// Values by field role name ("decision-date") or field id ("CF_NR"); an empty value leaves the field empty.
using RowChanges = std::map<std::string, std::string>;

/// Valid unified credit code, a different one for each number (0 … 99999).
[[nodiscard]] std::string sampleCode(int number);
/// Valid citizen id number of a synthetic person, a different one for each number (0 … 999).
[[nodiscard]] std::string sampleCitizenId(int number);

/// Canonical values of one row in field order: required fields filled by role, `number` makes it its own decision.
[[nodiscard]] std::vector<std::string> sampleRow(const domain::CatalogueEntry& entry, int number,
                                                 const RowChanges& changes = {});

/// Writes a CSV with the entry's own labels as header.
void writeRows(const std::filesystem::path& path, const domain::CatalogueEntry& entry,
               const std::vector<std::vector<std::string>>& rows);

}  // namespace medcredit::test
