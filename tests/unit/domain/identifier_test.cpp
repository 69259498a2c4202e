// Vectors: public codes of institutions met in public sources, printed examples of the standards, and codes built here
// (low serials, birth dates of 1900) that belong to nobody.
#include "domain/identifier.h"

#include <gtest/gtest.h>

#include <set>

#include "domain/messages.h"
#include "support/req.h"

namespace medcredit::domain {
namespace {

using base::CivilDate;

class FewRegions final : public RegionLookup {
 public:
  [[nodiscard]] bool known(std::string_view sixDigits) const override {
    return sixDigits == "410302" || sixDigits == "410300" || sixDigits == "330000";
  }
};

IdentifierOptions today() {
  IdentifierOptions options;
  options.today = CivilDate::parseIso("2026-02-12");
  return options;
}

/// "ok", or the code with a "?" when it is only a doubt, and the expected character.
std::string verdict(IdentifierKind kind, std::string_view value, const IdentifierOptions& options = today()) {
  const auto v = checkIdentifier(kind, value, options);
  EXPECT_TRUE(v.code.empty() || findMessage(v.code) != nullptr) << v.code;
  std::string out = v.code.empty() ? "ok" : v.code;
  if (v.valid && v.warning) out += "?";
  EXPECT_TRUE(v.valid || !v.code.empty()) << value;
  if (!v.expected.empty()) out += " " + v.expected;
  return out;
}

TEST(UnifiedCreditCode, givenPublicAndBuiltCodesWhenCheckedThenValid) {
  REQ("R-SUBJ-06");
  for (const char* code :
       {"12330000470051734A", "12330000470051726F", "12330100470116614F", "12440000455860226X", "12440000456659188Y",
        "124400004558580039", "12100000400009127B", "12100000400002195R", "12100000400002734J", "12100000470095016Q",
        "53100000500021676K", "11100000MB03271699", "11100000MB0341032Y", "11230500001755309F", "91110000101743874P",
        "124103000000000194", "12330500000000027T", "12441823000000035N", "12460000000000043R", "12220000000000051N",
        "1141030000000006XA", "914103000000000782", "92410300000000086R", "52410300000000094Q", "Y1410300000000107P"}) {
    EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, code), "ok") << code;
    EXPECT_TRUE(isCleanUnifiedCreditCode(code)) << code;
    EXPECT_EQ(uscCheckCharacter(std::string_view(code).substr(0, 17)), code[17]);
  }
}

TEST(UnifiedCreditCode, givenCodesFoundWrongInPublicWhenCheckedThenRefusedWithTheRightCharacter) {
  REQ("R-SUBJ-06");
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "12330000470533493L"), "IDEN-0104 8");
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "1244000045594645X9"), "IDEN-0104 2");
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "1233000047053349XG"), "IDEN-0104 Q");
  for (const char* code : {"12440000455820233C", "12100000466001597C", "12330000470093469F", "12330000470088888X"}) {
    EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, code).substr(0, 9), "IDEN-0104") << code;
    EXPECT_FALSE(isCleanUnifiedCreditCode(code)) << code;
  }
}

TEST(UnifiedCreditCode, givenAnyOneCharacterChangedWhenCheckedThenNeverOk) {
  const std::string right = "914103000000000782";
  for (std::size_t i = 0; i < right.size(); ++i) {
    for (const char c : std::string_view("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
      std::string wrong = right;
      wrong[i] = c;
      if (wrong == right) continue;
      EXPECT_NE(verdict(IdentifierKind::kUnifiedCreditCode, wrong), "ok") << wrong;
      EXPECT_FALSE(isCleanUnifiedCreditCode(wrong)) << wrong;
    }
  }
}

TEST(UnifiedCreditCode, givenOtherFaultsWhenCheckedThenEachHasItsCode) {
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, ""), "IDEN-0001");
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "　"), "IDEN-0001");
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "12330000470051734"), "IDEN-0101");
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "12330000470051734AA"), "IDEN-0101");
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "1233000047005173OA"), "IDEN-0102");
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "1233000O470051734A"), "IDEN-0102");
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "1233A000470051734A"), "IDEN-0103");
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "00000000000000000X"), "IDEN-0107");
  EXPECT_FALSE(isCleanUnifiedCreditCode("00000000000000000X"));
}

TEST(UnifiedCreditCode, givenAWrongInnerCheckOrRegionWhenCheckedThenADoubtOnly) {
  REQ("R-SUBJ-06");
  // 18th right, 17th not that of GB 11714.
  const std::string head = "91410300000000079";
  const std::string code = head + uscCheckCharacter(head);
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, code), "IDEN-0105? 8");
  EXPECT_FALSE(isCleanUnifiedCreditCode(code));
  const FewRegions regions;
  IdentifierOptions options = today();
  options.regions = &regions;
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "914103000000000782", options), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "12460000000000043R", options), "IDEN-0106?");
  EXPECT_EQ(verdict(IdentifierKind::kUnifiedCreditCode, "12100000400009127B", options), "ok") << "central registration";
}

TEST(UnifiedCreditCode, givenTheWaysPeopleTypeItWhenCheckedThenNormalised) {
  for (const char* text : {" 12330000470051734a ", "１２３３００００４７００５１７３４Ａ", "1233 0000 4700 5173 4A",
                           "12330000-47005173-4A",
                           "12330000\xE2\x80\x8B"
                           "470051734A"}) {
    const auto v = checkIdentifier(IdentifierKind::kUnifiedCreditCode, text);
    EXPECT_TRUE(v.valid) << text;
    EXPECT_EQ(v.normalized, "12330000470051734A");
  }
}

TEST(OrganisationCode, givenVectorsWhenCheckedThenAsPublished) {
  REQ("R-SUBJ-06");
  for (const char* code : {"D2143569-X", "47005173-4", "45586022-6", "40000912-7", "MB032716-9", "MA1XM5TX-7",
                           "00000019-0", "00000006-X", "d2143569x"}) {
    EXPECT_EQ(verdict(IdentifierKind::kOrganisationCode, code), "ok") << code;
  }
  EXPECT_EQ(verdict(IdentifierKind::kOrganisationCode, "47005173-5"), "IDEN-0202 4");
  EXPECT_EQ(verdict(IdentifierKind::kOrganisationCode, "4700517-4"), "IDEN-0201");
  EXPECT_EQ(verdict(IdentifierKind::kOrganisationCode, "47005173-Y"), "IDEN-0201");
  EXPECT_EQ(checkIdentifier(IdentifierKind::kOrganisationCode, "47005173-4").normalized, "470051734");
  EXPECT_TRUE(isCleanOrganisationCode("470051734"));
  EXPECT_FALSE(isCleanOrganisationCode("470051735"));
  EXPECT_FALSE(isCleanOrganisationCode("47005173-4"));
}

TEST(RegistrationNumber, givenVectorsWhenCheckedThenAsPublished) {
  REQ("R-SUBJ-06");
  for (const char* code : {"110108000000016", "410300000000018", "330500000000022", "441823400000031",
                           "469005600000044", "220581900000058"}) {
    EXPECT_EQ(verdict(IdentifierKind::kRegistrationNumber, code), "ok") << code;
    EXPECT_TRUE(isCleanRegistrationNumber(code));
  }
  EXPECT_EQ(verdict(IdentifierKind::kRegistrationNumber, "310110000000016"), "IDEN-0302 5");
  EXPECT_EQ(verdict(IdentifierKind::kRegistrationNumber, "410300000012348"), "IDEN-0302 3");
  EXPECT_EQ(verdict(IdentifierKind::kRegistrationNumber, "4103002001234"), "IDEN-0301?") << "before 2007";
  EXPECT_EQ(verdict(IdentifierKind::kRegistrationNumber, "企独豫洛总字第000123号"), "IDEN-0301?");
  const FewRegions regions;
  IdentifierOptions options = today();
  options.regions = &regions;
  EXPECT_EQ(verdict(IdentifierKind::kRegistrationNumber, "330500000000022", options), "IDEN-0303?");
}

TEST(OtherOrganisationNumbers, givenFormsWhenCheckedThenOnlyTheFormIsJudged) {
  EXPECT_EQ(verdict(IdentifierKind::kTaxNumber, "410302000000019"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kTaxNumber, "914103000000000782"), "IDEN-0501?");
  EXPECT_EQ(verdict(IdentifierKind::kTaxNumber, "豫地税00001号"), "IDEN-0502");
  EXPECT_EQ(verdict(IdentifierKind::kInstitutionNumber, "141030000123"), "ok");
  EXPECT_EQ(checkIdentifier(IdentifierKind::kInstitutionNumber, "事证第141030000123号").normalized, "141030000123");
  EXPECT_EQ(verdict(IdentifierKind::kInstitutionNumber, "14103000012"), "IDEN-0601");
  EXPECT_EQ(verdict(IdentifierKind::kSocialOrgNumber, "豫洛社证字第0001号"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kOther, "军字第0001号"), "ok");
}

TEST(CitizenId, givenPrintedAndBuiltNumbersWhenCheckedThenValid) {
  REQ("R-SUBJ-06");
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, "11010519491231002X"), "ok");
  for (const char* number :
       {"410302190001010012", "410302190002280022", "41030219000108007X", "330502190001010013", "441823190001010018",
        "469005190001010012", "220581190001010013", "810000190001010018", "82000019000101001X", "830000190001010011"}) {
    EXPECT_EQ(verdict(IdentifierKind::kCitizenId, number), "ok") << number;
    EXPECT_TRUE(isCleanCitizenId(number, *today().today)) << number;
    EXPECT_EQ(citizenIdCheckCharacter(number), number[17]);
  }
  EXPECT_EQ(checkIdentifier(IdentifierKind::kCitizenId, "41030219000108007x").normalized, "41030219000108007X");
}

TEST(CitizenId, givenTheSecondPrintedExampleWhenTheYearRuleIsLoweredThenValid) {
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, "440524188001010014"), "IDEN-0405");
  EXPECT_FALSE(isCleanCitizenId("440524188001010014", *today().today));
  IdentifierOptions options = today();
  options.minBirthYear = 1880;
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, "440524188001010014", options), "ok");
}

TEST(CitizenId, givenFaultsWhenCheckedThenEachHasItsCode) {
  REQ("R-SUBJ-06");
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, "410302190001010013"), "IDEN-0406 2");
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, "41030219000229001X"), "IDEN-0405") << "1900 had no 29 February";
  EXPECT_FALSE(isCleanCitizenId("41030219000229001X", *today().today));
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, "990302190001010012"), "IDEN-0404");
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, "41030219000101001"), "IDEN-0401");
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, "41030219000101001A"), "IDEN-0403");
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, "4103O2190001010012"), "IDEN-0403");
  const std::string future = "41030220260213001";
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, future + citizenIdCheckCharacter(future)), "IDEN-0405");
  EXPECT_FALSE(isCleanCitizenId(future + citizenIdCheckCharacter(future), *today().today));
  const std::string born = "41030220260212001";
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, born + citizenIdCheckCharacter(born)), "ok") << "born today";
  const FewRegions regions;
  IdentifierOptions options = today();
  options.regions = &regions;
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, "330502190001010013", options), "IDEN-0407?");
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, "810000190001010018", options), "ok");
}

TEST(CitizenId, givenAFifteenDigitNumberWhenCheckedThenItsLongFormIsSuggested) {
  const auto v = checkIdentifier(IdentifierKind::kCitizenId, "410302000101001");
  EXPECT_FALSE(v.valid);
  EXPECT_EQ(v.code, "IDEN-0402");
  EXPECT_EQ(v.expected, "410302190001010012");
  EXPECT_EQ(suggestedIdentifier(IdentifierKind::kCitizenId, v), "410302190001010012");
  EXPECT_EQ(verdict(IdentifierKind::kCitizenId, "410302001301001"), "IDEN-0401") << "no month 13";
}

TEST(PersonalDocuments, givenFormsWhenCheckedThenPassportsAreOnlyDoubtedAndTheRestRefused) {
  REQ("R-SUBJ-06");
  for (const char* number :
       {"E12345678", "EA1234567", "G12345678", "D1234567", "SE1234567", "K12345678", "MA1234567", "AB12345"}) {
    EXPECT_EQ(verdict(IdentifierKind::kPassport, number), "ok") << number;
  }
  EXPECT_EQ(verdict(IdentifierKind::kPassport, "护照12345"), "IDEN-0901?");
  EXPECT_EQ(verdict(IdentifierKind::kPassport, "E1"), "IDEN-0901?");
  EXPECT_EQ(verdict(IdentifierKind::kHkMacaoPermit, "H12345678"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kHkMacaoPermit, "m1234567801"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kHkMacaoPermit, "C12345678"), "IDEN-0902");
  EXPECT_EQ(verdict(IdentifierKind::kHkMacaoPermit, "H123456780"), "IDEN-0902");
  EXPECT_EQ(verdict(IdentifierKind::kTaiwanPermit, "12345678"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kTaiwanPermit, "1234567890"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kTaiwanPermit, "1234567890（B）"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kTaiwanPermit, "1234567890B"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kTaiwanPermit, "1234567"), "IDEN-0903");
  EXPECT_EQ(verdict(IdentifierKind::kTaiwanPermit, "1234567890BB"), "IDEN-0903");
  EXPECT_EQ(verdict(IdentifierKind::kPermanentResident, "USA310000000001"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kPermanentResident, "911384000000000001"), "IDEN-0906");
  const std::string good = "91138419000101001";
  EXPECT_EQ(verdict(IdentifierKind::kPermanentResident, good + citizenIdCheckCharacter(good)), "ok");
  const char wrong = citizenIdCheckCharacter(good) == '1' ? '2' : '1';
  EXPECT_EQ(verdict(IdentifierKind::kPermanentResident, good + wrong).substr(0, 9), "IDEN-0905");
  EXPECT_EQ(verdict(IdentifierKind::kPermanentResident, "810000190001010018"), "IDEN-0904");
}

TEST(Physicians, givenCertificatesWhenCheckedThenPartsAreJudged) {
  REQ("R-SUBJ-06");
  EXPECT_EQ(verdict(IdentifierKind::kPhysicianQualification, "199941110410302190001010012"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kPhysicianQualification, "199941110410302000101001"), "ok") << "24 characters";
  EXPECT_EQ(verdict(IdentifierKind::kPhysicianQualification, "19994111041030219000101001"), "IDEN-1001");
  EXPECT_EQ(verdict(IdentifierKind::kPhysicianQualification, "199741110410302190001010012"), "IDEN-1002");
  EXPECT_EQ(verdict(IdentifierKind::kPhysicianQualification, "202741110410302190001010012"), "IDEN-1002");
  EXPECT_EQ(verdict(IdentifierKind::kPhysicianQualification, "199999110410302190001010012"), "IDEN-1003");
  EXPECT_EQ(verdict(IdentifierKind::kPhysicianQualification, "199941110410302190001010013"), "IDEN-1004");
  EXPECT_EQ(verdict(IdentifierKind::kPhysicianQualification, "199941110410302001301001"), "IDEN-1004");
  EXPECT_EQ(verdict(IdentifierKind::kPhysicianPractice, "110410300000123"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kPhysicianPractice, "11041030000012"), "IDEN-1005");
  EXPECT_EQ(verdict(IdentifierKind::kPhysicianPractice, "110990300000123"), "IDEN-1006?");
  EXPECT_TRUE(practiceAgreesWithQualification("110410300000123", "199941110410302190001010012"));
  EXPECT_FALSE(practiceAgreesWithQualification("120410300000123", "199941110410302190001010012"));
  EXPECT_TRUE(qualificationAgreesWithCitizenId("199941110410302190001010012", "410302190001010012"));
  EXPECT_TRUE(qualificationAgreesWithCitizenId("199941110410302000101001", "410302190001010012"));
  EXPECT_FALSE(qualificationAgreesWithCitizenId("199941110410302190001010012", "410302190002280022"));
}

TEST(MedicalLicence, givenRegistrationNumbersWhenCheckedThenPartsAreJudged) {
  REQ("R-SUBJ-06");
  EXPECT_EQ(verdict(IdentifierKind::kMedicalLicence, "47005173433010011A1001"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kMedicalLicence, "PDY00001X44182317D2122"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kMedicalLicence, "PDY00002844182317D2122"), "ok");
  EXPECT_EQ(verdict(IdentifierKind::kMedicalLicence, "PDY00001144182317D2122"), "IDEN-0805? X");
  EXPECT_EQ(verdict(IdentifierKind::kMedicalLicence, "47005173533010011A1001"), "IDEN-0802 4");
  for (const char* number : {"47005173433010011Q1001", "47005173433010011A1003", "47005173433010011A100",
                             "4700517343301001AA1001", "PDYA0001X44182317D2122"}) {
    EXPECT_EQ(verdict(IdentifierKind::kMedicalLicence, number), "IDEN-0801") << number;
  }
  EXPECT_EQ(verdict(IdentifierKind::kMedicalLicence, "410302000111"), "IDEN-0803?") << "12-digit form of old records";
  EXPECT_EQ(verdict(IdentifierKind::kMedicalLicence, "410302000141"), "IDEN-0801");
  const FewRegions regions;
  IdentifierOptions options = today();
  options.regions = &regions;
  EXPECT_EQ(verdict(IdentifierKind::kMedicalLicence, "47005173433010011A1001", options), "IDEN-0804?");
  const auto v = checkIdentifier(IdentifierKind::kMedicalLicence, "47005173533010011A1001");
  EXPECT_EQ(suggestedIdentifier(IdentifierKind::kMedicalLicence, v), "47005173433010011A1001");
  EXPECT_TRUE(licenceAgreesWithCode("47005173433010011A1001", "12330000470051734A"));
  EXPECT_FALSE(licenceAgreesWithCode("47005173433010011A1001", "914103000000000782"));
  EXPECT_TRUE(licenceAgreesWithCode("PDY00001X44182317D2122", "914103000000000782"));
}

TEST(Suggestions, givenOnlyTheCheckIsWrongWhenSuggestedThenTheWholeCode) {
  const auto suggestion = [](IdentifierKind kind, std::string_view value) {
    return suggestedIdentifier(kind, checkIdentifier(kind, value, today()));
  };
  EXPECT_EQ(suggestion(IdentifierKind::kUnifiedCreditCode, "12330000470533493L"), "123300004705334938");
  EXPECT_EQ(suggestion(IdentifierKind::kCitizenId, "410302190001010013"), "410302190001010012");
  EXPECT_EQ(suggestion(IdentifierKind::kCitizenId, "990302190001010012"), "");
  EXPECT_EQ(suggestion(IdentifierKind::kUnifiedCreditCode, "12330000470051734A"), "");
}

TEST(Kinds, givenEveryKindWhenNamedThenTheNameComesBackAndHasALabel) {
  std::set<std::string_view> names;
  for (int k = 0; k <= static_cast<int>(IdentifierKind::kOther); ++k) {
    const auto kind = static_cast<IdentifierKind>(k);
    EXPECT_EQ(identifierKindFromName(identifierKindName(kind)), kind);
    EXPECT_FALSE(identifierKindLabel(kind).empty());
    names.insert(identifierKindName(kind));
  }
  EXPECT_EQ(names.size(), 15U);
  EXPECT_FALSE(identifierKindFromName("USC"));
  EXPECT_FALSE(identifierKindFromName(""));
}

TEST(Kinds, givenDocumentTypesWhenLookedUpThenTheirKind) {
  EXPECT_EQ(documentKindFromLabel("身份证"), IdentifierKind::kCitizenId);
  EXPECT_EQ(documentKindFromLabel("港澳台居民居住证"), IdentifierKind::kCitizenId);
  EXPECT_EQ(documentKindFromLabel("护照号"), IdentifierKind::kPassport);
  EXPECT_EQ(documentKindFromLabel("港澳居民来往内地通行证"), IdentifierKind::kHkMacaoPermit);
  EXPECT_EQ(documentKindFromLabel("台湾居民来往大陆通行证"), IdentifierKind::kTaiwanPermit);
  EXPECT_EQ(documentKindFromLabel("外国人永久居留身份证"), IdentifierKind::kPermanentResident);
  EXPECT_EQ(documentKindFromLabel("军官证"), IdentifierKind::kOther);
  EXPECT_FALSE(documentKindFromLabel("会员卡"));
}

TEST(Masks, givenValuesWhenMaskedThenOnlyTheEndsShow) {
  REQ("R-DISC-10");
  EXPECT_EQ(maskIdentifier("410302190001010012"), "410*************12");
  EXPECT_EQ(maskIdentifier("E1234"), "E****");
  EXPECT_EQ(maskIdentifier("E12345"), "E12*45");
  EXPECT_EQ(maskIdentifier(""), "");
  EXPECT_EQ(maskName("王示例"), "王**");
  EXPECT_EQ(maskName("张"), "张");
}

}  // namespace
}  // namespace medcredit::domain
