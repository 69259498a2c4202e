// SUBJ: subjects, roles, basic data, matching, life cycle, jurisdiction (R-SUBJ-01…06, 11, 12).
#include "acceptance/record_maker.h"
#include "service/archive.h"
#include "service/classify.h"
#include "service/subject_merge.h"
#include "store/subjects.h"

namespace medcredit::test {
namespace {

base::CivilDate on(const char* iso) { return *base::CivilDate::parseIso(iso); }

template <class T>
std::string codeOf(const base::Result<T>& result) {
  return result.ok() ? std::string() : result.error().code;
}
std::string codeOf(const base::Status& status) { return status.ok() ? std::string() : status.error().code; }

constexpr const char* kUscA = "usc:914103000000000782";
constexpr const char* kUscB = "usc:92410300000000086R";
constexpr const char* kPersonA = "citizen-id:41030219000108007X";

class SubjectTest : public RecordMaker {
 protected:
  void SetUp() override {
    RecordMaker::SetUp();
    addUnit("U1", "老城区测试监督所", {"CF-ORG"}, "410302");
    addUnit("U2", "洛阳市测试监督所", {"CF-ORG"}, "410300");
    at("2026-02-12");
  }
  service::Archive archive(std::int64_t id, service::ArchiveQuery query = {}) {
    return must(service::readArchive(now(), id, query));
  }
};
MC_ON_BOTH_STORES(SubjectTest);

TEST_P(SubjectTest, HoldsEveryKindOfTheProfileAndRefusesOthersAtTheField) {
  REQ("R-SUBJ-01");
  at("2026-02-12", "jilin");
  for (const char* kind : {"ORG", "NP", "GOV"}) {
    const auto id = must(service::addSubject(now(), {kind, std::string("测试主体") + kind, {}, {}, ""}));
    EXPECT_EQ(archive(id).subject.kind, kind);
  }
  at("2026-02-12", "henan-luoyang");
  const auto refused = service::addSubject(now(), {"GOV", "测试政务主体", {}, {}, ""});
  ASSERT_EQ(codeOf(refused), "SUBJ-0001");
  EXPECT_EQ(refused.error().place, "kind");
  EXPECT_EQ(codeOf(service::addSubject(now(), {"ROBOT", "测试", {}, {}, ""})), "SUBJ-0001");
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject"), 3) << "nothing half stored";
}

TEST_P(SubjectTest, RefusesBadNamesCodesCategoriesAndRegionsAndStoresNothing) {
  REQ("R-SUBJ-01", "R-SUBJ-02", "R-SUBJ-06");
  const auto refused = [this](const service::AddSubject& request) {
    return codeOf(service::addSubject(now(), request));
  };
  EXPECT_EQ(refused({"ORG", " \u200b ", {}, {}, ""}), "SUBJ-0002");
  EXPECT_EQ(refused({"ORG", "测试", {"914103000000000782"}, {}, ""}), "SUBJ-0003");
  EXPECT_EQ(refused({"ORG", "测试", {"usc:914103000000000783"}, {}, ""}), "SUBJ-0004");
  EXPECT_EQ(refused({"ORG", "测试", {"usc:00000000000000000X"}, {}, ""}), "SUBJ-0005");
  EXPECT_EQ(refused({"ORG", "测试", {}, {"不存在的类别"}, ""}), "SUBJ-0007");
  EXPECT_EQ(refused({"ORG", "测试", {}, {"医务人员"}, ""}), "SUBJ-0007") << "a category of persons";
  EXPECT_EQ(refused({"ORG", "测试", {}, {}, "999999"}), "SUBJ-0008");
  addOrg("测试诊所", {kUscA});
  EXPECT_EQ(refused({"ORG", "另一诊所", {kUscB, kUscA}, {}, ""}), "SUBJ-0006");
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject"), 1);
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject_identifier"), 1);
}

TEST_P(SubjectTest, CarriesSectorCategoriesFromTheProfile) {
  REQ("R-SUBJ-02");
  for (const char* label : {"三级医疗机构", "二级医疗机构", "一级医疗机构", "一级以下医疗机构", "民营医院",
                            "采供血机构", "消毒产品生产企业", "涉水产品生产企业", "餐具饮具集中消毒服务单位",
                            "公共场所", "社会团体、行业组织", "医学培养培训单位"}) {
    const auto id = must(service::addSubject(now(), {"ORG", std::string("测试") + label, {}, {label}, ""}));
    EXPECT_EQ(archive(id).categories.size(), 1U) << label;
  }
  int publicPlaces = 0;
  for (const auto& category : now().law.categories) publicPlaces += category.parent == "public-place" ? 1 : 0;
  EXPECT_EQ(publicPlaces, 4);
  const auto pool = must(service::addSubject(now(), {"ORG", "测试游泳馆", {}, {"游泳场所"}, ""}));
  const auto listed = must(service::listSubjects(now(), {"", "公共场所", "", false}));
  ASSERT_EQ(listed.size(), 2U) << "the category and those below it";
  EXPECT_EQ(listed.back().subject.id, pool);
}

TEST_P(SubjectTest, LinksPersonsByRoleAndDates) {
  REQ("R-SUBJ-03");
  const auto hospital = addOrg("测试医院", {kUscA});
  const auto person = addPerson("张测试", {kPersonA});
  const char* roles[] = {"法定代表人",         "主要负责人",   "实际控制人",
                         "直接负责的主管人员", "其他责任人员", "医疗卫生人员"};
  for (const char* role : roles) {
    must(service::addRole(now(), {person, hospital, role, on("2020-01-01"), on("2022-12-31")}));
  }
  must(service::addRole(now(), {person, hospital, "法定代表人", on("2024-01-01"), std::nullopt}));
  EXPECT_EQ(archive(person).roles.size(), 7U);
  EXPECT_EQ(archive(person).roles.front().orgName, "测试医院");
  EXPECT_EQ(archive(hospital, {on("2022-12-31"), {}, false, ""}).roles.size(), 6U);
  EXPECT_EQ(archive(hospital, {on("2023-06-01"), {}, false, ""}).roles.size(), 0U);
  EXPECT_EQ(archive(hospital, {on("2024-01-01"), {}, false, ""}).roles.size(), 1U);
  EXPECT_EQ(journalLines("S1", "subject.role"), 7);
}

TEST_P(SubjectTest, RefusesRolesThatCannotBe) {
  REQ("R-SUBJ-03");
  const auto hospital = addOrg("测试医院");
  const auto person = addPerson("张测试", {kPersonA});
  const auto refused = [this](const service::RoleRequest& request) { return codeOf(service::addRole(now(), request)); };
  EXPECT_EQ(refused({person, hospital, "院长助理", on("2024-01-01"), {}}), "SUBJ-0024");
  EXPECT_EQ(refused({hospital, hospital, "法定代表人", on("2024-01-01"), {}}), "SUBJ-0020");
  EXPECT_EQ(refused({person, person, "法定代表人", on("2024-01-01"), {}}), "SUBJ-0021");
  EXPECT_EQ(refused({person, hospital, "法定代表人", on("2024-02-01"), on("2024-01-31")}), "SUBJ-0022");
  EXPECT_EQ(refused({person, 99, "法定代表人", {}, {}}), "SUBJ-0030");
  must(service::addRole(now(), {person, hospital, "法定代表人", on("2024-01-01"), {}}));
  EXPECT_EQ(refused({person, hospital, "法定代表人", on("2025-01-01"), {}}), "SUBJ-0023");
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject_role"), 1);
}

TEST_P(SubjectTest, CollectsPersonalAttributesOnlyWhenSwitchedOn) {
  REQ("R-SUBJ-04");
  const auto person = addPerson("张测试", {kPersonA});
  EXPECT_EQ(codeOf(service::addItem(now(), person, {"", "民族", "汉族", {}})), "SUBJ-0052") << "off by default";
  EXPECT_EQ(codeOf(service::addItem(now(), person, {"", "身高", "180", {}})), "SUBJ-0051");
  const std::vector<std::string> attributes{"姓名",     "身份证号码",   "性别", "出生日期", "民族",    "出生地",
                                            "户籍地址", "实际居住地址", "学历", "工作单位", "婚姻状况"};
  at("2026-02-12", "henan-luoyang", [&](jurisdiction::Jurisdiction& changed) {
    std::string all;
    for (const auto& one : attributes) all += (all.empty() ? "" : "；") + one;
    changed.profile["persons.attributes"].value = all;
  });
  EXPECT_EQ(service::collectableAttributes(now()).size(), 11U);
  for (const auto& one : attributes) must(service::addItem(now(), person, {"", one, "示例" + one, {}}));
  must(service::addIdentifier(now(), person, "hk-macao-permit:H12345678", {}));
  must(service::addIdentifier(now(), person, "passport:E12345678", {}));
  const auto masked = archive(person);
  EXPECT_TRUE(masked.masked);
  EXPECT_EQ(masked.subject.name, "张**");
  ASSERT_EQ(masked.items.size(), 11U);
  for (const auto& item : masked.items) EXPECT_EQ(item.row.value, "***");
  ASSERT_EQ(masked.identifiers.size(), 3U);
  for (const auto& one : masked.identifiers) EXPECT_NE(one.text.find("**"), std::string::npos) << one.text;
  const auto clear = archive(person, {{}, {}, true, ""});
  EXPECT_EQ(clear.subject.name, "张测试");
  EXPECT_EQ(clear.items[4].row.value, "示例民族");
  EXPECT_EQ(clear.identifiers[0].text, "41030219000108007X");
  EXPECT_EQ(journalLines("S1", "subject.unmask"), 1) << "reading in clear leaves a trace";
}

TEST_P(SubjectTest, HoldsTheEightGroupsOfAnOrganisation) {
  REQ("R-SUBJ-05");
  const auto hospital = addOrg("测试医院");
  for (int group = 1; group <= 8; ++group) {
    must(service::addItem(now(), hospital, {"B" + std::to_string(group), "项目", "内容", on("2025-06-01")}));
  }
  must(service::addItem(now(), hospital, {"B5", "督导报告", "旧报告", on("2022-12-31")}));
  must(service::addItem(now(), hospital, {"B5", "督导报告", "新报告", on("2023-01-01")}));
  must(service::addItem(now(), hospital, {"B2", "网站", "旧网站", on("2010-01-01")}));
  const auto items = archive(hospital).items;
  ASSERT_EQ(items.size(), 11U);
  for (const auto& item : items) {
    EXPECT_EQ(item.outOfWindow, item.row.value == "旧报告") << item.row.value;
    EXPECT_NE(item.groupLabel, item.row.group) << "shown under the words of the law";
  }
  EXPECT_EQ(codeOf(service::addItem(now(), hospital, {"B9", "项目", "内容", {}})), "SUBJ-0050");
  EXPECT_EQ(codeOf(service::addItem(now(), hospital, {"B1", "项目", " ", {}})), "SUBJ-0053");
  EXPECT_EQ(codeOf(service::addItem(now(), hospital, {"B1", "项目", "内容", on("2026-02-13")})), "SUBJ-0054");
}

TEST_P(SubjectTest, TheWindowOfThreeYearsMayRoll) {
  REQ("R-SUBJ-05");
  const auto hospital = addOrg("测试医院");
  must(service::addItem(now(), hospital, {"B5", "督导报告", "报告", on("2023-01-15")}));
  EXPECT_FALSE(archive(hospital).items[0].outOfWindow);
  at("2026-02-12", "henan-luoyang",
     [](jurisdiction::Jurisdiction& changed) { changed.profile["organisation.window"].value = "rolling"; });
  EXPECT_TRUE(archive(hospital).items[0].outOfWindow);
}

TEST_P(SubjectTest, ProposesMergesAndTakesBackACandidateFoundByName) {
  REQ("R-SUBJ-06");
  // Given one subject known by its credit code and one known only by the code of a public institution.
  using Kind = domain::IdentifierKind;
  const std::vector<store::SubjectKeys> keys{
      {domain::SubjectKind::kOrganisation, "洛阳测试医院", {{Kind::kUnifiedCreditCode, "914103000000000782"}}},
      {domain::SubjectKind::kOrganisation, "洛阳测试医院", {{Kind::kInstitutionNumber, "事证第141030000001号"}}}};
  auto transaction = must(store::Transaction::start(conn()));
  const auto resolved = must(store::resolveSubjects(conn(), keys, now().clock.now(), true));
  must(transaction.commit());
  const auto a = resolved[0].id;
  const auto b = resolved[1].id;
  ASSERT_NE(a, b);
  const auto recordA = addRecord(a, {.documentNo = "一号"});
  const auto recordB = addRecord(b, {.documentNo = "二号"});

  // When candidates are asked for, the pair is proposed with its reason.
  const auto candidates = must(service::matchSubjects(now(), b));
  ASSERT_EQ(candidates.size(), 1U);
  EXPECT_EQ(candidates[0].left, a);
  EXPECT_EQ(candidates[0].right, b);
  EXPECT_NE(candidates[0].explanation.find("名称相同（+60）"), std::string::npos);

  // Then merging hangs both records on one archive and leaves a trace.
  const auto preview = must(service::previewMerge(now(), a, b));
  EXPECT_EQ(preview.loserRecords, 1);
  EXPECT_EQ(preview.identifiers.size(), 2U);
  const auto merge = must(service::mergeSubjects(now(), a, b, "核对证照一致"));
  const auto joined = archive(b);
  EXPECT_EQ(joined.subject.id, a);
  ASSERT_EQ(joined.records.size(), 2U);
  EXPECT_EQ(joined.records[0].id, recordA);
  EXPECT_EQ(joined.records[1].id, recordB);
  EXPECT_EQ(joined.records[1].subjectId, b) << "records keep their own subject";
  EXPECT_EQ(journalLines("S1", "subject.merge"), 1);
  EXPECT_TRUE(must(service::matchSubjects(now(), {})).empty());
  EXPECT_EQ(must(service::listSubjects(now(), {})).size(), 1U);

  // And undoing parts them again.
  must(service::unmergeSubjects(now(), must(service::findMerge(now(), service::publicId('M', merge)))));
  EXPECT_EQ(archive(a).records.size(), 1U);
  EXPECT_EQ(archive(b).records.size(), 1U);
  EXPECT_EQ(journalLines("S1", "subject.unmerge"), 1);
}

TEST_P(SubjectTest, RefusesMergesThatMakeNoSense) {
  REQ("R-SUBJ-06");
  const auto a = addOrg("测试医院甲", {kUscA});
  const auto b = addOrg("测试医院乙", {kUscB});
  const auto person = addPerson("张测试");
  EXPECT_EQ(codeOf(service::mergeSubjects(now(), a, a, "理由")), "SUBJ-0060");
  EXPECT_EQ(codeOf(service::mergeSubjects(now(), a, person, "理由")), "SUBJ-0061");
  EXPECT_EQ(codeOf(service::mergeSubjects(now(), a, b, "  ")), "SUBJ-0063");
  EXPECT_EQ(codeOf(service::mergeSubjects(now(), a, 99, "理由")), "SUBJ-0030");
  const auto merge = must(service::mergeSubjects(now(), a, b, "理由"));
  EXPECT_EQ(codeOf(service::mergeSubjects(now(), b, a, "理由")), "SUBJ-0062");
  EXPECT_EQ(codeOf(service::mergeSubjects(now(), a, b, "理由")), "SUBJ-0062");
  const auto row = must(service::findMerge(now(), service::publicId('S', b)));
  must(service::unmergeSubjects(now(), row));
  EXPECT_EQ(codeOf(service::unmergeSubjects(now(), row)), "SUBJ-0065");
  EXPECT_EQ(codeOf(service::findMerge(now(), service::publicId('M', merge))), "SUBJ-0065");
  EXPECT_EQ(codeOf(service::findMerge(now(), service::publicId('S', b))), "SUBJ-0066");
  EXPECT_EQ(codeOf(service::findMerge(now(), "M99")), "SUBJ-0064");
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject_merge"), 1);
}

TEST_P(SubjectTest, ASubjectOfSeveralMergesNamesWhichToUndo) {
  REQ("R-SUBJ-06");
  const auto a = addOrg("测试甲");
  const auto b = addOrg("测试乙");
  const auto c = addOrg("测试丙");
  must(service::mergeSubjects(now(), a, b, "理由"));
  must(service::mergeSubjects(now(), a, c, "理由"));
  EXPECT_EQ(codeOf(service::findMerge(now(), service::publicId('S', a))), "SUBJ-0067");
  EXPECT_EQ(must(service::findMerge(now(), service::publicId('S', c))).loser, c);
}

TEST_P(SubjectTest, FindsSubjectsByIdAndByAnyCode) {
  REQ("R-SUBJ-06");
  const auto id = addOrg("测试医院", {kUscA, "reg-no:410300000000018"});
  EXPECT_EQ(must(service::findSubject(now(), "S1")).id, id);
  EXPECT_EQ(must(service::findSubject(now(), "1")).id, id);
  EXPECT_EQ(must(service::findSubject(now(), "914103000000000782")).id, id);
  EXPECT_EQ(must(service::findSubject(now(), "９１４１０３０００００００００７８２")).id, id) << "full-width digits";
  EXPECT_EQ(must(service::findSubject(now(), "410300000000018")).id, id);
  EXPECT_EQ(codeOf(service::findSubject(now(), "S99")), "SUBJ-0030");
  EXPECT_EQ(codeOf(service::findSubject(now(), "不存在")), "SUBJ-0030");
}

TEST_P(SubjectTest, KeepsFormerNamesWithTheirSpan) {
  REQ("R-SUBJ-06");
  const auto id = addOrg("测试旧名医院", {kUscA});
  must(service::rename(now(), id, "测试新名医院", on("2025-07-01")));
  EXPECT_EQ(archive(id).subject.name, "测试新名医院");
  const auto before = archive(id, {on("2025-06-30"), {}, false, ""});
  ASSERT_EQ(before.names.size(), 1U);
  EXPECT_EQ(before.names[0].text, "测试旧名医院");
  EXPECT_EQ(archive(id, {on("2025-07-01"), {}, false, ""}).names[0].text, "测试新名医院");
  EXPECT_EQ(codeOf(service::rename(now(), id, "测试更新名", on("2025-07-01"))), "SUBJ-0009");
  EXPECT_EQ(codeOf(service::rename(now(), id, "", on("2025-08-01"))), "SUBJ-0002");
}

TEST_P(SubjectTest, LivesAndEnds) {
  REQ("R-SUBJ-11", "R-RET-01");
  const auto id = addOrg("测试医院", {kUscA});
  addRecord(id, {.infoClass = "basic", .nature = "neutral"});
  must(service::recordEvent(now(), id, "新增审批", on("2024-01-01"), "许可系统"));
  must(service::recordEvent(now(), id, "停业", on("2025-01-01"), ""));
  must(service::recordEvent(now(), id, "恢复", on("2025-03-01"), ""));
  EXPECT_EQ(must(service::listSubjects(now(), {"", "", "", true})).size(), 1U);
  EXPECT_FALSE(archive(id).records[0].archived);
  must(service::recordEvent(now(), id, "注销", on("2026-02-01"), ""));
  EXPECT_EQ(archive(id).life.state, domain::SubjectState::kTerminated);
  EXPECT_EQ(archive(id, {on("2025-02-01"), {}, false, ""}).life.state, domain::SubjectState::kSuspended);
  EXPECT_TRUE(must(service::listSubjects(now(), {"", "", "", true})).empty()) << "out of the pool of supervision";
  EXPECT_EQ(must(service::listSubjects(now(), {"", "", "terminated", false})).size(), 1U);
  const auto record = archive(id).records[0];
  EXPECT_TRUE(record.archived) << "basic information moves to the closed archive";
  for (const auto& use : record.uses) EXPECT_FALSE(use.applies);
  EXPECT_EQ(codeOf(service::recordEvent(now(), id, "恢复", on("2026-02-10"), "")), "SUBJ-0010");
}

TEST_P(SubjectTest, RefusesIllegalStepsOfALife) {
  REQ("R-SUBJ-11");
  const auto org = addOrg("测试医院");
  const auto person = addPerson("张测试");
  EXPECT_EQ(codeOf(service::recordEvent(now(), org, "死亡", on("2026-01-01"), "")), "SUBJ-0010");
  EXPECT_EQ(codeOf(service::recordEvent(now(), person, "注销", on("2026-01-01"), "")), "SUBJ-0010");
  EXPECT_EQ(codeOf(service::recordEvent(now(), org, "搬迁", on("2026-01-01"), "")), "SUBJ-0013");
  EXPECT_EQ(codeOf(service::recordEvent(now(), org, "注销", on("2026-02-13"), "")), "SUBJ-0012");
  must(service::recordEvent(now(), org, "停业", on("2026-01-10"), ""));
  EXPECT_EQ(codeOf(service::recordEvent(now(), org, "恢复", on("2026-01-09"), "")), "SUBJ-0011");
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject_event"), 1);
  must(service::recordEvent(now(), person, "死亡", on("2026-01-10"), ""));
  EXPECT_EQ(archive(person).life.state, domain::SubjectState::kDeceased);
}

TEST_P(SubjectTest, BelongsToTheAuthorityThatIssuedItsLicence) {
  REQ("R-SUBJ-12");
  const auto county = addOrg("老城测试诊所");
  const auto seat = addOrg("西工测试诊所", {}, "410303");
  const auto nowhere = addOrg("外地测试诊所");
  must(service::setAuthority(now(), county, "U1", "", on("2024-01-01")));
  const auto idsIn = [this](const char* region) {
    std::vector<std::int64_t> ids;
    for (const auto& one : must(service::listSubjects(now(), {region, "", "", false}))) ids.push_back(one.subject.id);
    return ids;
  };
  EXPECT_EQ(idsIn("410302"), (std::vector<std::int64_t>{county}));
  EXPECT_EQ(idsIn("410303"), (std::vector<std::int64_t>{seat}));
  EXPECT_EQ(idsIn("410300"), (std::vector<std::int64_t>{county, seat})) << "a city sees its counties";
  EXPECT_EQ(idsIn("410000"), (std::vector<std::int64_t>{county, seat})) << "a province sees its cities";
  EXPECT_EQ(idsIn("440000"), std::vector<std::int64_t>{});
  EXPECT_EQ(must(service::listSubjects(now(), {})).size(), 3U);
  EXPECT_GT(nowhere, 0);

  // Moving the licence moves the responsibility, with history.
  must(service::setAuthority(now(), county, "U2", "", on("2025-05-01")));
  EXPECT_TRUE(idsIn("410302").empty());
  const auto history = archive(county).authorities;
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].to, "2025-04-30");
  EXPECT_EQ(history[1].unitId, "U2");
  EXPECT_EQ(archive(county, {on("2025-04-30"), {}, false, ""}).authorities[0].unitId, "U1");
  EXPECT_EQ(codeOf(service::setAuthority(now(), county, "U9", "", on("2025-06-01"))), "SUBJ-0040");
  EXPECT_EQ(codeOf(service::setAuthority(now(), county, "U1", "", on("2025-05-01"))), "SUBJ-0042");
  EXPECT_EQ(codeOf(service::setAuthority(now(), county, "U1", "999999", on("2025-06-01"))), "SUBJ-0008");
  EXPECT_EQ(codeOf(service::listSubjects(now(), {"999999", "", "", false})), "SUBJ-0008");
}

TEST_P(SubjectTest, AnswersAsOfADayAndAsKnownOnADay) {
  REQ("R-SUBJ-06");
  at("2026-01-10");
  const auto a = addOrg("测试甲", {kUscA});
  const auto b = addOrg("测试乙", {kUscB});
  addRecord(b, {.decidedOn = "2026-01-05"});
  at("2026-02-12");
  must(service::mergeSubjects(now(), a, b, "理由"));
  EXPECT_EQ(archive(a).records.size(), 1U);
  EXPECT_TRUE(archive(a, {{}, on("2026-02-11"), false, ""}).records.empty()) << "not merged yet, as far as known";
  EXPECT_TRUE(archive(b, {{}, on("2026-01-09"), false, ""}).records.empty()) << "not known yet";
  EXPECT_EQ(archive(b, {{}, on("2026-01-10"), false, ""}).records.size(), 1U);
  EXPECT_TRUE(archive(b, {on("2026-01-04"), {}, false, ""}).records.empty()) << "not yet decided on that day";
}

TEST_P(SubjectTest, ShowsWhereEveryRecordCameFrom) {
  REQ("R-SUBJ-06");
  const auto id = addOrg("测试医院", {kUscA});
  addRecord(id, {.documentNo = "洛卫测罚〔2026〕9号"});
  const auto record = archive(id).records.at(0);
  EXPECT_EQ(record.provenance.unitId, "U1");
  EXPECT_EQ(record.provenance.unitName, "老城区测试监督所");
  EXPECT_EQ(record.provenance.actor, "test");
  EXPECT_EQ(record.documentNo, "洛卫测罚〔2026〕9号");
  EXPECT_EQ(record.entryName, now().law.entry("CF-ORG")->name);
}

}  // namespace
}  // namespace medcredit::test
