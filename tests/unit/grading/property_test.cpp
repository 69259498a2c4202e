// What holds for every model and all facts: conservation, order, replay, threads, monotonicity. And the offline run.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "grading/mutate.h"
#include "grading/offline.h"
#include "grading/simulate.h"
#include "support/req.h"
#include "unit/grading/engine_support.h"
#include "unit/grading/model_support.h"

namespace medcredit::grading::test {
namespace {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((state_ >> 33U) % n);
  }

 private:
  std::uint64_t state_;
};

const std::vector<std::string> kTypes = {"commendation",        "public_welfare", "penalty",      "practice_points",
                                         "recognised_negative", "reference_info", "serious_list", "broken_commitment"};

Record randomRecord(Draw& draw, std::size_t number) {
  const std::string day = base::CivilDate(20818 - static_cast<int>(draw.below(1500))).iso();
  Record record = {{"id", "r" + std::to_string(number)},
                   {"of", kTypes[draw.below(kTypes.size())]},
                   {"occurred_on", day},
                   {"determined_on", day},
                   {"value", std::to_string(draw.below(9))},
                   {"severity", draw.below(2) == 0 ? "general" : "serious"},
                   {"known_on", base::CivilDate(20818 - static_cast<int>(draw.below(1500))).iso()}};
  if (draw.below(5) == 0) record.emplace_back("status", draw.below(2) == 0 ? "repaired" : "disputed");
  if (draw.below(9) == 0) record.emplace_back("public", "false");
  return record;
}

std::string fingerprint(EngineCase& one) {
  const Outcome& outcome = one.grade();
  const std::string level(one.program.levelName(outcome.level));
  const std::string open = outcome.publicScore ? Decimal4{*outcome.publicScore}.str() : "~";
  return one.score() + " " + level + " " + open + " " + one.ledger();
}

TEST(Properties, ScoreIsBasePlusLedgerAndOrderOfRecordsIsNothing) {
  REQ("R-EVAL-22", "objective generation");
  const Model model = shipped("hainan");
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Draw draw(seed);
    std::vector<Record> records;
    for (std::size_t i = 0, n = draw.below(25); i < n; ++i) records.push_back(randomRecord(draw, i));
    EngineCase one(model, "2026-12-31");
    for (const auto& record : records) one.record(record);
    const Outcome outcome = one.grade();
    std::int64_t sum = 0;
    for (const auto& line : outcome.lines) sum += line.points;
    if (outcome.standing == Standing::kGraded) {
      EXPECT_EQ(outcome.score, one.program.base + sum);
    }
    EngineCase turned(model, "2026-12-31");
    std::reverse(records.begin(), records.end());
    for (const auto& record : records) turned.record(record);
    EXPECT_EQ(fingerprint(one), fingerprint(turned)) << seed;
  }
}

TEST(Properties, LaterFactsDoNotChangeAnEarlierGrade) {
  REQ("R-EVAL-10", "replay on two clocks");
  const Model model = shipped("hainan");
  for (std::uint64_t seed = 100; seed < 130; ++seed) {
    Draw draw(seed);
    EngineCase then(model, "2026-06-30", "2026-06-30");
    EngineCase now(model, "2026-06-30", "2026-06-30");
    for (std::size_t i = 0; i < 12; ++i) {
      Record record = randomRecord(draw, i);
      then.record(record);
      now.record(record);
    }
    for (std::size_t i = 0; i < 6; ++i) {  // later facts, and later versions of known ones
      Record record = randomRecord(draw, i * 3);
      for (auto& field : record) {
        if (field.first == "known_on") field.second = "2026-07-0" + std::to_string(1 + i);
      }
      now.record(record);
    }
    EXPECT_EQ(fingerprint(then), fingerprint(now)) << seed;
  }
}

TEST(Properties, OneMoreAdverseRecordNeverRaisesTheLevel) {
  const Model model = shipped("hainan");
  for (std::uint64_t seed = 200; seed < 240; ++seed) {
    Draw draw(seed);
    EngineCase fewer(model, "2026-12-31");
    EngineCase more(model, "2026-12-31");
    for (std::size_t i = 0; i < 8; ++i) {
      const Record record = randomRecord(draw, i);
      fewer.record(record);
      more.record(record);
    }
    more.record({{"id", "z"}, {"of", "penalty"}, {"severity", "serious"}, {"determined_on", "2026-10-01"}});
    EXPECT_GE(more.grade().level, fewer.grade().level) << seed;
  }
}

class Text final : public TextSink {
 public:
  base::Status write(std::string_view text) override {
    out += text;
    return {};
  }
  std::string out;
};

struct Files {
  std::string subjects = "subject_id,kind,type,region,registered_on,feeds\n";
  std::string facts =
      "subject_id,record_id,of,occurred_on,determined_on,ended_on,known_on,status,status_on,severity,outcome,value,"
      "public\n";
};

Files randomFiles(std::size_t subjects, std::size_t facts) {
  Draw draw(7);
  Files files;
  for (std::size_t i = 0; i < subjects; ++i) {
    files.subjects +=
        "S" + std::to_string(i) + ",institution,hospital,4601,2010-01-01,penalty;license;practice_points\n";
  }
  for (std::size_t i = 0; i < facts; ++i) {
    const Record record = randomRecord(draw, i);
    const auto field = [&](const std::string& name) {
      for (const auto& [key, text] : record) {
        if (key == name) return text;
      }
      return std::string();
    };
    files.facts += "S" + std::to_string(draw.below(subjects)) + "," + field("id") + "," + field("of") + "," +
                   field("occurred_on") + "," + field("determined_on") + ",," + field("known_on") + "," +
                   field("status") + ",," + field("severity") + ",," + field("value") + "," + field("public") + "\n";
  }
  return files;
}

struct Graded {
  std::string grades, ledger, compact;
  OfflineReport report;
};

Graded gradeFiles(const Model& model, const Files& files, unsigned threads) {
  Graded out;
  const Program program(model, *base::CivilDate::parseIso("2026-12-31"), std::nullopt);
  auto source =
      readRegister(TextBytes(files.subjects), TextBytes(files.facts), FactNeeds::of(program), threads, out.report);
  EXPECT_TRUE(source);
  Text grades, ledger, compact;
  OfflineOutput output;
  output.grades = &grades;
  output.ledger = &ledger;
  output.compact = &compact;
  EXPECT_TRUE(gradeRegister(program, **source, threads, output, out.report));
  out.grades = grades.out;
  out.ledger = ledger.out;
  out.compact = compact.out;
  return out;
}

TEST(Offline, IsTheSameToTheBitWithOneTwoAndEightThreads) {
  const Model model = shipped("hainan");
  const Files files = randomFiles(5000, 60000);
  const Graded one = gradeFiles(model, files, 1);
  EXPECT_EQ(one.report.subjects, 5000U);
  EXPECT_EQ(one.report.kept, 60000U);
  for (const unsigned threads : {2U, 8U}) {
    const Graded many = gradeFiles(model, files, threads);
    EXPECT_EQ(many.grades, one.grades) << threads;
    EXPECT_EQ(many.ledger, one.ledger) << threads;
    EXPECT_EQ(many.compact, one.compact) << threads;
  }
}

TEST(Offline, AgreesWithTheEngineSubjectBySubject) {
  const Model model = shipped("hainan");
  Files files = randomFiles(1, 0);
  files.facts += "S0,r1,commendation,2026-03-10,,,,,,,,,\nS0,r4,penalty,,2026-05-08,,,disputed,,general,,,\n";
  EXPECT_EQ(gradeFiles(model, files, 2).grades,
            "subject_id,score,level,public_score,limited_by,unrated_by\nS0,78.88,B,78.88,,\n");
}

TEST(Offline, NothingIsDroppedSilently) {
  const Model model = shipped("hainan");
  Files files;
  files.subjects +=
      "S0,institution,hospital,4601,2010-01-01,penalty;license;practice_points\nS0,institution,clinic,4601,,\n"
      "S1,institution,hospital,4601,2010-13-01,penalty;license;practice_points\n\"S,2\",person,doctor,4601,2010-01-01,"
      "\n";
  files.facts +=
      "S9,a,penalty,,2026-01-01,,,,,general,,,\n"     // row 2: unknown subject
      "S0,,penalty,,2026-01-01,,,,,general,,,\n"      // row 3: no record id
      "S0,b,weather,,2026-01-01,,,,,,,,\n"            // row 4: unknown type
      "S0,c,penalty,,2027-01-01,,,,,general,,,\n"     // row 5: future
      "S1,d,practice_points,2026-01-01,,,,,,,,-3,\n"  // row 6: negative
      "S1,e,practice_points,2026-02-30,,,,,,,,3,\n"   // row 7: no day
      "S1,f,practice_points,2026-02-03,,,,,,,,x,\n"   // row 8: no number
      "S0,g\n";                                       // row 9: too short
  const Graded graded = gradeFiles(model, files, 2);
  EXPECT_EQ(graded.grades,
            "subject_id,score,level,public_score,limited_by,unrated_by\nS0,85.00,B,85.00,,\nS1,,M,,,undetermined\n\"S,"
            "2\",,,,,out_of_scope\n");
  const auto row = [&](Trouble trouble) {
    const TroubleCount& count = graded.report.of(trouble);
    return count.count == 1 ? count.first.at(0).row : 0;
  };
  EXPECT_EQ(row(Trouble::kUnknownSubject), 2U);
  EXPECT_EQ(row(Trouble::kNoRecordId), 3U);
  EXPECT_EQ(row(Trouble::kUnknownType), 4U);
  EXPECT_EQ(row(Trouble::kFutureDate), 5U);
  EXPECT_EQ(row(Trouble::kNegativeValue), 6U);
  EXPECT_EQ(row(Trouble::kBadDate), 7U);
  EXPECT_EQ(row(Trouble::kBadNumber), 8U);
  EXPECT_EQ(row(Trouble::kMalformedRow), 9U);
  EXPECT_EQ(row(Trouble::kDuplicateSubject), 3U);
  EXPECT_EQ(row(Trouble::kBadRegistration), 4U);
  EXPECT_EQ(graded.report.outOfScope, 1U);
  ASSERT_EQ(graded.report.firstUndetermined.size(), 1U);
  EXPECT_EQ(graded.report.firstUndetermined[0].subject, "S1");
  EXPECT_TRUE(graded.report.hasRejections());
}

TEST(Offline, QuotedFieldsAndOtherLineEnds) {
  const Model model = shipped("hainan");
  Files files;
  files.subjects =
      "\xEF\xBB\xBFsubject_id,kind,type,region,registered_on,feeds\r\nS0,institution,\"hospital\",4601,2010-01-01,"
      "\"penalty;license;practice_points\"\r\n";
  files.facts =
      "record_id,subject_id,of,note,determined_on,severity\r\n\"a,\"\"1\"\"\",S0,penalty,\"two\nlines\",2026-01-01,"
      "general\r\n";
  const Graded graded = gradeFiles(model, files, 2);
  EXPECT_NE(graded.ledger.find("S0,1,N03,penalty,\"a,\"\"1\"\"\",-8,1.000000,-8.00,,HN#16.3;HN#26\n"),
            std::string::npos)
      << graded.ledger;
}

TEST(Offline, AFileWithoutItsColumnsIsRefused) {
  const Model model = shipped("hainan");
  OfflineReport report;
  const Program program(model, *base::CivilDate::parseIso("2026-12-31"), std::nullopt);
  const auto source = readRegister(TextBytes("subject_id\nS0\n"), TextBytes("subject_id,of\nS0,penalty\n"),
                                   FactNeeds::of(program), 1, report);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, "GRAD-0401");
  EXPECT_EQ(source.error().arg("column"), "record_id");
}

TEST(Mutation, WorkedModelsWithGeneratedCasesCatchNineInTen) {
  const MutationReport report = mutateModel(shipped("guangdong"), true);
  EXPECT_GE(report.mutants.size(), 60U);
  EXPECT_GE(report.permille(), 900);
  EXPECT_LE(mutateModel(shipped("guangdong"), false).permille(), report.permille());
}

TEST(WhatIf, MovementAddsUpAndAReformOfNothingMovesNobody) {
  REQ("R-EVAL-04", "effect of a rule set before it is signed");
  const Model model = shipped("hainan");
  const auto day = *base::CivilDate::parseIso("2026-12-31");
  const Program program(model, day, std::nullopt);
  const Files files = randomFiles(300, 3000);
  OfflineReport report;
  auto source = readRegister(TextBytes(files.subjects), TextBytes(files.facts), FactNeeds::of(program), 2, report);
  ASSERT_TRUE(source);
  const auto same = simulateReform(model, model, day, std::nullopt, **source, 2);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->movedDown + same->movedUp, 0U);
  EXPECT_EQ(same->subjects, 300U);
  Model harder = model;
  for (auto& param : harder.params) {
    if (param.name == "base") std::get<Decimal4>(param.values.front().v).units -= 10 * Decimal4::kOne;
  }
  const auto effect = simulateReform(model, harder, day, std::nullopt, **source, 2);
  ASSERT_TRUE(effect);
  EXPECT_GT(effect->movedDown, 0U);
  EXPECT_EQ(effect->movedUp, 0U);
  std::uint64_t all = 0;
  for (const auto& from : effect->matrix) {
    for (const std::uint64_t count : from) all += count;
  }
  EXPECT_EQ(all, 300U);
  EXPECT_GE(effect->inspectionsAfter, effect->inspectionsBefore);

  std::vector<Gate> gates;
  for (const char* text : {"share(moved_down) <= 0", "share(moved_up) == 0", "decided_by_unpublished >= 0",
                           "expected_inspections <= 1.0 * baseline", "mean_score < 1 * baseline",
                           "max_by(region, share(moved_down)) > 0"}) {
    gates.push_back(std::get<Gate>(parseGate(text, {})));
  }
  const auto results = evaluateGates(gates, *effect);
  ASSERT_EQ(results.size(), 6U);
  EXPECT_FALSE(results[0].passed) << results[0].value;
  EXPECT_TRUE(results[1].passed);
  EXPECT_TRUE(results[2].passed);
  EXPECT_FALSE(results[3].passed) << results[3].value << " " << results[3].bound;
  EXPECT_TRUE(results[4].passed) << results[4].value << " " << results[4].bound;
  EXPECT_TRUE(results[5].passed);
  const auto dials = sensitivity(model, day, std::nullopt, **source, 2);
  ASSERT_TRUE(dials);
  const auto base = std::find_if(dials->begin(), dials->end(),
                                 [](const auto& d) { return d.path == "params.base" && d.percent == -10; });
  ASSERT_NE(base, dials->end());
  EXPECT_GT(base->moved, 0U);
}

}  // namespace
}  // namespace medcredit::grading::test
