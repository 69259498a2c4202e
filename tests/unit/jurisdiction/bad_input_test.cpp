// Every fault of a data file is refused with a stable code at the right line and column.
#include <gtest/gtest.h>

#include "support/law.h"

namespace medcredit::jurisdiction {
namespace {

using test::findProblem;
using test::LawTree;

struct Case {
  const char* name;
  const char* file;
  const char* text;
  const char* code;
  const char* lineColumn;
};

constexpr auto kByName = [](const auto& given) { return std::string(given.param.name); };

class BadFile : public ::testing::TestWithParam<Case> {};

TEST_P(BadFile, IsRefusedAtItsPlace) {
  const auto& given = GetParam();
  const LawTree tree;
  tree.write(given.file, given.text);

  const auto found = findProblem(tree, "national", given.code);

  ASSERT_TRUE(found.has_value()) << given.code;
  EXPECT_EQ(found->file, given.file);
  EXPECT_EQ(found->lineColumn, given.lineColumn);
  EXPECT_FALSE(found->warning);
  EXPECT_EQ(found->text.find('{'), std::string::npos) << "unbound placeholder: " << found->text;
  const auto loaded = tree.loader().load("national");
  ASSERT_FALSE(loaded.ok());
  EXPECT_FALSE(domain::renderText(loaded.error()).empty());
}

constexpr const char* kProfileHead = "id: national\ntitle: 测试\nlevel: 国家\n";

const Case kFileCases[] = {
    {"Syntax", "national/clocks.yaml", "items:\n  - {id: a]\n", "PROF-0001", "2:11"},
    {"DuplicateKey", "national/basis.yaml", "items: []\nitems: []\n", "PROF-0002", "2:1"},
    {"Anchor", "national/basis.yaml", "items: &a []\n", "PROF-0003", "1:8"},
    {"Yaml11Boolean", "national/basis.yaml", "items:\n  - {id: doc, title: on, level: 国家, state: 正文在册}\n",
     "PROF-0004", "2:22"},
    {"UnknownTopKey", "national/basis.yaml", "entries: []\n", "PROF-0020", "1:1"},
    {"ItemsNotAList", "national/basis.yaml", "items: 文字\n", "PROF-0022", "1:8"},
    {"InheritNotBoolean", "national/basis.yaml", "inherit: 不\nitems: []\n", "PROF-0023", "1:10"},
    {"ItemWithoutId", "national/clocks.yaml", "items:\n  - {title: 甲}\n", "PROF-0021", "2:5"},
    {"DuplicateId", "national/offices.yaml",
     "items:\n  - {id: a, name: 甲, source: s}\n  - {id: a, name: 乙, source: s}\n", "PROF-0024", "3:10"},
    {"RemoveUnknown", "national/offices.yaml", "remove: [x]\nitems: []\n", "PROF-0025", "1:10"},
    {"ClockUnit", "national/clocks.yaml",
     "items:\n  - {id: seven, title: 甲, amount: 7, unit: days, start: 乙, source: s}\n", "PROF-0023", "2:44"},
    {"ClockAmount", "national/clocks.yaml",
     "items:\n  - {id: seven, title: 甲, amount: 七, unit: workday, start: 乙, source: s}\n", "PROF-0023", "2:35"},
    {"ClockFixedDate", "national/clocks.yaml",
     "items:\n  - {id: seven, title: 甲, unit: fixed-date, month: 2, day: 30, start: 乙, source: s}\n", "PROF-0023",
     "2:52"},
    {"ClockWithoutSource", "national/clocks.yaml",
     "items:\n  - {id: seven, title: 甲, amount: 7, unit: workday, start: 乙}\n", "PROF-0030", "2:5"},
    {"WrongDefaultLabel", "national/clocks.yaml",
     "items:\n  - {id: seven, title: 甲, amount: 7, unit: workday, start: 乙, default: 默认}\n", "PROF-0023", "2:72"},
    {"EnumWithoutValues", "national/enumerations.yaml", "items:\n  - {id: colour, values: [], source: s}\n",
     "PROF-0021", "2:5"},
    {"EnumAliasTwice", "national/enumerations.yaml",
     "items:\n  - {id: colour, source: s, values: [红, {v: 绿, alias: [红]}]}\n", "PROF-0024", "2:41"},
    {"TermClass", "national/terms.yaml", "items:\n  - {id: basic, class: bad, source: s}\n", "PROF-0023", "2:24"},
    {"TermSeverity", "national/terms.yaml", "items:\n  - {id: basic, class: negative, severity: heavy, source: s}\n",
     "PROF-0023", "2:44"},
    {"TermDuration", "national/terms.yaml", "items:\n  - {id: basic, class: basic, retention: 5年, source: s}\n",
     "PROF-0023", "2:42"},
    {"TermBackwards", "national/terms.yaml",
     "items:\n  - {id: basic, class: basic, from: 2024-01-02, to: 2024-01-01, source: s}\n", "PROF-0023", "2:53"},
    {"SeverityWithoutClasses", "national/severity_rules.yaml", "items:\n  - {id: a, severity: minor, source: s}\n",
     "PROF-0021", "2:5"},
    {"SeverityUnknownClass", "national/severity_rules.yaml",
     "items:\n  - {id: a, classes: [警告, 训诫], severity: minor, source: s}\n", "PROF-0023", "2:22"},
    {"SeverityUnknownLevel", "national/severity_rules.yaml",
     "items:\n  - {id: a, classes: [警告], severity: heavy, source: s}\n", "PROF-0023", "2:38"},
    {"SeveritySubject", "national/severity_rules.yaml",
     "items:\n  - {id: a, classes: [警告], severity: minor, subject: 企业, source: s}\n", "PROF-0023", "2:54"},
    {"SeverityBoundOfNothing", "national/severity_rules.yaml",
     "items:\n  - {id: a, classes: [罚款], severity: minor, at_most: 1, source: s}\n", "PROF-0023", "2:5"},
    {"SeverityAmountWithoutBound", "national/severity_rules.yaml",
     "items:\n  - {id: a, classes: [罚款], severity: minor, amount: fine, source: s}\n", "PROF-0023", "2:53"},
    {"SeverityUnknownAmount", "national/severity_rules.yaml",
     "items:\n  - {id: a, classes: [罚款], severity: minor, amount: 罚, at_most: 1, source: s}\n", "PROF-0023", "2:53"},
    {"SeverityBoundNoNumber", "national/severity_rules.yaml",
     "items:\n  - {id: a, classes: [罚款], severity: minor, amount: fine, over: 一万, source: s}\n", "PROF-0023",
     "2:65"},
    {"SeverityBoundNegative", "national/severity_rules.yaml",
     "items:\n  - {id: a, classes: [罚款], severity: minor, amount: fine, over: \"-1\", source: s}\n", "PROF-0023",
     "2:65"},
    {"SeverityBoundsBackwards", "national/severity_rules.yaml",
     "items:\n  - {id: a, classes: [罚款], severity: minor, amount: fine, over: 2, at_most: 2, source: s}\n",
     "PROF-0023", "2:77"},
    {"SeverityDaysBackwards", "national/severity_rules.yaml",
     "items:\n  - {id: a, classes: [警告], severity: minor, from: 2026-04-02, to: 2026-04-01, source: s}\n",
     "PROF-0023", "2:67"},
    {"SeverityWithoutSource", "national/severity_rules.yaml", "items:\n  - {id: a, classes: [警告], severity: minor}\n",
     "PROF-0030", "2:5"},
    {"SeverityUnknownKey", "national/severity_rules.yaml",
     "items:\n  - {id: a, classes: [警告], severity: minor, limit: 1, source: s}\n", "PROF-0020", "2:45"},
    {"OfficeNameTwice", "national/offices.yaml",
     "items:\n  - {id: a, name: 监督科, source: s}\n  - {id: b, name: 乙, alias: [监督科], source: s}\n", "PROF-0024",
     "3:5"},
    {"CategoryParent", "national/categories.yaml", "items:\n  - {id: a, label: 甲, parent: b, source: s}\n",
     "PROF-0067", "2:31"},
    {"CodeTwice", "national/code_lists.yaml",
     "items:\n  - id: enforcement-classes\n    label: 类\n    source: s\n    codes:\n      - {code: XK, label: "
     "行政许可}\n"
     "      - {code: XK, label: 行政处罚}\n",
     "PROF-0024", "7:9"},
    {"MappingNature", "national/class_mappings.yaml", "items:\n  - {id: 甲, class: good, nature: 好, source: s}\n",
     "PROF-0023", "2:34"},
    {"ChannelVia", "national/channels.yaml", "items:\n  - {id: a, name: 甲, via: b, source: s}\n", "PROF-0066", "2:27"},
    {"ChannelClass", "national/channels.yaml", "items:\n  - {id: a, name: 甲, classes: [行政游戏], source: s}\n",
     "PROF-0023", "2:31"},
    {"BasisState", "national/basis.yaml", "items:\n  - {id: doc, title: 甲, level: 国家, state: 有}\n", "PROF-0023",
     "2:43"},
    {"BasisParent", "national/basis.yaml",
     "items:\n  - {id: doc, title: 甲, level: 国家, state: 正文在册, parent: x}\n", "PROF-0045", "2:57"},
    {"BasisDate", "national/basis.yaml",
     "items:\n  - {id: doc, title: 甲, level: 国家, state: 正文在册, issued: 2023-02-30}\n", "PROF-0023", "2:57"},
    {"BasisSpanWithoutStart", "national/basis.yaml",
     "items:\n  - {id: doc, title: 甲, level: 国家, state: 正文在册, valid_for: P2Y}\n", "PROF-0023", "2:60"},
    {"GradePercent", "national/grades.yaml", "items:\n  - {id: A, label: 甲, percent: 101, source: s}\n", "PROF-0023",
     "2:32"},
    {"PrincipleWithoutRequirement", "national/principles.yaml", "items:\n  - {id: P1, label: 甲, source: s}\n",
     "PROF-0064", "2:5"},
    {"ConflictKey", "national/conflicts.yaml", "items:\n  - {id: X-01, title: 甲, keys: [no.such], held: 乙}\n",
     "PROF-0065", "2:32"},
    {"TextWithoutSource", "national/texts.yaml", "items:\n  - {id: a, text: 甲}\n", "PROF-0030", "2:5"},
    {"PermissionDuty", "national/permissions.yaml", "items:\n  - {id: a, label: 甲, duty: boss, source: s}\n",
     "PROF-0023", "2:29"},
    {"PermissionNeverWithUnknown", "national/permissions.yaml",
     "items:\n  - {id: a, label: 甲, duty: business, never_with: [b], source: s}\n", "PROF-0075", "2:51"},
    {"RoleWithUnknownPermission", "national/roles.yaml",
     "items:\n  - {id: r, label: 甲, permissions: [no.such], source: s}\n", "PROF-0075", "2:36"},
    {"RoleWithoutPermissions", "national/roles.yaml", "items:\n  - {id: r, label: 甲, permissions: [], source: s}\n",
     "PROF-0021", "2:5"},
    {"AccessPasswordTooShort", "national/access.yaml",
     "items:\n  - {id: z, label: 甲, min_length: 4, max_length: 64, character_classes: 0, max_age_days: 0, failures: "
     "5, "
     "lock_minutes: 1, longest_lock_minutes: 1, idle_minutes: 1, absolute_hours: 1, one_time_hours: 1, second_factor: "
     "optional, source: s}\n",
     "PROF-0023", "2:35"},
    {"UnknownFile", "national/fields.yml", "a: 1\n", "PROF-0014", ""},
    {"RegionLine", "national/regions.tsv", "# 表\n110000\t北京市\t1\t\t\n", "PROF-0068", "2:1"},
    {"RegionOrder", "national/regions.tsv", "120000\t天津市\t1\t\t\t\n110000\t北京市\t1\t\t\t\n", "PROF-0024", "2:1"},
    {"DisclosureEntry", "national/disclosure.yaml", "items:\n  - {id: QZ-ORG, public: 否, reason: 甲, source: s}\n",
     "PROF-0059", "2:5"},
    {"DisclosureClock", "national/disclosure.yaml",
     "items:\n  - {id: XK-ORG, public: 是, clock: x, reason: 甲, source: s}\n", "PROF-0041", "2:36"},
};
INSTANTIATE_TEST_SUITE_P(Files, BadFile, ::testing::ValuesIn(kFileCases), kByName);

const Case kHolidayCases[] = {
    {"NotADay", "national/holidays/2026.yaml", "year: 2026\nsource: u\ndays_off: [2026-02-30]\n", "PROF-0060", "3:12"},
    {"OtherYear", "national/holidays/2026.yaml", "year: 2026\nsource: u\ndays_off: [2025-01-01]\n", "PROF-0060",
     "3:12"},
    {"WeekendOff", "national/holidays/2026.yaml", "year: 2026\nsource: u\ndays_off: [2026-01-03]\n", "PROF-0060",
     "3:12"},
    {"WeekdayWorked", "national/holidays/2026.yaml", "year: 2026\nsource: u\ndays_worked: [2026-01-05]\n", "PROF-0060",
     "3:15"},
    {"Twice", "national/holidays/2026.yaml", "year: 2026\nsource: u\ndays_off: [2026-01-01, 2026-01-01]\n", "PROF-0060",
     "3:24"},
    {"BreakBackwards", "national/holidays/2026.yaml",
     "year: 2026\nsource: u\nbreaks:\n  - {name: 元旦, from: 2026-01-03, to: 2026-01-01}\n", "PROF-0060", "4:5"},
    {"FileName", "national/holidays/2025.yaml", "year: 2026\nsource: u\n", "PROF-0060", "1:1"},
    {"WithoutSource", "national/holidays/2026.yaml", "year: 2026\n", "PROF-0030", "1:1"},
};
INSTANTIATE_TEST_SUITE_P(Holidays, BadFile, ::testing::ValuesIn(kHolidayCases), kByName);

/// profile.yaml: one value wrong.
struct ProfileCase {
  const char* name;
  const char* tail;
  const char* code;
  const char* lineColumn;
};
class BadProfile : public ::testing::TestWithParam<ProfileCase> {};

TEST_P(BadProfile, IsRefusedAtItsPlace) {
  const auto& given = GetParam();
  const LawTree tree;
  tree.write("national/profile.yaml", std::string(kProfileHead) + given.tail);
  const auto found = findProblem(tree, "national", given.code);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->file, "national/profile.yaml");
  EXPECT_EQ(found->lineColumn, given.lineColumn);
}

const ProfileCase kProfileCases[] = {
    {"UnknownKey", "basis: [doc]\ncolour: 红\n", "PROF-0020", "5:1"},
    {"NoBasis", "values: {}\n", "PROF-0047", "1:1"},
    {"UnknownBasis", "basis: [nowhere]\n", "PROF-0045", "4:8"},
    {"ValueWithoutSource", "basis: [doc]\nvalues:\n  a.b: {v: 甲}\n", "PROF-0030", "6:8"},
    {"ValueWithoutValue", "basis: [doc]\nvalues:\n  a.b: {source: s}\n", "PROF-0021", "6:8"},
    {"ValueIsNoMap", "basis: [doc]\nvalues:\n  a.b: 甲\n", "PROF-0022", "6:8"},
    {"UnknownRegion", "basis: [doc]\nregion: \"999999\"\n", "PROF-0069", "5:9"},
};
INSTANTIATE_TEST_SUITE_P(Values, BadProfile, ::testing::ValuesIn(kProfileCases), kByName);

/// catalogue.yaml: the lawful entry with one line replaced.
struct EntryCase {
  const char* name;
  const char* from;
  const char* to;
  const char* code;
  const char* lineColumn;
};
class BadEntry : public ::testing::TestWithParam<EntryCase> {};

TEST_P(BadEntry, IsRefusedAtItsPlace) {
  const auto& given = GetParam();
  const LawTree tree;
  std::string text = test::readFile(tree.path() / "national/catalogue.yaml");
  const auto at = text.find(given.from);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string_view(given.from).size(), given.to);
  tree.write("national/catalogue.yaml", text);

  const auto found = findProblem(tree, "national", given.code);

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->file, "national/catalogue.yaml");
  EXPECT_EQ(found->lineColumn, given.lineColumn);
  EXPECT_EQ(found->text.find('{'), std::string::npos) << found->text;
}

const EntryCase kEntryCases[] = {
    {"UnknownKey", "nature: 中性", "mood: 中性", "PROF-0020", "5:5"},
    {"Nature", "nature: 中性", "nature: 好", "PROF-0023", "5:13"},
    {"Sharing", "sharing: 依法公开", "sharing: 公开", "PROF-0023", "6:14"},
    {"PublicFlag", "public: 是", "public: 也许", "PROF-0023", "7:13"},
    {"SubjectKind", "subject: ORG", "subject: FIRM", "PROF-0023", "4:14"},
    {"FieldSet", "fields: set", "fields: none", "PROF-0042", "8:13"},
    {"Office", "offices: [监督科]", "offices: [动物园]", "PROF-0044", "9:14"},
    {"ReportClock", "report_clock: seven", "report_clock: nine", "PROF-0041", "10:19"},
    {"PublicityClock", "publicity_clock: seven", "publicity_clock: nine", "PROF-0041", "11:22"},
    {"NoPublicityClock", "publicity_clock: seven", "use_period: 无", "PROF-0052", "7:13"},
    {"ClassOff", "class: 行政许可", "class: 行政处罚", "PROF-0057", "12:12"},
    {"UnknownBasis", "basis: [doc]", "basis: [x]", "PROF-0045", "13:12"},
    {"NoBasis", "basis: [doc]", "use_period: 无", "PROF-0046", "2:5"},
    {"Retention", "retention: basic", "retention: forever", "PROF-0054", "14:16"},
    {"NoSource", "source: 测试依据", "use_period: 无", "PROF-0030", "2:5"},
    {"PersonPublic", "subject: ORG", "subject: NP", "PROF-0051", "7:13"},
    {"InfoClass", "class: 行政许可", "info_class: odd", "PROF-0023", "12:17"},
};
INSTANTIATE_TEST_SUITE_P(Entries, BadEntry, ::testing::ValuesIn(kEntryCases), kByName);

/// field_sets.yaml: fields and rules of one set.
struct FieldCase {
  const char* name;
  const char* body;
  const char* code;
  const char* lineColumn;
};
class BadField : public ::testing::TestWithParam<FieldCase> {};

TEST_P(BadField, IsRefusedAtItsPlace) {
  const auto& given = GetParam();
  const LawTree tree;
  tree.write("national/field_sets.yaml",
             std::string("items:\n  - id: set\n    title: 字段\n    source: s\n") + given.body);
  const auto found = findProblem(tree, "national", given.code);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->file, "national/field_sets.yaml");
  EXPECT_EQ(found->lineColumn, given.lineColumn);
  EXPECT_EQ(found->text.find('{'), std::string::npos) << found->text;
}

const FieldCase kFieldCases[] = {
    {"NoFields", "    fields: []\n", "PROF-0021", "2:5"},
    {"UnknownKey", "    fields:\n      - {name: 甲, colour: 红}\n", "PROF-0020", "6:19"},
    {"NoName", "    fields:\n      - {code: A}\n", "PROF-0021", "6:9"},
    {"Role", "    fields:\n      - {name: 甲, role: king}\n", "PROF-0023", "6:25"},
    {"Type", "    fields:\n      - {name: 甲, type: blob}\n", "PROF-0023", "6:25"},
    {"NegativeLength", "    fields:\n      - {name: 甲, max: -1}\n", "PROF-0023", "6:24"},
    {"Presence", "    fields:\n      - {name: 甲, presence: rx}\n", "PROF-0023", "6:29"},
    {"Identifier", "    fields:\n      - {name: 甲, id: shoe-size}\n", "PROF-0023", "6:23"},
    {"View", "    fields:\n      - {name: 甲, view: secret}\n", "PROF-0023", "6:25"},
    {"Enumeration", "    fields:\n      - {name: 甲, enum: shapes}\n", "PROF-0043", "6:25"},
    {"RoleTwice", "    fields:\n      - {name: 甲, role: remark}\n      - {name: 乙, role: remark}\n", "PROF-0048",
     "7:9"},
    {"HeaderTwice", "    fields:\n      - {name: 甲（乙）}\n      - {name: 丙, alias: [甲 (乙)]}\n", "PROF-0049",
     "7:9"},
    {"RuleKind", "    fields: [{name: 甲}]\n    rules:\n      - {id: R, kind: magic, a: 甲}\n", "PROF-0023", "7:23"},
    {"RuleField", "    fields: [{name: 甲}]\n    rules:\n      - {id: R, kind: not-before, a: 甲, b: 乙}\n",
     "PROF-0050", "7:44"},
    {"RuleSeverity", "    fields: [{name: 甲}]\n    rules:\n      - {id: R, kind: earliest, a: 甲, severity: bad}\n",
     "PROF-0023", "7:49"},
};
INSTANTIATE_TEST_SUITE_P(Fields, BadField, ::testing::ValuesIn(kFieldCases), kByName);

TEST(BadChain, UnknownJurisdictionParentLoopAndFolderName) {
  const LawTree tree;
  EXPECT_TRUE(findProblem(tree, "nowhere", "PROF-0010").has_value());
  EXPECT_TRUE(findProblem(tree, "../national", "PROF-0010").has_value());

  tree.write("a/profile.yaml", "id: a\ntitle: 甲\nlevel: 市\nextends: ghost\n");
  const auto parent = findProblem(tree, "a", "PROF-0012");
  ASSERT_TRUE(parent.has_value());
  EXPECT_EQ(parent->lineColumn, "4:10");

  tree.write("a/profile.yaml", "id: a\ntitle: 甲\nlevel: 市\nextends: b\n");
  tree.write("b/profile.yaml", "id: b\ntitle: 乙\nlevel: 市\nextends: a\n");
  const auto loop = findProblem(tree, "a", "PROF-0011");
  ASSERT_TRUE(loop.has_value());
  EXPECT_EQ(loop->file, "b/profile.yaml");
  EXPECT_EQ(loop->lineColumn, "4:10");

  tree.write("c/profile.yaml", "id: d\ntitle: 丙\nlevel: 市\n");
  const auto folder = findProblem(tree, "c", "PROF-0013");
  ASSERT_TRUE(folder.has_value());
  EXPECT_EQ(folder->lineColumn, "1:5");
}

TEST(BadChain, AValueTheBaseDoesNotKnowIsRefused) {
  const LawTree tree;
  tree.write("city/profile.yaml",
             "id: city\ntitle: 市\nlevel: 市\nextends: national\nvalues:\n  dual.dedline: {v: 甲, source: s}\n");
  const auto found = findProblem(tree, "city", "PROF-0032");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->lineColumn, "6:3");
}

TEST(BadChain, TwoEntriesOfOneNameAndSubjectAreRefused) {
  const LawTree tree;
  const std::string text = test::readFile(tree.path() / "national/catalogue.yaml");
  std::string second = text.substr(text.find("  - id"));
  second.replace(second.find("XK-ORG"), 6, "XK-TWO");
  tree.write("national/catalogue.yaml", text + second);
  const auto found = findProblem(tree, "national", "PROF-0053");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->lineColumn, "17:11");
}

}  // namespace
}  // namespace medcredit::jurisdiction
