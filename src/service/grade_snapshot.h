// The facts of the whole register in files mapped into memory (ADR 0025): what a run, a what-if and the nightly look
// read instead of asking the store for each subject. Derived, never a source: losing it costs a rebuild. What is
// damaged, of another version, of other keys, of another law or of another log is not believed and built anew.
//
// A snapshot is a sealed list of parts (the file that is named) and the parts beside it (grading/facts_block.h). A
// refresh reads only who was touched since, and writes them as one more part. Open to a reader of the disk are days,
// amounts, codes and public ids; words and texts are sealed. Natural persons are never in it: their key may be
// destroyed at any time, and nothing derived may outlive it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "grading/evaluate.h"
#include "grading/facts_block.h"
#include "service/context.h"
#include "service/grade_facts.h"
#include "store/evidence.h"

namespace medcredit::service {

/// Its name, in the data folder or the server's spool folder.
inline constexpr std::string_view kSnapshotFile = "grade-facts.snapshot";
/// The file for a day: that of the last day of a year, which a run grades, stands beside the one of today. Empty: facts
/// of any other day are not worth keeping.
[[nodiscard]] std::filesystem::path snapshotFor(const std::filesystem::path& file, base::CivilDate asOf,
                                                base::CivilDate today);

/// What a refresh had to do.
struct SnapshotWork {
  bool rebuilt = false;                    ///< nothing could be taken over
  bool rewritten = false;                  ///< all parts were put into new ones, without asking the register
  std::int64_t read = 0;                   ///< subjects read from the register
  std::vector<std::int64_t> changed = {};  ///< of a refresh: who was read, ascending
};

struct SnapshotRequest {
  std::filesystem::path file;  ///< empty: built in a temporary place and thrown away with the mapping
  GradeMoment moment;
  std::vector<std::string> fields = {};  ///< fields of facts that models read
  std::vector<std::int64_t> also = {};   ///< to be read anew whether touched or not, ascending
  bool whole = true;                     ///< check every part; false: only what this refresh wrote may be read
  unsigned threads = 0;                  ///< 0: one per core
};

/// A snapshot, mapped. Immutable; a newer one replaces the files, not this mapping.
class FactsSnapshot {
 public:
  /// Where the facts of a subject lie.
  struct Place {
    std::int64_t subject = 0;
    std::uint32_t part = 0, row = 0;
  };

  ~FactsSnapshot();
  FactsSnapshot(const FactsSnapshot&) = delete;
  FactsSnapshot& operator=(const FactsSnapshot&) = delete;

  /// Everybody in it, by ascending subject. Only of a snapshot that was asked for whole.
  [[nodiscard]] const std::vector<Place>& places() const;
  /// Where a subject lies among the parts that were checked.
  [[nodiscard]] std::optional<Place> find(std::int64_t subject) const;
  /// The facts themselves, unsealed. CRYP-0003 when the text was altered.
  [[nodiscard]] base::Result<SubjectFacts> facts(const Place& place) const;
  /// For the engine.
  [[nodiscard]] std::uint32_t parts() const;
  [[nodiscard]] const grading::FactColumns& columns(std::uint32_t part) const;
  [[nodiscard]] const grading::Words& words(std::uint32_t part) const;
  [[nodiscard]] const grading::BlockSubject& row(const Place& place) const;

 private:
  friend class SnapshotMaker;
  struct State;
  explicit FactsSnapshot(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Subject and rows of a place as the engine takes them. The views live as long as this and the snapshot.
struct PlacedSubject {
  PlacedSubject(const FactsSnapshot& snapshot, const FactsSnapshot::Place& place, std::string_view feeds);
  PlacedSubject(const PlacedSubject&) = delete;
  PlacedSubject& operator=(const PlacedSubject&) = delete;

  grading::Subject subject;
  grading::FactRange range;

 private:
  std::string id_;
};

/// Evaluators of one thread, one per part of the snapshot, made when first used.
class PartEvaluators {
 public:
  PartEvaluators(const FactsSnapshot& snapshot, const grading::Program& program)
      : snapshot_(snapshot), program_(program), made_(snapshot.parts()) {}
  [[nodiscard]] const grading::Outcome& evaluate(const PlacedSubject& placed, std::uint32_t part);

 private:
  const FactsSnapshot& snapshot_;
  const grading::Program& program_;
  std::vector<std::unique_ptr<grading::Evaluator>> made_;
};

/// The snapshot of a day, brought up to date.
[[nodiscard]] base::Result<std::shared_ptr<const FactsSnapshot>> refreshSnapshot(Context& context,
                                                                                 const SnapshotRequest& request,
                                                                                 SnapshotWork* work = nullptr);

/// Subjects touched by acts of the log from a position on; of one merged into another, the other too. Ascending.
[[nodiscard]] base::Result<std::vector<std::int64_t>> subjectsChanged(Context& context, const store::LogPosition& from);

/// Number of threads for work asked for with `threads` (0: one per core).
[[nodiscard]] unsigned gradingThreads(unsigned threads);

}  // namespace medcredit::service
