// CLASS and the collection catalogue: classes as audited acts, kinds, dishonesty, points, complaints (R-CLASS-01…11,
// R-CAT-11, R-CAT-12).
#include <algorithm>

#include "acceptance/record_maker.h"
#include "domain/classification.h"
#include "service/archive.h"
#include "service/classify.h"

namespace medcredit::test {
namespace {

base::CivilDate on(const char* iso) { return *base::CivilDate::parseIso(iso); }

template <class T>
std::string codeOf(const base::Result<T>& result) {
  return result.ok() ? std::string() : result.error().code;
}
std::string codeOf(const base::Status& status) { return status.ok() ? std::string() : status.error().code; }

class ClassTest : public RecordMaker {
 protected:
  void SetUp() override {
    RecordMaker::SetUp();
    addUnit("U1", "老城区测试监督所", {"CF-ORG"}, "410302");
    addUnit("U2", "洛阳市测试监督所", {"CF-ORG"}, "410300");
    at("2026-02-12");
    org_ = addOrg("测试医院", {"usc:914103000000000782"});
  }
  service::RecordView view(std::int64_t record, service::ArchiveQuery query = {}) {
    for (const auto& one : must(service::readArchive(now(), org_, query)).records) {
      if (one.id == record) return one;
    }
    throw std::runtime_error("record not in the archive");
  }
  service::ClassifyRequest to(std::int64_t record, const char* info, const char* kind = "") {
    service::ClassifyRequest request;
    request.recordId = record;
    request.info = info;
    request.kind = kind;
    request.reason = "核对后变更";
    return request;
  }
  std::int64_t org_ = 0;
};
MC_ON_BOTH_STORES(ClassTest);

TEST_P(ClassTest, ChangingAClassIsAnAuditedAct) {
  REQ("R-CLASS-01");
  at("2026-01-10");
  const auto record = addRecord(org_);
  at("2026-02-12");
  must(service::classify(now(), to(record, "参考")));
  EXPECT_EQ(view(record).info, domain::InfoClass::kReference);
  EXPECT_EQ(view(record, {{}, on("2026-02-11"), false, ""}).info, domain::InfoClass::kNegative)
      << "the class known before stays known";
  EXPECT_EQ(journalLines("R1", "record.classify"), 1);
  EXPECT_EQ(text("SELECT reason FROM record_class_change"), "核对后变更");
  EXPECT_EQ(number("SELECT COUNT(*) FROM record WHERE info_class = 'reference'"), 1) << "exactly one class";
}

TEST_P(ClassTest, RefusesAClassChangeThatIsNone) {
  REQ("R-CLASS-01");
  const auto record = addRecord(org_, {.kindCode = "N03"});
  EXPECT_EQ(codeOf(service::classify(now(), to(record, "负面", "N03"))), "RECD-0007");
  EXPECT_EQ(codeOf(service::classify(now(), to(record, "很坏"))), "RECD-0005");
  EXPECT_EQ(codeOf(service::classify(now(), to(99, "基础"))), "RECD-0003");
  auto silent = to(record, "基础");
  silent.reason = " ";
  EXPECT_EQ(codeOf(service::classify(now(), silent)), "RECD-0006");
  auto graded = to(record, "负面", "N05");
  graded.severity = "terrible";
  EXPECT_EQ(codeOf(service::classify(now(), graded)), "RECD-0008");
  run("UPDATE record SET state = 'void' WHERE id = $1", {record});
  EXPECT_EQ(codeOf(service::classify(now(), to(record, "基础"))), "RECD-0004");
  EXPECT_EQ(number("SELECT COUNT(*) FROM record_class_change"), 0);
}

TEST_P(ClassTest, ReferenceInformationLeavesThePublicWay) {
  REQ("R-CLASS-01");
  const auto waiting = addRecord(org_, {.publicity = "pending"});
  must(service::classify(now(), to(waiting, "参考")));
  EXPECT_EQ(text("SELECT publicity FROM record WHERE id = $1", {waiting}), "not_public");
  const auto published = addRecord(org_, {.publicity = "published"});
  EXPECT_EQ(codeOf(service::classify(now(), to(published, "参考"))), "RECD-0025");
  EXPECT_EQ(view(published).info, domain::InfoClass::kNegative);
}

TEST_P(ClassTest, TheNatureFollowsTheEntryAndTheClass) {
  REQ("R-CLASS-02");
  int positive = 0;
  int neutral = 0;
  int negative = 0;
  for (const auto& entry : now().law.catalogue) {
    const auto classified = domain::classifyRecord(entry, "", entry.infoClass);
    positive += classified.info == domain::InfoClass::kGood ? 1 : 0;
    neutral += classified.info == domain::InfoClass::kBasic ? 1 : 0;
    negative += classified.info == domain::InfoClass::kNegative ? 1 : 0;
  }
  EXPECT_EQ(positive, 4);
  EXPECT_EQ(neutral, 11);
  EXPECT_EQ(negative, 6);
  const auto record = addRecord(org_);
  must(service::classify(now(), to(record, "良好", "G4")));
  EXPECT_EQ(view(record).nature, domain::Nature::kPositive);
  EXPECT_EQ(view(record).localClass, "正面");
  must(service::classify(now(), to(record, "负面", "N18")));
  EXPECT_EQ(view(record).nature, domain::Nature::kNegative);
}

TEST_P(ClassTest, ABrokenPromiseIsNegativeAndAKeptOneGood) {
  REQ("R-CLASS-02");
  const auto* entry = now().law.entry("LY-ORG");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(domain::classifyRecord(*entry, "已履行", entry->infoClass).info, domain::InfoClass::kGood);
  EXPECT_EQ(domain::classifyRecord(*entry, "未履行", entry->infoClass).info, domain::InfoClass::kNegative);
  EXPECT_EQ(domain::classifyRecord(*entry, "", entry->infoClass).info, domain::InfoClass::kBasic);
}

TEST_P(ClassTest, ReadsTheClassesOfGuangdongAndBack) {
  REQ("R-CLASS-03");
  at("2026-02-12", "guangdong-yangshan");
  std::vector<domain::LocalClass> mapping;
  for (const auto& one : now().law.classMappings) mapping.push_back({one.local, one.info, one.nature, one.weight});
  EXPECT_TRUE(domain::isReversible(mapping));
  for (const char* word : {"增信", "不良", "失信"}) {
    const auto local =
        std::find_if(mapping.begin(), mapping.end(), [&](const auto& one) { return one.local.find(word) == 0; });
    ASSERT_NE(local, mapping.end()) << word;
    EXPECT_EQ(domain::toLocal(mapping, local->info, local->weight), local->local);
  }
}

TEST_P(ClassTest, BadInformationBecomesDishonestOnlyByRecognition) {
  REQ("R-CLASS-03", "R-CLASS-07");
  const auto record = addRecord(org_);
  at("2026-02-12", "guangdong-yangshan");
  EXPECT_EQ(view(record).localClass.find("不良"), 0U) << view(record).localClass;
  must(service::recognise(
      now(), {record, must(service::codesOf(now(), "dishonesty-levels")).front(), "rule-1", "第十五条", "", {}}));
  EXPECT_EQ(view(record).localClass.find("失信"), 0U) << view(record).localClass;
}

TEST_P(ClassTest, GoodInformationNamesItsKind) {
  REQ("R-CLASS-04");
  EXPECT_EQ(must(service::codesOf(now(), "good-kinds")).size(), 4U);
  EXPECT_EQ(must(service::codesOf(now(), "good-activities")).size(), 7U);
  const auto record = addRecord(org_, {.entry = "JL-ORG"});
  EXPECT_EQ(codeOf(service::classify(now(), to(record, "良好"))), "RECD-0010");
  auto commendation = to(record, "良好", "G1");
  EXPECT_EQ(codeOf(service::classify(now(), commendation)), "RECD-0013");
  commendation.issuer = "乡镇级";
  EXPECT_EQ(codeOf(service::classify(now(), commendation)), "RECD-0013") << "below county level";
  commendation.issuer = "县级";
  must(service::classify(now(), commendation));
  auto activity = to(record, "良好", "G2");
  activity.activity = "唱歌";
  EXPECT_EQ(codeOf(service::classify(now(), activity)), "RECD-0014");
  activity.activity = "义诊";
  must(service::classify(now(), activity));
  EXPECT_EQ(view(record).kindLabel, "社会公益活动参加情况");
}

TEST_P(ClassTest, NegativeInformationIsOneOfNineteenKindsAndCountedByKind) {
  REQ("R-CLASS-05");
  const auto codes = must(service::codesOf(now(), "negative-kinds"));
  ASSERT_EQ(codes.size(), 19U);
  const auto record = addRecord(org_);
  EXPECT_EQ(codeOf(service::classify(now(), to(record, "负面", "N99"))), "RECD-0011");
  must(service::classify(now(), to(record, "负面", "N03")));
  addRecord(org_, {.kindCode = "N03"});
  addRecord(org_, {.kindCode = "N17"});
  const auto counts = must(service::reportByKind(now(), domain::InfoClass::kNegative));
  ASSERT_EQ(counts.size(), 19U) << "every code is shown, also those without records";
  for (const auto& line : counts) {
    EXPECT_EQ(line.count, line.code == "N03" ? 2 : line.code == "N17" ? 1 : 0) << line.code;
  }
}

TEST_P(ClassTest, ASelfInspectionCountsOnlyAfterItsReview) {
  REQ("R-CLASS-06");
  EXPECT_EQ(must(service::codesOf(now(), "other-kinds")).size(), 7U);
  const auto record = addRecord(org_, {.infoClass = "other", .nature = "neutral", .kindCode = "O1"});
  const auto evaluation = static_cast<std::size_t>(domain::Use::kEvaluation);
  EXPECT_FALSE(view(record).counts);
  EXPECT_FALSE(view(record).uses[evaluation].applies);
  EXPECT_EQ(codeOf(service::review(now(), record, "", on("2026-02-01"), "")), "RECD-0031");
  must(service::review(now(), record, "王示例", on("2026-02-01"), "属实"));
  EXPECT_TRUE(view(record).uses[evaluation].applies);
  EXPECT_EQ(codeOf(service::review(now(), record, "王示例", on("2026-02-01"), "")), "RECD-0033");
  EXPECT_EQ(codeOf(service::review(now(), addRecord(org_), "王示例", on("2026-02-01"), "")), "RECD-0032");
}

TEST_P(ClassTest, DishonestyNeedsRuleClauseAndLevel) {
  REQ("R-CLASS-07");
  const auto record = addRecord(org_);
  EXPECT_EQ(codeOf(service::recognise(now(), {record, "", "rule-1", "第十五条", "", {}})), "RECD-0021");
  EXPECT_EQ(codeOf(service::recognise(now(), {record, "general", "", "第十五条", "", {}})), "RECD-0021");
  EXPECT_EQ(codeOf(service::recognise(now(), {record, "general", "rule-1", "", "", {}})), "RECD-0021");
  EXPECT_EQ(codeOf(service::recognise(now(), {record, "特别严重", "rule-1", "第十五条", "", {}})), "RECD-0022");
  const auto basic = addRecord(org_, {.infoClass = "basic", .nature = "neutral"});
  EXPECT_EQ(codeOf(service::recognise(now(), {basic, "general", "rule-1", "第十五条", "", {}})), "RECD-0020");
  EXPECT_EQ(number("SELECT COUNT(*) FROM dishonesty"), 0);
  must(service::recognise(now(), {record, "一般失信", "rule-1", "第十五条", "", {}}));
  EXPECT_EQ(view(record).dishonestyLevel, "general");
  EXPECT_EQ(journalLines("R1", "record.recognise"), 1);
}

TEST_P(ClassTest, SeriousListsRestOnNationalDocumentsOnly) {
  REQ("R-CLASS-08");
  at("2026-02-12", "henan-luoyang", [](jurisdiction::Jurisdiction& changed) {
    jurisdiction::BasisDocument local;
    local.id = "city-notice";
    local.title = "测试市通知";
    local.level = "市";
    changed.basis.push_back(local);
  });
  EXPECT_EQ(codeOf(service::createListType(now(), "L1", "测试名单", "")), "RECD-0040");
  EXPECT_EQ(codeOf(service::createListType(now(), "L1", "测试名单", "unknown")), "RECD-0041");
  EXPECT_EQ(codeOf(service::createListType(now(), "L1", "测试名单", "city-notice")), "RECD-0042");
  EXPECT_EQ(codeOf(service::createListType(now(), "", "测试名单", "dishonesty-constraint")), "RECD-0043");
  must(service::createListType(now(), "L1", "测试名单", "dishonesty-constraint"));
  EXPECT_EQ(codeOf(service::createListType(now(), "L1", "测试名单", "dishonesty-constraint")), "RECD-0043");
  const auto record = addRecord(org_);
  EXPECT_EQ(codeOf(service::recognise(now(), {record, "serious", "rule-1", "第十七条", "", {}})), "RECD-0023");
  EXPECT_EQ(codeOf(service::recognise(now(), {record, "serious", "rule-1", "第十七条", "L9", {}})), "RECD-0024");
  must(service::recognise(now(), {record, "serious", "rule-1", "第十七条", "L1", on("2026-02-10")}));
  EXPECT_EQ(codeOf(service::recognise(now(), {record, "general", "rule-1", "第十五条", "", on("2026-03-01")})),
            "RECD-0017");
}

TEST_P(ClassTest, ContinuingConductStartsItsClockWhenItEnds) {
  REQ("R-CLASS-09");
  const auto record = addRecord(org_, {.decidedOn = "2015-01-05"});
  EXPECT_TRUE(view(record).archived) << "eleven years after the recognition";
  must(service::setConduct(now(), record, true, {}));
  EXPECT_FALSE(view(record).terms.retention.end.has_value());
  EXPECT_FALSE(view(record).archived);
  EXPECT_EQ(codeOf(service::setConduct(now(), record, false, on("2015-01-04"))), "RECD-0016");
  EXPECT_EQ(codeOf(service::setConduct(now(), record, false, on("2026-02-13"))), "RECD-0017");
  must(service::setConduct(now(), record, false, on("2025-06-30")));
  EXPECT_EQ(view(record).terms.retention.end, on("2030-06-30"));
  const auto basic = addRecord(org_, {.infoClass = "basic", .nature = "neutral"});
  EXPECT_EQ(codeOf(service::setConduct(now(), basic, true, {})), "RECD-0015");
}

TEST_P(ClassTest, PointsOfBadPracticeAreSummedPerCycleWithAnAlert) {
  REQ("R-CLASS-10");
  const auto add = [this](const char* points, const char* day) {
    return must(
        service::addScore(now(), {org_, *base::Decimal6::parse(points), on(day), "未按规定书写病历", "测试依据"}));
  };
  EXPECT_EQ(add("4", "2025-12-31").points.str(), "4");
  EXPECT_EQ(add("6.5", "2026-01-01").points.str(), "6.5");
  EXPECT_FALSE(add("5", "2026-01-20").alert);
  const auto sum = add("0.5", "2026-02-01");
  EXPECT_EQ(sum.points.str(), "12");
  EXPECT_TRUE(sum.alert);
  EXPECT_EQ(sum.from, on("2026-01-01"));
  EXPECT_EQ(must(service::scoreSum(now(), org_, on("2025-06-01"))).points.str(), "4");
  const auto refused = [this](const char* points, const char* day, const char* item) {
    return codeOf(service::addScore(now(), {org_, *base::Decimal6::parse(points), on(day), item, ""}));
  };
  EXPECT_EQ(refused("0", "2026-01-01", "事项"), "RECD-0050");
  EXPECT_EQ(refused("-1", "2026-01-01", "事项"), "RECD-0050");
  EXPECT_EQ(refused("1", "2026-01-01", ""), "RECD-0051");
  EXPECT_EQ(refused("1", "2026-02-13", "事项"), "RECD-0017");
  EXPECT_EQ(number("SELECT COUNT(*) FROM practice_score"), 4);
}

TEST_P(ClassTest, AComplaintIsNegativeOnlyWhenVerifiedOrMany) {
  REQ("R-CLASS-11");
  const auto record = addRecord(org_, {.infoClass = "reference", .nature = "neutral"});
  const auto first = must(service::addComplaint(now(), {org_, on("2026-01-10"), "12345", "服务态度", record}));
  const auto evaluation = static_cast<std::size_t>(domain::Use::kEvaluation);
  EXPECT_FALSE(view(record).uses[evaluation].applies) << "an unverified complaint never enters an evaluation";
  EXPECT_EQ(codeOf(service::classify(now(), to(record, "负面", "N17"))), "RECD-0030");
  EXPECT_FALSE(must(service::decideComplaint(now(), first, "unfounded", true)));
  EXPECT_EQ(codeOf(service::classify(now(), to(record, "负面", "N17"))), "RECD-0030");
  // Three verified ones within a year meet item (十七).
  bool negative = false;
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(negative);
    const auto id = must(service::addComplaint(now(), {org_, on("2026-01-20"), "来信", "收费", std::nullopt}));
    negative = must(service::decideComplaint(now(), id, "verified", false));
  }
  EXPECT_TRUE(negative);
  must(service::classify(now(), to(record, "负面", "N17")));
}

TEST_P(ClassTest, RefusesComplaintsThatCannotBe) {
  REQ("R-CLASS-11");
  const auto other = addOrg("另一测试医院");
  const auto foreign = addRecord(other);
  EXPECT_EQ(codeOf(service::addComplaint(now(), {org_, on("2026-01-10"), "来信", " ", {}})), "RECD-0052");
  EXPECT_EQ(codeOf(service::addComplaint(now(), {org_, on("2026-01-10"), "来信", "收费", foreign})), "RECD-0053");
  EXPECT_EQ(codeOf(service::addComplaint(now(), {org_, on("2026-02-13"), "来信", "收费", {}})), "RECD-0017");
  EXPECT_EQ(codeOf(service::addComplaint(now(), {99, on("2026-01-10"), "来信", "收费", {}})), "SUBJ-0030");
  EXPECT_EQ(codeOf(service::decideComplaint(now(), 9, "verified", false)), "RECD-0054");
  const auto id = must(service::addComplaint(now(), {org_, on("2026-01-10"), "来信", "收费", {}}));
  EXPECT_EQ(codeOf(service::decideComplaint(now(), id, "unverified", false)), "RECD-0056");
  EXPECT_EQ(codeOf(service::decideComplaint(now(), id, "maybe", false)), "RECD-0056");
  EXPECT_TRUE(must(service::decideComplaint(now(), id, "verified", true))) << "one with bad consequence is enough";
  EXPECT_EQ(codeOf(service::decideComplaint(now(), id, "unfounded", false)), "RECD-0055");
}

TEST_P(ClassTest, RecordsAreCountedByMomentAndLevel) {
  REQ("R-CAT-11");
  const char* moments[] = {"注册登记", "资质审核", "日常监管", "公共服务"};
  for (const char* moment : moments) {
    const auto county = addRecord(org_);
    must(service::tagMoment(now(), county, moment));
  }
  const auto city = addRecord(org_, {.unit = "U2"});
  must(service::tagMoment(now(), city, "日常监管"));
  EXPECT_EQ(codeOf(service::tagMoment(now(), city, "年终总结")), "RECD-0018");
  const auto counts = must(service::reportByMoment(now()));
  ASSERT_EQ(counts.size(), 5U);
  for (const auto& line : counts) EXPECT_EQ(line.count, 1) << line.code << line.level;
  EXPECT_EQ(std::count_if(counts.begin(), counts.end(), [](const auto& line) { return line.level == "市级"; }), 1);
  EXPECT_EQ(std::count_if(counts.begin(), counts.end(), [](const auto& line) { return line.level == "县级"; }), 4);
}

TEST_P(ClassTest, InternalInformationIsSeenByItsOwnUnitOnlyAndLeavesNoWay) {
  REQ("R-CAT-12");
  const auto record = addRecord(org_, {.publicity = "pending"});
  must(service::setInternalOnly(now(), record, true));
  EXPECT_EQ(text("SELECT publicity FROM record"), "not_public");
  const auto stranger = must(service::readArchive(now(), org_, {}));
  EXPECT_TRUE(stranger.records.empty());
  EXPECT_EQ(stranger.hiddenInternal, 1U);
  EXPECT_TRUE(must(service::readArchive(now(), org_, {{}, {}, false, "U2"})).records.empty());
  const auto own = view(record, {{}, {}, false, "U1"});
  EXPECT_EQ(own.info, domain::InfoClass::kNegative) << "classified as any other";
  for (const auto use : {domain::Use::kDisclosure, domain::Use::kSharing}) {
    EXPECT_FALSE(own.uses[static_cast<std::size_t>(use)].applies);
  }
  const auto published = addRecord(org_, {.publicity = "published"});
  EXPECT_EQ(codeOf(service::setInternalOnly(now(), published, true)), "RECD-0019");
}

}  // namespace
}  // namespace medcredit::test
