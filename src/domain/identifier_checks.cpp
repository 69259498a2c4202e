#include "domain/identifier_checks.h"

#include "domain/identifier.h"

namespace medcredit::domain {

using namespace checks;

namespace {

constexpr std::array<unsigned, 17> kUscWeights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
constexpr std::array<unsigned, 8> kOrgWeights = {3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::array<unsigned, 17> kCitizenWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::string_view kCitizenChecks = "10X98765432";

/// ISO 7064 MOD 11,10: the next product by the one before (1-10) and the digit.
constexpr auto kMod11Step = [] {
  std::array<unsigned char, 110> table{};
  for (unsigned product = 1; product <= 10; ++product) {
    for (unsigned digit = 0; digit < 10; ++digit) {
      const unsigned sum = (digit + product) % 10;
      table[product * 10 + digit] = static_cast<unsigned char>((sum == 0 ? 10 : sum) * 2 % 11);
    }
  }
  return table;
}();

/// Two or four digits as a number; the caller has checked that they are digits.
constexpr int number(const char* digits, int count) {
  int value = 0;
  for (int i = 0; i < count; ++i) value = value * 10 + (digits[i] - '0');
  return value;
}

}  // namespace

char uscCheckCharacter(std::string_view first17) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < kUscWeights.size(); ++i) sum += valueIn(kUscValue, first17[i]) * kUscWeights[i];
  return kUscAlphabet[(31 - sum % 31) % 31];
}

char orgCodeCheckCharacter(std::string_view first8) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < kOrgWeights.size(); ++i) sum += valueIn(kOrgValue, first8[i]) * kOrgWeights[i];
  const unsigned check = 11 - sum % 11;
  if (check == 10) return 'X';
  return check == 11 ? '0' : static_cast<char>('0' + check);
}

char regNoCheckDigit(std::string_view first14) {
  unsigned product = 10;
  for (std::size_t i = 0; i < 14; ++i) {
    product = kMod11Step[product * 10 + static_cast<unsigned>(first14[i] - '0')];
  }
  return static_cast<char>('0' + (11 - product) % 10);
}

char citizenIdCheckCharacter(std::string_view first17) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < kCitizenWeights.size(); ++i) {
    sum += static_cast<unsigned>(first17[i] - '0') * kCitizenWeights[i];
  }
  return kCitizenChecks[sum % 11];
}

bool isCleanUnifiedCreditCode(std::string_view value) {
  if (value.size() != 18) return false;
  unsigned sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    const unsigned v = valueIn(kUscValue, value[i]);
    if (v == kNoValue) return false;
    sum += v * kUscWeights[i];
  }
  if (value[17] != kUscAlphabet[(31 - sum % 31) % 31] || !allDigits(value.substr(2, 6))) return false;
  return value[16] == orgCodeCheckCharacter(value.substr(8, 8));
}

bool isCleanOrganisationCode(std::string_view value) {
  if (value.size() != 9) return false;
  for (std::size_t i = 0; i < 8; ++i) {
    if (valueIn(kOrgValue, value[i]) == kNoValue) return false;
  }
  return value[8] == orgCodeCheckCharacter(value);
}

bool isCleanRegistrationNumber(std::string_view value) {
  return value.size() == 15 && allDigits(value) && value[14] == regNoCheckDigit(value);
}

bool isCleanCitizenId(std::string_view value, base::CivilDate today) {
  if (value.size() != 18) return false;
  unsigned sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    const auto v = static_cast<unsigned>(value[i] - '0');
    if (v > 9) return false;
    sum += v * kCitizenWeights[i];
  }
  if (value[17] != kCitizenChecks[sum % 11] || !isKnownProvince(value.substr(0, 2))) return false;
  const int year = number(value.data() + 6, 4);
  const auto birth = base::CivilDate::fromYmd(year, number(value.data() + 10, 2), number(value.data() + 12, 2));
  return birth && year >= 1900 && *birth <= today;
}

}  // namespace medcredit::domain
