// Resolving subjects in bulk: which key wins, what is gained, what is a conflict, what stays unwritten.
#include "base/text.h"
#include "store/subjects.h"
#include "support/store_fixture.h"

namespace medcredit::store {
namespace {

using domain::IdentifierKind;
using domain::SubjectKind;

constexpr base::Instant kNow{1'770'000'000'000'000};
constexpr auto kOrg = SubjectKind::kOrganisation;
constexpr auto kUsc = IdentifierKind::kUnifiedCreditCode;
constexpr auto kRegNo = IdentifierKind::kRegistrationNumber;
constexpr auto kInstNo = IdentifierKind::kInstitutionNumber;

class ResolveTest : public test::StoreTest {
 protected:
  std::vector<ResolvedSubject> resolve(const std::vector<SubjectKeys>& keys, bool create = true) {
    auto transaction = test::must(Transaction::start(conn()));
    auto answers = test::must(resolveSubjects(conn(), keys, kNow, create));
    test::must(transaction.commit());
    return answers;
  }
  ResolvedSubject one(const SubjectKeys& keys) { return resolve({keys}).front(); }
};
MC_ON_BOTH_STORES(ResolveTest);

TEST_P(ResolveTest, CreatesEachSubjectOnceHoweverOftenItAppears) {
  REQ("R-SUBJ-06");
  std::vector<SubjectKeys> keys;
  for (int i = 0; i < 300; ++i) {
    keys.push_back({kOrg,
                    i % 2 == 0 ? "甲测试诊所" : "乙测试诊所",
                    {{kUsc, i % 2 == 0 ? "914103000000000782" : "92410300000000086R"}}});
  }
  const auto answers = resolve(keys);
  EXPECT_EQ(answers[0].id, 1);
  EXPECT_TRUE(answers[0].created);
  EXPECT_EQ(answers[1].id, 2);
  EXPECT_EQ(answers[298].id, 1);
  EXPECT_FALSE(answers[298].created);
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject"), 2);
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject_identifier"), 2);
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject_name"), 2);
  EXPECT_EQ(text("SELECT state FROM subject WHERE id = 1"), "active");

  const auto again = resolve(keys);
  EXPECT_FALSE(again[0].created);
  EXPECT_EQ(again[299].id, 2);
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject"), 2);
}

TEST_P(ResolveTest, ASubjectKnownByAWeakerKeyGainsTheFurtherCode) {
  REQ("R-SUBJ-06");
  const auto first = one({kOrg, "甲测试诊所", {{kRegNo, "410300000000018"}}});
  const auto second = one({kOrg, "甲测试诊所", {{kRegNo, "410300000000018"}, {kUsc, "914103000000000782"}}});
  EXPECT_EQ(second.id, first.id);
  EXPECT_FALSE(second.conflict);
  EXPECT_EQ(one({kOrg, "甲测试诊所", {{kUsc, "914103000000000782"}}}).id, first.id);
}

TEST_P(ResolveTest, CodesOfTwoSubjectsInOneRowAreAConflictAndMergeNothing) {
  REQ("R-SUBJ-06");
  const auto a = one({kOrg, "甲测试诊所", {{kUsc, "914103000000000782"}}});
  const auto b = one({kOrg, "乙测试诊所", {{kRegNo, "410300000000018"}}});
  const auto both = one({kOrg, "甲测试诊所", {{kRegNo, "410300000000018"}, {kUsc, "914103000000000782"}}});
  EXPECT_EQ(both.id, a.id) << "the strongest key wins whatever the order";
  EXPECT_TRUE(both.conflict);
  EXPECT_NE(a.id, b.id);
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject WHERE merged_into IS NOT NULL"), 0);
}

TEST_P(ResolveTest, AnotherCreditCodeBehindASharedWeakNumberIsAnotherSubject) {
  REQ("R-SUBJ-06");
  const auto a = one({kOrg, "甲测试诊所", {{kUsc, "914103000000000782"}, {kRegNo, "410300000000018"}}});
  const auto b = one({kOrg, "甲测试诊所分店", {{kUsc, "92410300000000086R"}, {kRegNo, "410300000000018"}}});
  EXPECT_NE(a.id, b.id);
  EXPECT_TRUE(b.created);
  EXPECT_TRUE(b.conflict);
}

TEST_P(ResolveTest, ThePlaceholderCodeMatchesNobody) {
  REQ("R-SUBJ-06");
  const auto a = one({kOrg, "甲个体诊所", {{kUsc, domain::kPlaceholderCode}}});
  const auto b = one({kOrg, "乙个体诊所", {{kUsc, domain::kPlaceholderCode}}});
  EXPECT_NE(a.id, b.id);
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject_identifier"), 0);
}

TEST_P(ResolveTest, WithoutCodesTheNameMatchesWhenOnlyOneSubjectHasIt) {
  REQ("R-SUBJ-06");
  const auto a = one({kOrg, "甲测试（老城）诊所", {{kUsc, "914103000000000782"}}});
  EXPECT_EQ(one({kOrg, "甲测试(老城)诊所", {}}).id, a.id);
  const auto b = one({kOrg, "甲测试（老城）诊所", {{kUsc, "92410300000000086R"}}});
  const auto unclear = one({kOrg, "甲测试（老城）诊所", {}});
  EXPECT_TRUE(unclear.created);
  EXPECT_NE(unclear.id, b.id);
  EXPECT_EQ(one({kOrg, "甲测试（老城）诊所", {}}).id, unclear.id)
      << "a second unclear row does not add another subject";
}

TEST_P(ResolveTest, APersonWithADocumentIsNeverMatchedByNameAlone) {
  REQ("R-SUBJ-06");
  constexpr auto kPerson = SubjectKind::kNaturalPerson;
  const auto known = one({kPerson, "张测试", {{IdentifierKind::kCitizenId, "41030219000108007X"}}});
  const auto namesake = one({kPerson, "张测试", {}});
  EXPECT_NE(known.id, namesake.id);
  EXPECT_EQ(one({kPerson, "张测试", {}}).id, namesake.id);
}

TEST_P(ResolveTest, ANameThatIsNeitherCurrentNorFormerDisagrees) {
  REQ("R-SUBJ-06");
  const auto a = one({kOrg, "甲测试诊所", {{kUsc, "914103000000000782"}}});
  run("INSERT INTO subject_name(subject_id, name, name_key, valid_from, valid_to) VALUES($1,$2,$3,$4,$5)",
      {a.id, "甲旧名诊所", std::string_view(base::nameKey("甲旧名诊所")), "2010-01-01", "2015-12-31"});
  const auto answers = resolve({{kOrg, "甲测试诊所", {{kUsc, "914103000000000782"}}},
                                {kOrg, "甲 旧名 诊所", {{kUsc, "914103000000000782"}}},
                                {kOrg, "丙测试诊所", {{kUsc, "914103000000000782"}}}});
  EXPECT_FALSE(answers[0].nameDisagrees);
  EXPECT_FALSE(answers[1].nameDisagrees);
  EXPECT_TRUE(answers[2].nameDisagrees);
  EXPECT_EQ(answers[2].registeredName, "甲测试诊所");
  EXPECT_EQ(answers[2].id, a.id);
}

TEST_P(ResolveTest, ADryRunWritesNothing) {
  const auto answers = resolve({{kOrg, "甲测试诊所", {{kUsc, "914103000000000782"}}},
                                {kOrg, "甲测试诊所", {{kUsc, "914103000000000782"}, {kInstNo, "事证第1号"}}}},
                               false);
  EXPECT_EQ(answers[0].id, 0);
  EXPECT_FALSE(answers[0].created);
  EXPECT_EQ(answers[1].id, 0);
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject"), 0);
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject_identifier"), 0);
}

TEST_P(ResolveTest, CodesOfMergedSubjectsAreNoConflict) {
  REQ("R-SUBJ-06");
  const auto a = one({kOrg, "甲测试诊所", {{kUsc, "914103000000000782"}}});
  const auto b = one({kOrg, "甲测试诊所", {{kInstNo, "事证第1号"}}});
  run("UPDATE subject SET merged_into = $1 WHERE id = $2", {a.id, b.id});
  const auto both = one({kOrg, "甲测试诊所", {{kInstNo, "事证第1号"}, {kUsc, "914103000000000782"}}});
  EXPECT_EQ(both.id, a.id);
  EXPECT_FALSE(both.conflict);
  EXPECT_EQ(one({kOrg, "甲测试诊所", {{kInstNo, "事证第1号"}}}).id, b.id) << "records keep their own subject";
}

}  // namespace
}  // namespace medcredit::store
