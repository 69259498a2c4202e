// Credit lists (R-LIST-01…13): who is put on which list by which standard, how one leaves it, and what the platforms
// are told. The steps are cases of "list-entry" and "red-list"; what follows from them is in effects_list.cpp. Errors:
// LIST-*.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "jurisdiction/list_rules.h"
#include "service/context.h"
#include "store/lists.h"

namespace medcredit::service {

struct EffectCall;

/// A list of the law, or one created on a national basis (R-CLASS-08). LIST-0001 unknown.
[[nodiscard]] base::Result<jurisdiction::CreditList> creditList(Context& context, const std::string& id);
/// All of them.
[[nodiscard]] base::Result<std::vector<jurisdiction::CreditList>> creditLists(Context& context);

/// Puts a standard of recognition in force (R-LIST-03). LIST-0001, LIST-0002 no id or text or taken, LIST-0003 basis
/// not in the register; for lists that punish LIST-0004 not national.
base::Status addStandard(Context& context, const store::StandardRow& standard);
[[nodiscard]] base::Result<std::vector<store::StandardRow>> standards(Context& context, const std::string& list);

/// What a listing rests on.
struct ListProposal {
  std::string list;
  std::int64_t subjectId = 0;
  std::string standard;               ///< id
  std::string facts;                  ///< 列入名单事由
  std::vector<std::string> evidence;  ///< by name: 行政处罚决定书 …
  std::string basis;                  ///< 认定依据
  std::string unit;                   ///< recognising unit
  std::vector<std::int64_t> records;
  std::optional<base::CivilDate> validTo;  ///< last day; the list's term when empty
  std::string reason;
  std::string key;
};
struct ListingDone {
  std::int64_t id = 0, caseId = 0;
  std::string caseNumber;
};
/// Opens the case. LIST-0001, LIST-0005 history only, LIST-0006 no standard of this list, LIST-0007 no facts, evidence
/// or basis, LIST-0008 on it already, LIST-0009 longer than the list's term or ended, LIST-0015 the subject was merged
/// or has ended.
[[nodiscard]] base::Result<ListingDone> proposeListing(Context& context, const ListProposal& proposal);

/// An item of a local black list as history: shown with its days, punishes nobody. LIST-0001, LIST-0011 not a list of
/// that kind, LIST-0007.
[[nodiscard]] base::Result<std::int64_t> addHistory(Context& context, const ListProposal& proposal,
                                                    base::CivilDate recognisedOn);

struct ListEntryView {
  store::ListEntryRow row;
  std::string subjectName, subjectKind, subjectCode, documentKind, unitName, unitCode, facts, caseNumber;
  std::vector<std::string> evidence, measures;
  bool punishes = false;
};
[[nodiscard]] base::Result<ListEntryView> showListEntry(Context& context, std::int64_t id);
[[nodiscard]] base::Result<std::vector<ListEntryView>> findListEntries(Context& context, store::ListFilter filter);
/// What everybody may see today; persons only where the list says so. LIST-0001, LIST-0010 a list that is not public.
[[nodiscard]] base::Result<std::vector<ListEntryView>> publicListEntries(Context& context, const std::string& list,
                                                                         std::optional<std::int64_t> before,
                                                                         std::int64_t limit);
/// 10 fields of an organisation, 11 of a person, in the order of the annex (R-LIST-01, 02, 13).
[[nodiscard]] std::vector<std::pair<std::string, std::string>> listFields(const ListEntryView& view);

/// left / (at start + added), in millionths; empty when there is nobody (R-LIST-10).
struct ExitRatio {
  std::string from, to;
  store::ListMovement counts;
  std::optional<std::int64_t> ratioMicro;
};
[[nodiscard]] base::Result<ExitRatio> exitRatio(Context& context, base::CivilDate from, base::CivilDate to);
/// The quarters of a year.
[[nodiscard]] base::Result<std::vector<ExitRatio>> exitRatios(Context& context, int year);

/// Confirms a package. LIST-0012 unknown or sent.
base::Status confirmPush(Context& context, std::int64_t id, const std::string& receipt);

/// Effects: the case enters its entry on the list; the entry leaves it.
base::Status enterList(const EffectCall& call);
base::Status leaveList(const EffectCall& call);
/// A package for each channel of the list; `act` add or delete (R-LIST-04).
base::Status tellPlatforms(Context& context, const store::ListEntryRow& row, const jurisdiction::CreditList& list,
                           std::string_view act);
/// Takes an entry off the list: state, packages, word to the log.
base::Status removeEntry(Context& context, store::ListEntryRow row, const std::string& cause);
/// Entries whose last day is over and that no case takes off: history and outside lists (R-RET-13).
[[nodiscard]] base::Result<std::vector<std::int64_t>> expireEntries(Context& context);

}  // namespace medcredit::service
