// Commitments and lists before the store: institutions with their legal representatives, offices, people by role, and
// days that pass one by one as the job lets them.
#pragma once

#include <string>
#include <vector>

#include "acceptance/objection_fixture.h"
#include "base/base64.h"
#include "crypto/sm2.h"
#include "service/commitments.h"
#include "service/list_entries.h"
#include "service/list_registers.h"
#include "service/sealing.h"
#include "service/subject.h"

namespace medcredit::test {

class CreditTest : public ObjectionTest {
 protected:
  static constexpr const char* kEducation = "卫生健康信用知识 2026 版";
  static constexpr const char* kSigner = "张测试";

  void SetUp() override {
    ObjectionTest::SetUp();
    addUnit("inspectors", "测试综合监管所");
    as("clerk", "2026-03-02");
  }

  /// An institution of a category with a legal representative.
  std::int64_t institution(const std::string& name, const std::string& code, const std::string& category) {
    const auto org = must(service::addSubject(ctx(), {"ORG", name, {"usc:" + code}, {category}, ""}));
    const auto person = must(service::addSubject(ctx(), {"NP", kSigner, {}, {}, ""}));
    must(service::addRole(ctx(), {person, org, "R1", base::CivilDate::parseIso("2020-01-01"), std::nullopt}));
    return org;
  }
  std::int64_t hotel() { return institution("测试宾馆", "91440000MA0000015J", "public-place"); }

  service::NewCommitment letter(std::int64_t subject, const std::string& key = "key 1") {
    service::NewCommitment request;
    request.letter.letter = "notice-approval";
    request.letter.item = "public-place-permit";
    request.letter.subjectId = subject;
    request.letter.unit = "office";
    request.signer = kSigner;
    request.how = "sm2";
    request.education = kEducation;
    request.supervision = "inspectors";
    request.key = key;
    return request;
  }
  /// Signs the text as the holder of a key would.
  void sign(service::NewCommitment& request) {
    const auto text = must(service::renderLetter(ctx(), request.letter));
    const auto key = crypto::Sm2PrivateKey::generate();
    request.publicKey = base::toBase64(key.publicKey().point());
    request.signature = base::toBase64(key.sign(text.text));
  }
  service::CommitmentDone made(service::NewCommitment request) {
    sign(request);
    return must(service::makeCommitment(ctx(), request));
  }
  std::string refusedCode(const service::NewCommitment& request) {
    const auto before = number("SELECT COUNT(*) FROM commitment") + number("SELECT COUNT(*) FROM case_file");
    const auto done = service::makeCommitment(ctx(), request);
    EXPECT_EQ(number("SELECT COUNT(*) FROM commitment") + number("SELECT COUNT(*) FROM case_file"), before);
    return done.ok() ? std::string() : done.error().code;
  }
  service::CommitmentView commitment(std::int64_t id) { return must(service::showCommitment(ctx(), id)); }

  /// Lets the days up to and including `last` pass; the job runs every midnight.
  void pass(const std::string& last, const std::string& law) {
    const auto end = *base::CivilDate::parseIso(last);
    for (auto day = ctx().clock.today(); day <= end; day = day.plusDays(1)) {
      as("system", day.iso(), law);
      must(service::passCases(ctx(), true));
    }
  }

  /// A case of a commitment brought to the decision: suspected, told, heard.
  void heard(std::int64_t caseId) { take(caseId, {"suspect", "notify-breach", "hear"}); }

  service::ListProposal proposal(std::int64_t subject, const std::string& list = "serious") {
    service::ListProposal out;
    out.list = list;
    out.subjectId = subject;
    out.standard = "standard-" + list;
    out.facts = "测试事由";
    out.evidence = {"行政处罚决定书"};
    out.basis = "测试依据";
    out.unit = "office";
    out.reason = "符合认定标准";
    if (list == "red") out.validTo = base::CivilDate::parseIso("2027-03-01");  // its term is as decided
    out.key = "list " + list + " " + std::to_string(subject);
    return out;
  }
  void standard(const std::string& list, const std::string& basis) {
    must(service::addStandard(ctx(), {"standard-" + list, list, "示范标准，非正式标准", basis, {}, {}}));
  }
  service::ListingDone proposed(std::int64_t subject, const std::string& list = "serious") {
    ctx().actor = "clerk";
    return must(service::proposeListing(ctx(), proposal(subject, list)));
  }
  /// Takes the deciding step with its last day.
  void enter(std::int64_t caseId, const std::string& until) {
    ctx().actor = "head";
    auto step = next(caseId, "enter");
    step.input.until = base::CivilDate::parseIso(until);
    must(service::stepCase(ctx(), step));
  }
  /// On the serious list, heard.
  service::ListingDone listed(std::int64_t subject, const std::string& until) {
    const auto done = proposed(subject);
    take(done.caseId, {"notify", "hear"});
    enter(done.caseId, until);
    return done;
  }
  service::ListEntryView entry(std::int64_t id) { return must(service::showListEntry(ctx(), id)); }
};

}  // namespace medcredit::test
