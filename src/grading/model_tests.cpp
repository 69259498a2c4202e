#include "grading/model_tests.h"

#include <algorithm>
#include <map>
#include <utility>

#include "grading/evaluate.h"
#include "grading/outlook.h"

namespace medcredit::grading {

namespace {

/// What a test sees of a grade, as text by key.
class Seen {
 public:
  Seen(const Model& model, const ModelTest& test) : program_(model, test.asOf, test.knownOn), facts_(program_.fields) {
    for (const auto& record : test.records) {
      facts_.begin(record.id, record.of);
      for (const auto& [field, text] : record.fields) (void)facts_.set(field, text);
    }
    const FactColumns& columns = facts_.columns();
    for (const auto& feed : test.subject.feeds) {
      if (!feeds_.empty()) feeds_ += ';';
      feeds_ += feed;
    }
    Subject subject;
    subject.id = "test";
    subject.kind =
        test.subject.kind.empty() ? std::string_view(model.subject.kind) : std::string_view(test.subject.kind);
    subject.type = test.subject.type;
    subject.region = test.subject.region;
    if (test.subject.registeredOn) subject.registeredOn = test.subject.registeredOn->days();
    subject.feeds = feeds_;
    outcome_ = evaluateSubject(program_, subject, columns, facts_.words(), facts_.all());
    upheld_ = ifUpheld(program_, subject, columns, facts_.words(), facts_.all());
    fillLedger(columns);
  }

  [[nodiscard]] bool graded() const { return outcome_.standing == Standing::kGraded; }
  [[nodiscard]] std::string score() const { return graded() ? points(outcome_.score) : std::string(kEmpty); }
  [[nodiscard]] std::string level() const { return orEmpty(program_.levelName(outcome_.level)); }
  [[nodiscard]] std::string publicScore() const {
    return graded() && outcome_.publicScore ? points(*outcome_.publicScore) : std::string(kEmpty);
  }
  [[nodiscard]] std::string guardedBy() const {
    std::string out;
    for (const int group : outcome_.guardedBy) {
      if (!out.empty()) out += ',';
      out += program_.groups[static_cast<std::size_t>(group)].id;
    }
    return orEmpty(out);
  }
  [[nodiscard]] std::string limitedBy() const {
    if (outcome_.limitedBy < 0) return std::string(kEmpty);
    return program_.limits[static_cast<std::size_t>(outcome_.limitedBy)].limit->id;
  }
  [[nodiscard]] std::string unratedBy() const { return orEmpty(unratedWord(program_, outcome_)); }
  [[nodiscard]] std::string ledger(const std::string& id) const {
    const auto found = ledger_.find(id);
    return found == ledger_.end() ? std::string(kEmpty) : points(found->second);
  }
  [[nodiscard]] std::string lineCount() const { return counted(outcome_.lines.size()); }
  [[nodiscard]] std::string distanceCount() const { return counted(distances(program_, outcome_).size()); }
  [[nodiscard]] std::string upheldScore() const {
    return upheld_ && upheld_->score ? points(*upheld_->score) : std::string(kEmpty);
  }
  [[nodiscard]] std::string upheldLevel() const {
    return upheld_ ? orEmpty(program_.levelName(upheld_->level)) : std::string(kEmpty);
  }
  [[nodiscard]] std::string toLevel(std::string_view level) const {
    for (const auto& distance : distances(program_, outcome_)) {
      if (program_.levelName(distance.level) == level) return points(distance.points);
    }
    return std::string(kEmpty);
  }
  [[nodiscard]] std::string inspectionRate() const {
    if (outcome_.level < 0) return std::string(kEmpty);
    const auto& rate = program_.inspectionRate[static_cast<std::size_t>(outcome_.level)];
    return rate ? points(*rate) : std::string(kEmpty);
  }

  static std::string points(std::int64_t units) { return Decimal4{units}.str(); }
  static std::string counted(std::size_t n) { return n == 0 ? std::string(kEmpty) : std::to_string(n); }
  static std::string orEmpty(std::string_view text) { return std::string(text.empty() ? kEmpty : text); }
  static constexpr std::string_view kEmpty = "~";

 private:
  void fillLedger(const FactColumns& columns) {
    for (const auto& line : outcome_.lines) {
      const std::string id =
          line.record == kNoRecord ? program_.lines[line.line].id : std::string(columns.recordId(line.record));
      ledger_[id] += line.points;
    }
  }

  Program program_;
  FactTable facts_;
  std::string feeds_;
  Outcome outcome_;
  std::optional<Supposed> upheld_;
  std::map<std::string, std::int64_t> ledger_;
};

class Comparison {
 public:
  explicit Comparison(TestResult& result) : result_(result) {}

  void text(const std::string& key, const Expected<std::string>& expected, const std::string& actual) {
    if (expected) same(key, *expected ? **expected : std::string(Seen::kEmpty), actual);
  }
  void number(const std::string& key, const Expected<Decimal4>& expected, const std::string& actual) {
    if (expected) same(key, *expected ? (*expected)->str() : std::string(Seen::kEmpty), actual);
  }
  void same(const std::string& key, const std::string& expected, const std::string& actual) {
    if (expected != actual) result_.mismatches.push_back({key, expected, actual});
  }

 private:
  TestResult& result_;
};

}  // namespace

TestResult runModelTest(const Model& model, const ModelTest& test) {
  TestResult result{test.name, test.place, {}};
  const Seen seen(model, test);
  const TestExpectation& expect = test.expect;
  Comparison compare(result);
  compare.number("score", expect.score, seen.score());
  compare.text("level", expect.level, seen.level());
  compare.number("public_score", expect.publicScore, seen.publicScore());
  if (expect.guardedBy) {
    std::string expected;
    for (const auto& group : *expect.guardedBy) expected += (expected.empty() ? "" : ",") + group;
    compare.same("guarded_by", Seen::orEmpty(expected), seen.guardedBy());
  }
  compare.text("limited_by", expect.limitedBy, seen.limitedBy());
  compare.text("unrated_by", expect.unratedBy, seen.unratedBy());
  for (const auto& [id, points] : expect.ledger) compare.same("ledger." + id, points.str(), seen.ledger(id));
  for (const auto& id : expect.noLine) compare.same("ledger." + id, std::string(Seen::kEmpty), seen.ledger(id));
  if (expect.emptyLedger) compare.same("ledger", std::string(Seen::kEmpty), seen.lineCount());
  if (expect.emptyToNext) compare.same("to_next_level", std::string(Seen::kEmpty), seen.distanceCount());
  compare.number("if_disputes_upheld.score", expect.upheldScore, seen.upheldScore());
  compare.text("if_disputes_upheld.level", expect.upheldLevel, seen.upheldLevel());
  for (const auto& [level, points] : expect.toNextLevel) {
    compare.same("to_next_level." + level, points.str(), seen.toLevel(level));
  }
  compare.number("inspection_rate", expect.inspectionRate, seen.inspectionRate());
  return result;
}

std::vector<TestResult> runModelTests(const Model& model) {
  std::vector<TestResult> results;
  for (const auto& test : model.tests) results.push_back(runModelTest(model, test));
  return results;
}

}  // namespace medcredit::grading
