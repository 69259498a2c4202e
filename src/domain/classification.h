// Classification of information (R-CLASS-01…11): six classes, nature, and what each kind asks for before it counts.
#pragma once

#include <string_view>

#include "domain/catalogue.h"
#include "domain/record.h"

namespace medcredit::domain {

/// Class and nature of one record; both are stored and shown.
struct Classified {
  InfoClass info = InfoClass::kBasic;
  Nature nature = Nature::kNeutral;
};

/// What 承诺履行状态 says about a commitment.
enum class Fulfilment { kOpen, kKept, kBroken };
/// Reads 已履行, 未履行, 违诺 … (blanks and width ignored). Words outside the two closed lists, such as 履行中 or
/// 部分履行, leave the outcome open: an unclear state never turns into a negative record.
[[nodiscard]] Fulfilment fulfilmentFromState(std::string_view state);

/// Class and nature a new record starts with.
/// An entry that carries 承诺履行状态 is decided per record: kept → good, broken → negative (海南办法 第十四条(三),
/// 第十六条(七)). Otherwise the class the entry itself states (`defaultInfoClass`, a name of infoClassName; empty or
/// unknown: none), otherwise by nature: 正面→good, 负面→negative, 中性→basic.
[[nodiscard]] Classified classifyRecord(const CatalogueEntry& entry, std::string_view fulfilmentState,
                                        std::string_view defaultInfoClass);

}  // namespace medcredit::domain
