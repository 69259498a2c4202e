#include "service/risk.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <string_view>
#include <utility>

#include "sampling/draw.h"
#include "service/grade_entry.h"
#include "service/grade_runs.h"
#include "service/subject.h"
#include "store/commitments.h"
#include "store/record_marks.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

constexpr std::int64_t kMostReferences = 1000;

/// Adds up what is recent enough to count.
class Sum {
 public:
  Sum(const jurisdiction::GradingRules& rules, base::CivilDate today) : rules_(rules), today_(today) {}

  void add(std::string_view rule, std::string_view on, std::string fact) {
    const auto* signal = rules_.riskSignal(rule);
    if (signal == nullptr || on < today_.plusMonths(-signal->months).iso()) return;
    risk_.points += signal->points;
    risk_.signals.push_back(
        {"近" + std::to_string(signal->months) + "个月的" + signal->label, signal->points, std::move(fact)});
  }

  [[nodiscard]] Risk take() {
    if (const auto* level = rules_.riskLevel(risk_.points)) {
      risk_.level = level->id;
      risk_.label = level->label;
    }
    return std::move(risk_);
  }

 private:
  const jurisdiction::GradingRules& rules_;
  base::CivilDate today_;
  Risk risk_;
};

/// How much likelier a subject is drawn that is to be inspected more (inspection.raise.factor).
int raiseFactor(const Context& context) {
  const auto text = context.law.value("inspection.raise.factor");
  int factor = 1;
  std::from_chars(text.data(), text.data() + text.size(), factor);
  return std::clamp(factor, 1, 10);
}

}  // namespace

base::Result<Risk> riskOf(Context& context, std::int64_t subjectId, const GradeMoment& moment) {
  MC_ASSIGN(const auto subject, subjectById(context, subjectId));
  const auto today = moment.asOf;
  Sum sum(context.law.grading, today);
  MC_ASSIGN(const auto complaints, store::complaintsOf(context.conn, subjectId));
  for (const auto& one : complaints) {
    if (one.state == "unfounded") continue;
    sum.add(one.state == "verified" ? "complaint-verified" : "complaint-open", one.receivedOn, publicId('C', one.id));
  }
  MC_ASSIGN(const auto references, listFacts(context, {"reference_info"}, subjectId, {}, kMostReferences));
  for (const auto& view : references) {
    if (!view.stands() || view.state == "promoted") continue;
    sum.add(view.state == "verified" ? "reference-verified" : "reference-open", view.fact.occurredOn,
            publicId('F', view.fact.id));
  }
  MC_ASSIGN(const auto read, readSubjectFacts(context, subject, moment));
  if (read) {
    for (const auto& fact : read->facts) {
      if (fact.of == "penalty" && fact.field("status") != "revoked") {
        sum.add("penalty", fact.field("determined_on"), fact.id);
      }
    }
  }
  return sum.take();
}

namespace {

base::Result<DrawChance> chanceOf(Context& context, std::int64_t subjectId, const GradeMoment& moment) {
  DrawChance chance;
  MC_ASSIGN(chance.risk, riskOf(context, subjectId, moment));
  MC_ASSIGN(const auto grade, currentGrade(context, subjectId));
  if (grade) chance.grade = grade->level();
  if (const auto* row = context.law.grading.drawWeight(chance.grade, chance.risk.level)) {
    chance.weight = row->weight;
    chance.source = row->source;
  }
  MC_ASSIGN(const auto raises, store::inspectionRaises(context.conn, subjectId));
  const auto today = context.clock.today().iso();
  for (const auto& raise : raises) {
    if (raise.fromOn <= today) chance.raised.push_back(raise.reason);
  }
  if (!chance.raised.empty()) chance.weight *= raiseFactor(context);
  return chance;
}

}  // namespace

base::Result<DrawChance> drawChance(Context& context, std::int64_t subjectId) {
  const auto today = context.clock.today();
  MC_ASSIGN(const auto moment, gradeMoment(context, today, today));
  return chanceOf(context, subjectId, moment);
}

base::Result<std::vector<Drawn>> drawForInspection(Context& context, const std::vector<std::int64_t>& subjects,
                                                   std::size_t count, const std::string& seed) {
  std::vector<Drawn> urn;
  std::vector<std::uint64_t> weights;
  const auto today = context.clock.today();
  MC_ASSIGN(const auto moment, gradeMoment(context, today, today));
  for (const auto id : subjects) {
    MC_ASSIGN(auto chance, chanceOf(context, id, moment));
    weights.push_back(static_cast<std::uint64_t>(chance.weight));
    urn.push_back({id, std::move(chance)});
  }
  MC_ASSIGN(const auto order, sampling::draw(weights, count, seed));
  std::vector<Drawn> drawn;
  drawn.reserve(order.size());
  for (const auto index : order) drawn.push_back(std::move(urn[index]));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  json::array names;
  for (const auto& one : drawn) names.emplace_back(publicId('S', one.subjectId));
  MC_TRY(
      journal(context, "inspection.draw", seed,
              json::serialize(json::object{
                  {"among", subjects.size()}, {"weights", json::value_from(weights)}, {"drawn", std::move(names)}})));
  MC_TRY(transaction.commit());
  return drawn;
}

}  // namespace medcredit::service
