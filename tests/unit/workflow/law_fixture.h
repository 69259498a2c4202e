// The real jurisdictions with their procedures, loaded once per test program.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "domain/messages.h"
#include "jurisdiction/jurisdiction.h"
#include "workflow/procedure.h"

namespace medcredit::workflow::test {

inline const std::vector<std::string> kJurisdictions = {
    "national", "hainan", "guangdong", "guangdong-yangshan", "henan-luoyang", "zhejiang-huzhou", "jilin"};

inline std::filesystem::path lawRoot() { return std::filesystem::path(MC_SOURCE_DIR) / "jurisdictions"; }

inline std::shared_ptr<const jurisdiction::Jurisdiction> lawOf(const std::string& id) {
  static std::map<std::string, std::shared_ptr<const jurisdiction::Jurisdiction>> loaded;
  auto& law = loaded[id];
  if (!law) {
    auto read = jurisdiction::Loader(lawRoot()).load(id);
    if (!read.ok()) throw std::runtime_error(domain::render(read.error()));
    law = *read;
  }
  return law;
}

inline std::shared_ptr<const ProcedureSet> proceduresOf(const std::string& id) {
  static std::map<std::string, std::shared_ptr<const ProcedureSet>> loaded;
  auto& set = loaded[id];
  if (!set) {
    auto read = loadProcedures(*lawOf(id), {lawRoot()});
    if (!read.ok()) throw std::runtime_error(domain::render(read.error()));
    set = *read;
  }
  return set;
}

}  // namespace medcredit::workflow::test
