// medcredit-synth OUT: writes the synthetic city of the demonstration.
//
//   OUT/units.tsv      id, name, entries, named person
//   OUT/plan.tsv       what happens when: day, act, unit, entry, file (in order)
//   OUT/truth.tsv      what was planted: file, rows, rejected, duplicates, updated, mistakes
//   OUT/files/*        tables as the four offices send them, February to April 2026
//   OUT/registers/*    decision registers: what should have arrived
//
// The same program writes the same bytes on every machine. All names, codes and numbers are invented.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <stdexcept>

#include "decisions.h"
#include "mistakes.h"
#include "sheet.h"

namespace fs = std::filesystem;
using namespace medcredit::synth;
using medcredit::base::CivilDate;

namespace {

CivilDate day(std::string_view iso) {
  const auto date = CivilDate::parseIso(iso);
  if (!date) throw std::runtime_error("bad day " + std::string(iso));
  return *date;
}

/// One table an office sends.
struct Submission {
  std::string_view received, unit, entry, file;
  std::string_view from, to;  ///< decision days it covers
  HeaderStyle header;
  FileStyle style;
  std::vector<Mistake> mistakes;
  int repeats = 0;                 ///< rows of the previous table of the same office and entry sent again
  int withheld = 0;                ///< decisions of the span that never go out
  std::string_view corrects = {};  ///< file whose rejected rows are sent again, corrected, with all its other rows
};

struct Office {
  std::string_view id, name, entries, person;
};

constexpr std::array<Office, 4> kOffices{{{"spk", "行政审批科", "XK-ORG,XK-NP", "张测试甲"},
                                          {"jdk", "综合监督科", "CF-ORG,CF-NP", "王测试乙"},
                                          {"zfdd", "监督执法大队", "CF-ORG", "李测试丙"},
                                          {"zyk", "中医科", "XK-ORG", "赵测试丁"}}};

std::string_view seriesOf(std::string_view unit, std::string_view entry) {
  static const std::map<std::string, std::string_view, std::less<>> kSeries{
      {"spk XK-ORG", "示卫许"},  {"spk XK-NP", "示卫许个"},   {"jdk CF-ORG", "示卫罚"},
      {"jdk CF-NP", "示卫罚个"}, {"zfdd CF-ORG", "示卫执罚"}, {"zyk XK-ORG", "示卫中许"}};
  return kSeries.at(fmt::format("{} {}", unit, entry));
}

std::vector<Submission> submissions() {
  using enum Mistake;
  using enum HeaderStyle;
  using enum FileStyle;
  return {
      {"2026-02-11",
       "spk",
       "XK-ORG",
       "行政许可2月上旬.xlsx",
       "2026-02-02",
       "2026-02-10",
       kNational,
       kXlsxTitled,
       {kWrongCheckDigit}},
      {"2026-03-02",
       "spk",
       "XK-ORG",
       "行政许可2月下旬.xlsx",
       "2026-02-11",
       "2026-02-28",
       kNational,
       kXlsxTitled,
       {kInvisible, kFullWidth}},
      {"2026-03-03",
       "zfdd",
       "CF-ORG",
       "执法大队2月处罚.csv",
       "2026-02-02",
       "2026-02-27",
       kOld,
       kCsvGbk,
       {kCodeAsNumber, kImpossibleDate, kFineWithoutAmount, kYuanEntry}},
      {"2026-03-04",
       "jdk",
       "CF-ORG",
       "综合监督科2月行政处罚台账.xlsx",
       "2026-02-02",
       "2026-02-28",
       kOld,
       kXlsxTitled,
       {kMissingContent, kLowerCase}},
      {"2026-03-05",
       "spk",
       "XK-NP",
       "人员许可2月.xlsx",
       "2026-02-02",
       "2026-02-28",
       kOld,
       kXlsx,
       {kWrongCheckDigit, kFullWidth, kInvisible}},
      {"2026-03-09", "zyk", "XK-ORG", "中医科许可.xlsx", "2026-02-02", "2026-03-06", kNational, kXlsx, {kUnknownClass}},
      {"2026-03-12",
       "spk",
       "XK-ORG",
       "行政许可3月上旬.csv",
       "2026-03-02",
       "2026-03-11",
       kCodes,
       kCsvUtf8Bom,
       {kFutureDate}},
      {"2026-03-16",
       "jdk",
       "CF-ORG",
       "处罚0301-0313.csv",
       "2026-03-02",
       "2026-03-13",
       kOld,
       kCsvGbk,
       {kAmountWithUnit, kFullWidth}},
      {"2026-03-23",
       "spk",
       "XK-ORG",
       "行政许可3月中旬.csv",
       "2026-03-12",
       "2026-03-20",
       kNational,
       kCsvGbk,
       {kCodeAsNumber, kImpossibleDate}},
      {"2026-04-01",
       "spk",
       "XK-ORG",
       "行政许可3月下旬（含补报）.xlsx",
       "2026-03-23",
       "2026-03-31",
       kNational,
       kXlsxTitled,
       {kInvisible},
       5},
      {"2026-04-01",
       "zfdd",
       "CF-ORG",
       "执法大队3月处罚.csv",
       "2026-03-02",
       "2026-03-31",
       kOld,
       kCsvUtf16,
       {kWrongCheckDigit, kUnknownClass}},
      {"2026-04-02",
       "jdk",
       "CF-ORG",
       "处罚0316-0331.xlsx",
       "2026-03-16",
       "2026-03-31",
       kNational,
       kXlsx,
       {kCodeAsNumber, kCodeAsNumber, kMissingContent, kYuanEntry, kYuanEntry}},
      {"2026-04-08",
       "jdk",
       "CF-NP",
       "个人处罚2-3月.xlsx",
       "2026-02-02",
       "2026-03-31",
       kNational,
       kXlsxTitled,
       {kWrongCheckDigit}},
      {"2026-04-10", "zyk", "XK-ORG", "中医科3月许可.csv", "2026-03-09", "2026-03-31", kCodes, kCsvGbk, {}},
      {"2026-04-20",
       "jdk",
       "CF-ORG",
       "处罚0316-0331订正.xlsx",
       "2026-03-16",
       "2026-03-31",
       kNational,
       kXlsx,
       {},
       0,
       0,
       "处罚0316-0331.xlsx"},
      {"2026-04-20",
       "spk",
       "XK-ORG",
       "行政许可4月上半月.csv",
       "2026-04-01",
       "2026-04-17",
       kNational,
       kCsvGbk,
       {kWrongCheckDigit, kFullWidth}},
      {"2026-05-06",
       "jdk",
       "CF-ORG",
       "4月行政处罚.xlsx",
       "2026-04-01",
       "2026-04-30",
       kOld,
       kXlsxTitled,
       {kFineWithoutAmount, kInvisible},
       0,
       3},
      {"2026-05-07",
       "spk",
       "XK-ORG",
       "行政许可4月下半月.xlsx",
       "2026-04-20",
       "2026-04-30",
       kNational,
       kXlsxTitled,
       {kMissingContent},
       0,
       1},
      {"2026-05-07",
       "spk",
       "XK-NP",
       "人员许可3-4月.xlsx",
       "2026-03-02",
       "2026-04-30",
       kNational,
       kXlsx,
       {kWrongCheckDigit, kFutureDate}},
      {"2026-05-07", "jdk", "CF-NP", "个人处罚4月.csv", "2026-04-01", "2026-04-30", kNational, kCsvUtf8Bom, {}},
  };
}

struct Truth {
  std::size_t rows = 0, rejected = 0, duplicates = 0, updated = 0;
  std::size_t wrongAmounts = 0;  ///< taken with a warning, but to be corrected
  std::map<std::string, int, std::less<>> mistakes;
};

class City {
 public:
  explicit City(fs::path out) : out_(std::move(out)), random_(20260508), maker_(makeMaker()) {}

  void write() {
    fs::create_directories(out_ / "files");
    fs::create_directories(out_ / "registers");
    writeUnits();
    for (const auto& submission : submissions()) send(submission);
    sendUnusable();
    // Decided by the brigade in April, never sent: only the register knows.
    auto silent =
        maker_.make(Act::kPenalty, false, seriesOf("zfdd", "CF-ORG"), day("2026-04-01"), day("2026-04-24"), 1);
    auto& known = decided_["zfdd CF-ORG"];
    known.insert(known.end(), silent.begin(), silent.end());
    writeRegisters();
    std::stable_sort(plan_.begin(), plan_.end());
    writePlan();
    writeTruth();
  }

 private:
  static DecisionMaker makeMaker() {
    Random random(7);
    auto organisations = makeOrganisations(60, random);
    auto persons = makePersons(30, random);
    return {std::move(organisations), std::move(persons), 42};
  }

  static std::string key(const Submission& s) { return fmt::format("{} {}", s.unit, s.entry); }
  static Act actOf(std::string_view entry) { return entry.starts_with("XK") ? Act::kPermit : Act::kPenalty; }

  void send(const Submission& submission) {
    if (!submission.corrects.empty()) {
      correct(submission);
      return;
    }
    const bool person = submission.entry.ends_with("-NP");
    const auto act = actOf(submission.entry);
    auto decisions = maker_.make(act, person, seriesOf(submission.unit, submission.entry), day(submission.from),
                                 day(submission.to), person ? 1 : 3);
    auto& known = decided_[key(submission)];
    known.insert(known.end(), decisions.begin(), decisions.end());
    if (submission.withheld > 0) decisions.resize(decisions.size() - static_cast<std::size_t>(submission.withheld));

    const auto columns = columnsOf(act, person, submission.header);
    auto sheet = blankSheet(submission, columns);
    for (const auto& decision : decisions) sheet.rows.push_back(cellsOf(decision, columns, submission.style));
    const auto own = sheet.rows;
    auto& truth = truth_[std::string(submission.file)];
    plantAll(submission, decisions, columns, sheet, truth);
    const auto& before = lastSent_[key(submission)];
    for (int i = 0; i < submission.repeats && i < static_cast<int>(before.size()); ++i) {
      sheet.rows.push_back(cellsOf(before[static_cast<std::size_t>(i)], columns, submission.style));
      ++truth.duplicates;
    }
    truth.rows = sheet.rows.size();
    right_[std::string(submission.file)] = own;
    finish(submission, sheet);
    lastSent_[key(submission)] = goodOnly(decisions);
  }

  /// The same table once more with every row as it should have been: rejected rows come in, wrong amounts become
  /// corrections, the rest are duplicates.
  void correct(const Submission& submission) {
    const auto columns = columnsOf(actOf(submission.entry), false, submission.header);
    auto sheet = blankSheet(submission, columns);
    sheet.rows = right_.at(std::string(submission.corrects));
    const auto& before = truth_.at(std::string(submission.corrects));
    auto& truth = truth_[std::string(submission.file)];
    truth.rows = sheet.rows.size();
    truth.updated = before.wrongAmounts;
    truth.duplicates = before.rows - before.rejected - truth.updated;
    finish(submission, sheet);
  }

  static Sheet blankSheet(const Submission& submission, const std::vector<Column>& columns) {
    Sheet sheet;
    sheet.title =
        fmt::format("{}信息归集表（{}至{}）", actOf(submission.entry) == Act::kPermit ? "行政许可" : "行政处罚",
                    submission.from, submission.to);
    for (const auto& office : kOffices) {
      if (office.id == submission.unit)
        sheet.subtitle = fmt::format("填报单位：{}　填报人：{}", office.name, office.person);
    }
    for (const auto& column : columns) sheet.header.push_back(column.label);
    return sheet;
  }

  static std::vector<Cell> cellsOf(const Decision& decision, const std::vector<Column>& columns, FileStyle style) {
    std::vector<Cell> cells;
    for (const auto& column : columns) {
      const auto found = decision.fields.find(column.code);
      Cell cell{found == decision.fields.end() ? "" : found->second};
      const bool date = cell.text.size() == 10 && CivilDate::parseIso(cell.text).has_value();
      if (date && style == FileStyle::kXlsxTitled) cell.style = CellStyle::kDateSerial;
      if (date && style == FileStyle::kXlsx) {
        const auto d = day(cell.text);
        cell.text = fmt::format("{}年{}月{}日", d.year(), d.month(), d.day());
      }
      if (date && style == FileStyle::kCsvGbk) {
        const auto d = day(cell.text);
        cell.text = fmt::format("{}/{}/{}", d.year(), d.month(), d.day());
      }
      cells.push_back(std::move(cell));
    }
    return cells;
  }

  /// Each mistake goes into a row of its own, chosen by chance among those where it can be made.
  void plantAll(const Submission& submission, std::vector<Decision>& decisions, const std::vector<Column>& columns,
                Sheet& sheet, Truth& truth) {
    const bool person = submission.entry.ends_with("-NP");
    const auto act = actOf(submission.entry);
    spoiled_.clear();
    std::set<std::size_t> used;
    for (const auto mistake : submission.mistakes) {
      std::vector<std::size_t> candidates;
      for (std::size_t i = 0; i < decisions.size(); ++i) {
        if (!used.contains(i) && applies(mistake, act, person, decisions[i].fields)) candidates.push_back(i);
      }
      if (candidates.empty()) {
        throw std::runtime_error(fmt::format("{}: no row for {}", submission.file, mistakeName(mistake)));
      }
      const auto row = random_.pick(candidates);
      used.insert(row);
      plant(mistake, act, person, columns, submission.style, sheet.rows[row]);
      ++truth.mistakes[std::string(mistakeName(mistake))];
      if (mistake == Mistake::kYuanEntry) ++truth.wrongAmounts;
      if (isFatal(mistake)) {
        ++truth.rejected;
        spoiled_.insert(decisions[row].documentNo);
      }
    }
  }

  std::vector<Decision> goodOnly(const std::vector<Decision>& decisions) const {
    std::vector<Decision> good;
    for (const auto& decision : decisions) {
      if (!spoiled_.contains(decision.documentNo)) good.push_back(decision);
    }
    return good;
  }

  void finish(const Submission& submission, const Sheet& sheet) {
    writeSheet(sheet, submission.style, out_ / "files" / submission.file);
    plan_.push_back(fmt::format("{}\timport\t{}\t{}\tfiles/{}", submission.received, submission.unit, submission.entry,
                                submission.file));
  }

  /// A commitment table sent as permits, and a document that only pretends to be a workbook.
  void sendUnusable() {
    Sheet wrong;
    wrong.header = {"承诺人名称", "承诺人类别", "承诺人代码", "承诺类型", "承诺事由", "承诺内容", "承诺作出日期"};
    wrong.rows.push_back({{"示例东关中医诊所"},
                          {"个体工商户"},
                          {makeCreditCode("92", "410302", 9001)},
                          {"证明事项型"},
                          {"诊所备案"},
                          {"所填内容真实"},
                          {"2026-03-05"}});
    writeSheet(wrong, FileStyle::kXlsx, out_ / "files/中医科许可（错用承诺模板）.xlsx");
    plan_.push_back("2026-03-06\timport\tzyk\tXK-ORG\tfiles/中医科许可（错用承诺模板）.xlsx");
    writeBytes("%PDF-1.4\n% 扫描件\n", out_ / "files/中医科3月许可扫描件.xlsx");
    plan_.push_back("2026-04-08\timport\tzyk\tXK-ORG\tfiles/中医科3月许可扫描件.xlsx");
    plan_.push_back("2026-05-06\tnil\tzyk\tXK-ORG\t2026-04");
  }

  void writeUnits() const {
    std::ofstream out(out_ / "units.tsv");
    for (const auto& office : kOffices) {
      out << office.id << '\t' << office.name << '\t' << office.entries << '\t' << office.person << '\n';
    }
  }

  void writeRegisters() {
    for (const auto& [name, decisions] : decided_) {
      Sheet sheet;
      sheet.header = {"文书号", "决定日期"};
      for (const auto& decision : decisions) sheet.rows.push_back({{decision.documentNo}, {decision.date.iso()}});
      const auto blank = name.find(' ');
      const auto file = fmt::format("registers/{}-{}.csv", name.substr(0, blank), name.substr(blank + 1));
      writeSheet(sheet, FileStyle::kCsvUtf8Bom, out_ / file);
      plan_.push_back(
          fmt::format("2026-05-08\tregister\t{}\t{}\t{}", name.substr(0, blank), name.substr(blank + 1), file));
    }
  }

  void writePlan() const {
    std::ofstream out(out_ / "plan.tsv");
    for (const auto& line : plan_) out << line << '\n';
  }

  void writeTruth() const {
    std::ofstream out(out_ / "truth.tsv");
    for (const auto& [file, truth] : truth_) {
      out << file << '\t' << truth.rows << '\t' << truth.rejected << '\t' << truth.duplicates << '\t' << truth.updated
          << '\t';
      const char* comma = "";
      for (const auto& [name, count] : truth.mistakes) {
        out << comma << name << '=' << count;
        comma = ",";
      }
      out << '\n';
    }
  }

  fs::path out_;
  Random random_;
  DecisionMaker maker_;
  std::map<std::string, std::vector<Decision>, std::less<>> decided_;         ///< by "unit entry"
  std::map<std::string, std::vector<Decision>, std::less<>> lastSent_;        ///< accepted rows of the last table
  std::map<std::string, std::vector<std::vector<Cell>>, std::less<>> right_;  ///< rows before mistakes, by file
  std::map<std::string, Truth, std::less<>> truth_;
  std::set<std::string> spoiled_;
  std::vector<std::string> plan_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: medcredit-synth OUT\n";
    return 2;
  }
  try {
    City(argv[1]).write();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "medcredit-synth: " << error.what() << '\n';
    return 1;
  }
}
