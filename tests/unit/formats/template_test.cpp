#include <gtest/gtest.h>

#include "formats/table_writer.h"
#include "formats/zip_archive.h"
#include "support/req.h"
#include "unit/formats/table_support.h"

namespace medcredit {
namespace {

using formats::TemplateColumn;
using formats::TemplateSpec;

TemplateSpec penaltySpec() {
  TemplateSpec spec;
  spec.title = "行政处罚信息（法人/非法人组织）";
  TemplateColumn name{"行政相对人名称", {}, true, "洛阳测试医院", "与登记证书一致"};
  TemplateColumn kind{"处罚类别", {}, true, "罚款", ""};
  for (int i = 0; i < 40; ++i) kind.choices.push_back("类别,第" + std::to_string(i) + "项，名称很长很长很长");
  spec.columns = {name, kind, {"备注", {}, false, "", ""}};
  spec.rules = {"每行一条记录", "=不是公式"};
  return spec;
}

std::string part(const std::filesystem::path& path, std::string_view name) {
  auto file = formats::FileBytes::open(path);
  EXPECT_TRUE(file.ok());
  auto archive = formats::ZipArchive::open(*file, {});
  EXPECT_TRUE(archive.ok());
  const auto* entry = (*archive)->find(name);
  EXPECT_NE(entry, nullptr) << name;
  if (entry == nullptr) return "";
  auto text = (*archive)->readAll(*entry, 16U << 20U);
  return text.ok() ? *text : "";
}

TEST(Template, HeadersAreExactlyTheCatalogueNamesAndTheExampleIsMarked) {
  REQ("R-COLL-04");
  const test::TempDir folder;
  ASSERT_TRUE(formats::writeTemplate(penaltySpec(), folder / "t.xlsx").ok());
  const auto table = test::readPath(folder / "t.xlsx");
  EXPECT_EQ(table.info.sheet, "行政处罚信息（法人_非法人组织）");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0].cells, (std::vector<std::string>{"行政相对人名称", "处罚类别", "备注"}));
  EXPECT_EQ(table.rows[1].cells, (std::vector<std::string>{"【示例】洛阳测试医院", "罚款"}));
  EXPECT_TRUE(table.rows[1].cells[0].starts_with(formats::kExampleMark));
}

TEST(Template, CellsAreTextAndListsComeFromAHiddenSheet) {
  REQ("R-COLL-04");
  const test::TempDir folder;
  ASSERT_TRUE(formats::writeTemplate(penaltySpec(), folder / "t.xlsx").ok());
  const std::string sheet = part(folder / "t.xlsx", "xl/worksheets/sheet1.xml");
  EXPECT_NE(sheet.find("<pane ySplit=\"1\""), std::string::npos) << "header stays in view";
  EXPECT_NE(sheet.find("type=\"list\""), std::string::npos);
  EXPECT_NE(sheet.find("选项!$B$1:$B$40"), std::string::npos);
  EXPECT_NE(sheet.find("sqref=\"B2:B1048576\""), std::string::npos);
  EXPECT_NE(sheet.find("必填。与登记证书一致"), std::string::npos);
  EXPECT_NE(part(folder / "t.xlsx", "xl/styles.xml").find("numFmtId=\"49\""), std::string::npos) << "text format @";
  EXPECT_NE(part(folder / "t.xlsx", "xl/workbook.xml").find("name=\"选项\" sheetId=\"3\" state=\"hidden\""),
            std::string::npos);
  const std::string strings = part(folder / "t.xlsx", "xl/sharedStrings.xml");
  EXPECT_NE(strings.find("填写要求"), std::string::npos) << "rules sheet";
  EXPECT_NE(strings.find("=不是公式"), std::string::npos) << "a text, not a formula";
}

TEST(Template, IsAlwaysAnXlsx) {
  const test::TempDir folder;
  const auto status = formats::writeTemplate(penaltySpec(), folder / "t.csv");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, "FILE-0050");
  test::expectSpeakable(status.error());
}

TEST(Template, WithoutListsThereIsNoHiddenSheet) {
  const test::TempDir folder;
  TemplateSpec spec;
  spec.title = "";
  spec.columns = {{"名称", {}, false, "", ""}};
  ASSERT_TRUE(formats::writeTemplate(spec, folder / "t.xlsx").ok());
  EXPECT_EQ(part(folder / "t.xlsx", "xl/workbook.xml").find("选项"), std::string::npos);
  EXPECT_EQ(test::readPath(folder / "t.xlsx").text(), "1:名称;2:【示例】");
}

}  // namespace
}  // namespace medcredit
