// Records as append-only versions with two clocks: when it was true, when we knew it (R-COLL-01, R-QUAL-07).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "domain/catalogue.h"

namespace medcredit::domain {

/// Kinds of versions. A version is never changed; every later one is a successor.
enum class VersionKind {
  kInitial,     ///< first report
  kCorrection,  ///< the earlier version was wrong (错报): replaces it from the beginning
  kRevision,    ///< the facts changed: true from a later day
  kVoid,        ///< the record should never have existed
  kWithdrawal   ///< taken back by the supplier (撤销)
};
[[nodiscard]] std::string_view versionKindName(VersionKind k);   ///< "initial", "correction" …
[[nodiscard]] std::string_view versionKindLabel(VersionKind k);  ///< 初次报送, 更正, 变更, 作废, 撤回
[[nodiscard]] std::optional<VersionKind> versionKindFromName(std::string_view name);

/// Hainan art. 12: six classes (R-CLASS-01).
enum class InfoClass { kBasic, kGood, kNegative, kRecognised, kReference, kOther };
[[nodiscard]] std::string_view infoClassName(InfoClass c);   ///< "basic" …
[[nodiscard]] std::string_view infoClassLabel(InfoClass c);  ///< 基础信息 …
[[nodiscard]] std::optional<InfoClass> infoClassFromName(std::string_view name);

/// Stable name of a nature as stored: "positive", "neutral", "negative"; its Chinese label is natureLabel.
[[nodiscard]] std::string_view natureName(Nature n);
[[nodiscard]] std::optional<Nature> natureFromName(std::string_view name);

/// R-COLL-09: 公共信用信息 or 市场信用信息.
enum class CreditScope { kPublic, kMarket };
[[nodiscard]] std::string_view creditScopeName(CreditScope s);

/// Whole life of a record.
enum class RecordState { kLive, kVoid, kWithdrawn };
[[nodiscard]] std::string_view recordStateName(RecordState s);

/// State of the publicity of a record (R-DUAL, R-CAT-10, R-DISC-01).
enum class PublicityState {
  kNotPublic,  ///< never: natural person, entry not public, record narrowed
  kPending,    ///< must be published by the due day
  kPublished,
  kEnded,      ///< term over
  kWithdrawn,  ///< taken down before its term
  kWithheld    ///< kept back with a recorded reason (R-DUAL-13)
};
[[nodiscard]] std::string_view publicityStateName(PublicityState s);  ///< "not_public" …
[[nodiscard]] std::string_view publicityStateLabel(PublicityState s);
[[nodiscard]] std::optional<PublicityState> publicityStateFromName(std::string_view name);

/// How a record reached us, for R-COLL-05.
enum class IntakeChannel { kManual, kFile, kFeed };
[[nodiscard]] std::string_view intakeChannelName(IntakeChannel c);  ///< "manual", "file", "feed"

}  // namespace medcredit::domain
