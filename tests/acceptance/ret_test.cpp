// RET: record periods and applicability on stored records, and the daily release (R-RET-01…05).
#include <algorithm>

#include "acceptance/record_maker.h"
#include "service/archive.h"
#include "service/classify.h"

namespace medcredit::test {
namespace {

base::CivilDate on(const char* iso) { return *base::CivilDate::parseIso(iso); }

std::string codeOf(const base::Status& status) { return status.ok() ? std::string() : status.error().code; }

class RetentionTest : public RecordMaker {
 protected:
  void SetUp() override {
    RecordMaker::SetUp();
    addUnit("U1", "老城区测试监督所", {"CF-ORG"}, "410302");
    at("2025-02-28");
    org_ = addOrg("测试医院", {"usc:914103000000000782"});
  }
  service::RecordView view(std::int64_t record, const char* asOf = nullptr) {
    service::ArchiveQuery query;
    if (asOf != nullptr) query.asOf = on(asOf);
    for (const auto& one : must(service::readArchive(now(), org_, query)).records) {
      if (one.id == record) return one;
    }
    throw std::runtime_error("record not in the archive");
  }
  static int usesThatApply(const service::RecordView& view) {
    return static_cast<int>(
        std::count_if(view.uses.begin(), view.uses.end(), [](const auto& use) { return use.applies; }));
  }
  std::int64_t org_ = 0;
};
MC_ON_BOTH_STORES(RetentionTest);

TEST_P(RetentionTest, BasicInformationIsKeptUntilTheEnd) {
  REQ("R-RET-01");
  const auto record = addRecord(org_, {.decidedOn = "2001-01-05", .infoClass = "basic", .nature = "neutral"});
  EXPECT_FALSE(view(record).archived);
  EXPECT_TRUE(must(service::releaseExpired(now())).empty());
  must(service::recordEvent(now(), org_, "注销", on("2025-02-20"), ""));
  EXPECT_TRUE(view(record).archived);
  EXPECT_FALSE(view(record, "2025-02-19").archived) << "before the end it still counted";
  EXPECT_EQ(must(service::releaseExpired(now())), std::vector<std::int64_t>{record});
}

TEST_P(RetentionTest, ACommendationOfTwentyYearsAgoIsStillThereUntilRevoked) {
  REQ("R-RET-02");
  const auto record = addRecord(org_, {.decidedOn = "2005-01-05", .infoClass = "good", .nature = "positive"});
  EXPECT_EQ(usesThatApply(view(record)), 4);
  auto transaction = must(store::Transaction::start(conn()));
  store::NewVersion revoked;
  revoked.recordId = record;
  revoked.version = 2;
  revoked.kind = "withdrawal";
  revoked.entryVersion = 1;
  revoked.knownAt = now().clock.now();
  revoked.trueFrom = "2025-02-10";
  revoked.actor = "test";
  revoked.payload = "[]";
  must(store::insertVersions(conn(), std::vector<store::NewVersion>{revoked}));
  must(store::retireHead(conn(), record, 2, "withdrawn"));
  must(transaction.commit());
  EXPECT_EQ(usesThatApply(view(record)), 0);
  EXPECT_EQ(view(record).state, "withdrawn") << "the history is kept";
  EXPECT_EQ(usesThatApply(view(record, "2025-02-09")), 4);
  EXPECT_EQ(number("SELECT COUNT(*) FROM record_version"), 2);
}

TEST_P(RetentionTest, NegativeInformationIsReleasedAfterFiveYearsToTheDay) {
  REQ("R-RET-03");
  const auto record = addRecord(org_, {.decidedOn = "2020-03-01"});
  EXPECT_TRUE(must(service::releaseExpired(now())).empty()) << "not on the last day";
  at("2025-03-01");
  EXPECT_EQ(must(service::releaseExpired(now())), std::vector<std::int64_t>{record});
  EXPECT_EQ(view(record).releasedOn, "2025-03-01");
  EXPECT_TRUE(view(record).archived);
  EXPECT_EQ(journalLines("R1", "record.release"), 1);
  EXPECT_TRUE(must(service::releaseExpired(now())).empty()) << "once only";
  EXPECT_EQ(number("SELECT COUNT(*) FROM record WHERE id = $1", {record}), 1) << "kept, not deleted";
}

TEST_P(RetentionTest, AStatuteKeepsItLonger) {
  REQ("R-RET-03");
  const auto record = addRecord(org_, {.decidedOn = "2020-03-01"});
  EXPECT_EQ(codeOf(service::overrideRetention(now(), record, "P10Y", "no-such-law")), "RECD-0034");
  EXPECT_EQ(codeOf(service::overrideRetention(now(), record, "十年", "holiday-law")), "RECD-0001");
  EXPECT_EQ(codeOf(service::overrideRetention(now(), 99, "P10Y", "holiday-law")), "RECD-0003");
  must(service::overrideRetention(now(), record, "P10Y", "holiday-law"));
  at("2025-03-01");
  EXPECT_TRUE(must(service::releaseExpired(now())).empty());
  EXPECT_EQ(view(record).terms.retention.end, on("2030-03-01"));
}

TEST_P(RetentionTest, OutsideItsUseTermANegativeRecordServesNoUse) {
  REQ("R-RET-04");
  const auto record = addRecord(org_, {.decidedOn = "2020-03-01", .severity = "general"});
  const auto now = view(record);
  ASSERT_TRUE(now.terms.use.end.has_value());
  EXPECT_EQ(*now.terms.use.end, on("2021-03-01")) << "one year, the longest publicity of that severity and regime";
  EXPECT_EQ(usesThatApply(view(record, "2021-02-28")), 4);
  EXPECT_EQ(usesThatApply(view(record, "2021-03-01")), 0);
  EXPECT_FALSE(now.archived) << "the record period runs on its own clock";
  EXPECT_NE(now.terms.use.why.find("默认值（依据未规定）"), std::string::npos);
}

TEST_P(RetentionTest, TheRegimeOfTheRecognitionDayDecides) {
  REQ("R-RET-04");
  at("2026-05-01");
  const auto before = addRecord(org_, {.decidedOn = "2026-03-31", .severity = "general"});
  const auto after = addRecord(org_, {.decidedOn = "2026-04-01", .severity = "general"});
  EXPECT_EQ(view(before).terms.use.end, on("2029-03-31"));
  EXPECT_EQ(view(after).terms.use.end, on("2027-04-01"));
}

TEST_P(RetentionTest, TheEntrysOwnPeriodGoesBeforeThatOfItsClass) {
  REQ("R-RET-12");
  at("2025-02-28");
  const auto byClass = addRecord(org_, {.decidedOn = "2020-03-01", .severity = "general"});
  at("2025-02-28", "henan-luoyang", [](jurisdiction::Jurisdiction& law) {
    for (auto& entry : law.catalogue) {
      if (entry.code == "CF-ORG") entry.retention = "P3Y";
    }
  });
  const auto record = addRecord(org_, {.documentNo = "洛卫测罚〔2020〕2号", .decidedOn = "2022-03-01"});
  EXPECT_EQ(*view(record).terms.retention.end, on("2025-03-01")) << "three years by the entry, five by the class";
  EXPECT_NE(view(record).terms.retention.why.find("目录条目"), std::string::npos);
  must(service::overrideRetention(now(), record, "P10Y", "holiday-law"));
  EXPECT_EQ(*view(record).terms.retention.end, on("2032-03-01")) << "a statute goes before both";
  at("2025-02-28");
  EXPECT_EQ(*view(byClass).terms.retention.end, on("2025-03-01")) << "five years by the class";
}

TEST_P(RetentionTest, ALicenceIsApplicableWhileItIsValid) {
  REQ("R-RET-05");
  const auto licence = addRecord(org_, {.entry = "XK-ORG",
                                        .decidedOn = "2020-01-01",
                                        .infoClass = "basic",
                                        .nature = "neutral",
                                        .validTo = "2024-12-31"});
  const auto openEnded = addRecord(org_, {.decidedOn = "2020-01-01", .infoClass = "other", .nature = "neutral"});
  EXPECT_EQ(usesThatApply(view(licence, "2024-12-31")), 4);
  EXPECT_EQ(usesThatApply(view(licence, "2025-01-01")), 0);
  EXPECT_EQ(usesThatApply(view(openEnded)), 4);
}

}  // namespace
}  // namespace medcredit::test
