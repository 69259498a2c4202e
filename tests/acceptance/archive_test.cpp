// Finding subjects and reading their archives: who may find whom, provenance of every field, two clocks, differences
// between two days (R-SUBJ-07, R-DISC-14).
#include "service/archive.h"
#include "acceptance/record_maker.h"
#include "service/record.h"
#include "service/search.h"
#include "service/subject_merge.h"
#include "support/collect_fixture.h"
#include "support/sample_rows.h"

namespace medcredit::test {
namespace {

base::CivilDate on(const char* iso) { return *base::CivilDate::parseIso(iso); }

template <class T>
std::string codeOf(const base::Result<T>& result) {
  return result.ok() ? std::string() : result.error().code;
}

constexpr const char* kUsc = "usc:914103000000000782";
constexpr const char* kCitizen = "citizen-id:41030219000108007X";

class ArchiveTest : public RecordMaker {
 protected:
  void SetUp() override {
    RecordMaker::SetUp();
    addUnit("U1", "老城区测试监督所", {"CF-ORG", "CF-NP"}, "410302");
    addUnit("U2", "西工区测试监督所", {"CF-ORG", "CF-NP"}, "410303");
    at("2026-02-12");
  }
  /// Becomes a staff user of the unit.
  void asStaff(const std::string& unit, const std::string& purpose = "",
               std::set<std::string, std::less<>> permissions = {"subject.read"}) {
    auto& principal = now().principal;
    principal.kind = service::PrincipalKind::kStaff;
    principal.id = "U9";
    principal.unit = unit;
    principal.region = unit == "U1" ? "410302" : "410303";
    principal.scope = service::DataScope::kUnit;
    principal.permissions = std::move(permissions);
    principal.purpose = purpose;
  }
  void asOperator() { now().principal = {}; }
  service::SubjectHits search(const std::string& text) { return must(service::searchSubjects(now(), {text, 20, 0})); }
  std::vector<std::int64_t> ids(const std::string& text) {
    std::vector<std::int64_t> out;
    for (const auto& hit : search(text).hits) out.push_back(hit.id);
    return out;
  }
  /// A valid penalty entered by hand; its subject is made from its code.
  std::int64_t penalty(int number) {
    const auto& entry = *now().law.entry("CF-ORG");
    service::AddRecordRequest request;
    request.entry = "CF-ORG";
    request.unit = "U1";
    const auto row = sampleRow(entry, number);
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!row[i].empty()) request.values.emplace_back(entry.fieldSet.fields[i].id(), row[i]);
    }
    const auto outcome = must(service::addRecord(now(), request));
    if (!outcome.id) throw std::runtime_error(outcome.findings.at(0).message);
    return *outcome.id;
  }
  /// Corrects the content of the penalty.
  void correct(std::int64_t record, const std::string& content) {
    const auto outcome = must(service::changeRecord(now(), {record, true, {{"CF_NR", content}}, "错报", {}}));
    ASSERT_EQ(outcome.errors, 0) << outcome.findings.at(0).message;
  }
  std::int64_t subjectOf(std::int64_t record) {
    return number("SELECT subject_id FROM record WHERE id = $1", {record});
  }
  /// Record on a person supplied by the unit.
  std::int64_t personOf(const std::string& unit, const std::string& name) {
    const auto person = addPerson(name);
    RecordPlan plan;
    plan.entry = "CF-NP";
    plan.unit = unit;
    plan.documentNo = "文书" + std::to_string(person);
    addRecord(person, plan);
    return person;
  }
};
MC_ON_BOTH_STORES(ArchiveTest);

using Ids = std::vector<std::int64_t>;

TEST_P(ArchiveTest, FindsByNamePartSlipInitialsTraditionalFormAndFormerName) {
  REQ("R-SUBJ-07", "R-DISC-14");
  const auto hospital = addOrg("洛阳康宁测试医院");
  addOrg("城东示例诊所");
  must(service::rename(now(), hospital, "洛阳安泰测试医院", on("2026-01-01")));
  for (const char* query : {"洛阳安泰测试医院", "安泰", "洛阳安太测试医院", "lyatcsyy", "洛陽安泰測試醫院", "康宁测试",
                            "洛阳 测试", "安泰测试医院有限公司"}) {
    EXPECT_EQ(ids(query), Ids{hospital}) << query;
  }
  const auto hits = search("康宁").hits;
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].name, "洛阳安泰测试医院");
  EXPECT_EQ(hits[0].explanation, "曾用名“洛阳康宁测试医院”：名称含“康宁”");
  EXPECT_TRUE(hits[0].former);
}

TEST_P(ArchiveTest, FindsByEachKindOfCode) {
  REQ("R-SUBJ-06", "R-DISC-14");
  const auto hospital = addOrg("洛阳康宁测试医院", {kUsc});
  const auto hits = search(" ９１４１０３０００００００００７８２ ").hits;
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].id, hospital);
  EXPECT_EQ(hits[0].explanation, "统一社会信用代码相符");
  EXPECT_EQ(hits[0].match, "identifier");
  EXPECT_TRUE(search("914103000000000783").hits.empty());
}

TEST_P(ArchiveTest, AMergedSubjectLeadsToTheArchiveItHangsOn) {
  REQ("R-SUBJ-06", "R-SUBJ-07");
  const auto kept = addOrg("洛阳康宁测试医院");
  const auto merged = addOrg("洛阳市康宁医院旧档");
  must(service::mergeSubjects(now(), kept, merged, "同一机构"));
  const auto hits = search("旧档").hits;
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].mergedInto, kept);
  EXPECT_EQ(hits[0].explanation, "名称含“旧档”；已并入 " + service::publicId('S', kept));
}

TEST_P(ArchiveTest, TheIndexFollowsNewAndRenamedSubjects) {
  REQ("R-SUBJ-07");
  service::NameSearch names;
  now().names = &names;
  const auto first = addOrg("甲测试医院");
  EXPECT_EQ(ids("测试医院"), Ids{first});
  const auto second = addOrg("乙测试医院");
  EXPECT_EQ(ids("测试医院").size(), 2U);
  must(service::rename(now(), first, "丙示例诊所", on("2026-02-01")));
  EXPECT_EQ(ids("丙示例"), Ids{first});
  EXPECT_EQ(ids("甲测试医院").front(), first) << "by its former name";
  EXPECT_EQ(ids("乙测试"), Ids{second});
}

TEST_P(ArchiveTest, PersonsAreFoundOnlyWithAPurposeAndWithinTheScope) {
  REQ("R-DISC-14", "R-SUBJ-07");
  const auto mine = personOf("U1", "张测试");
  personOf("U2", "张测试");
  const auto hospital = addOrg("张测试诊所");
  asStaff("U1");
  EXPECT_EQ(ids("张测试"), Ids{hospital}) << "no purpose: organisations only";
  EXPECT_TRUE(search("张测试").personsLeftOut);
  asStaff("U1", "financing");
  EXPECT_EQ(ids("张测试"), Ids{hospital}) << "no purpose of staff";
  asStaff("U1", "supervision");
  EXPECT_EQ(ids("张测试"), (Ids{mine, hospital})) << "the other unit's person reads as if it did not exist";
  EXPECT_FALSE(search("张测试").personsLeftOut);
}

TEST_P(ArchiveTest, HitsOnPersonsDoNotSpellOutTheName) {
  REQ("R-DISC-14");
  const auto person = personOf("U1", "张测试");
  must(service::rename(now(), person, "张示例", on("2026-02-01")));
  asStaff("U1", "supervision");
  for (const char* query : {"张测试", "张士例", "zsl", "示例", "张测式"}) {
    const auto hits = search(query).hits;
    ASSERT_EQ(hits.size(), 1U) << query;
    EXPECT_EQ(hits[0].name.find("示例"), std::string::npos) << query;
    EXPECT_EQ(hits[0].explanation.find("试"), std::string::npos) << query << ": " << hits[0].explanation;
    EXPECT_EQ(hits[0].explanation.find("示"), std::string::npos) << query << ": " << hits[0].explanation;
  }
}

TEST_P(ArchiveTest, ThePublicNeverFindsPersons) {
  REQ("R-DISC-14", "R-DISC-02");
  personOf("U1", "张测试");
  const auto withCode = addPerson("王示例", {kCitizen});
  const auto hospital = addOrg("张测试诊所");
  now().principal.kind = service::PrincipalKind::kAnonymous;
  for (const char* query : {"张测试", "张", "zcs", "张测式", "王示例", "41030219000108007X"}) {
    for (const auto& hit : must(service::searchPublicSubjects(now(), {query, 50, 0})).hits) {
      EXPECT_EQ(hit.id, hospital) << query;
      EXPECT_NE(hit.id, withCode) << query;
    }
  }
  EXPECT_EQ(codeOf(service::searchSubjects(now(), {"张测试", 20, 0})), "ACCS-0102");
}

TEST_P(ArchiveTest, SearchingNeedsThePermissionAndLeavesEvidence) {
  REQ("R-SEC-01", "R-SUBJ-07");
  const auto person = personOf("U1", "张测试");
  asStaff("U1", "supervision", {});
  EXPECT_EQ(codeOf(service::searchSubjects(now(), {"张测试", 20, 0})), "ACCS-0201");
  EXPECT_EQ(number("SELECT COUNT(*) FROM evidence_entry WHERE action = 'subject.search'"), 0);
  asStaff("U1", "supervision");
  EXPECT_EQ(ids("张测试"), Ids{person});
  EXPECT_EQ(number("SELECT COUNT(*) FROM evidence_entry WHERE action = 'subject.search'"), 1);
  EXPECT_EQ(number("SELECT COUNT(*) FROM evidence_subject WHERE subject_id = $1", {person}), 1);
}

TEST_P(ArchiveTest, RefusesQueriesThatSayNothingOrTooMuch) {
  REQ("R-DISC-14");
  addOrg("洛阳康宁测试医院");
  const auto refused = [this](const std::string& text) {
    return codeOf(service::searchSubjects(now(), {text, 20, 0}));
  };
  for (const char* nothing : {"", " ", "　", "%", "_%_", "**", "（）", "··", "，。"})
    EXPECT_EQ(refused(nothing), "SUBJ-0070");
  EXPECT_EQ(refused(std::string(1U << 20U, 'a')), "SUBJ-0071");
  EXPECT_EQ(refused(std::string(101, 'a')), "SUBJ-0071");
  EXPECT_EQ(refused(std::string("康\x01宁")), "SUBJ-0072");
  EXPECT_EQ(refused(std::string("康\0宁", 7)), "SUBJ-0072");
  EXPECT_EQ(refused("康\xFF宁"), "SUBJ-0072");
  EXPECT_TRUE(search("康%院").hits.empty()) << "no wildcards";
}

TEST_P(ArchiveTest, PagesThroughHitsInOneOrder) {
  REQ("R-DISC-14");
  for (int i = 0; i < 30; ++i) addOrg("测试医院第" + std::to_string(100 + i) + "号");
  const auto all = must(service::searchSubjects(now(), {"测试医院", 30, 0}));
  EXPECT_EQ(all.hits.size(), 30U);
  EXPECT_FALSE(all.more);
  Ids paged;
  for (std::size_t skip = 0; skip < 30; skip += 10) {
    const auto page = must(service::searchSubjects(now(), {"测试医院", 10, skip}));
    EXPECT_EQ(page.more, skip < 20);
    for (const auto& hit : page.hits) paged.push_back(hit.id);
  }
  Ids whole;
  for (const auto& hit : all.hits) whole.push_back(hit.id);
  EXPECT_EQ(paged, whole);
}

TEST_P(ArchiveTest, EveryFieldTellsTheVersionClerkAndClauseItCameFrom) {
  REQ("R-SUBJ-07");
  at("2026-03-10");
  const auto record = penalty(1);
  now().actor = "李更正";
  correct(record, "警告，并处罚款");
  const auto archive = must(service::openArchive(now(), subjectOf(record), {}));
  ASSERT_EQ(archive.records.size(), 1U);
  const auto& fields = archive.records[0].fields;
  ASSERT_GT(fields.size(), 5U);
  for (const auto& field : fields) {
    const bool corrected = field.id == "CF_NR";
    EXPECT_EQ(field.version, corrected ? 2 : 1) << field.name;
    const auto& from = archive.records[0].sourceOf(field);
    EXPECT_EQ(from.actor, corrected ? "李更正" : "test") << field.name;
    EXPECT_EQ(from.unitName, "老城区测试监督所") << field.name;
    EXPECT_FALSE(field.clause.empty()) << field.name;
  }
}

TEST_P(ArchiveTest, FactsOfASubjectTellWhoEnteredThem) {
  REQ("R-SUBJ-07");
  const auto hospital = addOrg("洛阳康宁测试医院", {kUsc});
  const auto person = addPerson("张测试");
  must(service::addRole(now(), {person, hospital, "法定代表人", on("2024-01-01"), std::nullopt}));
  must(service::recordEvent(now(), hospital, "停业", on("2025-08-30"), "测试"));
  must(service::setAuthority(now(), hospital, "U1", "", on("2024-01-01")));
  const auto archive = must(service::openArchive(now(), hospital, {}));
  EXPECT_EQ(archive.names.at(0).stamp.actor, "test");
  EXPECT_EQ(archive.identifiers.at(0).stamp.actor, "test");
  EXPECT_EQ(archive.roles.at(0).stamp.actor, "test");
  EXPECT_EQ(archive.authorities.at(0).stamp.actor, "test");
  EXPECT_EQ(archive.events.at(0).actor, "test");
  EXPECT_GT(archive.names.at(0).stamp.at.micros, 0);
}

TEST_P(ArchiveTest, ShowsWhatWasTrueAndWhatWasKnown) {
  REQ("R-SUBJ-07");
  at("2025-03-01");
  const auto hospital = addOrg("洛阳康宁测试医院");
  at("2025-09-01");
  must(service::rename(now(), hospital, "洛阳安泰测试医院", on("2025-06-01")));
  at("2026-02-12");
  service::ArchiveQuery trueThen;
  trueThen.asOf = on("2025-07-01");
  EXPECT_EQ(must(service::openArchive(now(), hospital, trueThen)).names.at(0).text, "洛阳安泰测试医院");
  service::ArchiveQuery knownThen = trueThen;
  knownThen.knownOn = on("2025-07-01");
  const auto past = must(service::openArchive(now(), hospital, knownThen));
  for (const auto& name : past.names) EXPECT_NE(name.text, "洛阳安泰测试医院") << "the new name was entered later";
}

TEST_P(ArchiveTest, TellsTheDifferencesBetweenTwoDaysInWords) {
  REQ("R-SUBJ-07");
  at("2025-03-01");
  const auto hospital = addOrg("洛阳康宁测试医院");
  at("2025-09-01");
  RecordPlan plan;
  plan.decidedOn = "2025-08-20";
  const auto record = addRecord(hospital, plan);
  must(service::recordEvent(now(), hospital, "停业", on("2025-08-30"), "测试"));
  at("2026-02-12");
  const auto compared = must(service::compareArchive(now(), hospital, on("2025-04-01"), on("2026-02-12")));
  std::vector<std::string> words;
  for (const auto& one : compared.differences) words.push_back(one.words);
  const auto holds = [&words](const std::string& part) {
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& one) { return one.find(part) != std::string::npos; });
  };
  EXPECT_TRUE(holds("新增记录 " + service::publicId('R', record))) << ::testing::PrintToString(words);
  EXPECT_TRUE(holds("状态由")) << ::testing::PrintToString(words);
  EXPECT_TRUE(holds("新增主体事件")) << ::testing::PrintToString(words);
  EXPECT_TRUE(must(service::compareArchive(now(), hospital, on("2026-02-12"), on("2026-02-12"))).differences.empty());
  EXPECT_EQ(codeOf(service::compareArchive(now(), hospital, on("2026-02-12"), on("2025-04-01"))), "SUBJ-0073");
}

TEST_P(ArchiveTest, ACorrectionShowsAsOldAndNewValue) {
  REQ("R-SUBJ-07");
  at("2026-03-10");
  const auto record = penalty(1);
  at("2026-03-20");
  correct(record, "警告，并处罚款");
  const auto compared = must(service::compareArchive(now(), subjectOf(record), on("2026-03-15"), on("2026-03-20")));
  ASSERT_EQ(compared.differences.size(), 1U) << compared.differences.at(0).words;
  const auto& words = compared.differences[0].words;
  EXPECT_NE(words.find("改为“警告，并处罚款”（test）"), std::string::npos) << words;
  EXPECT_EQ(compared.differences[0].object, service::publicId('R', record));
}

TEST_P(ArchiveTest, AdverseRecordsTellTheirThreeClocks) {
  REQ("R-SUBJ-07");
  const auto hospital = addOrg("洛阳康宁测试医院");
  addRecord(hospital);
  const auto archive = must(service::openArchive(now(), hospital, {}));
  const auto& terms = archive.records.at(0).terms;
  for (const auto* clock : {&terms.publicity, &terms.use, &terms.retention}) EXPECT_FALSE(clock->why.empty());
}

TEST_P(ArchiveTest, ArchivesOfPersonsOpenOnlyWithinTheScopeAndAlwaysLeaveEvidence) {
  REQ("R-SUBJ-07", "R-SEC-01", "R-DISC-14");
  const auto mine = personOf("U1", "张测试");
  const auto other = personOf("U2", "王示例");
  asStaff("U1", "supervision");
  EXPECT_EQ(codeOf(service::openArchive(now(), other, {})), "ACCS-0401");
  EXPECT_EQ(codeOf(service::openArchive(now(), 999, {})), "ACCS-0401") << "outside and missing read the same";
  EXPECT_EQ(codeOf(service::openArchive(now(), mine, {}, true)), "ACCS-0201") << "revealing needs its own permission";
  EXPECT_EQ(number("SELECT COUNT(*) FROM evidence_subject"), 0);
  const auto archive = must(service::openArchive(now(), mine, {}));
  EXPECT_EQ(archive.subject.name.find("测试"), std::string::npos);
  EXPECT_EQ(journalLines(service::publicId('S', mine), "subject.read"), 1);
  EXPECT_EQ(number("SELECT COUNT(*) FROM evidence_subject WHERE subject_id = $1", {mine}), 1);
  for (const auto& record : archive.records) {
    for (const auto& field : record.fields) EXPECT_EQ(field.value.find("张测试"), std::string::npos) << field.name;
  }
}

class ImportedArchiveTest : public CollectTest {};
MC_ON_BOTH_STORES(ImportedArchiveTest);

TEST_P(ImportedArchiveTest, EveryFieldLeadsBackToFileRowAndClerk) {
  REQ("R-SUBJ-07");
  must(send({sampleRow(entry(), 1), sampleRow(entry(), 2)}));
  const auto subject = number("SELECT subject_id FROM record ORDER BY id DESC LIMIT 1");
  const auto archive = must(service::openArchive(context(), subject, {}));
  ASSERT_EQ(archive.records.size(), 1U);
  for (const auto& field : archive.records[0].fields) {
    const auto& from = archive.records[0].sourceOf(field);
    EXPECT_EQ(from.fileName, "sent.csv") << field.name;
    EXPECT_EQ(from.fileRow, archive.records[0].provenance.fileRow) << field.name;
    EXPECT_TRUE(from.batchId.has_value()) << field.name;
    EXPECT_EQ(from.actor, context().actor) << field.name;
  }
  // What came with the file has no stamp of its own: its source is the first record.
  ASSERT_EQ(archive.names.size(), 1U);
  EXPECT_TRUE(archive.names[0].stamp.actor.empty());
  ASSERT_TRUE(archive.origin.has_value());
  EXPECT_EQ(archive.origin->fileName, "sent.csv");
}

TEST_P(ImportedArchiveTest, BeforeTheImportNothingWasKnown) {
  REQ("R-SUBJ-07");
  must(send({sampleRow(entry(), 1)}));
  const auto subject = number("SELECT id FROM subject");
  const auto today = context().clock.today();
  const auto compared = must(service::compareArchive(context(), subject, today.plusDays(-1), today));
  EXPECT_TRUE(compared.before.names.empty());
  EXPECT_TRUE(compared.before.records.empty());
  EXPECT_EQ(compared.after.names.size(), 1U);
  EXPECT_EQ(compared.after.records.size(), 1U);
}

TEST_P(ImportedArchiveTest, ImportedSubjectsAreFoundAtOnce) {
  REQ("R-SUBJ-07", "R-DISC-14");
  service::NameSearch names;
  context().names = &names;
  must(names.refresh(conn()));
  must(send({sampleRow(entry(), 1)}));
  const auto name = text("SELECT name FROM subject");
  const auto found = must(service::searchSubjects(context(), {name, 20, 0}));
  ASSERT_EQ(found.hits.size(), 1U);
  EXPECT_EQ(found.hits[0].explanation, "名称相同");
}

}  // namespace
}  // namespace medcredit::test
