// Ties a test to the requirements it proves; ./dev trace collects the ids from the test reports.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace medcredit::test {

/// Call first in a test body: REQ("R-CAT-02", "R-CAT-03").
inline void requirement(std::initializer_list<const char*> ids) {
  std::string joined;
  for (const char* id : ids) {
    if (!joined.empty()) joined += ' ';
    joined += id;
  }
  ::testing::Test::RecordProperty("requirements", joined);
}

}  // namespace medcredit::test

#define REQ(...) ::medcredit::test::requirement({__VA_ARGS__})
