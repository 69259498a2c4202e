// The facts of the whole register of one day in one file mapped into memory (ADR 0025): what a what-if or a full
// regrade scans instead of asking the store. Derived, never a source: losing it costs a rebuild. It names the law, the
// day and the place in the evidence log it stands for; subjects touched since are read anew, the rest is copied.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/context.h"
#include "service/grade_facts.h"

namespace medcredit::service {

/// Its name, in the data folder or the server's spool folder.
inline constexpr std::string_view kSnapshotFile = "grade-facts.snapshot";

/// What a refresh had to do.
struct SnapshotWork {
  bool rebuilt = false;
  std::int64_t subjects = 0, read = 0;
};

/// A snapshot file, mapped. Immutable; a newer one replaces the file, not this mapping.
class FactsSnapshot {
 public:
  /// Empty when there is none, or one of another form, law or day: it is to be built anew.
  [[nodiscard]] static std::shared_ptr<const FactsSnapshot> open(const std::filesystem::path& file);
  ~FactsSnapshot();
  FactsSnapshot(const FactsSnapshot&) = delete;
  FactsSnapshot& operator=(const FactsSnapshot&) = delete;

  [[nodiscard]] std::int64_t subjects() const;
  /// Facts as text (SubjectFacts::parse), by ascending subject id.
  [[nodiscard]] std::int64_t subjectAt(std::int64_t index) const;
  [[nodiscard]] std::string_view textAt(std::int64_t index) const;
  /// Day from which the text is to be read anew although nobody touched it; empty: never.
  [[nodiscard]] std::optional<base::CivilDate> changesAt(std::int64_t index) const;

 private:
  friend struct SnapshotFile;
  FactsSnapshot() = default;
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// The snapshot of a day, brought up to date: what was not touched since the file was written is copied from it.
/// `file` empty: built in a temporary place and thrown away with the mapping.
[[nodiscard]] base::Result<std::shared_ptr<const FactsSnapshot>> refreshSnapshot(Context& context,
                                                                                 const std::filesystem::path& file,
                                                                                 const GradeMoment& moment,
                                                                                 SnapshotWork* work = nullptr);

}  // namespace medcredit::service
