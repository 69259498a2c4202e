// One entry of the evidence log (操作留痕): fixed-order, length-prefixed binary; no names, id numbers or free text
// inside.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace medcredit::evidence {

inline constexpr std::uint8_t kEntryVersion = 1;

struct Entry {
  std::uint32_t epoch = 1;
  std::uint64_t sequence = 0;  ///< 0-based leaf index within the epoch
  std::int64_t atMicros = 0;
  std::string actor, role, unit, region;
  std::string sessionHash, address, requestId;
  std::string action;  ///< "record.read", "import", "session.denied" …
  std::string purpose, basis;
  std::string objectType, objectId;
  std::int64_t objectVersion = 0;
  std::string subjectPseudonym;  ///< HMAC-SM3(pseudonym key, subject id), 32 bytes; empty when none
  std::string fieldBitmap;       ///< fields released
  bool allowed = true;
  std::string rule;        ///< policy row or permission
  std::string outcome;     ///< "ok" or an error code
  std::string commitment;  ///< SM3(salt32 || canonical before/after), 32 bytes; empty when none
  std::string policyVersion, calendarVersion;
};

[[nodiscard]] std::string encodeEntry(const Entry& entry);
/// EVID-0001 on anything that is not exactly one entry of a known version.
[[nodiscard]] base::Result<Entry> decodeEntry(std::string_view bytes);

}  // namespace medcredit::evidence
