#include "service/grade_engine.h"

#include "base/decimal.h"
#include "service/grade_engine_impl.h"

namespace medcredit::service {

using base::CivilDate;

namespace {

std::string factorText(std::int64_t micro) {
  const bool negative = micro < 0;
  const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(micro) : static_cast<std::uint64_t>(micro);
  return (negative ? "-" : "") + std::to_string(size / 1'000'000) + "." +
         std::to_string(size % 1'000'000 + 1'000'000).substr(1);
}

std::string obstacleText(const grading::Outcome& outcome, const grading::Program& program, const SubjectFacts& facts) {
  static constexpr std::array<std::string_view, 9> kTexts{"",
                                                          "当日没有参数取值",
                                                          "日期或数值无法读取，或为负数",
                                                          "记录状态不在模型的状态表内",
                                                          "取值没有对应的分值，或字段为空",
                                                          "计分所乘的数量缺失或不成立",
                                                          "现场评分表不完整",
                                                          "指标没有数据",
                                                          "数值超出范围"};
  std::string text(kTexts.at(static_cast<std::size_t>(outcome.obstacle)));
  if (outcome.obstacleRecord < facts.facts.size()) text = facts.facts[outcome.obstacleRecord].id + "：" + text;
  if (outcome.obstacleLine >= 0 && static_cast<std::size_t>(outcome.obstacleLine) < program.lines.size()) {
    text += "（规则 " + program.lines[static_cast<std::size_t>(outcome.obstacleLine)].id + "）";
  }
  return text;
}

}  // namespace

std::string unitsText(std::int64_t units, int decimals) {
  const bool negative = units < 0;
  const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
  std::string fraction = std::to_string(size % 10'000 + 10'000).substr(1);
  fraction.resize(static_cast<std::size_t>(decimals));
  std::string out = std::to_string(size / 10'000);
  if (decimals > 0) out += "." + fraction;
  return negative ? "-" + out : out;
}

std::vector<std::string> countedInFavour(std::string_view ledger, const SubjectFacts& facts) {
  std::vector<std::string> out;
  grading::DecodedLedger decoded;
  if (!grading::decodeLedger(ledger, decoded)) return out;
  for (const auto& line : decoded.lines) {
    if (line.points > 0 && line.record < facts.facts.size()) out.push_back(facts.facts[line.record].id);
  }
  return out;
}

LoadedFacts::LoadedFacts(const SubjectFacts& facts, const std::vector<std::string>& fields) : table(fields) {
  for (const auto& fact : facts.facts) {
    table.begin(fact.id, fact.of);
    for (const auto& [name, value] : fact.fields) (void)table.set(name, value);
  }
  id_ = publicId('S', facts.subjectId);
  for (const auto& feed : facts.feeds) feeds_ += (feeds_.empty() ? "" : ";") + feed;
  subject.id = id_;
  subject.kind = facts.kind;
  subject.type = facts.type;
  subject.region = facts.region;
  subject.feeds = feeds_;
  const auto registered = CivilDate::parseIso(facts.registeredOn);
  subject.registeredOn = registered ? registered->days() : grading::kNoDate;
}

Grade GradeEngine::Impl::gradeOf(const grading::Outcome& outcome, const SubjectFacts& facts) const {
  const int decimals = model->arith.decimals;
  Grade grade;
  grade.level = std::string(program.levelName(outcome.level));
  grade.unratedBy = std::string(grading::unratedWord(program, outcome));
  if (outcome.standing == grading::Standing::kUndetermined) {
    grade.problems.push_back(obstacleText(outcome, program, facts));
  }
  if (outcome.standing != grading::Standing::kGraded) return grade;
  grade.score = unitsText(outcome.score, decimals);
  if (outcome.publicScore) grade.publicScore = unitsText(*outcome.publicScore, decimals);
  if (outcome.limitedBy >= 0) {
    grade.limitedBy = program.limits[static_cast<std::size_t>(outcome.limitedBy)].limit->id;
  }
  for (const auto group : outcome.guardedBy) {
    grade.guardedBy.push_back(program.groups[static_cast<std::size_t>(group)].id);
  }
  for (const auto& line : outcome.lines) {
    const auto& compiled = program.lines[line.line];
    grade.lines.push_back({compiled.id, program.groups[line.group].id,
                           line.record < facts.facts.size() ? facts.facts[line.record].id : std::string(),
                           base::Decimal6{line.raw}.str(), factorText(line.factor), unitsText(line.points, decimals),
                           std::string(grading::reasonWord(line.reason)), compiled.cite});
  }
  grading::encodeLedger(outcome.lines, outcome.rests, grade.ledger);
  return grade;
}

grading::Outcome GradeEngine::Impl::evaluate(LoadedFacts& loaded) const {
  return grading::evaluateSubject(program, loaded.subject, loaded.table.columns(), loaded.table.words(),
                                  loaded.table.all());
}

GradeEngine::GradeEngine(std::shared_ptr<const grading::Model> model, CivilDate asOf, CivilDate knownOn)
    : impl_(std::make_unique<Impl>(std::move(model), asOf, knownOn)) {}
GradeEngine::~GradeEngine() = default;
GradeEngine::GradeEngine(GradeEngine&&) noexcept = default;
GradeEngine& GradeEngine::operator=(GradeEngine&&) noexcept = default;

const grading::Model& GradeEngine::model() const { return *impl_->model; }

const grading::Program& GradeEngine::program() const { return impl_->program; }

const std::vector<std::string>& GradeEngine::fields() const { return impl_->program.fields; }

Grade GradeEngine::gradeOf(const grading::Outcome& outcome, const SubjectFacts& facts) const {
  return impl_->gradeOf(outcome, facts);
}

Grade GradeEngine::grade(const SubjectFacts& facts) const {
  LoadedFacts loaded(facts, impl_->program.fields);
  return impl_->gradeOf(impl_->evaluate(loaded), facts);
}

}  // namespace medcredit::service
