// Signed heads of the evidence log: one line of fate for all entries before it. A head is only signed when everything
// up to the head before it stands unchanged (R-SEC-01); a store that is older than the head last signed is not signed
// at all until a new epoch is opened (docs/evidence-format.md §6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "evidence/head.h"
#include "service/context.h"
#include "store/evidence.h"

namespace medcredit::service {

struct SignedHead {
  std::int64_t epoch = 1;
  evidence::Head head;
  std::string text;  ///< head with signature lines, as printed and published
};

/// "<jurisdiction>/audit/<epoch>".
[[nodiscard]] std::string logOrigin(const jurisdiction::Jurisdiction& law, std::int64_t epoch);
/// The key that readers trust, and how it is named in print.
[[nodiscard]] base::Result<crypto::Sm2PublicKey> logPublicKey(const crypto::Keys& keys);

/// The head over all entries there are: the last one when nothing was added since, a new one otherwise, written in a
/// transaction of its own or in the running one. EVID-0007 nothing to sign, EVID-0010 the store is older than the last
/// head, EVID-0011 what was signed before has changed.
[[nodiscard]] base::Result<SignedHead> signHead(Context& context);
/// Same, but leaves a head alone that is younger than `everySeconds`; empty when there was nothing to do.
[[nodiscard]] base::Result<std::optional<SignedHead>> signHeadIfDue(Context& context, std::int64_t everySeconds);

/// The newest head in the store; empty when none was signed. EVID-0002, EVID-0003 when it was altered.
[[nodiscard]] base::Result<std::optional<SignedHead>> newestHead(Context& context);

/// The head signed last as noted beside the keys, outside the database; empty when there is none. EVID-0002, EVID-0003
/// when the note was altered.
[[nodiscard]] base::Result<std::optional<SignedHead>> notedHead(const crypto::Keys& keys);
/// Replaces the note; does nothing for keys in memory.
base::Status noteHead(const crypto::Keys& keys, const SignedHead& head);

/// Reads a signed head and the epoch its origin names. EVID-0002, EVID-0003.
[[nodiscard]] base::Result<SignedHead> readHead(const std::string& text, const crypto::Sm2PublicKey& key);

/// Opens the next epoch after a restore: its first entry names the last known head of the one before (of the database
/// or noted beside the keys, whichever is newer) and the restored size. EVID-0012 when the log is empty.
[[nodiscard]] base::Result<SignedHead> openEpoch(Context& context, std::string_view reason);

}  // namespace medcredit::service
