// The synthetic subjects: organisations and persons with valid codes that belong to nobody. Names begin with 示例 or
// hold 测试; persons are born in 1900. The check digits are computed here, apart from the code under test.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "random.h"

namespace medcredit::synth {

struct Person {
  std::string name;
  std::string citizenId;
};

struct Organisation {
  std::string name;
  std::string subjectClass;  ///< 法人及非法人组织, 个体工商户
  std::string creditCode;
  Person head;           ///< 法定代表人 or 经营者
  bool medical = false;  ///< a medical institution; else a public place or producer
};

/// GB 32100 code: two leading characters (department, class), region, serial of the organisation code.
[[nodiscard]] std::string makeCreditCode(std::string_view leading, std::string_view region, unsigned serial);
/// GB 11643 number for region 410302, born in 1900.
[[nodiscard]] std::string makeCitizenId(int month, int day, int serial);
/// A code or number with its last character replaced by a wrong one.
[[nodiscard]] std::string breakCheck(std::string code);

[[nodiscard]] std::vector<Organisation> makeOrganisations(std::size_t count, Random& random);
[[nodiscard]] std::vector<Person> makePersons(std::size_t count, Random& random);

}  // namespace medcredit::synth
