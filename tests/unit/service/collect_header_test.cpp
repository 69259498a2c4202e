// Which columns of a sent table are which fields (R-COLL-04).
#include "service/collect_header.h"

#include <gmock/gmock.h>

#include "domain/messages.h"
#include "support/store_fixture.h"

namespace medcredit::test {

using service::HeaderMap;
using service::KeptRow;
using ::testing::HasSubstr;

using Lines = std::vector<std::vector<std::string>>;

class HeaderTest : public ::testing::Test {
 protected:
  static const domain::CatalogueEntry& entry(const std::string& code) { return *law().entry(code); }

  static std::vector<KeptRow> kept(const Lines& lines) {
    std::vector<KeptRow> rows;
    for (const auto& line : lines) {
      auto& row = rows.emplace_back();
      row.number = static_cast<std::int64_t>(rows.size());
      for (const auto& text : line) row.cells.push_back({text, base::CellKind::kText});
    }
    return rows;
  }
  static base::Result<HeaderMap> map(const Lines& lines, const std::string& code = "CF-ORG") {
    return service::mapHeader(law(), entry(code), kept(lines), false);
  }
  /// Field of each column by its id, "-" for a dropped one.
  static std::vector<std::string> fields(const HeaderMap& header, const std::string& code = "CF-ORG") {
    std::vector<std::string> out(header.titles.size(), "-");
    for (std::size_t f = 0; f < header.columnOfField.size(); ++f) {
      if (header.columnOfField[f] >= 0) {
        out[static_cast<std::size_t>(header.columnOfField[f])] = entry(code).fieldSet.fields[f].id();
      }
    }
    return out;
  }
  static std::vector<std::string> labels(const std::string& code = "CF-ORG") {
    std::vector<std::string> out;
    for (const auto& field : entry(code).fieldSet.fields) out.push_back(field.name);
    return out;
  }
  static std::vector<std::string> codes(const std::string& code = "CF-ORG") {
    std::vector<std::string> out;
    for (const auto& field : entry(code).fieldSet.fields) out.push_back(field.id());
    return out;
  }
  static std::string refusal(const Lines& lines, const std::string& code = "CF-ORG") {
    const auto result = map(lines, code);
    if (result.ok()) return "";
    EXPECT_THAT(domain::renderText(result.error()), ::testing::Not(HasSubstr("{")));
    return result.error().code;
  }
};

TEST_F(HeaderTest, RecognisesNationalCodesAndLabelsInAnyOrder) {
  REQ("R-COLL-04");
  EXPECT_EQ(fields(must(map({codes()}))), codes());
  EXPECT_EQ(fields(must(map({labels()}))), codes());
  auto reversed = labels();
  auto expected = codes();
  std::reverse(reversed.begin(), reversed.end());
  std::reverse(expected.begin(), expected.end());
  EXPECT_EQ(fields(must(map({reversed}))), expected);
}

TEST_F(HeaderTest, BlanksBracketsBreaksAndMarksDoNotMatter) {
  REQ("R-COLL-04");
  auto header = labels();
  const auto name = [&](const std::string& from, const std::string& to) {
    *std::find(header.begin(), header.end(), from) = to;
  };
  name("行政相对人代码_1(统一社会信用代码)", "行政相对人代码_1\n（统一社会信用代码）*");
  name("行政相对人代码_2(工商注册号)", "行政相对人代码_2 ( 工商注册号 )");
  name("罚款金额(万元)", "罚款金额【万元】（选填）");
  name("处罚类别", "＊处罚类别（必填）");
  name("处罚决定日期", "处罚决定日期(yyyy-mm-dd)");
  name("法定代表人", "法定代表人（CF_FRDB）");
  name("行政处罚决定书文号", "CF_WSH（行政处罚决定书文号）");
  EXPECT_EQ(fields(must(map({header}))), codes());
}

TEST_F(HeaderTest, FindsTheHeaderBelowTitleRowsAndSkipsASecondHeaderRow) {
  REQ("R-COLL-04");
  const auto header = must(
      map({{"洛阳市卫生健康委员会行政处罚信息报送表"}, {"填报单位：综合监督科", "", "2026年3月"}, codes(), labels()}));
  EXPECT_EQ(header.row, 3);
  EXPECT_EQ(header.furtherHeaderRows, std::vector<std::int64_t>{4});
}

TEST_F(HeaderTest, TheWordsInBracketsDecideNotTheNumber) {
  REQ("R-COLL-04");
  // 2016: 2 is the organisation code, 3 the registration number; 2018 the other way round.
  auto old = labels();
  *std::find(old.begin(), old.end(), "行政相对人代码_2(工商注册号)") = "行政相对人代码_3（工商登记码）";
  *std::find(old.begin(), old.end(), "行政相对人代码_3(组织机构代码)") = "行政相对人代码_2（组织机构代码）";
  EXPECT_EQ(fields(must(map({old}))), codes());
  auto bare = labels();
  *std::find(bare.begin(), bare.end(), "行政相对人代码_2(工商注册号)") = "行政相对人代码_2";
  EXPECT_EQ(refusal({bare}), "COLL-0009");
}

TEST_F(HeaderTest, LabelsOfOldEditionsAreKnown) {
  REQ("R-COLL-04");
  auto old = labels();
  *std::find(old.begin(), old.end(), "行政处罚决定书文号") = "行政处罚决定文书号";
  *std::find(old.begin(), old.end(), "违法事实") = "处罚事由";
  *std::find(old.begin(), old.end(), "处罚内容") = "处罚结果";
  *std::find(old.begin(), old.end(), "法定代表人") = "法定代表人姓名";
  EXPECT_EQ(fields(must(map({old}))), codes());
  // 2016 spread the penalty classes over two columns.
  auto split = labels();
  *std::find(split.begin(), split.end(), "处罚类别") = "处罚类别1";
  split.push_back("处罚类别2");
  const auto header = must(map({split}));
  ASSERT_EQ(header.joinedColumns.size(), 1U);
  EXPECT_EQ(header.joinedColumns.front().second, static_cast<int>(split.size()) - 1);
}

TEST_F(HeaderTest, TwoColumnsForOneFieldStopTheFile) {
  REQ("R-COLL-04");
  auto twice = labels();
  twice.push_back("CF_WSH");
  EXPECT_EQ(refusal({twice}), "COLL-0006");
  auto repeated = labels();
  repeated.push_back("备注");
  EXPECT_EQ(refusal({repeated}), "COLL-0006");
}

TEST_F(HeaderTest, AMissingRequiredHeaderStopsTheFileAndIsNamed) {
  REQ("R-COLL-04");
  auto incomplete = labels();
  incomplete.erase(std::find(incomplete.begin(), incomplete.end(), "行政处罚决定书文号"));
  const auto result = map({incomplete});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, "COLL-0005");
  EXPECT_THAT(domain::render(result.error()), HasSubstr("行政处罚决定书文号 [CF_WSH]"));
  EXPECT_THAT(domain::render(result.error()), HasSubstr("第1行"));
}

TEST_F(HeaderTest, AnOptionalHeaderMayBeMissing) {
  auto shorter = labels();
  for (const auto* name : {"备注", "公示截止期", "行政相对人代码_6(社会组织登记证号)"}) {
    shorter.erase(std::find(shorter.begin(), shorter.end(), name));
  }
  EXPECT_TRUE(map({shorter}).ok());
}

TEST_F(HeaderTest, TheSupplyingUnitStandsInForTheSourceUnit) {
  auto without = labels();
  without.erase(std::find(without.begin(), without.end(), "数据来源单位"));
  EXPECT_TRUE(map({without}).ok());
  without.erase(std::find(without.begin(), without.end(), "数据来源单位统一社会信用代码"));
  EXPECT_EQ(refusal({without}), "COLL-0005");
  EXPECT_TRUE(service::mapHeader(law(), entry("CF-ORG"), kept({without}), true).ok());
}

TEST_F(HeaderTest, TheTemplateOfAnotherEntryIsNamed) {
  REQ("R-COLL-04");
  const auto result = map({labels("XK-ORG")});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, "COLL-0008");
  EXPECT_EQ(result.error().arg("other"), "XK-ORG");
  EXPECT_THAT(domain::renderText(result.error()), HasSubstr("疑似 XK-ORG（行政许可信息）的模板"));
  EXPECT_EQ(map({labels("XK-NP")}, "XK-ORG").error().arg("other"), "XK-NP");
  EXPECT_EQ(refusal({labels("MED-REG-ORG")}, "CN-ORG"), "COLL-0008");
}

TEST_F(HeaderTest, HeadersSplitOverRowsByMergedCellsStopTheFile) {
  auto upper = labels();
  auto lower = labels();
  for (std::size_t i = 0; i < upper.size(); ++i) (i < 4 ? lower : upper)[i].clear();
  EXPECT_EQ(refusal({upper, lower}), "COLL-0007");
}

TEST_F(HeaderTest, AColumnWhoseHeaderIsMergedAwayStopsTheFile) {
  auto header = labels();
  header.insert(header.begin() + 1, "");
  std::vector<std::string> row(header.size(), "值");
  EXPECT_EQ(refusal({header, row}), "COLL-0007");
  row[1].clear();  // an empty spacer column says nothing and does no harm
  EXPECT_TRUE(map({header, row}).ok());
}

TEST_F(HeaderTest, AnAmountInYuanIsNotTakenForWanYuan) {
  auto header = labels();
  *std::find(header.begin(), header.end(), "罚款金额(万元)") = "罚款金额（元）";
  EXPECT_EQ(refusal({header}), "COLL-0010");
  *std::find(header.begin(), header.end(), "罚款金额（元）") = "罚款金额";
  EXPECT_EQ(fields(must(map({header}))), codes());
}

TEST_F(HeaderTest, AFileWithoutAHeaderIsRefused) {
  EXPECT_EQ(refusal({{"甲", "乙"}, {"1", "2"}}), "COLL-0004");
  EXPECT_EQ(refusal({}), "COLL-0004");
}

TEST_F(HeaderTest, UnknownColumnsAreDroppedAndReportedForbiddenOnesByName) {
  REQ("R-COLL-11", "R-QUAL-05");
  auto header = labels();
  header.insert(header.begin(), "序号");
  header.push_back("当事人血型");
  const auto mapped = must(map({header}));
  ASSERT_EQ(mapped.findings.size(), 2U);
  EXPECT_EQ(mapped.findings[0].code, "COLL-0020");
  EXPECT_EQ(mapped.findings[0].column, 0);
  EXPECT_EQ(mapped.findings[1].code, "COLL-0021");
  EXPECT_EQ(mapped.findings[1].severity, domain::Severity::kWarning);
  EXPECT_EQ(mapped.findings[1].row, 1);
}

TEST_F(HeaderTest, TheResultColumnOfAReturnNamesItsBatch) {
  REQ("R-COLL-04");
  auto header = labels();
  header.push_back("医信校验结果【B12】");
  const auto mapped = must(map({header}));
  EXPECT_EQ(mapped.roundOf, 12);
  EXPECT_EQ(mapped.resultColumn, static_cast<int>(header.size()) - 1);
  EXPECT_TRUE(mapped.findings.empty());
}

TEST_F(HeaderTest, EveryEntryReadsItsOwnLabels) {
  REQ("R-COLL-03", "R-COLL-04");
  for (const auto& one : law().catalogue) {
    const auto mapped = map({labels(one.code)}, one.code);
    ASSERT_TRUE(mapped.ok()) << one.code << " " << domain::render(mapped.error());
    EXPECT_EQ(fields(*mapped, one.code), codes(one.code)) << one.code;
  }
}

TEST(ColumnLettersTest, CountAsSpreadsheetsDo) {
  EXPECT_EQ(service::columnLetters(0), "A");
  EXPECT_EQ(service::columnLetters(25), "Z");
  EXPECT_EQ(service::columnLetters(26), "AA");
  EXPECT_EQ(service::columnLetters(701), "ZZ");
  EXPECT_EQ(service::columnLetters(702), "AAA");
}

}  // namespace medcredit::test
