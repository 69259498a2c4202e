#include "domain/identifier.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "domain/identifier_checks.h"

namespace medcredit::domain {

using namespace checks;
using base::CivilDate;

namespace {

struct KindRow {
  IdentifierKind kind;
  std::string_view name;
  std::string_view label;
};

constexpr std::array<KindRow, 15> kKinds = {
    {{IdentifierKind::kUnifiedCreditCode, "usc", "统一社会信用代码"},
     {IdentifierKind::kRegistrationNumber, "reg-no", "工商注册号"},
     {IdentifierKind::kOrganisationCode, "org-code", "组织机构代码"},
     {IdentifierKind::kTaxNumber, "tax-no", "税务登记号"},
     {IdentifierKind::kInstitutionNumber, "inst-no", "事业单位证书号"},
     {IdentifierKind::kSocialOrgNumber, "social-no", "社会组织登记证号"},
     {IdentifierKind::kMedicalLicence, "med-licence", "医疗机构执业许可证登记号"},
     {IdentifierKind::kCitizenId, "citizen-id", "公民身份号码"},
     {IdentifierKind::kPassport, "passport", "护照"},
     {IdentifierKind::kHkMacaoPermit, "hk-macao-permit", "港澳居民来往内地通行证"},
     {IdentifierKind::kTaiwanPermit, "taiwan-permit", "台湾居民来往大陆通行证"},
     {IdentifierKind::kPermanentResident, "permanent-resident", "外国人永久居留身份证"},
     {IdentifierKind::kPhysicianQualification, "phys-qual", "医师资格证书编码"},
     {IdentifierKind::kPhysicianPractice, "phys-practice", "医师执业证书编码"},
     {IdentifierKind::kOther, "other", "其他证件"}}};

// ---- verdicts ------------------------------------------------------------------------------------------------------

IdentifierVerdict good(std::string normalized) { return {true, false, std::move(normalized), "", ""}; }
IdentifierVerdict bad(std::string normalized, std::string_view code, std::string expected = {}) {
  return {false, false, std::move(normalized), std::string(code), std::move(expected)};
}
IdentifierVerdict doubtful(std::string normalized, std::string_view code, std::string expected = {}) {
  return {true, true, std::move(normalized), std::string(code), std::move(expected)};
}

/// Half-width, upper-case, without the blanks and hyphens people put between groups.
std::string compact(std::string_view cleaned) {
  std::string out;
  out.reserve(cleaned.size());
  for (const char c : cleaned) {
    if (c == ' ' || c == '-' || c == '\t') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  return out;
}

bool allAlphanumeric(std::string_view s) {
  for (const char c : s) {
    if (!isDigit(c) && !isUpper(c)) return false;
  }
  return true;
}

// 100000 is the region of central registrations; 81/82/830000 are the residence permits of GB 11643.
bool regionIsDoubtful(std::string_view six, const IdentifierOptions& options) {
  if (options.regions == nullptr || six == "100000" || six == "810000" || six == "820000" || six == "830000") {
    return false;
  }
  return !options.regions->known(six);
}

std::optional<CivilDate> birthDate(std::string_view eightDigits) {
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (const char c : eightDigits.substr(at, count)) value = value * 10 + (c - '0');
    return value;
  };
  return CivilDate::fromYmd(number(0, 4), number(4, 2), number(6, 2));
}

bool birthIsPlausible(std::string_view eightDigits, const IdentifierOptions& options) {
  const auto birth = birthDate(eightDigits);
  return birth && birth->year() >= options.minBirthYear && (!options.today || *birth <= *options.today);
}

// ---- codes of organisations ----------------------------------------------------------------------------------------

/// GB 32100-2015.
IdentifierVerdict checkUsc(std::string value, const IdentifierOptions& options) {
  if (value == kPlaceholderCode) return bad(std::move(value), "IDEN-0107");
  if (value.size() != 18) return bad(std::move(value), "IDEN-0101");
  for (const char c : value) {
    if (valueIn(kUscValue, c) == kNoValue) return bad(std::move(value), "IDEN-0102");
  }
  if (!allDigits(std::string_view(value).substr(2, 6))) return bad(std::move(value), "IDEN-0103");
  const char check = uscCheckCharacter(value);
  if (value[17] != check) return bad(std::move(value), "IDEN-0104", std::string(1, check));
  const std::string_view subject = std::string_view(value).substr(8, 9);
  if (const char inner = orgCodeCheckCharacter(subject); subject[8] != inner) {
    return doubtful(std::move(value), "IDEN-0105", std::string(1, inner));
  }
  if (regionIsDoubtful(std::string_view(value).substr(2, 6), options)) return doubtful(std::move(value), "IDEN-0106");
  return good(std::move(value));
}

/// GB 11714.
IdentifierVerdict checkOrgCode(std::string value) {
  if (value.size() != 9 || !allAlphanumeric(value) || (!isDigit(value[8]) && value[8] != 'X')) {
    return bad(std::move(value), "IDEN-0201");
  }
  const char check = orgCodeCheckCharacter(value);
  if (value[8] != check) return bad(std::move(value), "IDEN-0202", std::string(1, check));
  return good(std::move(value));
}

/// GS 15-2006; numbers from before 2007 have other forms.
IdentifierVerdict checkRegNo(std::string value, std::string cleaned, const IdentifierOptions& options) {
  if (value.size() != 15 || !allDigits(value)) return doubtful(std::move(cleaned), "IDEN-0301");
  const char check = regNoCheckDigit(value);
  if (value[14] != check) return bad(std::move(value), "IDEN-0302", std::string(1, check));
  if (regionIsDoubtful(std::string_view(value).substr(0, 6), options)) return doubtful(std::move(value), "IDEN-0303");
  return good(std::move(value));
}

IdentifierVerdict checkTaxNo(std::string value) {
  if (!allAlphanumeric(value)) return bad(std::move(value), "IDEN-0502");
  if (value.size() != 15) return doubtful(std::move(value), "IDEN-0501");
  return good(std::move(value));
}

/// 12 digits, also when written as 事证第…号.
IdentifierVerdict checkInstitutionNo(std::string value) {
  constexpr std::string_view kPrefix = "事证第";
  constexpr std::string_view kSuffix = "号";
  std::string_view digits = value;
  if (digits.starts_with(kPrefix) && digits.ends_with(kSuffix)) {
    digits = digits.substr(kPrefix.size(), digits.size() - kPrefix.size() - kSuffix.size());
  }
  if (digits.size() != 12 || !allDigits(digits)) return bad(std::move(value), "IDEN-0601");
  return good(std::string(digits));
}

/// Records from before WS 218-2002: region 6, serial 4, kind 1-3, ownership 1-9.
bool isOldLicence(std::string_view value) {
  return value.size() == 12 && allDigits(value) && value[10] >= '1' && value[10] <= '3' && value[11] != '0';
}

/// 9 organisation code or PDY substitute, 6 region, 2 economic type, 4 kind of institution, 1 management class.
IdentifierVerdict checkLicence(std::string value, const IdentifierOptions& options) {
  if (isOldLicence(value)) return doubtful(std::move(value), "IDEN-0803");
  const std::string_view v = value;
  const bool formFits = v.size() == 22 && allAlphanumeric(v.substr(0, 8)) && (isDigit(v[8]) || v[8] == 'X') &&
                        allDigits(v.substr(9, 8)) && v[17] >= 'A' && v[17] <= 'P' && allDigits(v.substr(18, 3)) &&
                        (v[21] == '1' || v[21] == '2' || v[21] == '9');
  const bool substitute = v.starts_with("PDY");
  if (!formFits || (substitute && !allDigits(v.substr(3, 5)))) return bad(std::move(value), "IDEN-0801");
  if (const char check = orgCodeCheckCharacter(v); v[8] != check) {
    if (substitute) return doubtful(std::move(value), "IDEN-0805", std::string(1, check));
    return bad(std::move(value), "IDEN-0802", std::string(1, check));
  }
  if (regionIsDoubtful(v.substr(9, 6), options)) return doubtful(std::move(value), "IDEN-0804");
  return good(std::move(value));
}

// ---- documents of persons ------------------------------------------------------------------------------------------

std::string upgradedCitizenId(std::string_view fifteen) {
  std::string out = std::string(fifteen.substr(0, 6)) + "19" + std::string(fifteen.substr(6));
  out += citizenIdCheckCharacter(out);
  return out;
}

/// GB 11643-1999.
IdentifierVerdict checkCitizenId(std::string value, const IdentifierOptions& options) {
  if (value.size() == 15 && allDigits(value) && birthDate("19" + value.substr(6, 6))) {
    std::string upgraded = upgradedCitizenId(value);
    return bad(std::move(value), "IDEN-0402", std::move(upgraded));
  }
  if (value.size() != 18) return bad(std::move(value), "IDEN-0401");
  const std::string_view v = value;
  if (!allDigits(v.substr(0, 17)) || (!isDigit(v[17]) && v[17] != 'X')) return bad(std::move(value), "IDEN-0403");
  if (!isKnownProvince(v.substr(0, 2))) return bad(std::move(value), "IDEN-0404");
  if (!birthIsPlausible(v.substr(6, 8), options)) return bad(std::move(value), "IDEN-0405");
  const char check = citizenIdCheckCharacter(v);
  if (v[17] != check) return bad(std::move(value), "IDEN-0406", std::string(1, check));
  if (regionIsDoubtful(v.substr(0, 6), options)) return doubtful(std::move(value), "IDEN-0407");
  return good(std::move(value));
}

/// Forms differ by country: anything that is not 5-20 letters and digits is worth a second look, no more.
IdentifierVerdict checkPassport(std::string value) {
  if (value.size() < 5 || value.size() > 20 || !allAlphanumeric(value)) return doubtful(std::move(value), "IDEN-0901");
  return good(std::move(value));
}

IdentifierVerdict checkHkMacaoPermit(std::string value) {
  const std::string_view v = value;
  const bool fits = (v.size() == 9 || v.size() == 11) && (v[0] == 'H' || v[0] == 'M') && allDigits(v.substr(1));
  return fits ? good(std::move(value)) : bad(std::move(value), "IDEN-0902");
}

/// Card: 8 digits. Older book: 10 digits and a letter, which may stand in brackets.
IdentifierVerdict checkTaiwanPermit(std::string value) {
  const std::string_view v = value;
  bool fits = v.size() == 8 && allDigits(v);
  if (v.size() >= 10 && allDigits(v.substr(0, 10))) {
    const std::string_view tail = v.substr(10);
    fits = tail.empty() || (tail.size() == 1 && isUpper(tail[0])) ||
           (tail.size() == 3 && tail[0] == '(' && isUpper(tail[1]) && tail[2] == ')');
  }
  return fits ? good(std::move(value)) : bad(std::move(value), "IDEN-0903");
}

/// Before 2023-12-01 three letters and 12 digits; since then 18 digits beginning with 9, checked as GB 11643.
IdentifierVerdict checkPermanentResident(std::string value, const IdentifierOptions& options) {
  const std::string_view v = value;
  if (v.size() == 15 && isUpper(v[0]) && isUpper(v[1]) && isUpper(v[2]) && allDigits(v.substr(3))) {
    return good(std::move(value));
  }
  if (v.size() != 18 || v[0] != '9' || !allDigits(v.substr(0, 17)) || (!isDigit(v[17]) && v[17] != 'X')) {
    return bad(std::move(value), "IDEN-0904");
  }
  if (!birthIsPlausible(v.substr(6, 8), options)) return bad(std::move(value), "IDEN-0906");
  const char check = citizenIdCheckCharacter(v);
  if (v[17] != check) return bad(std::move(value), "IDEN-0905", std::string(1, check));
  return good(std::move(value));
}

/// 4 year, 2 province, 1 level, 2 category, identity number of 18 or 15.
IdentifierVerdict checkQualification(std::string value, const IdentifierOptions& options) {
  const std::string_view v = value;
  const bool longForm = v.size() == 27 && allDigits(v.substr(0, 26)) && (isDigit(v[26]) || v[26] == 'X');
  const bool shortForm = v.size() == 24 && allDigits(v);
  if (!longForm && !shortForm) return bad(std::move(value), "IDEN-1001");
  const int year = (v[0] - '0') * 1000 + (v[1] - '0') * 100 + (v[2] - '0') * 10 + (v[3] - '0');
  if (year < 1998 || (options.today && year > options.today->year())) return bad(std::move(value), "IDEN-1002");
  if (!isKnownProvince(v.substr(4, 2))) return bad(std::move(value), "IDEN-1003");
  const std::string identity(v.substr(9));
  const bool identityFits = longForm ? checkCitizenId(identity, options).valid
                                     : isKnownProvince(std::string_view(identity).substr(0, 2)) &&
                                           birthDate("19" + identity.substr(6, 6)).has_value();
  if (!identityFits) return bad(std::move(value), "IDEN-1004");
  return good(std::move(value));
}

/// 1 level, 2 category, 2 province, 2 city, 2 county, 6 serial.
IdentifierVerdict checkPractice(std::string value) {
  if (value.size() != 15 || !allDigits(value)) return bad(std::move(value), "IDEN-1005");
  if (!isKnownProvince(std::string_view(value).substr(3, 2))) return doubtful(std::move(value), "IDEN-1006");
  return good(std::move(value));
}

}  // namespace

std::string_view identifierKindName(IdentifierKind kind) {
  for (const auto& row : kKinds) {
    if (row.kind == kind) return row.name;
  }
  return "";
}

std::optional<IdentifierKind> identifierKindFromName(std::string_view name) {
  for (const auto& row : kKinds) {
    if (row.name == name) return row.kind;
  }
  return std::nullopt;
}

bool isPersonal(IdentifierKind kind) {
  return kind >= IdentifierKind::kCitizenId && kind != IdentifierKind::kPhysicianPractice;
}

std::string_view identifierKindLabel(IdentifierKind kind) {
  for (const auto& row : kKinds) {
    if (row.kind == kind) return row.label;
  }
  return "";
}

bool isKnownProvince(std::string_view twoDigits) {
  if (twoDigits.size() != 2) return false;
  const int code = (twoDigits[0] - '0') * 10 + (twoDigits[1] - '0');
  constexpr std::array<std::pair<int, int>, 9> kRanges = {
      {{11, 15}, {21, 23}, {31, 37}, {41, 46}, {50, 54}, {61, 65}, {71, 71}, {81, 83}, {91, 91}}};
  for (const auto& [first, last] : kRanges) {
    if (code >= first && code <= last) return true;
  }
  return false;
}

IdentifierVerdict checkIdentifier(IdentifierKind kind, std::string_view value, const IdentifierOptions& options) {
  std::string cleaned = base::cleanCode(value);
  if (cleaned.empty()) return bad(std::move(cleaned), "IDEN-0001");
  std::string tight = compact(cleaned);
  switch (kind) {
    case IdentifierKind::kUnifiedCreditCode:
      return checkUsc(std::move(tight), options);
    case IdentifierKind::kRegistrationNumber:
      return checkRegNo(std::move(tight), std::move(cleaned), options);
    case IdentifierKind::kOrganisationCode:
      return checkOrgCode(std::move(tight));
    case IdentifierKind::kTaxNumber:
      return checkTaxNo(std::move(tight));
    case IdentifierKind::kInstitutionNumber:
      return checkInstitutionNo(std::move(tight));
    case IdentifierKind::kMedicalLicence:
      return checkLicence(std::move(tight), options);
    case IdentifierKind::kCitizenId:
      return checkCitizenId(std::move(tight), options);
    case IdentifierKind::kPassport:
      return checkPassport(std::move(tight));
    case IdentifierKind::kHkMacaoPermit:
      return checkHkMacaoPermit(std::move(tight));
    case IdentifierKind::kTaiwanPermit:
      return checkTaiwanPermit(std::move(tight));
    case IdentifierKind::kPermanentResident:
      return checkPermanentResident(std::move(tight), options);
    case IdentifierKind::kPhysicianQualification:
      return checkQualification(std::move(tight), options);
    case IdentifierKind::kPhysicianPractice:
      return checkPractice(std::move(tight));
    case IdentifierKind::kSocialOrgNumber:
    case IdentifierKind::kOther:
      return good(std::move(cleaned));
  }
  return good(std::move(cleaned));
}

std::string suggestedIdentifier(IdentifierKind kind, const IdentifierVerdict& verdict) {
  if (verdict.expected.empty() || verdict.warning) return {};
  if (verdict.expected.size() > 1) return verdict.expected;
  std::string out = verdict.normalized;
  const std::size_t at = kind == IdentifierKind::kMedicalLicence ? 8 : out.size() - 1;
  out[at] = verdict.expected[0];
  return out;
}

bool licenceAgreesWithCode(std::string_view licence, std::string_view usc) {
  if (licence.size() != 22 || usc.size() != 18 || licence.starts_with("PDY")) return true;
  return licence.substr(0, 9) == usc.substr(8, 9);
}

bool practiceAgreesWithQualification(std::string_view practice, std::string_view qualification) {
  if (practice.size() != 15 || qualification.size() < 9) return true;
  return practice.substr(1, 2) == qualification.substr(7, 2);
}

bool qualificationAgreesWithCitizenId(std::string_view qualification, std::string_view citizenId) {
  if (citizenId.size() != 18 || (qualification.size() != 27 && qualification.size() != 24)) return true;
  const std::string_view tail = qualification.substr(9);
  return tail.size() == 15 ? upgradedCitizenId(tail) == citizenId : tail == citizenId;
}

std::optional<IdentifierKind> documentKindFromLabel(std::string_view label) {
  struct Label {
    std::string_view text;
    IdentifierKind kind;
  };
  static constexpr std::array<Label, 19> kLabels = {{{"身份证", IdentifierKind::kCitizenId},
                                                     {"居民身份证", IdentifierKind::kCitizenId},
                                                     {"身份证号", IdentifierKind::kCitizenId},
                                                     {"公民身份号码", IdentifierKind::kCitizenId},
                                                     {"中华人民共和国居民身份证", IdentifierKind::kCitizenId},
                                                     {"港澳台居民居住证", IdentifierKind::kCitizenId},
                                                     {"港澳居民居住证", IdentifierKind::kCitizenId},
                                                     {"台湾居民居住证", IdentifierKind::kCitizenId},
                                                     {"护照", IdentifierKind::kPassport},
                                                     {"护照号", IdentifierKind::kPassport},
                                                     {"港澳居民来往内地通行证", IdentifierKind::kHkMacaoPermit},
                                                     {"台湾居民来往大陆通行证", IdentifierKind::kTaiwanPermit},
                                                     {"外国人永久居留身份证", IdentifierKind::kPermanentResident},
                                                     {"外国人永久居留证", IdentifierKind::kPermanentResident},
                                                     {"军官证", IdentifierKind::kOther},
                                                     {"士兵证", IdentifierKind::kOther},
                                                     {"户口簿", IdentifierKind::kOther},
                                                     {"其他", IdentifierKind::kOther},
                                                     {"其他证件", IdentifierKind::kOther}}};
  for (const auto& row : kLabels) {
    if (row.text == label) return row.kind;
  }
  return std::nullopt;
}

}  // namespace medcredit::domain
