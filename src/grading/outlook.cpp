#include "grading/outlook.h"

#include <algorithm>

namespace medcredit::grading {

std::optional<Supposed> ifUpheld(const Program& program, const Subject& subject, const FactColumns& facts,
                                 const Words& words, FactRange range) {
  if (!program.hasAlternatives) return std::nullopt;
  Supposition upheld;
  upheld.upheld = true;
  const Outcome outcome = evaluateSubject(program, subject, facts, words, range, upheld);
  if (!outcome.pending || outcome.standing == Standing::kUndetermined) return std::nullopt;
  Supposed result;
  if (outcome.standing == Standing::kGraded) result.score = outcome.score;
  result.level = outcome.level;
  return result;
}

std::vector<Distance> distances(const Program& program, const Outcome& outcome) {
  std::vector<Distance> result;
  if (outcome.standing != Standing::kGraded) return result;
  int reachable = 0;  // best level the met limits leave open
  for (const int at : outcome.metLimits) {
    const CompiledLimit& limit = program.limits[static_cast<std::size_t>(at)];
    if (limit.limit->kind != Limit::Kind::kWorst) reachable = std::max(reachable, limit.level);
  }
  for (int level = 0; level < outcome.level; ++level) {
    const std::int64_t band = program.bands[static_cast<std::size_t>(level)];
    if (band == Program::kNoBand) continue;
    result.push_back({level, std::max<std::int64_t>(band - outcome.bestScore(), 0), level < reachable});
  }
  return result;
}

}  // namespace medcredit::grading
