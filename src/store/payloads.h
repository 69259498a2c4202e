// Payloads in the store: texts that come again and again are kept once.
//
// A payload is a JSON array of texts, one per field. Offices fill most fields with few words (kinds, bases,
// authorities, dates), so an import replaces a text it sees repeatedly by its number in `payload_text`:
// `["示例医院",3,17,]`; an empty text is left out. That makes a record a third of its size, on disk and on every way
// there. Numbers belong to an entry version and never change. Whoever reads a payload from the store reads it through
// PayloadReader; nobody else sees numbers.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "store/conn.h"
#include "store/payload_texts.h"
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
  /// Number of a text as it stands in a payload, quotes and all; -1 when it stays as it is. No I/O: may run beside the
  /// connection's thread.
  std::int32_t numberOf(std::string_view token);
  /// The payload in full, from what numberOf() made of it. May run beside the thread that calls numberOf().
  [[nodiscard]] std::string inFull(std::string_view open, std::string_view secret);
  /// Writes the texts numbered since load().
  base::Status save(Conn& conn);

 private:
  struct Slot {
    std::uint64_t high = 0, low = 0;  ///< XXH3-128 stands for the text, as it does for natural keys
    std::int32_t number = -1;
  };
  /// Slot of a text, or the free one (number -1, hash filled in) where it belongs.
  Slot& slotOf(std::string_view token);
  void keep(Slot& slot, std::string_view token);

  std::int64_t entryVersion_ = 0;
  std::deque<std::string> texts_;  ///< by number
  std::mutex growing_;             ///< texts_ grows, or is looked at from the other thread
  std::size_t saved_ = 0;
  std::vector<Slot> slots_;          ///< open addressing, at most half full
  std::vector<std::uint32_t> once_;  ///< hashes seen once, by their lowest bits; a lost one only costs a sighting
};

/// Where the personal cells of a record's versions are sealed for.
[[nodiscard]] std::string placeOfSecret(std::int64_t recordId);

/// What the store holds for one version, out of its block if it lies in one.
struct StoredPayload {
  std::string open;    ///< with numbers for repeated texts and "" for personal cells
  std::string secret;  ///< the personal cells, opened (SplitPayload)
};

/// Gives payloads back in full, personal cells in their places.
class PayloadReader {
 public:
  /// `shared`: texts kept beyond this reader; null: none. Inside a transaction they are left alone: its own texts may
  /// yet be taken back.
  explicit PayloadReader(Conn& conn, PayloadTexts* shared = nullptr)
      : conn_(conn), shared_(conn.inTransaction() ? nullptr : shared) {}
  /// The full JSON array of a stored payload. `sealed`: column record_version.sealed, empty for NULL. STOR-0004 for a
  /// number without text, CRYP-* when the personal cells do not open.
  [[nodiscard]] base::Result<JoinedPayload> read(std::int64_t recordId, std::int64_t entryVersion,
                                                 std::string_view stored, std::string_view sealed);
  /// The same without putting it together: what another version of the record with the same facts is stored from.
  [[nodiscard]] base::Result<StoredPayload> parts(std::int64_t recordId, std::string_view stored,
                                                  std::string_view sealed);

 private:
  struct Texts {
    bool complete = false;
    std::unordered_map<std::int64_t, std::string> byNumber;
  };
  base::Result<std::string> full(std::int64_t entryVersion, std::string_view stored);
  /// Brings what `stored` names and is not there yet: a page of records asks for few texts, an export for all.
  base::Status bring(std::int64_t entryVersion, std::string_view stored, Texts& texts);

  Conn& conn_;
  PayloadTexts* shared_;                 ///< not owned
  std::string openBlock_, openSecrets_;  ///< the block opened last, by its place: neighbours lie in it too
  std::map<std::int64_t, Texts> texts_;  ///< by entry version
};

}  // namespace medcredit::store
