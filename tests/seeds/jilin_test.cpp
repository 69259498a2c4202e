// 吉卫监督发〔2021〕2号 (seed 004), clause by clause, as far as it concerns this issue.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "domain/deadline.h"
#include "support/law.h"
#include "support/req.h"

namespace medcredit {
namespace {

using test::shippedLaw;

const jurisdiction::Jurisdiction& jilin() { return shippedLaw("jilin"); }

std::vector<std::string> channelsFor(const std::string& cls, bool direct) {
  std::vector<std::string> out;
  for (const auto& channel : jilin().channels) {
    const auto& takes = channel.enforcementClasses;
    const bool wanted = std::find(takes.begin(), takes.end(), cls) != takes.end();
    if (wanted && channel.via.empty() == direct) out.push_back(channel.name);
  }
  return out;
}

TEST(SeedJilin, Section1ThreeKindsOfArchivesIncludingGovernmentSubjects) {
  REQ("R-SUBJ-01");
  EXPECT_EQ(jilin().profile.at("subjects.kinds").list(), (std::vector<std::string>{"ORG", "NP", "GOV"}));
  EXPECT_EQ(shippedLaw("henan-luoyang").profile.at("subjects.kinds").list(), (std::vector<std::string>{"ORG", "NP"}));
  std::set<std::string> government;
  for (const auto& category : jilin().categories) {
    if (category.kind == domain::SubjectKind::kGovernment) government.insert(category.label);
  }
  EXPECT_EQ(government, (std::set<std::string>{"政务主体", "事业单位", "公务人员", "事业单位从业人员"}));
}

TEST(SeedJilin, Section1FourMomentsOfCollection) {
  REQ("R-CAT-11");
  EXPECT_EQ(jilin().codeList("collection-moments")->items.size(), 4U);
}

TEST(SeedJilin, Section4ListOfCommitmentItemsByTheEndOfApril) {
  REQ("R-QUAL-03");
  EXPECT_EQ(
      domain::computeDue(*jilin().clock("commitment-items"), *base::CivilDate::parseIso("2020-12-31"), jilin().calendar)
          .date.iso(),
      "2021-04-30");
}

TEST(SeedJilin, Section5SevenWorkingDaysFromTheDecision) {
  REQ("R-DUAL-01");
  const auto* clock = jilin().clock("dual-publicity");
  EXPECT_EQ(clock->startEvent, "作出行政决定之日");
  EXPECT_EQ(clock->source, "004_c8b4ae198ab318d0.txt 五");
  EXPECT_EQ(domain::computeDue(*clock, *base::CivilDate::parseIso("2026-03-06"), jilin().calendar).date.iso(),
            "2026-03-17");
}

TEST(SeedJilin, Section5MonthlyLedger) {
  REQ("R-DUAL-05");
  EXPECT_EQ(
      domain::computeDue(*jilin().clock("dual-ledger"), *base::CivilDate::parseIso("2026-02-05"), jilin().calendar)
          .date.iso(),
      "2026-02-28");
}

TEST(SeedJilin, Section5LicencesGoStraightPenaltiesByWayOfThePlatform) {
  REQ("R-DUAL-07", "R-DUAL-08");
  EXPECT_EQ(channelsFor("行政许可", true), (std::vector<std::string>{"部门门户网站", "信用吉林"}));
  EXPECT_EQ(channelsFor("行政许可", false), std::vector<std::string>{});
  EXPECT_EQ(channelsFor("行政处罚", true), (std::vector<std::string>{"部门门户网站", "互联网+监管"}));
  EXPECT_EQ(channelsFor("行政处罚", false), std::vector<std::string>{"信用吉林"});
  const auto shared = std::find_if(jilin().channels.begin(), jilin().channels.end(),
                                   [](const auto& channel) { return !channel.via.empty(); });
  EXPECT_EQ(shared->via, "internet-supervision");
}

TEST(SeedJilin, Section7SchoolsAreASubjectCategoryHereOnly) {
  REQ("R-SUBJ-02");
  const auto has = [](const std::string& id) {
    const auto& categories = shippedLaw(id).categories;
    return std::any_of(categories.begin(), categories.end(), [](const auto& c) { return c.id == "school"; });
  };
  EXPECT_TRUE(has("jilin"));
  EXPECT_FALSE(has("henan-luoyang"));
}

TEST(SeedJilin, Section8OffenderNamesStayOffByDefault) {
  REQ("R-PROF-01");
  EXPECT_EQ(jilin().value("offender.names.public"), "否");
  EXPECT_TRUE(jilin().profile.at("offender.names.public").isDefault);
  EXPECT_EQ(jilin().profile.at("list.names").list(),
            (std::vector<std::string>{"红名单", "黑名单", "失信联合惩戒对象名单"}));
}

TEST(SeedJilin, Section5TheSlipInTheNameOfTheRegulationIsKeptAndPointsToTheRightOne) {
  REQ("R-PROF-09");
  const auto slip = std::find_if(jilin().basis.begin(), jilin().basis.end(),
                                 [](const auto& doc) { return doc.id == "ogi-regulation-sic"; });
  ASSERT_NE(slip, jilin().basis.end());
  EXPECT_EQ(slip->parent, "ogi-regulation");
}

}  // namespace
}  // namespace medcredit
