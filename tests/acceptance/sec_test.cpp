// Security of the trail (R-SEC-01, 05, 06, 07, 12) on both engines: tampering by somebody with the database's own
// rights is found at its place, nothing can be removed silently, heads are never signed over changed history, backups
// restore.
#include <gmock/gmock.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "service/accountability.h"
#include "service/audit.h"
#include "service/backup.h"
#include "service/evidence.h"
#include "service/evidence_tree.h"
#include "service/evidence_verify.h"
#include "service/read_log.h"
#include "support/evidence_support.h"
#include "support/pg_cluster.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class SecTest : public StoreTest {
 protected:
  template <class R>
  [[nodiscard]] static std::string codeOf(const R& result) {
    return result.ok() ? "" : result.error().code;
  }
  void subjects(int count) {
    for (int i = 1; i <= count; ++i) {
      run("INSERT INTO subject (id, kind, name, name_key, state, created_at) VALUES ($1, 'ORG', '示例单位', "
          "'示例单位', 'active', 0)",
          {std::int64_t{i}});
    }
  }
  [[nodiscard]] static service::Act change(int number) {
    service::Act act;
    act.action = "record.correct";
    act.objectType = "record";
    act.objectId = "R" + std::to_string(number);
    act.objectVersion = number;
    act.detailJson = "{\"cause\":\"示例原因" + std::to_string(number) + "\"}";
    return act;
  }
  void append(service::Context& context, const service::Act& act) {
    auto transaction = must(store::Transaction::start(context.conn));
    must(service::appendEvidence(context, act));
    must(transaction.commit());
  }
  /// A log of `changes` changes and two reads of personal data, with heads in between.
  service::Context& filled(int changes = 11) {
    subjects(3);
    auto& context = serviceContext();
    for (int i = 0; i < changes; ++i) {
      append(context, change(i));
      if (i == changes / 2) (void)must(service::signHead(context));
    }
    service::Act read;
    read.action = "subject.read";
    read.objectType = "subject";
    read.objectId = "S2";
    read.subjectId = 2;
    read.purpose = "复核";
    must(service::recordRead(context, read));
    service::Act list = read;
    list.action = "subject.list";
    list.objectId = "";
    list.subjectId.reset();
    list.subjects = {3, 1};
    list.visibleFrom = base::Instant{77};
    must(service::recordRead(context, list));
    (void)must(service::signHead(context));
    return context;
  }
  /// "CODE@place" of everything the verification finds.
  [[nodiscard]] std::vector<std::string> findings(service::Context& context,
                                                  const std::optional<std::string>& kept = {}) {
    std::vector<std::string> out;
    for (const auto& finding : must(service::verifyLog(context, kept)).findings) {
      out.push_back(finding.code + "@" + finding.place);
    }
    return out;
  }
  [[nodiscard]] static store::EvidenceFilter firstOf(std::int64_t epoch) {
    store::EvidenceFilter filter;
    filter.epoch = epoch;
    filter.until = 1;
    return filter;
  }
  void tamper(const std::string& sql) {
    removeGuards(conn());
    must(conn().script(sql));
  }
  /// Flips the lowest bit of one byte of a binary column.
  void flip(const std::string& table, const std::string& column, int at, const std::string& where) {
    removeGuards(conn());
    std::string bytes;
    must(conn().query("SELECT " + column + " FROM " + table + " WHERE " + where, {}, [&](const store::Row& row) {
      bytes = std::string(row.blob(0));
      return false;
    }));
    ASSERT_GT(bytes.size(), static_cast<std::size_t>(at));
    bytes[static_cast<std::size_t>(at)] = static_cast<char>(bytes[static_cast<std::size_t>(at)] ^ 1);
    run("UPDATE " + table + " SET " + column + " = $1 WHERE " + where, {store::BlobView{bytes}});
  }
};
MC_ON_BOTH_STORES(SecTest);

TEST_P(SecTest, EveryActLeavesAnEntryAndAnUntouchedLogIsClean) {
  REQ("R-SEC-01");
  auto& context = filled();
  EXPECT_THAT(findings(context), ::testing::IsEmpty());
  const auto report = must(service::verifyLog(context));
  ASSERT_EQ(report.epochs.size(), 1U);
  EXPECT_EQ(report.epochs[0].entries, 13);
  EXPECT_EQ(report.epochs[0].heads, 2);
  const auto lines = must(service::auditEntries(context, {}, true));
  EXPECT_EQ(lines[3].entry.objectId, "R3");
  EXPECT_THAT(lines[3].detail, HasSubstr("示例原因3"));
  EXPECT_EQ(lines[3].entry.actor, "test");
  EXPECT_EQ(lines[11].entry.subjectPseudonym, service::subjectPseudonym(keys(), 2));
  EXPECT_EQ(text("SELECT action FROM evidence_entry ORDER BY seq DESC"), "audit.detail")
      << "looking into the details is itself recorded";
}

TEST_P(SecTest, NoNameNorReasonStandsInTheLogInClear) {
  REQ("R-SEC-01");
  (void)filled();
  std::string all;
  must(
      conn().query("SELECT e.leaf, d.content FROM evidence_entry e LEFT JOIN evidence_detail d ON d.epoch = e.epoch "
                   "AND d.seq = e.seq",
                   {}, [&](const store::Row& row) {
                     all += std::string(row.blob(0)) + (row.isNull(1) ? "" : std::string(row.blob(1)));
                     return true;
                   }));
  EXPECT_THAT(all, Not(HasSubstr("示例原因")));
  EXPECT_THAT(all, HasSubstr("record.correct"));
}

TEST_P(SecTest, AnEntryIsThereExactlyWhenItsChangeIs) {
  REQ("R-SEC-01");
  auto& context = serviceContext();
  {
    auto transaction = must(store::Transaction::start(conn()));
    must(service::appendEvidence(context, change(1)));
  }  // rolled back
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM evidence_node"), 0);
  EXPECT_EQ(codeOf(service::appendEvidence(context, change(1))), "STOR-0005") << "never outside a transaction";
}

TEST_P(SecTest, ManyEntriesAtOnceMakeTheSameTreeAsOneByOne) {
  REQ("R-SEC-01");
  auto& context = serviceContext();
  std::vector<service::Act> acts;
  for (int i = 0; i < 37; ++i) acts.push_back(change(i));
  append(context, change(100));
  {
    auto transaction = must(store::Transaction::start(conn()));
    must(service::appendEvidence(context, acts));
    must(transaction.commit());
  }
  append(context, change(101));
  (void)must(service::signHead(context));
  EXPECT_THAT(findings(context), ::testing::IsEmpty());
  EXPECT_EQ(must(service::verifyLog(context)).epochs[0].entries, 39);
}

struct Tampering {
  std::string name, table, column;
  int byte;
  std::string where, found;
};

TEST_P(SecTest, OneFlippedByteInAnyTableIsFoundAtItsPlace) {
  REQ("R-SEC-01", "R-SEC-05");
  const std::vector<Tampering> all{
      {"entry", "evidence_entry", "leaf", 40, "seq = 4", "EVID-0023@node 1/0/4"},
      {"sequence in the entry", "evidence_entry", "leaf", 12, "seq = 4", "EVID-0022@1/4"},
      {"version of the entry", "evidence_entry", "leaf", 0, "seq = 4", "EVID-0021@1/4"},
      {"detail", "evidence_detail", "content", 60, "seq = 5", "EVID-0025@1/5"},
      {"salt", "evidence_detail", "salt", 3, "seq = 5", "EVID-0025@1/5"},
      {"leaf node", "evidence_node", "hash", 0, "level = 0 AND idx = 7", "EVID-0023@node 1/0/7"},
      {"inner node", "evidence_node", "hash", 31, "level = 2 AND idx = 1", "EVID-0023@node 1/2/1"}};
  for (const auto& one : all) {
    TearDown();
    SetUp();
    auto& context = filled();
    flip(one.table, one.column, one.byte, one.where);
    EXPECT_THAT(findings(context), Contains(one.found)) << one.name;
  }
}

TEST_P(SecTest, WhatIsDeletedSwappedForgedOrAddedIsFoundAtItsPlace) {
  REQ("R-SEC-01", "R-SEC-05", "R-SEC-06");
  const std::vector<std::pair<std::string, std::string>> all{
      {"DELETE FROM evidence_entry WHERE seq = 6", "EVID-0020@1/7"},
      {"DELETE FROM evidence_entry WHERE seq >= 11; DELETE FROM evidence_detail WHERE seq >= 11; DELETE FROM "
       "evidence_subject; DELETE FROM evidence_node WHERE level = 0 AND idx >= 11 OR level = 1 AND idx >= 5 OR level = "
       "2 AND idx >= 2",
       "EVID-0028@head 1/13"},
      {"UPDATE evidence_entry SET leaf = (SELECT o.leaf FROM evidence_entry o WHERE o.seq = 5 - evidence_entry.seq) "
       "WHERE seq IN (2, 3)",
       "EVID-0022@1/2"},
      {"UPDATE evidence_entry SET at = at + 1 WHERE seq = 3", "EVID-0022@1/3"},
      {"UPDATE evidence_entry SET actor = 'other' WHERE seq = 3", "EVID-0022@1/3"},
      {"UPDATE evidence_entry SET action = 'nothing' WHERE seq = 3", "EVID-0022@1/3"},
      {"UPDATE evidence_entry SET object = 'R999' WHERE seq = 3", "EVID-0022@1/3"},
      {"DELETE FROM evidence_detail WHERE seq = 2", "EVID-0025@1/2"},
      {"INSERT INTO evidence_detail (epoch, seq, salt, content) SELECT 1, 50, salt, content FROM evidence_detail WHERE "
       "seq = 2",
       "EVID-0025@1/50"},
      {"UPDATE evidence_detail SET salt = (SELECT o.salt FROM evidence_detail o WHERE o.seq = 3), content = (SELECT "
       "o.content FROM evidence_detail o WHERE o.seq = 3) WHERE seq = 2",
       "EVID-0025@1/2"},
      {"DELETE FROM evidence_node WHERE level = 1 AND idx = 2", "EVID-0024@node 1/1/2"},
      {"INSERT INTO evidence_node (epoch, level, idx, hash) SELECT 1, 0, 13, hash FROM evidence_node WHERE level = 0 "
       "AND idx = 0",
       "EVID-0024@node 1/0/13"},
      {"DELETE FROM evidence_subject WHERE subject_id = 2", "EVID-0029@1/11"},
      {"DELETE FROM evidence_subject WHERE subject_id = 3", "EVID-0029@1/12"},
      {"UPDATE evidence_subject SET subject_id = 3 WHERE subject_id = 2", "EVID-0029@1/11"},
      {"UPDATE evidence_subject SET visible_from = 99 WHERE subject_id = 1", "EVID-0029@1/12"},
      {"INSERT INTO evidence_subject (subject_id, epoch, seq, visible_from) VALUES (1, 1, 400, 0)", "EVID-0029@1/400"},
      {"UPDATE evidence_head SET head = replace(head, 'audit/1', 'audit/2')", "EVID-0026@head 1/6"},
      {"UPDATE evidence_head SET size = 7 WHERE size = 6", "EVID-0027@head 1/7"}};
  for (const auto& [sql, found] : all) {
    TearDown();
    SetUp();
    auto& context = filled();
    tamper(sql);
    EXPECT_THAT(findings(context), Contains(found)) << sql;
  }
}

TEST_P(SecTest, AHeadForgedWithAnotherKeyIsFound) {
  REQ("R-SEC-01", "R-SEC-05");
  auto& context = filled();
  const auto stranger = crypto::Sm2PrivateKey::generate();
  evidence::Head head{service::logOrigin(context.law, 1), 5, {}, "2026-02-12T04:00:00Z"};
  const std::string forged = evidence::signHead(head, context.law.id, stranger);
  run("INSERT INTO evidence_head (epoch, size, head, at) VALUES (1, 5, $1, 0)", {std::string_view(forged)});
  EXPECT_THAT(findings(context), Contains("EVID-0026@head 1/5"));
}

TEST_P(SecTest, ARewrittenHistoryDivergesFromAHeadKeptOutside) {
  REQ("R-SEC-01", "R-SEC-05");
  std::string kept;
  {
    auto& context = filled();
    kept = must(service::signHead(context)).text;
  }
  TearDown();  // everything is written again with the right keys, but with one act less
  SetUp();
  auto& context = filled(12);
  EXPECT_THAT(findings(context), ::testing::IsEmpty()) << "in itself it is consistent";
  EXPECT_THAT(findings(context, kept), Contains("EVID-0031@head 1/13"));
}

TEST_P(SecTest, NoHeadIsSignedOverChangedOrShortenedHistory) {
  REQ("R-SEC-01", "R-SEC-05");
  auto& context = filled();
  append(context, change(20));
  flip("evidence_node", "hash", 1, "level = 3 AND idx = 0");
  EXPECT_EQ(codeOf(service::signHead(context)), "EVID-0011") << "a node that an earlier head covers";

  TearDown();
  SetUp();
  auto& second = filled();
  append(second, change(20));
  flip("evidence_entry", "leaf", 40, "seq = 13");
  EXPECT_EQ(codeOf(service::signHead(second)), "EVID-0011") << "a leaf not yet covered";

  TearDown();
  SetUp();
  auto& third = filled();
  tamper("DELETE FROM evidence_entry WHERE seq >= 11");
  EXPECT_EQ(codeOf(service::signHead(third)), "EVID-0010") << "the tail is gone";
}

TEST_P(SecTest, HeadsAreSignedWhenDueAndOnlyThen) {
  REQ("R-SEC-01");
  auto& context = serviceContext();
  EXPECT_EQ(codeOf(service::signHead(context)), "EVID-0007");
  EXPECT_FALSE(must(service::signHeadIfDue(context, 1)));
  append(context, change(1));
  EXPECT_TRUE(must(service::signHeadIfDue(context, 60)));
  append(context, change(2));
  EXPECT_FALSE(must(service::signHeadIfDue(context, 60))) << "the last one is younger than a minute";
  EXPECT_TRUE(must(service::signHeadIfDue(context, 0)));
  EXPECT_EQ(must(service::signHead(context)).head.size, 2U);
  EXPECT_EQ(number("SELECT count(*) FROM evidence_head"), 2) << "nothing new, no new head";
}

TEST_P(SecTest, AProofOfAnyEntryHoldsAndContinuesAnEarlierHead) {
  REQ("R-SEC-01");
  auto& context = filled();
  const std::string kept = must(service::signHead(context)).text;
  for (int i = 20; i < 29; ++i) append(context, change(i));
  for (const std::int64_t seq : {0, 5, 12, 13, 21}) {
    const auto proof = must(service::proveEntry(context, {std::nullopt, seq}, kept));
    EXPECT_TRUE(evidence::checkProof(proof, {must(service::logPublicKey(keys())).fingerprint(), kept}).ok()) << seq;
  }
  EXPECT_EQ(codeOf(service::proveEntry(context, {std::nullopt, 99}, {})), "EVID-0050");
  EXPECT_EQ(codeOf(service::proveEntry(context, {2, 1}, {})), "EVID-0050");
  EXPECT_EQ(codeOf(service::proveEntry(context, {std::nullopt, 1}, "nonsense")), "EVID-0002");
  EXPECT_EQ(codeOf(service::parseEntryName("1/x")), "EVID-0051");
  EXPECT_EQ(codeOf(service::parseEntryName("")), "EVID-0051");
}

TEST_P(SecTest, RemovalIsRefusedByTheStoreItself) {
  REQ("R-SEC-06", "R-SEC-05");
  (void)filled();
  for (const char* table :
       {"evidence_entry", "evidence_detail", "evidence_subject", "evidence_node", "evidence_head"}) {
    EXPECT_EQ(codeOf(conn().exec("DELETE FROM " + std::string(table))), "STOR-0006") << table;
    EXPECT_EQ(codeOf(conn().exec("UPDATE " + std::string(table) + " SET epoch = 2")), "STOR-0006") << table;
  }
  EXPECT_EQ(codeOf(conn().exec("DELETE FROM subject")), "STOR-0006");
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry"), 13);
  EXPECT_EQ(number("SELECT count(*) FROM subject"), 3);
}

TEST_P(SecTest, ManyReadersShareTheWaitForTheDisk) {
  REQ("R-SEC-01");
  subjects(3);
  auto& context = serviceContext();
  const auto log = must(service::ReadLog::start(location()));
  constexpr int kReaders = 16;
  constexpr int kReads = 25;
  std::vector<std::thread> readers;
  std::atomic<int> failures = 0;
  for (int r = 0; r < kReaders; ++r) {
    std::vector<service::PreparedEntry> entries;
    for (int i = 0; i < kReads; ++i) {
      service::Act read = change(i);
      read.action = "record.read";
      read.subjectId = 1 + i % 3;
      entries.push_back(service::prepareEntry(context, read));
    }
    readers.emplace_back([&log, &failures, entries = std::move(entries)]() mutable {
      for (auto& entry : entries) {
        if (!log->write(std::move(entry)).ok()) ++failures;
      }
    });
  }
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry"), kReaders * kReads);
  EXPECT_LT(log->counts().commits, static_cast<std::size_t>(kReaders * kReads)) << "one commit serves several";
  EXPECT_THAT(findings(context), ::testing::IsEmpty());
}

TEST_P(SecTest, AReadThatCannotBeRecordedFailsAloneAndTheOthersGoOn) {
  REQ("R-SEC-01");
  subjects(1);
  auto& context = serviceContext();
  const auto log = must(service::ReadLog::start(location()));
  context.readLog = log.get();
  service::Act read = change(1);
  read.subjectId = 999;  // no such subject
  EXPECT_EQ(codeOf(service::recordRead(context, read)), "STOR-0006");
  read.subjectId = 1;
  EXPECT_EQ(codeOf(service::recordRead(context, read)), "");
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry"), 1);
  EXPECT_THAT(findings(context), ::testing::IsEmpty());
}

TEST_P(SecTest, AReadLogThatIsFullRefusesInsteadOfServing) {
  REQ("R-SEC-01");
  auto& context = serviceContext();
  const auto log = must(service::ReadLog::start(location(), {0, 1}));
  context.readLog = log.get();
  EXPECT_EQ(codeOf(service::recordRead(context, change(1))), "EVID-0006");
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry"), 0);
}

/// Backup, loss, restore; on a database of its own.
class BackupTest : public SecTest {
 protected:
  [[nodiscard]] bool changesSchema() const override { return true; }
  void SetUp() override {
    SecTest::SetUp();
    files_.emplace("medcredit-backup");
  }
  void TearDown() override {
    if (!restored_.empty()) runOnServer(sharedServerUrl("postgres"), "DROP DATABASE " + restored_ + " WITH (FORCE)");
    restored_.clear();
    SecTest::TearDown();
  }
  [[nodiscard]] store::Location emptyPlace() {
    if (GetParam() == store::Engine::kSqlite) return {(*files_ / "restored").string(), ""};
    restored_ = "mc_restored_" + std::to_string(::getpid());
    runOnServer(sharedServerUrl("postgres"), "CREATE DATABASE " + restored_ + " TEMPLATE template0 ENCODING 'UTF8'");
    return {"", sharedServerUrl(restored_)};
  }
  std::optional<TempDir> files_;
  std::string restored_;
};
MC_ON_BOTH_STORES(BackupTest);

TEST_P(BackupTest, OfTwentyMomentsOneComesBackExactlyAndTheLogGoesOnInANewEpoch) {
  REQ("R-SEC-07");
  auto& context = filled();
  const crypto::Keys siteKeys = must(crypto::Keys::open((*files_ / "keys").string(), true, random()));
  service::Context site{context.conn, context.law, context.clock, "test", random(), siteKeys};
  // The log of the fixture was signed by other keys: this site begins anew.
  removeGuards(conn());
  for (const char* table :
       {"evidence_head", "evidence_node", "evidence_detail", "evidence_subject", "evidence_entry"}) {
    run("DELETE FROM " + std::string(table));
  }
  must(store::migrate(location()));
  constexpr int kMoments = 20;
  constexpr int kWanted = 13;
  fs::path wanted;
  std::int64_t entriesThen = 0;
  for (int t = 1; t <= kMoments; ++t) {
    addUnit("canary" + std::to_string(t), "示例" + std::to_string(t));
    append(site, change(t));
    if (t % 4 == 1 || t == kWanted) {
      const auto kept = must(service::createInterval(site, location(), *files_ / "copies", 100));
      if (t == kWanted) {
        wanted = kept.file;
        entriesThen = number("SELECT count(*) FROM evidence_entry");
      }
    }
  }
  const auto last = must(service::signHead(site));
  EXPECT_EQ(must(service::verifyBackup(wanted)).jurisdiction, "henan-luoyang");
  disconnect();

  const auto place = emptyPlace();
  (void)must(service::restoreBackup(wanted, place, siteKeys));
  EXPECT_EQ(codeOf(service::restoreBackup(wanted, place, siteKeys)), "STOR-0009") << "never over a store";
  const auto restored = must(store::open(place));
  const base::FixedClock clock(*base::CivilDate::parseIso("2026-02-13"));
  service::Context after{*restored, law("henan-luoyang"), clock, "test", random(), siteKeys};
  // Exactly what was there at t13
  std::vector<std::string> canaries;
  must(restored->query("SELECT id FROM unit ORDER BY id", {}, [&](const store::Row& row) {
    canaries.push_back(row.str(0));
    return true;
  }));
  EXPECT_EQ(canaries.size(), static_cast<std::size_t>(kWanted));
  EXPECT_THAT(canaries, Not(Contains("canary14")));
  EXPECT_EQ(must(store::logPosition(*restored)).size, entriesThen);
  // History is not signed over …
  EXPECT_EQ(codeOf(service::signHead(after)), "EVID-0010");
  // … but goes on in a new epoch that names what is lost
  const auto opened = must(service::reopenRestored(after, "演练"));
  EXPECT_EQ(opened.epoch, 2);
  const auto first = must(service::auditEntries(after, firstOf(2), false));
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].entry.action, "epoch.open");
  EXPECT_EQ(first[0].entry.objectVersion, entriesThen);
  EXPECT_THAT(first[0].entry.objectId, HasSubstr(std::to_string(last.head.size) + ":"));
  append(after, change(99));
  EXPECT_EQ(must(service::signHead(after)).head.origin, "henan-luoyang/audit/2");
  EXPECT_THAT(findings(after), ::testing::IsEmpty());
  EXPECT_TRUE(must(restored->integrity()).empty());
}

TEST_P(BackupTest, ADamagedOrForeignBackupIsRefusedAndNothingIsPutBack) {
  REQ("R-SEC-07");
  auto& context = filled();
  const fs::path file = *files_ / "one.backup";
  (void)must(service::createBackup(context, location(), file));
  EXPECT_EQ(codeOf(service::createBackup(context, location(), file)), "STOR-0030") << "never over a file";
  (void)must(service::verifyBackup(file));
  const auto place = emptyPlace();
  const auto others = crypto::Keys::generate(random());
  EXPECT_EQ(codeOf(service::restoreBackup(file, place, others)), "EVID-0062");
  {
    std::fstream damaged(file, std::ios::in | std::ios::out | std::ios::binary);
    damaged.seekp(5000);
    damaged.put('\x7f').put('\x7e');
  }
  EXPECT_EQ(codeOf(service::verifyBackup(file)), "EVID-0061");
  EXPECT_EQ(codeOf(service::restoreBackup(file, place, keys())), "EVID-0061");
  fs::remove(file.string() + ".manifest.json");
  EXPECT_EQ(codeOf(service::verifyBackup(file)), "EVID-0060");
  EXPECT_NE(codeOf(store::open(place)), "") << "nothing was put there";
}

TEST_P(BackupTest, ABackupHoldsNothingInClearThatTheStoreSealed) {
  REQ("R-SEC-07");
  auto& context = filled();
  const fs::path file = *files_ / "one.backup";
  (void)must(service::createBackup(context, location(), file));
  std::ifstream in(file, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  ASSERT_GT(bytes.size(), 1000U);
  EXPECT_THAT(bytes, Not(HasSubstr("示例原因")));
  EXPECT_THAT(bytes, Not(HasSubstr(keys().master())));
}

TEST_P(BackupTest, OfIntervalCopiesTheNewestStay) {
  REQ("R-SEC-07");
  auto& context = filled();
  for (int i = 0; i < 4; ++i) (void)must(service::createInterval(context, location(), *files_ / "copies", 2));
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(*files_ / "copies")) {
    if (entry.path().extension() == ".backup") {
      (void)must(service::verifyBackup(entry.path()));
      ++files;
    }
  }
  EXPECT_EQ(files, 2U);
}

TEST_P(SecTest, ABreachIsFollowedFromTheFindingToItsClosure) {
  REQ("R-SEC-12", "R-SEC-05");
  auto& context = filled();
  addUnit("ZHJDK", "综合监督科");
  EXPECT_EQ(context.law.codeList("accountability-acts")->items.size(), 8U);
  service::NewCase wanted{2, "ZHJDK", "U7", "1/3"};
  const std::int64_t id = must(service::openCase(context, wanted));
  EXPECT_EQ(codeOf(service::openCase(context, {9, "ZHJDK", "", "1/3"})), "EVID-0070");
  EXPECT_EQ(codeOf(service::openCase(context, {2, "NOBODY", "", "1/3"})), "STOR-0021");
  EXPECT_EQ(codeOf(service::openCase(context, {2, "ZHJDK", "", "1/300"})), "EVID-0050");
  (void)must(service::openCase(context, {8, "ZHJDK", "", "1/4"}));
  EXPECT_EQ(codeOf(service::closeCase(context, id, {"口头提醒", "已改正"})), "EVID-0071");
  EXPECT_EQ(codeOf(service::closeCase(context, id, {"order", ""})), "EVID-0073");
  must(service::closeCase(context, id, {"order", "已改正并复核"}));
  EXPECT_EQ(codeOf(service::closeCase(context, id, {"order", "再次"})), "EVID-0072");
  EXPECT_EQ(codeOf(service::closeCase(context, 77, {"order", "x"})), "EVID-0074");
  const auto report = must(service::listCases(context));
  ASSERT_EQ(report.cases.size(), 2U);
  EXPECT_EQ(report.cases[0].measure, "order");
  ASSERT_EQ(report.counts.size(), 1U);
  EXPECT_EQ(report.counts[0].unitId, "ZHJDK");
  EXPECT_EQ(report.counts[0].open, 1);
  EXPECT_EQ(report.counts[0].closed, 1);
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry WHERE action = 'accountability.open'"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry WHERE action = 'accountability.close'"), 1);
}

}  // namespace
}  // namespace medcredit::test
