// Payloads in the store: texts that come again and again are kept once.
//
// A payload is a JSON array of texts, one per field. Offices fill most fields with few words (kinds, bases,
// authorities, dates), so an import replaces a text it sees repeatedly by its number in `payload_text`:
// `["示例医院",3,17,""]`. That makes a record a third of its size, on disk and on every way there. Numbers belong to an
// entry version and never change. Whoever reads a payload from the store reads it through PayloadReader; nobody else
// sees numbers.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "store/conn.h"
#include "store/record_payload.h"

namespace medcredit::store {

/// Texts kept per entry version; readers load them, so they must stay few.
inline constexpr std::size_t kMaxPayloadTexts = 8192;

/// Shortens the payloads of one import. Knows the texts of earlier imports; new ones are saved at the end.
class PayloadPacker {
 public:
  PayloadPacker();
  /// Must come first: the texts that are numbered already.
  base::Status load(Conn& conn, std::int64_t entryVersion);
  /// Appends the short form of `payload` to `out`. No I/O: may run beside the connection's thread.
  void pack(std::string_view payload, std::string& out);
  /// Writes the texts numbered since load().
  base::Status save(Conn& conn);

 private:
  struct Slot {
    std::uint64_t high = 0, low = 0;  ///< XXH3-128 stands for the text, as it does for natural keys
    std::int32_t number = -1;
  };
  /// Number of a JSON string token with its quotes; -1 when it stays as it is.
  std::int32_t numberOf(std::string_view token);
  /// Slot of a text, or the free one (number -1, hash filled in) where it belongs.
  Slot& slotOf(std::string_view token);
  void keep(Slot& slot, std::string_view token);

  std::int64_t entryVersion_ = 0;
  std::deque<std::string> texts_;  ///< by number
  std::size_t saved_ = 0;
  std::vector<Slot> slots_;          ///< open addressing, at most half full
  std::vector<std::uint32_t> once_;  ///< hashes seen once, by their lowest bits; a lost one only costs a sighting
};

/// Where the personal cells of a record's versions are sealed for.
[[nodiscard]] std::string placeOfSecret(std::int64_t recordId);

/// Gives payloads back in full, personal cells in their places.
class PayloadReader {
 public:
  explicit PayloadReader(Conn& conn) : conn_(conn) {}
  /// The full JSON array of a stored payload. `sealed`: column record_version.sealed, empty for NULL. STOR-0004 for a
  /// number without text, CRYP-* when the personal cells do not open.
  [[nodiscard]] base::Result<JoinedPayload> read(std::int64_t recordId, std::int64_t entryVersion,
                                                 std::string_view stored, std::string_view sealed);

 private:
  struct Texts {
    bool complete = false;
    std::unordered_map<std::int64_t, std::string> byNumber;
  };
  base::Result<std::string> full(std::int64_t entryVersion, std::string_view stored);
  /// Brings what `stored` names and is not there yet: a page of records asks for few texts, an export for all.
  base::Status bring(std::int64_t entryVersion, std::string_view stored, Texts& texts);

  Conn& conn_;
  std::map<std::int64_t, Texts> texts_;  ///< by entry version
};

}  // namespace medcredit::store
