#include "grading/backtest.h"

#include <utility>

namespace medcredit::grading {

bool BackTestResult::monotonic() const {
  const BackTestLevel* better = nullptr;
  for (std::size_t i = 0; i < graded; ++i) {
    const BackTestLevel& own = levels[i];
    if (own.subjects == 0) continue;
    if (better != nullptr && Int128{own.violated} * better->subjects < Int128{better->violated} * own.subjects) {
      return false;
    }
    better = &own;
  }
  return true;
}

std::optional<std::int64_t> BackTestResult::giniMicro() const {
  Int128 pairs = 0, inOrder = 0, against = 0;
  for (std::size_t i = 0; i < graded; ++i) {
    for (std::size_t j = 0; j < graded; ++j) {
      const Int128 count = Int128{levels[i].violated} * (levels[j].subjects - levels[j].violated);
      pairs += count;
      if (i > j) inOrder += count;
      if (i < j) against += count;
    }
  }
  if (pairs == 0) return std::nullopt;
  return static_cast<std::int64_t>(divideRounded((inOrder - against) * kMicro, pairs, Arithmetic::Round::kHalfUp));
}

BackTest::BackTest(const Program& program) {
  const std::size_t order = program.model->levels.order.size();
  for (std::size_t i = 0; i <= order; ++i) {
    result_.levels.push_back({std::string(program.levelName(static_cast<int>(i))), 0, 0});
  }
  result_.levels.emplace_back();
  result_.graded = order;
}

void BackTest::add(const Outcome& outcome, bool violated) {
  if (outcome.standing == Standing::kOutOfScope) return;
  const std::size_t none = result_.levels.size() - 1;
  BackTestLevel& own = result_.levels[outcome.level < 0 ? none : static_cast<std::size_t>(outcome.level)];
  ++own.subjects;
  own.violated += violated ? 1 : 0;
}

void BackTest::join(const BackTest& other) {
  for (std::size_t i = 0; i < result_.levels.size(); ++i) {
    result_.levels[i].subjects += other.result_.levels[i].subjects;
    result_.levels[i].violated += other.result_.levels[i].violated;
  }
}

bool violatesBetween(const FactColumns& facts, const Words& words, FactRange range, std::int32_t after,
                     std::int32_t until) {
  const int column = facts.wordColumn("severity");
  if (column < 0) return false;
  const auto& severities = facts.words[static_cast<std::size_t>(column)].codes;
  if (severities.empty()) return false;
  for (std::size_t row = range.begin; row < range.end; ++row) {
    const std::string_view severity = words.text(severities[row]);
    if (severity != "general" && severity != "serious") continue;
    std::int32_t date = kNoDate;
    for (const auto clock : {DateColumn::kDetermined, DateColumn::kOccurred, DateColumn::kEnded}) {
      if (date == kNoDate) date = facts.date(clock, row);
    }
    if (date <= after || date > until || words.text(facts.statusOf(row)) == "revoked") continue;
    return true;
  }
  return false;
}

Model withValuesOf(const Model& model, base::CivilDate day) {
  Model out = model;
  const base::CivilDate always = *base::CivilDate::fromYmd(1, 1, 1);
  for (auto& param : out.params) {
    const ParamValue* inForce = param.on(day);
    if (inForce == nullptr) continue;
    ParamValue value = *inForce;
    value.from = always;
    param.values.clear();
    param.values.push_back(std::move(value));
  }
  for (auto& row : out.lifecycle) {
    row.now = row.on(day);
    row.from.reset();
    row.before.reset();
  }
  return out;
}

}  // namespace medcredit::grading
