#include "service/grade_reform.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/decimal.h"
#include "base/join.h"
#include "grading/in_order.h"
#include "grading/simulate.h"
#include "service/grade_engine_impl.h"
#include "service/grade_execute.h"
#include "service/grade_models.h"
#include "service/grade_snapshot.h"

namespace medcredit::service {

using base::CivilDate;
namespace json = boost::json;

namespace {

/// Subjects of one thread's turn.
constexpr std::size_t kTurn = 1024;

std::string decimal4(std::int64_t units) { return grading::Decimal4{units}.str(); }

/// Mean of scores with four decimals; empty when nobody is graded.
json::value meanOf(grading::Int128 sum, std::uint64_t count) {
  if (count == 0) return nullptr;
  return json::value(decimal4(static_cast<std::int64_t>(sum / static_cast<grading::Int128>(count))));
}

json::object sharesOf(const grading::ReformEffect& effect, const std::map<std::string, grading::GroupShare>& groups) {
  json::object out;
  for (const auto& [name, share] : groups) {
    json::object before, after;
    for (std::size_t i = 0; i < effect.levels.size(); ++i) {
      const std::string level = effect.levels[i].empty() ? "-" : effect.levels[i];
      if (i < share.before.size()) before[level] = share.before[i];
      if (i < share.after.size()) after[level] = share.after[i];
    }
    out[name.empty() ? "-" : name] = json::object{{"subjects", share.subjects},
                                                  {"before", std::move(before)},
                                                  {"after", std::move(after)},
                                                  {"movedDown", share.movedDown},
                                                  {"movedUp", share.movedUp}};
  }
  return out;
}

std::string levelAt(const grading::ReformEffect& effect, int index) {
  if (index < 0 || static_cast<std::size_t>(index) >= effect.levels.size()) return "-";
  const auto& level = effect.levels[static_cast<std::size_t>(index)];
  return level.empty() ? "-" : level;
}

json::object releaseJson(const grading::ReformResult& read, CivilDate asOf, const grading::ReformEffect& effect,
                         const std::vector<ReformGate>& gates) {
  json::array levels, matrix, movers, told, changes;
  for (const auto& level : effect.levels) levels.push_back(json::string(level.empty() ? "-" : level));
  for (const auto& row : effect.matrix) matrix.push_back(json::array(row.begin(), row.end()));
  for (const auto& one : effect.movers) {
    movers.push_back(json::object{{"subject", one.subject},
                                  {"from", levelAt(effect, one.from)},
                                  {"to", levelAt(effect, one.to)},
                                  {"scoreFrom", decimal4(one.scoreFrom)},
                                  {"scoreTo", decimal4(one.scoreTo)},
                                  {"line", one.line},
                                  {"limit", one.limit}});
  }
  for (const auto& gate : gates) {
    told.push_back(json::object{{"gate", gate.text}, {"value", gate.value}, {"met", gate.met}});
  }
  for (const auto& path : read.changes) changes.push_back(json::string(path));
  return {{"reform", read.reform->name},
          {"base", read.reform->base.str()},
          {"reason", read.reform->reason},
          {"baseDigest", read.baseModel->identity},
          {"digest", read.model->identity},
          {"changes", std::move(changes)},
          {"asOf", asOf.iso()},
          {"subjects", effect.subjects},
          {"levels", std::move(levels)},
          {"matrix", std::move(matrix)},
          {"movedDown", effect.movedDown},
          {"movedUp", effect.movedUp},
          {"byRegion", sharesOf(effect, effect.byRegion)},
          {"byType", sharesOf(effect, effect.byType)},
          {"inspectionsBefore", decimal4(effect.inspectionsBefore)},
          {"inspectionsAfter", decimal4(effect.inspectionsAfter)},
          {"decidedByUnpublished", effect.decidedByUnpublished},
          {"meanBefore", meanOf(effect.scoreSumBefore, effect.gradedBefore)},
          {"meanAfter", meanOf(effect.scoreSumAfter, effect.gradedAfter)},
          {"stability", effect.stability()},
          {"gates", std::move(told)},
          {"movers", std::move(movers)}};
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  return base::ratio(static_cast<std::int64_t>(part) * 100, static_cast<std::int64_t>(whole), 2).value_or("0") + "%";
}

std::string releaseText(const grading::ReformResult& read, CivilDate asOf, const grading::ReformEffect& effect,
                        const std::vector<ReformGate>& gates) {
  std::string out = "改革方案 " + read.reform->name + "，对照 " + read.reform->base.str() + "，截至 " + asOf.iso() +
                    "\n理由：" + read.reform->reason + "\n主体 " + std::to_string(effect.subjects) + "，下降 " +
                    std::to_string(effect.movedDown) + "（" + share(effect.movedDown, effect.subjects) + "），上升 " +
                    std::to_string(effect.movedUp) + "\n\n原＼新";
  for (std::size_t i = 0; i < effect.levels.size(); ++i) out += "\t" + levelAt(effect, static_cast<int>(i));
  for (std::size_t i = 0; i < effect.matrix.size(); ++i) {
    out += "\n" + levelAt(effect, static_cast<int>(i));
    for (const auto count : effect.matrix[i]) out += "\t" + std::to_string(count);
  }
  out += "\n\n预期抽查 " + decimal4(effect.inspectionsBefore) + " → " + decimal4(effect.inspectionsAfter) +
         "\n由不公开信息决定的 " + std::to_string(effect.decidedByUnpublished) + "\n\n";
  for (const auto& gate : gates) {
    out += std::string(gate.met ? "通过  " : "不通过  ") + gate.text + "（实际 " + gate.value + "）\n";
  }
  return out;
}

/// Both editions over the facts of a day.
struct Compared {
  Context& context;
  const ReformRequest& request;
  grading::Program before, after;
  GradeMoment moment;
  const RunProgress& progress;

  [[nodiscard]] std::vector<std::string> fields() const {
    std::vector<std::string> all = before.fields;
    for (const auto& field : after.fields) {
      if (std::find(all.begin(), all.end(), field) == all.end()) all.push_back(field);
    }
    return all;
  }

  /// On all threads; the parts are joined in the order of the subjects.
  base::Status overSnapshot(grading::Simulation& simulation) {
    MC_ASSIGN(const auto snapshot,
              refreshSnapshot(context, {.file = snapshotFor(request.snapshot, moment.asOf, context.clock.today()),
                                        .moment = moment,
                                        .fields = fields(),
                                        .threads = request.threads}));
    const std::string feeds = base::join(moment.delivered, ";");
    const auto& places = snapshot->places();
    struct Hand {
      Hand(const FactsSnapshot& from, const grading::Program& one, const grading::Program& other)
          : before(from, one), after(from, other), part(one, other) {}
      PartEvaluators before, after;
      grading::Simulation part;
    };
    std::vector<std::unique_ptr<Hand>> hands(gradingThreads(request.threads));
    for (auto& hand : hands) hand = std::make_unique<Hand>(*snapshot, before, after);
    const auto make = [&](std::uint32_t turn, unsigned thread) -> base::Status {
      Hand& hand = *hands[thread];
      hand.part = grading::Simulation(before, after);
      const std::size_t end = std::min((turn + std::size_t{1}) * kTurn, places.size());
      for (std::size_t i = turn * kTurn; i < end; ++i) {
        const PlacedSubject placed(*snapshot, places[i], feeds);
        hand.part.add(placed.subject, hand.before.evaluate(placed, places[i].part),
                      hand.after.evaluate(placed, places[i].part));
      }
      return {};
    };
    const auto take = [&](std::uint32_t turn, unsigned thread) -> base::Status {
      simulation.join(std::move(hands[thread]->part));
      // Only the caller's own thread tells: what hears of it may use the connection.
      if (!progress || thread != 0) return {};
      return progress(static_cast<int>(turn * kTurn * 1000 / places.size()));
    };
    const auto turns = static_cast<std::uint32_t>((places.size() + kTurn - 1) / kTurn);
    return grading::inOrder(turns, static_cast<unsigned>(hands.size()), make, take);
  }

  /// Natural persons are in no snapshot.
  base::Status overRegister(grading::Simulation& simulation) {
    std::vector<store::SubjectRow> rows;
    MC_TRY(store::eachSubject(context.conn, [&](const store::SubjectRow& row) {
      if (row.kind == domain::subjectKindCode(domain::SubjectKind::kNaturalPerson)) rows.push_back(row);
      return true;
    }));
    const auto all = fields();
    for (const auto& row : rows) {
      MC_ASSIGN(const auto facts, readSubjectFacts(context, row, moment));
      if (!facts) continue;
      LoadedFacts loaded(*facts, all);
      auto& table = loaded.table;
      const auto& columns = table.columns();
      simulation.add(loaded.subject,
                     grading::evaluateSubject(before, loaded.subject, columns, table.words(), table.all()),
                     grading::evaluateSubject(after, loaded.subject, columns, table.words(), table.all()));
    }
    return {};
  }
};

}  // namespace

bool ReformRelease::accepted() const {
  return std::all_of(gates.begin(), gates.end(), [](const ReformGate& gate) { return gate.met; });
}

base::Result<ReformRelease> simulateReform(Context& context, const ReformRequest& request,
                                           const RunProgress& progress) {
  const auto read = grading::readReform(request.text, request.sourceName, modelBases(context));
  if (const auto* error = read.findings.firstError()) return base::Error(error->code, error->args, error->place());
  if (!read.reform || !read.baseModel || !read.model) return base::fail("EVAL-0038", {{"name", request.sourceName}});
  const auto asOf = request.asOf.value_or(context.clock.today());
  Compared compared{context, request, {*read.baseModel, asOf, asOf}, {*read.model, asOf, asOf}, {}, progress};
  MC_ASSIGN(compared.moment, gradeMoment(context, asOf, asOf));
  grading::Simulation simulation(compared.before, compared.after);
  MC_TRY(gradesPersons(context.law, *read.baseModel) ? compared.overRegister(simulation)
                                                     : compared.overSnapshot(simulation));
  const auto& effect = simulation.effect();
  ReformRelease release;
  for (const auto& gate : grading::evaluateGates(read.reform->accept, effect)) {
    release.gates.push_back({gate.text, gate.value, gate.passed});
  }
  release.json = json::serialize(releaseJson(read, asOf, effect, release.gates));
  release.text = releaseText(read, asOf, effect, release.gates);
  return release;
}

}  // namespace medcredit::service
