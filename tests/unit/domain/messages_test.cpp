// The message catalogue against the sources: every code in use has a text, every text is in use, and every placeholder
// of a text is named where the code is raised.
#include "domain/messages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/req.h"

namespace medcredit::domain {
namespace {

namespace fs = std::filesystem;

struct SourceFile {
  std::string path;
  std::string text;
};

/// All sources but the catalogue itself.
std::vector<SourceFile> sources() {
  std::vector<SourceFile> files;
  for (const auto& item : fs::recursive_directory_iterator(fs::path(MC_SOURCE_DIR) / "src")) {
    const auto path = item.path().generic_string();
    const bool cpp = path.ends_with(".cpp") || path.ends_with(".h");
    if (!cpp || path.find("/domain/messages/") != std::string::npos) continue;
    std::ifstream in(path, std::ios::binary);
    files.push_back({path, {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}});
  }
  return files;
}

bool isCode(std::string_view text) {
  const auto dash = text.find('-');
  if ((dash != 3 && dash != 4) || text.size() != dash + 5) return false;
  const auto upper = [](unsigned char c) { return std::isupper(c) != 0; };
  const auto digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  const auto middle = text.begin() + static_cast<std::ptrdiff_t>(dash);
  return std::all_of(text.begin(), middle, upper) && std::all_of(middle + 1, text.end(), digit);
}

/// Codes in quotes ("COLL-0007") with the files that hold them.
std::map<std::string, std::set<std::string>> usedCodes(const std::vector<SourceFile>& files) {
  std::map<std::string, std::set<std::string>> used;
  for (const auto& file : files) {
    for (std::size_t at = file.text.find('"'); at != std::string::npos; at = file.text.find('"', at + 1)) {
      const auto end = file.text.find('"', at + 1);
      if (end == std::string::npos || end > at + 10) continue;
      const auto code = file.text.substr(at + 1, end - at - 1);
      if (isCode(code)) used[code].insert(file.path);
    }
  }
  return used;
}

std::set<std::string> placeholders(std::string_view text) {
  std::set<std::string> names;
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const auto close = text.find('}', open);
    if (close == std::string_view::npos) break;
    names.emplace(text.substr(open + 1, close - open - 1));
  }
  return names;
}

TEST(Messages, EveryCodeInTheSourcesHasAText) {
  const auto used = usedCodes(sources());
  ASSERT_GT(used.size(), 20U) << "the sources were not found";
  for (const auto& [code, files] : used) {
    EXPECT_NE(findMessage(code), nullptr) << code << " is raised in " << *files.begin() << " and has no text";
  }
}

TEST(Messages, EveryTextIsInUse) {
  const auto used = usedCodes(sources());
  for (const auto& message : allMessages()) {
    EXPECT_TRUE(used.contains(std::string(message.code))) << message.code << " is raised nowhere";
  }
}

TEST(Messages, CodesAreUniqueAndWellFormed) {
  std::set<std::string_view> seen;
  for (const auto& message : allMessages()) {
    EXPECT_TRUE(isCode(message.code)) << message.code;
    EXPECT_TRUE(seen.insert(message.code).second) << message.code << " stands twice";
    EXPECT_FALSE(message.text.empty()) << message.code;
  }
}

TEST(Messages, EveryPlaceholderIsNamedWhereTheCodeIsRaised) {
  const auto files = sources();
  const auto used = usedCodes(files);
  std::map<std::string, const SourceFile*> byPath;
  // The codes of identifiers travel inside a verdict; those who turn it into a finding or an error name the arguments.
  std::set<std::string> verdictUsers;
  // What every finding of a row carries (name, field, value, suggestion) is bound where findings are made and rendered.
  std::set<std::string> findingMakers;
  for (const auto& file : files) {
    byPath[file.path] = &file;
    if (file.text.find("verdict.code") != std::string::npos) verdictUsers.insert(file.path);
    if (file.text.find("Finding& RowJudge::report(") != std::string::npos || file.path.ends_with("/finding.cpp")) {
      findingMakers.insert(file.path);
    }
  }
  for (const auto& message : allMessages()) {
    auto names = placeholders(message.text);
    names.merge(placeholders(message.remedy));
    const auto found = used.find(std::string(message.code));
    if (found == used.end()) continue;  // told by EveryTextIsInUse
    auto where = found->second;
    if (message.code.starts_with("IDEN-")) where.insert(verdictUsers.begin(), verdictUsers.end());
    if (message.code.starts_with("COLL-01")) where.insert(findingMakers.begin(), findingMakers.end());
    for (const auto& name : names) {
      const auto quoted = "\"" + name + "\"";
      const bool bound = std::any_of(where.begin(), where.end(), [&](const std::string& path) {
        return byPath.at(path)->text.find(quoted) != std::string::npos;
      });
      EXPECT_TRUE(bound) << message.code << ": {" << name << "} is bound in none of the files that raise it";
    }
  }
}

/// An error of this code with every argument its texts name.
base::Error bound(const Message& message) {
  base::Error error{std::string(message.code)};
  for (const auto text : {message.text, message.basis, message.remedy}) {
    for (const auto& name : placeholders(text)) error.args.push_back({name, "〔" + name + "〕"});
  }
  return error;
}

TEST(Messages, NothingRenderedLeavesAPlaceholder) {
  REQ("R-COLL-05");
  std::size_t filled = 0;
  for (const auto& message : allMessages()) {
    for (const auto& error : {bound(message), base::Error{std::string(message.code)}}) {
      for (const auto& text :
           {render(error), renderText(error), renderBasis(error), renderRemedy(error), summaryText(error.code)}) {
        EXPECT_TRUE(placeholders(text).empty()) << message.code << ": " << text;
      }
    }
    // What the remedy names is told, not dropped.
    for (const auto& name : placeholders(message.remedy)) {
      ++filled;
      EXPECT_NE(renderRemedy(bound(message)).find("〔" + name + "〕"), std::string::npos) << message.code;
    }
  }
  EXPECT_GT(filled, 10U);
}

TEST(Messages, TextsLeaveTheCatalogueOnlyFilled) {
  // Whoever takes a column of the catalogue by hand sends its placeholders to people.
  for (const auto& file : sources()) {
    if (file.path.ends_with("/domain/messages.cpp")) continue;
    for (const std::string column : {"message->text", "message->basis", "message->remedy"}) {
      EXPECT_EQ(file.text.find(column), std::string::npos) << file.path << " takes " << column;
    }
  }
}

TEST(Messages, ASummaryTellsOfNoCaseInParticular) {
  EXPECT_EQ(summaryText("CLI-0001"), "命令行有误：…");
  EXPECT_EQ(summaryText("NONE-0000"), "NONE-0000");
}

TEST(Messages, RenderedTextHoldsCodePlaceArgumentsAndRemedy) {
  const auto text = render(base::fail("CLI-0001", {{"detail", "没有这个命令"}}, "第3个参数"));
  EXPECT_TRUE(text.starts_with("CLI-0001 第3个参数：命令行有误：没有这个命令")) << text;
  EXPECT_NE(text.find("处理："), std::string::npos) << text;
}

}  // namespace
}  // namespace medcredit::domain
