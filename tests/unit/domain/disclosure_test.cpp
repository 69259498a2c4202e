// The disclosure policy as a value: which row decides, and which rows no policy may hold.
#include "domain/disclosure.h"

#include <gtest/gtest.h>

#include "domain/publicity.h"
#include "support/req.h"

namespace medcredit::domain {
namespace {

using Kind = PolicyFaultKind;

DisclosureRow row(std::string id, DisclosureVerdict verdict) {
  DisclosureRow out;
  out.id = std::move(id);
  out.verdict = verdict;
  return out;
}

std::vector<Kind> kindsOf(const DisclosurePolicy& policy) {
  std::vector<Kind> out;
  for (const auto& fault : findPolicyFaults(policy)) out.push_back(fault.kind);
  return out;
}

/// A policy of one lawful row: what is published may be seen.
DisclosurePolicy publicOnly() {
  DisclosurePolicy policy;
  auto open = row("open", DisclosureVerdict::kShow);
  open.audiences = {Audience::kPublic};
  open.states = {DisclosureState::kPublished};
  open.sensitivities = {Sensitivity::kPublic};
  open.sharings = {Sharing::kPublicByLaw};
  open.subjects = {SubjectKind::kOrganisation};
  open.classes = {InfoClass::kBasic, InfoClass::kNegative};
  open.internalOnly = false;
  policy.rows = {open};
  return policy;
}

DisclosureQuestion published() {
  DisclosureQuestion q;
  q.state = DisclosureState::kPublished;
  q.sharing = Sharing::kPublicByLaw;
  return q;
}

TEST(DisclosurePolicy, AnEmptyPolicyDeniesEverything) {
  REQ("R-DISC-01", "R-DISC-11");
  std::string id;
  EXPECT_EQ(DisclosurePolicy{}.decide(published(), &id), DisclosureVerdict::kDeny);
  EXPECT_EQ(id, "default");
  EXPECT_EQ(DisclosurePolicy{}.decidingRow(published()), -1);
}

TEST(DisclosurePolicy, TheFirstRowThatMatchesDecides) {
  REQ("R-DISC-01");
  auto policy = publicOnly();
  auto hide = row("hide-negative", DisclosureVerdict::kHide);
  hide.classes = {InfoClass::kNegative};
  policy.rows.insert(policy.rows.begin(), hide);
  auto q = published();
  std::string id;
  EXPECT_EQ(policy.decide(q, &id), DisclosureVerdict::kShow);
  EXPECT_EQ(id, "open");
  q.infoClass = InfoClass::kNegative;
  EXPECT_EQ(policy.decide(q, &id), DisclosureVerdict::kHide);
  EXPECT_EQ(id, "hide-negative");
}

TEST(DisclosurePolicy, EveryDimensionOfARowNarrowsIt) {
  const auto policy = publicOnly();
  const auto q = published();
  ASSERT_EQ(policy.decide(q), DisclosureVerdict::kShow);
  const auto denied = [&](auto change) {
    auto other = q;
    change(other);
    return policy.decide(other) == DisclosureVerdict::kDeny;
  };
  EXPECT_TRUE(denied([](auto& o) { o.audience = Audience::kAuthorised; }));
  EXPECT_TRUE(denied([](auto& o) { o.infoClass = InfoClass::kReference; }));
  EXPECT_TRUE(denied([](auto& o) { o.state = DisclosureState::kEnded; }));
  EXPECT_TRUE(denied([](auto& o) { o.sensitivity = Sensitivity::kMasked; }));
  EXPECT_TRUE(denied([](auto& o) { o.subject = SubjectKind::kNaturalPerson; }));
  EXPECT_TRUE(denied([](auto& o) { o.sharing = Sharing::kGovernmentSharing; }));
  EXPECT_TRUE(denied([](auto& o) { o.internalOnly = true; }));
}

TEST(DisclosurePolicy, APurposeCountsOnlyWhenTheListOpensItToTheAudience) {
  REQ("R-DISC-05", "R-DISC-08");
  DisclosurePolicy policy;
  policy.purposes = {{"check", "查验", {Audience::kSharingPartner}, 0, "s"}};
  auto share = row("share", DisclosureVerdict::kShow);
  share.purposes = {"check"};
  policy.rows = {share};
  DisclosureQuestion q;
  q.audience = Audience::kSharingPartner;
  EXPECT_EQ(policy.decide(q), DisclosureVerdict::kDeny) << "no purpose";
  q.purpose = "check";
  EXPECT_EQ(policy.decide(q), DisclosureVerdict::kShow);
  q.purpose = "curiosity";
  EXPECT_EQ(policy.decide(q), DisclosureVerdict::kDeny) << "outside the list";
  q.purpose = "check";
  q.audience = Audience::kAuthorised;
  EXPECT_EQ(policy.decide(q), DisclosureVerdict::kDeny) << "another's purpose";
  EXPECT_TRUE(policy.lawful("check", Audience::kSharingPartner));
  EXPECT_FALSE(policy.lawful("check", Audience::kPublic));
  EXPECT_EQ(policy.purpose("curiosity"), nullptr);
}

TEST(PolicyFaults, ALawfulPolicyHasNone) { EXPECT_TRUE(findPolicyFaults(publicOnly()).empty()); }

TEST(PolicyFaults, ARowBehindAWiderOneNeverDecides) {
  auto policy = publicOnly();
  auto late = policy.rows[0];
  late.id = "late";
  late.classes = {InfoClass::kNegative};
  policy.rows.push_back(late);
  const auto faults = findPolicyFaults(policy);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].kind, Kind::kUnreachable);
  EXPECT_EQ(faults[0].row, 1U);
  // And a row that several earlier ones cover only together is found too
  auto halves = publicOnly();
  halves.rows[0].classes = {InfoClass::kBasic};
  halves.rows.push_back(halves.rows[0]);
  halves.rows[1].classes = {InfoClass::kNegative};
  halves.rows.push_back(publicOnly().rows[0]);
  ASSERT_EQ(findPolicyFaults(halves).size(), 1U);
  EXPECT_EQ(findPolicyFaults(halves)[0].row, 2U);
}

TEST(PolicyFaults, ARowForAPurposeNobodyMayDeclareNeverDecides) {
  DisclosurePolicy policy;
  policy.purposes = {{"check", "查验", {Audience::kSharingPartner}, 0, "s"}};
  auto mine = row("mine", DisclosureVerdict::kShow);
  mine.audiences = {Audience::kOwningUnit};
  mine.purposes = {"check"};
  policy.rows = {mine};
  EXPECT_EQ(kindsOf(policy), (std::vector{Kind::kUnreachable}));
}

TEST(PolicyFaults, EachForbiddenOpeningIsFound) {
  REQ("R-DISC-02", "R-DISC-06", "R-DISC-07", "R-DISC-10", "R-CAT-12");
  struct Opening {
    Kind expected;
    void (*open)(DisclosureRow&);
  };
  const Opening openings[] = {
      {Kind::kPersonPublic, [](DisclosureRow& r) { r.subjects = {SubjectKind::kNaturalPerson}; }},
      {Kind::kSensitivePublic, [](DisclosureRow& r) { r.sensitivities = {Sensitivity::kMasked}; }},
      {Kind::kSensitivePublic,
       [](DisclosureRow& r) {
         r.sensitivities = {Sensitivity::kInternal};
         r.verdict = DisclosureVerdict::kMask;
       }},
      {Kind::kUnpublished, [](DisclosureRow& r) { r.states = {DisclosureState::kActive}; }},
      {Kind::kUnpublished, [](DisclosureRow& r) { r.sharings = {Sharing::kAuthorisedQuery}; }},
      {Kind::kInternalOutside, [](DisclosureRow& r) { r.internalOnly = true; }},
      {Kind::kReferenceOutside, [](DisclosureRow& r) { r.classes = {InfoClass::kReference}; }},
      {Kind::kReferenceOutside,
       [](DisclosureRow& r) {
         r.audiences = {Audience::kAuthorised};
         r.classes = {InfoClass::kReference};
       }},
      {Kind::kSealedOutside,
       [](DisclosureRow& r) {
         r.audiences = {Audience::kSharingPartner};
         r.states = {DisclosureState::kSealed};
       }},
      {Kind::kSealedOutside,
       [](DisclosureRow& r) {
         r.audiences = {Audience::kAuthorised};
         r.states = {DisclosureState::kWithdrawn};
       }},
      {Kind::kAgencyDetail, [](DisclosureRow& r) { r.audiences = {Audience::kCreditAgency}; }},
  };
  for (const auto& opening : openings) {
    auto policy = publicOnly();
    opening.open(policy.rows[0]);
    EXPECT_EQ(kindsOf(policy), (std::vector{opening.expected}));
  }
}

TEST(PolicyFaults, ASetLeftEmptyMeansEverythingAndIsJudgedSo) {
  auto policy = publicOnly();
  policy.rows[0].subjects.clear();
  EXPECT_EQ(kindsOf(policy), (std::vector{Kind::kPersonPublic}));
}

TEST(EffectiveSensitivity, NarrowsWhateverTheDataFileSays) {
  REQ("R-DISC-10");
  FieldDef phone;
  phone.name = "联系电话";
  EXPECT_EQ(effectiveSensitivity(phone, SubjectKind::kOrganisation), Sensitivity::kMasked);
  FieldDef id;
  id.name = "证件号码";
  id.role = FieldRole::kDocNo;
  EXPECT_EQ(effectiveSensitivity(id, SubjectKind::kOrganisation), Sensitivity::kMasked);
  FieldDef name;
  name.name = "名称";
  name.role = FieldRole::kSubjectName;
  EXPECT_EQ(effectiveSensitivity(name, SubjectKind::kOrganisation), Sensitivity::kPublic);
  EXPECT_EQ(effectiveSensitivity(name, SubjectKind::kNaturalPerson), Sensitivity::kMasked);
  FieldDef note;
  note.name = "备注";
  note.sensitivity = Sensitivity::kInternal;
  EXPECT_EQ(effectiveSensitivity(note, SubjectKind::kOrganisation), Sensitivity::kInternal);
}

TEST(ResultDisclosure, FollowsTheProfileAndNeverPublishesPersons) {
  REQ("R-DISC-09");
  const auto org = SubjectKind::kOrganisation;
  const auto hainan = resultDisclosure("公开（等级），授权查询（明细）", org);
  EXPECT_EQ(hainan.grade, ResultPublicity::kPublic);
  EXPECT_EQ(hainan.detail, ResultPublicity::kAuthorised);
  EXPECT_EQ(hainan.form, "等级");
  const auto table = resultDisclosure("公开（汇总表）", org);
  EXPECT_EQ(table.grade, ResultPublicity::kPublic);
  EXPECT_EQ(table.detail, ResultPublicity::kAuthorised);
  EXPECT_EQ(table.form, "汇总表");
  EXPECT_EQ(resultDisclosure("授权查询", org).grade, ResultPublicity::kAuthorised);
  EXPECT_EQ(resultDisclosure("不公开", org).grade, ResultPublicity::kNone);
  EXPECT_EQ(resultDisclosure("不公开", org).detail, ResultPublicity::kNone);
  EXPECT_EQ(resultDisclosure("部分公开", org).grade, ResultPublicity::kNone) << "unknown words are read as narrower";
  EXPECT_EQ(resultDisclosure("", org).grade, ResultPublicity::kNone);
  const auto person = resultDisclosure("公开（等级），授权查询（明细）", SubjectKind::kNaturalPerson);
  EXPECT_EQ(person.grade, ResultPublicity::kAuthorised);
  EXPECT_EQ(person.form, "");
  EXPECT_EQ(resultPublicityLabel(hainan.grade), "公开");
}

TEST(DisclosureNames, AreReadBackAndUnknownOnesRefused) {
  for (int i = 0; i < kAudiences; ++i) {
    const auto a = static_cast<Audience>(i);
    EXPECT_EQ(audienceFromName(audienceName(a)), a);
    EXPECT_FALSE(audienceLabel(a).empty());
  }
  for (int i = 0; i < kDisclosureStates; ++i) {
    const auto s = static_cast<DisclosureState>(i);
    EXPECT_EQ(disclosureStateFromName(disclosureStateName(s)), s);
    EXPECT_FALSE(disclosureStateLabel(s).empty());
  }
  for (const auto v :
       {DisclosureVerdict::kDeny, DisclosureVerdict::kHide, DisclosureVerdict::kMask, DisclosureVerdict::kShow}) {
    EXPECT_EQ(verdictFromName(verdictName(v)), v);
    EXPECT_FALSE(verdictLabel(v).empty());
  }
  for (const auto s : {Sensitivity::kPublic, Sensitivity::kMasked, Sensitivity::kInternal}) {
    EXPECT_EQ(sensitivityFromName(sensitivityName(s)), s);
    EXPECT_FALSE(sensitivityLabel(s).empty());
  }
  EXPECT_FALSE(audienceFromName("everybody"));
  EXPECT_FALSE(disclosureStateFromName(""));
  EXPECT_FALSE(verdictFromName("Show"));
  EXPECT_FALSE(sensitivityFromName("secret"));
}

}  // namespace
}  // namespace medcredit::domain
