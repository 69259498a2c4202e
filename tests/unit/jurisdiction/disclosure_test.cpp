// Disclosure policy files: purposes, rows, overlays, and the rows a policy may not hold.
#include <gtest/gtest.h>

#include "support/law.h"
#include "support/req.h"

namespace medcredit::jurisdiction {
namespace {

using test::findProblem;
using test::LawTree;

constexpr const char* kPurposes = R"(items:
  - {id: check, label: 信用查验, audience: [own-unit, partner], source: 依据}
  - {id: case, label: 案件查办, audience: [supervisor], log_delay_days: 90, source: 依据}
)";
constexpr const char* kOpen =
    "  - {id: open, title: 公示, audience: [public], state: [published], sharing: [依法公开], sensitivity: [public], "
    "subject: [ORG], class: [basic], internal_only: 否, verdict: show, source: 依据}\n";

std::shared_ptr<const Jurisdiction> load(const LawTree& tree, const std::string& id) {
  auto loaded = tree.loader().load(id);
  if (!loaded.ok()) throw std::runtime_error(domain::render(loaded.error()));
  return *loaded;
}

TEST(DisclosurePolicyFile, IsReadRowByRow) {
  REQ("R-DISC-01", "R-DISC-08");
  const LawTree tree;
  tree.write("national/purposes.yaml", kPurposes);
  tree.write("national/disclosure_policy.yaml",
             std::string("items:\n") + kOpen +
                 "  - {id: mine, title: 本单位, audience: [own-unit], purpose: lawful, verdict: mask, default: "
                 "默认值（依据未规定）}\n");
  const auto law = load(tree, "national");
  const auto& policy = law->disclosure;
  ASSERT_EQ(policy.purposes.size(), 2U);
  EXPECT_EQ(policy.purposes[1].logDelayDays, 90);
  EXPECT_EQ(policy.purposes[0].audiences,
            (std::vector{domain::Audience::kOwningUnit, domain::Audience::kSharingPartner}));
  ASSERT_EQ(policy.rows.size(), 2U);
  const auto& open = policy.rows[0];
  EXPECT_EQ(open.title, "公示");
  EXPECT_EQ(open.states, (std::vector{domain::DisclosureState::kPublished}));
  EXPECT_EQ(open.sharings, (std::vector{domain::Sharing::kPublicByLaw}));
  EXPECT_EQ(open.internalOnly, std::optional(false));
  EXPECT_EQ(open.verdict, domain::DisclosureVerdict::kShow);
  // "lawful" stands for the purposes its audience may declare, not for all
  EXPECT_EQ(policy.rows[1].purposes, (std::vector<std::string>{"check"}));
  EXPECT_NE(policy.rows[1].source.find("默认值（依据未规定）"), std::string::npos);
  EXPECT_EQ(policy.version.size(), 64U);
}

TEST(DisclosurePolicyFile, OverlaysReplaceRowsInPlaceAndInsertBeforeOthers) {
  REQ("R-DISC-12", "R-PROF-01");
  const LawTree tree;
  tree.write("national/purposes.yaml", kPurposes);
  tree.write("national/disclosure_policy.yaml",
             std::string("items:\n") + kOpen +
                 "  - {id: rest, title: 其余, audience: [public], verdict: hide, source: 依据}\n");
  tree.write("city/profile.yaml", "id: city\ntitle: 市\nlevel: 市\nextends: national\nbasis: [doc]\nvalues: {}\n");
  tree.write("city/disclosure_policy.yaml",
             "items:\n"
             "  - {id: no-penalty, title: 不公示, audience: [public], class: [basic], before: open, verdict: hide, "
             "source: 市}\n"
             "  - {id: rest, title: 其余, audience: [public], verdict: deny, source: 市}\n");
  // The inserted row takes all the inherited one spoke of: said as such, at the row that no longer decides
  EXPECT_EQ(findProblem(tree, "city", "PROF-0070")->file, "national/disclosure_policy.yaml");
  tree.write("city/disclosure_policy.yaml",
             "items:\n"
             "  - {id: no-dispute, title: 异议中不公示, audience: [public], state: [disputed], before: open, verdict: "
             "hide, source: 市}\n"
             "  - {id: rest, title: 其余, audience: [public], verdict: deny, source: 市}\n");
  const auto law = load(tree, "city");
  std::vector<std::string> ids;
  for (const auto& row : law->disclosure.rows) ids.push_back(row.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"no-dispute", "open", "rest"}));
  EXPECT_EQ(law->disclosure.rows[2].source, "市");
  EXPECT_NE(law->disclosure.version, load(tree, "national")->disclosure.version);
}

TEST(DisclosurePolicyFile, AJurisdictionWithoutAPolicyDeniesEverything) {
  const LawTree tree;
  const auto law = load(tree, "national");
  EXPECT_TRUE(law->disclosure.rows.empty());
  EXPECT_EQ(law->disclosure.decide({}), domain::DisclosureVerdict::kDeny);
}

struct Case {
  const char* name;
  const char* file;
  std::string text;
  const char* code;
  const char* lineColumn;
};
class BadPolicy : public ::testing::TestWithParam<Case> {};

TEST_P(BadPolicy, IsRefusedAtItsPlace) {
  REQ("R-DISC-02", "R-DISC-10");
  const auto& given = GetParam();
  const LawTree tree;
  tree.write("national/purposes.yaml", kPurposes);
  tree.write(given.file, given.text);
  const auto found = findProblem(tree, "national", given.code);
  ASSERT_TRUE(found.has_value()) << given.code;
  EXPECT_EQ(found->file, given.file);
  EXPECT_EQ(found->lineColumn, given.lineColumn) << found->text;
  EXPECT_EQ(found->text.find('{'), std::string::npos) << "unbound placeholder: " << found->text;
  EXPECT_FALSE(tree.loader().load("national").ok());
}

constexpr const char* kPolicyFile = "national/disclosure_policy.yaml";
constexpr const char* kPurposeFile = "national/purposes.yaml";
std::string rowText(const std::string& body) {
  return "items:\n  - {id: r, title: 甲, " + body + ", verdict: show, source: 依据}\n";
}

const Case kCases[] = {
    {"UnknownAudience", kPolicyFile, rowText("audience: [everybody]"), "PROF-0023", "2:33"},
    {"UnknownClass", kPolicyFile, rowText("class: [secret]"), "PROF-0023", "2:30"},
    {"UnknownState", kPolicyFile, rowText("state: [gone]"), "PROF-0023", "2:30"},
    {"UnknownSensitivity", kPolicyFile, rowText("sensitivity: [hot]"), "PROF-0023", "2:36"},
    {"UnknownSubject", kPolicyFile, rowText("subject: [CAT]"), "PROF-0023", "2:32"},
    {"UnknownSharing", kPolicyFile, rowText("sharing: [随意]"), "PROF-0023", "2:32"},
    {"UnknownPurpose", kPolicyFile, rowText("audience: [own-unit], purpose: [fun]"), "PROF-0072", "2:54"},
    {"PurposeOfAnother", kPolicyFile, rowText("audience: [own-unit], purpose: [case]"), "PROF-0072", "2:54"},
    {"NoPurposeForAudience", kPolicyFile, rowText("audience: [subject], purpose: lawful"), "PROF-0072", "2:53"},
    {"TwiceTheSame", kPolicyFile, rowText("audience: [own-unit, own-unit]"), "PROF-0024", "2:33"},
    {"UnknownVerdict", kPolicyFile,
     "items:\n  - {id: r, title: 甲, audience: [own-unit], verdict: maybe, source: 依据}\n", "PROF-0023", "2:54"},
    {"NoVerdict", kPolicyFile, "items:\n  - {id: r, title: 甲, audience: [own-unit], source: 依据}\n", "PROF-0021",
     "2:5"},
    {"NoSource", kPolicyFile, "items:\n  - {id: r, title: 甲, audience: [own-unit], verdict: mask}\n", "PROF-0030",
     "2:5"},
    {"NoTitle", kPolicyFile, "items:\n  - {id: r, audience: [own-unit], verdict: mask, source: 依据}\n", "PROF-0021",
     "2:5"},
    {"UnknownKey", kPolicyFile, rowText("audience: [own-unit], region: x"), "PROF-0020", "2:45"},
    {"BeforeUnknown", kPolicyFile, rowText("audience: [own-unit], before: x"), "PROF-0073", "2:53"},
    {"Shadowed", kPolicyFile,
     "items:\n  - {id: a, title: 甲, audience: [own-unit], verdict: mask, source: 依据}\n"
     "  - {id: b, title: 乙, audience: [own-unit], class: [good], verdict: show, source: 依据}\n",
     "PROF-0070", "3:5"},
    {"PersonToThePublic", kPolicyFile,
     rowText(
         "audience: [public], subject: [NP], state: [published], sharing: [依法公开], sensitivity: [public], class: "
         "[basic], internal_only: 否"),
     "PROF-0071", "2:5"},
    {"SensitiveToThePublic", kPolicyFile,
     rowText("audience: [public], subject: [ORG], state: [published], sharing: [依法公开], class: [basic], "
             "internal_only: 否"),
     "PROF-0071", "2:5"},
    {"InternalOutside", kPolicyFile, rowText("audience: [supervisor]"), "PROF-0071", "2:5"},
    {"AgencyDetail", kPolicyFile, rowText("audience: [agency], state: [active], class: [basic], internal_only: 否"),
     "PROF-0071", "2:5"},
    {"PurposeWithoutAudience", kPurposeFile, "items:\n  - {id: p, label: 甲, source: 依据}\n", "PROF-0021", "2:5"},
    {"PurposeDelay", kPurposeFile,
     "items:\n  - {id: p, label: 甲, audience: [own-unit], log_delay_days: -1, source: 依据}\n", "PROF-0023", "2:61"},
    {"PurposeWithoutSource", kPurposeFile, "items:\n  - {id: p, label: 甲, audience: [own-unit]}\n", "PROF-0030",
     "2:5"},
};
INSTANTIATE_TEST_SUITE_P(Files, BadPolicy, ::testing::ValuesIn(kCases),
                         [](const auto& given) { return std::string(given.param.name); });

}  // namespace
}  // namespace medcredit::jurisdiction
