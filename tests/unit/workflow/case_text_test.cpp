// A case as text: what is written reads back to the same case and the same bytes; anything else is refused.
#include "workflow/case_text.h"

#include "unit/workflow/office.h"

namespace medcredit::workflow::test {

namespace {

/// A case with everything a case can have: extension asked and granted, pause, recusal, marks.
CaseState richCase() {
  Office office("hainan", "objection", "2026-03-02");
  office.take({"file", "ask-supplement"});
  office.goTo("2026-03-04");
  office.take({"supplement", "accept"});
  auto ask = office.by("provider", "p1");
  ask.kind = Command::Kind::kAskExtension;
  ask.reason = "情况复杂，“需要”更多时间\n第二行";
  EXPECT_TRUE(office.send(ask).ok());
  auto approve = office.by("provider-head", "h1");
  approve.kind = Command::Kind::kApproveExtension;
  EXPECT_TRUE(office.send(approve).ok());
  auto recuse = office.by("provider", "p2");
  recuse.kind = Command::Kind::kRecuse;
  EXPECT_TRUE(office.send(recuse).ok());
  office.goTo("2026-06-01");
  office.state.records = {"R1", "R2"};
  office.state.formerSubjects = {"S9"};
  return office.state;
}

}  // namespace

TEST(CaseText, ReadsBackToTheSameCaseAndTheSameBytes) {
  const CaseState state = richCase();
  const std::string text = caseText(state);
  const auto read = readCaseText(text);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, state);
  EXPECT_EQ(caseText(*read), text);
  EXPECT_EQ(*readCaseText(caseText(CaseState{})), CaseState{});
}

TEST(CaseText, ACaseReadBackGoesOnAsIfNothingHadHappened) {
  Office office("hainan", "objection", "2026-03-02");
  office.take({"file", "accept", "review-materials"});
  office.state = *readCaseText(caseText(office.state));
  office.take({"verify", "decide", "submit", "keep"});
  EXPECT_EQ(office.state.state, "kept");
}

TEST(CaseText, TakesNothingItDidNotWrite) {
  const std::string text = caseText(richCase());
  const auto refused = [](const std::string& changed) {
    const auto read = readCaseText(changed);
    return !read.ok() && read.error().code == "WFLW-0036";
  };
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused("[]"));
  EXPECT_TRUE(refused("{}"));
  EXPECT_TRUE(refused(text + " "));
  EXPECT_TRUE(refused(text.substr(0, text.size() / 2)));
  const auto replaced = [&](const std::string& from, const std::string& to) {
    std::string out = text;
    const auto at = out.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return out.replace(at, from.size(), to);
  };
  EXPECT_TRUE(refused(replaced("\"form\":1", "\"form\":2")));
  EXPECT_TRUE(refused(replaced("\"form\":1", "\"extra\":1,\"form\":1")));
  EXPECT_TRUE(refused(replaced("\"due\":\"2026-", "\"due\":\"2026-13-")));
  EXPECT_TRUE(refused(replaced("\"held\":false", "\"held\":0")));
  EXPECT_TRUE(refused(replaced("\"kind\":\"deadline\"", "\"kind\":\"sometime\"")));
  EXPECT_TRUE(refused(replaced("\"version\":", "\"version\": ")));
}

}  // namespace medcredit::workflow::test
