// The register as a what-if tries editions on it: the facts of a day, graded by several programs at once. Inside of
// grade_reform.cpp and grade_release.cpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "grading/in_order.h"
#include "service/grade_engine_impl.h"
#include "service/grade_reform.h"
#include "service/grade_snapshot.h"

namespace medcredit::service {

/// One subject and its facts.
struct GroundSubject {
  std::int64_t number = 0;
  const grading::Subject& subject;
  const grading::FactColumns& columns;
  const grading::Words& words;
  grading::FactRange range;
};

class ReformGround {
 public:
  using Programs = std::vector<const grading::Program*>;
  /// Of the programs, in their order; valid during the call.
  using Outcomes = std::vector<const grading::Outcome*>;

  /// `fields`: fields of facts that are read. `persons`: natural persons, who are in no snapshot.
  [[nodiscard]] static base::Result<ReformGround> read(Context& context, const ReformRequest& request,
                                                       const GradeMoment& moment,
                                                       const std::vector<std::string>& fields, bool persons);

  /// Subjects there are.
  [[nodiscard]] std::size_t size() const { return snapshot_ ? snapshot_->places().size() : persons_.size(); }
  /// Whether a subject violated after the first day and until the last, as far as these facts tell.
  [[nodiscard]] bool violated(std::int64_t number, base::CivilDate after, base::CivilDate until) const;

  /// Grades every `stride`-th subject by all programs: add(part, GroundSubject, Outcomes) on any thread, with parts
  /// made like `total` is now, joined in the order of the subjects.
  template <class Part, class Add>
  base::Status each(const Programs& programs, std::size_t stride, Part& total, const Add& add,
                    const RunProgress& progress = {}) const {
    return snapshot_ ? eachPlaced(programs, stride, total, add, progress) : eachPerson(programs, stride, total, add);
  }

 private:
  struct Person {
    Person(std::int64_t of, SubjectFacts read, const std::vector<std::string>& fields)
        : number(of), facts(std::move(read)), loaded(facts, fields) {}
    std::int64_t number;
    SubjectFacts facts;
    LoadedFacts loaded;
  };

  template <class Part, class Add>
  base::Status eachPlaced(const Programs& programs, std::size_t stride, Part& total, const Add& add,
                          const RunProgress& progress) const;
  template <class Part, class Add>
  base::Status eachPerson(const Programs& programs, std::size_t stride, Part& total, const Add& add) const;

  std::shared_ptr<const FactsSnapshot> snapshot_;
  std::vector<std::unique_ptr<Person>> persons_;  ///< by ascending number
  std::string feeds_;
  unsigned threads_ = 0;
};

template <class Part, class Add>
base::Status ReformGround::eachPlaced(const Programs& programs, std::size_t stride, Part& total, const Add& add,
                                      const RunProgress& progress) const {
  constexpr std::size_t kTurn = 1024;  // subjects of one thread's turn
  struct Hand {
    std::vector<std::unique_ptr<PartEvaluators>> evaluators;
    Outcomes outcomes;
    Part part;
  };
  const Part empty = total;
  std::vector<std::unique_ptr<Hand>> hands;
  for (unsigned i = 0; i < gradingThreads(threads_); ++i) {
    auto hand = std::make_unique<Hand>(Hand{{}, {}, empty});
    for (const auto* program : programs) {
      hand->evaluators.push_back(std::make_unique<PartEvaluators>(*snapshot_, *program));
    }
    hands.push_back(std::move(hand));
  }
  const auto& places = snapshot_->places();
  const std::size_t count = (places.size() + stride - 1) / stride;
  const auto make = [&](std::uint32_t turn, unsigned thread) -> base::Status {
    Hand& hand = *hands[thread];
    hand.part = empty;
    const std::size_t end = std::min((turn + std::size_t{1}) * kTurn, count);
    for (std::size_t i = turn * kTurn; i < end; ++i) {
      const auto& place = places[i * stride];
      const PlacedSubject placed(*snapshot_, place, feeds_);
      hand.outcomes.clear();
      for (auto& one : hand.evaluators) hand.outcomes.push_back(&one->evaluate(placed, place.part));
      add(hand.part,
          GroundSubject{place.subject, placed.subject, snapshot_->columns(place.part), snapshot_->words(place.part),
                        placed.range},
          hand.outcomes);
    }
    return {};
  };
  const auto take = [&](std::uint32_t turn, unsigned thread) -> base::Status {
    total.join(std::move(hands[thread]->part));
    // Only the caller's own thread tells: what hears of it may use the connection.
    constexpr int kPermille = 1000;
    if (!progress || thread != 0) return {};
    return progress(static_cast<int>(turn * kTurn * kPermille / count));
  };
  const auto turns = static_cast<std::uint32_t>((count + kTurn - 1) / kTurn);
  return grading::inOrder(turns, static_cast<unsigned>(hands.size()), make, take);
}

template <class Part, class Add>
base::Status ReformGround::eachPerson(const Programs& programs, std::size_t stride, Part& total, const Add& add) const {
  for (std::size_t i = 0; i < persons_.size(); i += stride) {
    LoadedFacts& loaded = persons_[i]->loaded;
    std::vector<grading::Outcome> graded;
    Outcomes outcomes;
    const GroundSubject who{persons_[i]->number, loaded.subject, loaded.table.columns(), loaded.table.words(),
                            loaded.table.all()};
    graded.reserve(programs.size());
    for (const auto* program : programs) {
      graded.push_back(grading::evaluateSubject(*program, who.subject, who.columns, who.words, who.range));
      outcomes.push_back(&graded.back());
    }
    add(total, who, outcomes);
  }
  return {};
}

}  // namespace medcredit::service
