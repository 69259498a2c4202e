#include "subjects.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>

namespace medcredit::synth {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// GB 11714 check character of eight digits.
char organisationCheck(std::string_view eight) {
  constexpr std::array kWeights{3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (eight[i] - '0') * kWeights[i];
  const int check = 11 - sum % 11;
  return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

char creditCheck(std::string_view seventeen) {
  int sum = 0;
  int weight = 1;
  for (const char c : seventeen) {
    sum += static_cast<int>(kAlphabet.find(c)) * weight;
    weight = weight * 3 % 31;
  }
  return kAlphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

}  // namespace

std::string makeCreditCode(std::string_view leading, std::string_view region, unsigned serial) {
  const auto eight = fmt::format("{:08}", serial);
  const auto body = fmt::format("{}{}{}{}", leading, region, eight, organisationCheck(eight));
  return body + creditCheck(body);
}

std::string makeCitizenId(int month, int day, int serial) {
  constexpr std::array kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  const auto body = fmt::format("4103021900{:02}{:02}{:03}", month, day, serial);
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (body[i] - '0') * kWeights[i];
  return body + "10X98765432"[sum % 11];
}

std::string breakCheck(std::string code) {
  code.back() = code.back() == '7' ? '3' : '7';
  return code;
}

std::vector<Person> makePersons(std::size_t count, Random& random) {
  constexpr std::array<std::string_view, 12> kSurnames{"张", "王", "李", "赵", "刘", "陈",
                                                       "杨", "黄", "周", "吴", "孙", "马"};
  constexpr std::array<std::string_view, 10> kStems{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
  std::vector<Person> persons;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& stem = kStems[i % kStems.size()];
    persons.push_back(
        {fmt::format("{}测试{}", random.pick(kSurnames), stem),
         makeCitizenId(1 + static_cast<int>(i % 12), 1 + static_cast<int>(i % 28), 1 + static_cast<int>(i))});
  }
  return persons;
}

std::vector<Organisation> makeOrganisations(std::size_t count, Random& random) {
  struct Kind {
    std::string_view leading, suffix, subjectClass;
    bool medical;
  };
  constexpr std::string_view kLegal = "法人及非法人组织";
  constexpr std::string_view kTrader = "个体工商户";
  constexpr std::array<Kind, 10> kKinds{{{"12", "人民医院", kLegal, true},
                                         {"12", "社区卫生服务中心", kLegal, true},
                                         {"52", "民办康复医院", kLegal, true},
                                         {"91", "口腔医院有限公司", kLegal, true},
                                         {"91", "综合医院有限公司", kLegal, true},
                                         {"92", "口腔诊所", kTrader, true},
                                         {"92", "中医诊所", kTrader, true},
                                         {"92", "美容美发店", kTrader, false},
                                         {"91", "酒店管理有限公司", kLegal, false},
                                         {"91", "消毒用品有限公司", kLegal, false}}};
  constexpr std::array<std::string_view, 12> kPlaces{"东关", "西苑", "南昌路", "北辰", "河滨", "牡丹",
                                                     "新安", "长兴", "和平",   "青年", "丽景", "金谷"};
  constexpr std::array<std::string_view, 6> kRegions{"410302", "410303", "410304", "410305", "410311", "410300"};
  const auto heads = makePersons(count, random);
  std::vector<Organisation> organisations;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& kind = kKinds[i % kKinds.size()];
    organisations.push_back(
        {fmt::format("示例{}{}", kPlaces[(i * 5 + i / kKinds.size()) % kPlaces.size()], kind.suffix),
         std::string(kind.subjectClass),
         makeCreditCode(kind.leading, random.pick(kRegions), 2000 + static_cast<unsigned>(i) * 7), heads[i],
         kind.medical});
  }
  return organisations;
}

}  // namespace medcredit::synth
