// Corrections and withdrawals reach everybody who ever got the information (R-QUAL-07, R-OBJ-09, R-MUT-05): one package
// and one row per receiver, delivered at least once, taken in once, open until the receiver has it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "store/recalls.h"

namespace medcredit::service {

/// The two platforms of 海南办法 第四十一条.
inline constexpr std::string_view kHealthPlatform = "platform:health-credit";
inline constexpr std::string_view kPublicPlatform = "platform:public-credit";

struct RecallOrder {
  std::int64_t caseId = 0, recordId = 0;
  std::string_view act;     ///< correct, remove
  std::string_view reason;  ///< Chinese
};
/// Makes the packages for the two platforms; inside the caller's transaction. Returns how many are new.
[[nodiscard]] base::Result<int> orderPlatforms(Context& context, const RecallOrder& order);
/// Makes the packages for everybody else who received the record, each followed by a case of its own where the law has
/// the procedure `recall`. Inside the caller's transaction.
[[nodiscard]] base::Result<int> orderRecalls(Context& context, const RecallOrder& order);

/// Hands open packages over: to accounts as a message, to channels as their publication job. May be done again at any
/// time; a package that is already there is not handed over twice. Returns how many went out.
[[nodiscard]] base::Result<int> deliverRecalls(Context& context, std::int64_t limit = 500);

/// What the signed-in account was told to take back or correct; by id.
[[nodiscard]] base::Result<std::vector<store::Recall>> myRecalls(Context& context, store::RecallFilter filter);
/// Recalls of the records in the actor's scope; by id.
[[nodiscard]] base::Result<std::vector<store::Recall>> findRecalls(Context& context, store::RecallFilter filter);

/// The receiver's word that it has carried the package out, by the receiver itself or by an officer (case.handle) of
/// the unit that supplied the record, which is told. ACCS-0401 unknown or outside the scope. False when that was known
/// before.
base::Result<bool> confirmRecall(Context& context, std::int64_t id, std::string_view receipt);

}  // namespace medcredit::service
