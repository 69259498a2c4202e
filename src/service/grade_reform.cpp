#include "service/grade_reform.h"

#include <algorithm>

#include "service/grade_execute.h"
#include "service/grade_ground.h"
#include "service/grade_models.h"
#include "service/grade_release.h"

namespace medcredit::service {

using base::CivilDate;

namespace {

/// Both editions over the facts of a day.
struct Compared {
  Context& context;
  const ReformRequest& request;
  const grading::ReformResult& read;
  CivilDate asOf;
  bool persons = false;

  [[nodiscard]] std::vector<std::string> fields(const grading::Program& before, const grading::Program& after) const {
    std::vector<std::string> all = before.fields;
    const auto add = [&](const std::string& field) {
      if (std::find(all.begin(), all.end(), field) == all.end()) all.push_back(field);
    };
    for (const auto& field : after.fields) add(field);
    add("severity");  // the back-test asks for it
    return all;
  }
};

/// One effect per number.
struct Sweep {
  std::vector<grading::Simulation> parts;
  void join(Sweep&& other) {
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i].join(std::move(other.parts[i]));
  }
};

base::Result<ReformSweep> sweep(const ReformGround& ground, const grading::Model& model,
                                const grading::Program& program) {
  constexpr std::size_t kMostSubjects = 20'000;
  constexpr std::size_t kAtOnce = 8;  // numbers of one pass
  ReformSweep out;
  out.stride = std::max<std::size_t>(1, (ground.size() + kMostSubjects - 1) / kMostSubjects);
  const CivilDate day(program.asOf);
  const auto numbers = grading::changedNumbers(model, day);
  for (std::size_t first = 0; first < numbers.size(); first += kAtOnce) {
    const std::size_t end = std::min(first + kAtOnce, numbers.size());
    std::vector<std::unique_ptr<grading::Program>> changed;
    ReformGround::Programs programs{&program};
    Sweep total;
    for (std::size_t i = first; i < end; ++i) {
      changed.push_back(std::make_unique<grading::Program>(numbers[i].model, day, CivilDate(program.knownOn)));
      programs.push_back(changed.back().get());
      total.parts.emplace_back(program, *changed.back());
    }
    const auto add = [](Sweep& part, const GroundSubject& who, const ReformGround::Outcomes& outcomes) {
      for (std::size_t i = 0; i < part.parts.size(); ++i)
        part.parts[i].add(who.subject, *outcomes[0], *outcomes[i + 1]);
    };
    MC_TRY(ground.each(programs, out.stride, total, add));
    for (std::size_t i = first; i < end; ++i) {
      const auto& effect = total.parts[i - first].effect();
      out.subjects = effect.subjects;
      out.numbers.push_back(grading::sensitivityOf(numbers[i], effect));
    }
  }
  return out;
}

/// Both back-tests.
struct BothTests {
  grading::BackTest before, after;
  void join(const BothTests& other) {
    before.join(other.before);
    after.join(other.after);
  }
};

/// A year back, by what is known of that day now; what followed comes from the facts of today's ground.
base::Result<ReformBackTest> backTest(const Compared& compared, const ReformGround& now) {
  constexpr int kYear = -12;
  const CivilDate then = compared.asOf.plusMonths(kYear);
  const grading::Model before = grading::withValuesOf(*compared.read.baseModel, compared.asOf);
  const grading::Model after = grading::withValuesOf(*compared.read.model, compared.asOf);
  const grading::Program oldProgram(before, then, compared.asOf), newProgram(after, then, compared.asOf);
  MC_ASSIGN(const auto moment, gradeMoment(compared.context, then, compared.asOf));
  MC_ASSIGN(const auto ground, ReformGround::read(compared.context, compared.request, moment,
                                                  compared.fields(oldProgram, newProgram), compared.persons));
  BothTests total{grading::BackTest(oldProgram), grading::BackTest(newProgram)};
  const auto add = [&](BothTests& part, const GroundSubject& who, const ReformGround::Outcomes& outcomes) {
    const bool violated = now.violated(who.number, then, compared.asOf);
    part.before.add(*outcomes[0], violated);
    part.after.add(*outcomes[1], violated);
  };
  MC_TRY(ground.each({&oldProgram, &newProgram}, 1, total, add));
  return ReformBackTest{then, total.before.result(), total.after.result()};
}

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
  const bool persons = gradesPersons(context.law, *read.baseModel);
  const Compared compared{context, request, read, asOf, persons};
  const grading::Program before(*read.baseModel, asOf, asOf), after(*read.model, asOf, asOf);
  MC_ASSIGN(const auto moment, gradeMoment(context, asOf, asOf));
  MC_ASSIGN(const auto ground, ReformGround::read(context, request, moment, compared.fields(before, after), persons));
  grading::Simulation simulation(before, after);
  const auto add = [](grading::Simulation& part, const GroundSubject& who, const ReformGround::Outcomes& outcomes) {
    part.add(who.subject, *outcomes[0], *outcomes[1]);
  };
  MC_TRY(ground.each({&before, &after}, 1, simulation, add, progress));
  const auto& effect = simulation.effect();
  ReformRelease release;
  for (const auto& gate : grading::evaluateGates(read.reform->accept, effect)) {
    release.gates.push_back({gate.text, gate.value, gate.passed});
  }
  ReformMeasured measured{read, asOf, effect, release.gates, {}, {}};
  MC_ASSIGN(measured.sweep, sweep(ground, *read.model, after));
  MC_ASSIGN(measured.backTest, backTest(compared, ground));
  MC_ASSIGN(release.json, signedRelease(context, measured));
  release.text = releaseText(measured);
  return release;
}

}  // namespace medcredit::service
