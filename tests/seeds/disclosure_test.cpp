// The disclosure policies as shipped, asked every question there is: each jurisdiction × 7 audiences × 6 classes × 8
// states × 3 sensitivities × 3 subject kinds × 3 ways of sharing × internal-only × every purpose.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "domain/disclosure.h"
#include "jurisdiction/disclosure_page.h"
#include "support/law.h"
#include "support/req.h"

namespace medcredit {
namespace {

using namespace domain;
using test::shippedLaw;

constexpr const char* kLaws[] = {"national",           "hainan", "henan-luoyang",  "guangdong",
                                 "guangdong-yangshan", "jilin",  "zhejiang-huzhou"};

std::vector<DisclosureVerdict>& keptAnswers(const std::string& law) {
  static std::map<std::string, std::vector<DisclosureVerdict>> kept;
  return kept[law];
}

/// Asks the policy of a jurisdiction everything; the answers are kept for the next check.
template <class Check>
std::size_t eachAnswer(const jurisdiction::Jurisdiction& law, Check check) {
  auto& answers = keptAnswers(law.id);
  const bool known = !answers.empty();
  std::vector<std::string> purposes{""};
  for (const auto& purpose : law.disclosure.purposes) purposes.push_back(purpose.id);
  std::size_t asked = 0;
  DisclosureQuestion q;
  for (int a = 0; a < kAudiences; ++a) {
    q.audience = static_cast<Audience>(a);
    for (int c = 0; c < 6; ++c) {
      q.infoClass = static_cast<InfoClass>(c);
      for (int s = 0; s < kDisclosureStates; ++s) {
        q.state = static_cast<DisclosureState>(s);
        for (int f = 0; f < 9; ++f) {
          q.sensitivity = static_cast<Sensitivity>(f % 3);
          q.subject = static_cast<SubjectKind>(f / 3);
          for (int w = 0; w < 6; ++w) {
            q.sharing = static_cast<Sharing>(w % 3);
            q.internalOnly = w >= 3;
            for (const auto& purpose : purposes) {
              q.purpose = purpose;
              if (!known) answers.push_back(law.disclosure.decide(q));
              check(q, answers[asked]);
              ++asked;
            }
          }
        }
      }
    }
  }
  return asked;
}

bool given(DisclosureVerdict v) { return v >= DisclosureVerdict::kMask; }

class ShippedPolicy : public ::testing::TestWithParam<const char*> {
 protected:
  const jurisdiction::Jurisdiction& law_ = shippedLaw(GetParam());
  /// Fails for every question for which `wrong` holds; says the first.
  template <class Wrong>
  void never(Wrong wrong) {
    std::size_t broken = 0;
    std::string first;
    const auto asked = eachAnswer(law_, [&](const DisclosureQuestion& q, DisclosureVerdict v) {
      if (!wrong(q, v)) return;
      if (broken++ == 0) {
        first = std::string(audienceName(q.audience)) + " " + std::string(infoClassName(q.infoClass)) + " " +
                std::string(disclosureStateName(q.state)) + " " + std::string(sensitivityName(q.sensitivity)) + " " +
                std::string(subjectKindCode(q.subject)) + " " + std::string(sharingLabel(q.sharing)) + " " +
                std::string(q.purpose) + (q.internalOnly ? " internal-only" : "") + " -> " +
                std::string(verdictName(v));
      }
    });
    EXPECT_EQ(broken, 0U) << first;
    EXPECT_GT(asked, 200'000U);
  }
};

TEST_P(ShippedPolicy, NeverShowsANaturalPersonToThePublic) {
  REQ("R-DISC-02", "R-DISC-13");
  never([](const auto& q, auto v) {
    return q.audience == Audience::kPublic && q.subject == SubjectKind::kNaturalPerson && given(v);
  });
}

TEST_P(ShippedPolicy, ShowsThePublicOnlyWhatIsPublishedAndLawfullyOpen) {
  REQ("R-DISC-01", "R-DISC-02");
  never([](const auto& q, auto v) {
    const bool open = (q.state == DisclosureState::kPublished || q.state == DisclosureState::kDisputed) &&
                      q.sharing == Sharing::kPublicByLaw;
    return q.audience == Audience::kPublic && given(v) && !open;
  });
}

TEST_P(ShippedPolicy, NeverShowsASensitiveFieldInClearToSociety) {
  REQ("R-DISC-10");
  never([](const auto& q, auto v) {
    const bool society =
        q.audience == Audience::kPublic || q.audience == Audience::kAuthorised || q.audience == Audience::kCreditAgency;
    return society && q.sensitivity != Sensitivity::kPublic && v == DisclosureVerdict::kShow;
  });
}

TEST_P(ShippedPolicy, KeepsInternalOnlyInformationInItsUnit) {
  REQ("R-CAT-12", "R-DISC-10");
  never([](const auto& q, auto v) { return q.internalOnly && q.audience != Audience::kOwningUnit && given(v); });
}

TEST_P(ShippedPolicy, NeverGivesInternalFieldsOutside) {
  REQ("R-DISC-10");
  never([](const auto& q, auto v) {
    return q.sensitivity == Sensitivity::kInternal && q.audience != Audience::kOwningUnit && given(v);
  });
}

TEST_P(ShippedPolicy, NeverGivesReferenceInformationOutside) {
  REQ("R-DISC-07", "R-DISC-04");
  never([](const auto& q, auto v) {
    const bool staff = q.audience == Audience::kOwningUnit || q.audience == Audience::kSupervisor;
    return q.infoClass == InfoClass::kReference && !staff && given(v);
  });
}

TEST_P(ShippedPolicy, GivesCreditAgenciesNoDetailWhatsoever) {
  REQ("R-DISC-06");
  never([](const auto& q, auto v) { return q.audience == Audience::kCreditAgency && given(v); });
}

TEST_P(ShippedPolicy, GivesThirdPartiesAndPartnersNothingWithoutALawfulPurpose) {
  REQ("R-DISC-05", "R-DISC-08");
  const auto& policy = law_.disclosure;
  never([&policy](const auto& q, auto v) {
    const bool asksForPurpose = q.audience == Audience::kAuthorised || q.audience == Audience::kSharingPartner;
    return asksForPurpose && given(v) && !policy.lawful(q.purpose, q.audience);
  });
}

TEST_P(ShippedPolicy, KeepsEveryWayOfSharingToItsOwnCallers) {
  REQ("R-DISC-01");
  never([](const auto& q, auto v) {
    return given(v) && ((q.audience == Audience::kAuthorised && q.sharing == Sharing::kGovernmentSharing) ||
                        (q.audience == Audience::kSharingPartner && q.sharing == Sharing::kAuthorisedQuery));
  });
}

TEST_P(ShippedPolicy, StaffSeeSensitiveFieldsInClearOnlyWithALawfulPurpose) {
  REQ("R-DISC-08", "R-SEC-04");
  const auto& policy = law_.disclosure;
  never([&policy](const auto& q, auto v) {
    const bool staff = q.audience == Audience::kOwningUnit || q.audience == Audience::kSupervisor;
    return staff && q.sensitivity == Sensitivity::kMasked && v == DisclosureVerdict::kShow &&
           !policy.lawful(q.purpose, q.audience);
  });
}

TEST_P(ShippedPolicy, SealedAndWithdrawnInformationLeavesTheAuthorityNoMore) {
  REQ("R-DISC-10");
  never([](const auto& q, auto v) {
    const bool outside = q.audience != Audience::kOwningUnit && q.audience != Audience::kSupervisor &&
                         q.audience != Audience::kSubjectSelf;
    const bool closed = q.state == DisclosureState::kSealed || q.state == DisclosureState::kWithdrawn;
    return closed && given(v) &&
           (outside || (q.audience == Audience::kSubjectSelf && q.state == DisclosureState::kWithdrawn));
  });
  never([](const auto& q, auto v) {
    return q.state == DisclosureState::kSealed && q.purpose.empty() && q.audience != Audience::kSubjectSelf && given(v);
  });
}

TEST_P(ShippedPolicy, AnswersEachOfTheLawfulWays) {
  REQ("R-DISC-01", "R-DISC-04", "R-DISC-05", "R-DISC-08");
  // The rows that close must not close what the law opens
  DisclosureQuestion q;
  q.state = DisclosureState::kPublished;
  q.sharing = Sharing::kPublicByLaw;
  q.infoClass = InfoClass::kNegative;
  EXPECT_EQ(law_.disclosure.decide(q), DisclosureVerdict::kShow);
  q.sensitivity = Sensitivity::kMasked;
  EXPECT_EQ(law_.disclosure.decide(q), DisclosureVerdict::kMask);
  q = {};
  q.audience = Audience::kSubjectSelf;
  q.subject = SubjectKind::kNaturalPerson;
  q.sensitivity = Sensitivity::kMasked;
  EXPECT_EQ(law_.disclosure.decide(q), DisclosureVerdict::kShow) << "its own, in clear, published or not";
  q = {};
  q.audience = Audience::kAuthorised;
  q.purpose = "cooperation";
  EXPECT_EQ(law_.disclosure.decide(q), DisclosureVerdict::kShow);
  q = {};
  q.audience = Audience::kSharingPartner;
  q.sharing = Sharing::kGovernmentSharing;
  q.purpose = "supervision";
  EXPECT_EQ(law_.disclosure.decide(q), DisclosureVerdict::kShow);
  for (const auto staff : {Audience::kOwningUnit, Audience::kSupervisor}) {
    q = {};
    q.audience = staff;
    EXPECT_EQ(law_.disclosure.decide(q), DisclosureVerdict::kShow);
    q.sensitivity = Sensitivity::kMasked;
    EXPECT_EQ(law_.disclosure.decide(q), DisclosureVerdict::kMask);
    q.purpose = "supervision";
    EXPECT_EQ(law_.disclosure.decide(q), DisclosureVerdict::kShow);
  }
  q = {};
  q.audience = Audience::kOwningUnit;
  q.internalOnly = true;
  EXPECT_EQ(law_.disclosure.decide(q), DisclosureVerdict::kShow);
}

TEST_P(ShippedPolicy, EveryRowAndPurposeHasItsSourceAndDecidesSomething) {
  REQ("R-DISC-12");
  EXPECT_TRUE(findPolicyFaults(law_.disclosure).empty());
  for (const auto& row : law_.disclosure.rows) {
    EXPECT_FALSE(row.title.empty()) << row.id;
    const bool labelled = row.source.find("默认值（依据未规定）") != std::string::npos;
    EXPECT_TRUE(labelled || row.source.find(".txt ") != std::string::npos) << row.id << ": " << row.source;
  }
  std::set<std::string> ids;
  for (const auto& purpose : law_.disclosure.purposes) {
    EXPECT_TRUE(ids.insert(purpose.id).second);
    EXPECT_FALSE(purpose.source.empty()) << purpose.id;
  }
  EXPECT_GE(ids.size(), 10U);
}

INSTANTIATE_TEST_SUITE_P(Laws, ShippedPolicy, ::testing::ValuesIn(kLaws), [](const auto& law) {
  std::string name = law.param;
  std::erase(name, '-');
  return name;
});

TEST(ShippedPolicyOfHainan, NamesItsOwnArticles) {
  REQ("R-DISC-05", "R-DISC-06", "R-DISC-07", "R-DISC-08");
  std::map<std::string, std::string> sources;
  for (const auto& row : shippedLaw("hainan").disclosure.rows) sources[row.id] = row.source;
  EXPECT_EQ(sources.at("agency-result-only"), "003_f4e4965c2585fd3d.txt 第五条");
  EXPECT_EQ(sources.at("reference-not-outside"), "003_f4e4965c2585fd3d.txt 第二十一条");
  EXPECT_EQ(sources.at("authorised-open"), "003_f4e4965c2585fd3d.txt 第三十条");
  EXPECT_EQ(shippedLaw("hainan").disclosure.purpose("supervision")->source,
            "003_f4e4965c2585fd3d.txt 第五条、第二十四条");
}

TEST(DisclosurePage, IsWhatTheToolPrints) {
  REQ("R-DISC-12");
  std::vector<std::shared_ptr<const jurisdiction::Jurisdiction>> laws;
  const jurisdiction::Loader loader(MC_SOURCE_DIR "/jurisdictions");
  auto ids = loader.list();
  std::stable_partition(ids.begin(), ids.end(), [](const std::string& id) { return id == "national"; });
  for (const auto& id : ids) laws.push_back(*loader.load(id));
  const auto page = jurisdiction::renderDisclosurePage(laws);
  EXPECT_EQ(test::readFile(MC_SOURCE_DIR "/docs/manual/disclosure.md"), page) << "run ./dev docs";
  // It names every row and every purpose of every jurisdiction it speaks of
  for (const auto& row : laws.front()->disclosure.rows) EXPECT_NE(page.find(row.title), std::string::npos) << row.id;
  for (const auto& purpose : laws.front()->disclosure.purposes) {
    EXPECT_NE(page.find("`" + purpose.id + "`"), std::string::npos);
  }
  EXPECT_NE(page.find("003_f4e4965c2585fd3d.txt 第二十一条"), std::string::npos);
}

TEST(ShippedResultDisclosure, FollowsEachProfile) {
  REQ("R-DISC-09");
  const auto grade = [](const char* law, SubjectKind kind) {
    return resultDisclosure(shippedLaw(law).value("grade.result.publicity"), kind).grade;
  };
  const auto org = SubjectKind::kOrganisation;
  EXPECT_EQ(grade("hainan", org), ResultPublicity::kPublic);
  EXPECT_EQ(grade("guangdong-yangshan", org), ResultPublicity::kPublic);
  EXPECT_EQ(grade("jilin", org), ResultPublicity::kPublic);
  EXPECT_EQ(grade("henan-luoyang", org), ResultPublicity::kAuthorised);
  EXPECT_EQ(resultDisclosure(shippedLaw("guangdong-yangshan").value("grade.result.publicity"), org).form, "汇总表");
  EXPECT_EQ(resultDisclosure(shippedLaw("hainan").value("grade.result.publicity"), org).detail,
            ResultPublicity::kAuthorised);
  for (const auto* law : kLaws) EXPECT_NE(grade(law, SubjectKind::kNaturalPerson), ResultPublicity::kPublic) << law;
}

}  // namespace
}  // namespace medcredit
