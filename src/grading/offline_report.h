// What an offline run found in its input: nothing is dropped silently.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace medcredit::grading {

enum class Trouble : std::uint8_t {
  kMalformedRow,      ///< wrong number of fields or broken quotes; not used
  kUnknownSubject,    ///< fact of a subject that is not in the list; not used
  kNoRecordId,        ///< fact without record_id; not used
  kUnknownType,       ///< type the model does not name; not used
  kBadDate,           ///< a date that is none: the subject is undetermined
  kBadNumber,         ///< a value that is no decimal: the subject is undetermined
  kNegativeValue,     ///< the subject is undetermined
  kFutureDate,        ///< dated after `as_of`: not yet visible; no matter for the exit code
  kDuplicateSubject,  ///< second row of a subject; not graded again
  kNoSubjectId,       ///< row of the subject list without id
  kBadRegistration,   ///< registered_on that is no day; counts as unknown
};
inline constexpr std::size_t kTroubles = 11;

/// "unknown_subject": the key in JSON.
[[nodiscard]] std::string_view troubleWord(Trouble trouble);
/// "主体名单中没有该主体": for people.
[[nodiscard]] std::string_view troubleText(Trouble trouble);
/// True for what sets exit code 3.
[[nodiscard]] bool isRejection(Trouble trouble);

/// A place in a file: its row, the header being row 1.
struct TroubleSpot {
  std::uint64_t row = 0;
  std::string text;  ///< the word or number that is wrong, cut
};

/// One kind of trouble: how often, and the first places.
struct TroubleCount {
  static constexpr std::size_t kPlaces = 5;
  std::uint64_t count = 0;
  std::vector<TroubleSpot> first;
};

struct OfflineReport {
  std::uint64_t subjects = 0;
  std::uint64_t facts = 0;  ///< rows of the fact file
  std::uint64_t kept = 0;   ///< of them, used
  std::uint64_t graded = 0;
  std::uint64_t lines = 0;    ///< of the ledger
  std::uint64_t undated = 0;  ///< lines of zero because the record has no date
  std::uint64_t outOfScope = 0;
  std::uint64_t undetermined = 0;
  std::vector<std::uint64_t> byLevel;  ///< by index in Levels::order, then the unrated level, then none
  /// First undetermined subjects in the order of the list: id and why.
  struct Undetermined {
    std::string subject;
    std::string why;  ///< Chinese
  };
  std::vector<Undetermined> firstUndetermined;
  std::array<TroubleCount, kTroubles> troubles;

  [[nodiscard]] TroubleCount& of(Trouble trouble) { return troubles[static_cast<std::size_t>(trouble)]; }
  [[nodiscard]] const TroubleCount& of(Trouble trouble) const { return troubles[static_cast<std::size_t>(trouble)]; }
  /// Some rows could not be used or left their subject undetermined.
  [[nodiscard]] bool hasRejections() const;
};

}  // namespace medcredit::grading
