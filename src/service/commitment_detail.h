// What a letter of commitment says, as it lies sealed in the store, and its two catalogue records. For the files of
// this area only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "store/commitments.h"

namespace medcredit::service {

struct LetterDetail {
  std::string matter, text, liability, remark, supervision;
  std::string statement, publicKey, signature, scan;  ///< what was signed and with what
  std::vector<std::string> missing;
  std::vector<std::string> broken;  ///< finding: codes of obligations
  std::string unfulfilled, accountability;
  bool untrue = false;

  [[nodiscard]] std::string json() const;
  [[nodiscard]] static LetterDetail read(std::string_view text);
  /// The stored signature fits the stored text; true for a scan, which people look at.
  [[nodiscard]] bool signatureHolds() const;
};

/// CN entry of the catalogue, where the unit answers for one: sets row.recordId.
base::Status fileCommitmentRecord(Context& context, store::CommitmentRow& row);
/// LY entry, where there is one: sets row.fulfilmentRecordId.
base::Status fileFulfilmentRecord(Context& context, store::CommitmentRow& row);

}  // namespace medcredit::service
