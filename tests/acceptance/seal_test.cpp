// Identity numbers and other personal values in the store (R-SEC-04): nowhere in clear, everywhere readable to those
// who hold the keys, never to be moved to another row.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "service/record.h"
#include "service/store_keys.h"
#include "service/subject.h"
#include "store/records.h"
#include "store/subjects_archive.h"
#include "support/collect_fixture.h"
#include "support/sample_rows.h"

namespace medcredit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class SealTest : public CollectTest {
 protected:
  /// Everything the store keeps, as an intruder would read it: the files of SQLite, the tables of PostgreSQL as text.
  std::string everything() {
    std::string all;
    if (conn().engine() == store::Engine::kSqlite) {
      disconnect();
      for (const auto* name : {"medcredit.db", "medcredit.db-wal"}) {
        std::ifstream in(std::filesystem::path(location().dataDir) / name, std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
      }
      return all;
    }
    std::vector<std::string> tables;
    must(conn().query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace", {},
                      [&](const store::Row& row) {
                        tables.push_back(row.str(0));
                        return true;
                      }));
    for (const auto& table : tables) {
      must(conn().query("SELECT t::text FROM " + table + " t", {}, [&](const store::Row& row) {
        all.append(row.text(0)).append(1, '\n');
        return true;
      }));
    }
    return all;
  }
};

TEST_P(SealTest, ARawScanOfTheStoreFindsNoIdentityNumber) {
  REQ("R-SEC-04");
  const auto& persons = entry("CF-NP");
  const std::string accepted = sampleCitizenId(11);
  const std::string legalRep = sampleCitizenId(12);
  // Rejected: the row goes back with its number, and a finding repeats the wrong number itself.
  std::string wrong = sampleCitizenId(13);
  wrong.back() = wrong.back() == '1' ? '2' : '1';
  const auto report = must(send({sampleRow(persons, 1, {{"doc-type", "身份证"}, {"doc-no", accepted}}),
                                 sampleRow(persons, 2, {{"doc-type", "身份证"}, {"doc-no", wrong}})},
                                {.entry = "CF-NP"}));
  ASSERT_EQ(report.counts.accepted, 1);
  ASSERT_EQ(report.counts.rejected, 1);
  must(send({sampleRow(entry(), 3, {{"legal-rep-doc-type", "身份证"}, {"legal-rep-doc-no", legalRep}})}));
  const auto all = everything();
  ASSERT_GT(all.size(), 1000U);
  EXPECT_THAT(all, HasSubstr(sampleCode(3))) << "the scan sees what lies open";
  for (const auto& number : {accepted, legalRep, wrong}) EXPECT_EQ(all.find(number), std::string::npos) << number;
}

TEST_P(SealTest, WhoHoldsTheKeysReadsAndFindsThem) {
  REQ("R-SEC-04");
  const std::string number = sampleCitizenId(21);
  must(send({sampleRow(entry("CF-NP"), 1, {{"doc-type", "身份证"}, {"doc-no", number}})}, {.entry = "CF-NP"}));
  const auto versions = must(store::recordVersions(conn(), 1));
  ASSERT_EQ(versions.size(), 1U);
  EXPECT_THAT(versions[0].payload, HasSubstr(number));
  EXPECT_FALSE(versions[0].personal.empty());
  EXPECT_EQ(must(store::findSubjectsByCode(conn(), number)).size(), 1U);
  EXPECT_TRUE(must(store::findSubjectsByCode(conn(), sampleCitizenId(22))).empty());
  // The same number again is the same person: the blind index finds it, and the second record adds no subject.
  must(send({sampleRow(entry("CF-NP"), 2, {{"doc-type", "身份证"}, {"doc-no", number}})}, {.entry = "CF-NP"}));
  EXPECT_EQ(countOf("subject"), 1);
  EXPECT_EQ(countOf("subject_key"), 1) << "one data key per person";
}

TEST_P(SealTest, AVersionThatFollowsIsSealedToo) {
  REQ("R-SEC-04");
  const std::string number = sampleCitizenId(31);
  must(send({sampleRow(entry("CF-NP"), 1, {{"doc-type", "身份证"}, {"doc-no", number}})}, {.entry = "CF-NP"}));
  must(service::retireRecord(context(), 1, true, "测试作废"));
  EXPECT_THAT(must(store::recordVersions(conn(), 1)).back().payload, HasSubstr(number));
  EXPECT_EQ(this->number("SELECT count(*) FROM record_version WHERE sealed IS NOT NULL"), 2);
  EXPECT_EQ(everything().find(number), std::string::npos);
}

TEST_P(SealTest, ASealedValueMovedToAnotherRowIsRefused) {
  REQ("R-SEC-04");
  const auto& persons = entry("CF-NP");
  must(send({sampleRow(persons, 1, {{"doc-type", "身份证"}, {"doc-no", sampleCitizenId(41)}}),
             sampleRow(persons, 2, {{"doc-type", "身份证"}, {"doc-no", sampleCitizenId(42)}})},
            {.entry = "CF-NP"}));
  run("UPDATE version_row SET sealed = (SELECT o.sealed FROM record_version o WHERE o.record_id = 2) WHERE "
      "record_id "
      "= 1");
  const auto moved = store::recordVersions(conn(), 1);
  ASSERT_FALSE(moved.ok());
  EXPECT_EQ(moved.error().code, "CRYP-0003");
  EXPECT_TRUE(isClearChinese(moved.error()));
  EXPECT_TRUE(store::recordVersions(conn(), 2).ok()) << "the other record is untouched";
}

TEST_P(SealTest, WithTheDataKeyOfAPersonAllOfItsValuesAreGone) {
  REQ("R-SEC-04");
  must(send({sampleRow(entry("CF-NP"), 1, {{"doc-type", "身份证"}, {"doc-no", sampleCitizenId(51)}})},
            {.entry = "CF-NP"}));
  run("DELETE FROM subject_key");
  store::FieldCipher fresh(keys(), random());  // as after a restart: no key is remembered
  conn().useCipher(&fresh);
  const auto gone = store::recordVersions(conn(), 1);
  ASSERT_FALSE(gone.ok());
  EXPECT_EQ(gone.error().code, "CRYP-0013");
  EXPECT_TRUE(isClearChinese(gone.error()));
}

TEST_P(SealTest, AStoreKnowsItsKeys) {
  REQ("R-SEC-04");
  const std::string mine = (folder() / "keys").string();
  const auto made = must(service::openStoreKeys(conn(), mine, random()));
  EXPECT_EQ(must(service::openStoreKeys(conn(), mine, random())).master(), made.master());
  EXPECT_EQ(service::openStoreKeys(conn(), (folder() / "lost").string(), random()).error().code, "CRYP-0012")
      << "new keys could open nothing";
  const std::string other = (folder() / "other").string();
  must(crypto::Keys::open(other, true, random()));
  const auto wrong = service::openStoreKeys(conn(), other, random());
  EXPECT_EQ(wrong.error().code, "CRYP-0014");
  EXPECT_TRUE(isClearChinese(wrong.error()));
}

MC_ON_BOTH_STORES(SealTest);

}  // namespace
}  // namespace medcredit::test
