// Credit subjects: states and life cycle, roles with dates, the window of the last three years (R-SUBJ-01, 03, 05, 11).
// Candidate matches and merges stand in subject_match.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "domain/catalogue.h"

namespace medcredit::domain {

/// State of a subject (R-SUBJ-11).
enum class SubjectState { kActive, kSuspended, kTerminated, kDeceased };
[[nodiscard]] std::string_view subjectStateName(SubjectState s);   ///< "active" …
[[nodiscard]] std::string_view subjectStateLabel(SubjectState s);  ///< 存续 / 停业 / 注销（终止） / 死亡
[[nodiscard]] std::optional<SubjectState> subjectStateFromName(std::string_view name);
/// True for states that end the record period of basic information (海南办法 第二十五条).
[[nodiscard]] constexpr bool isEnded(SubjectState s) {
  return s == SubjectState::kTerminated || s == SubjectState::kDeceased;
}

/// Events of a life, as shared sources report them.
enum class SubjectEvent { kApproved, kFiled, kSuspended, kResumed, kCancelled, kDied };
[[nodiscard]] std::string_view subjectEventName(SubjectEvent e);  ///< "approved" …
[[nodiscard]] std::string_view subjectEventLabel(SubjectEvent e);  ///< 新增审批, 备案, 停业, 恢复, 注销, 死亡
/// Reads the stable name or the Chinese word (终止 is read as 注销, 复业 as 恢复).
[[nodiscard]] std::optional<SubjectEvent> subjectEventFromText(std::string_view text);

/// What is needed to judge an event.
struct LifeFacts {
  SubjectKind kind = SubjectKind::kOrganisation;
  SubjectState state = SubjectState::kActive;
  std::optional<base::CivilDate> since;  ///< day of the last event that changed the state
};
/// State after the event. SUBJ-0010 when the step is not legal (an organisation does not die, a person is not
/// cancelled, nothing follows an end, only the suspended resume), SUBJ-0011 when it lies before the last change of
/// state, SUBJ-0012 when it lies in the future.
[[nodiscard]] base::Result<SubjectState> nextState(const LifeFacts& facts, SubjectEvent event, base::CivilDate on,
                                                   base::CivilDate today);

/// A span of civil dates, both included; an empty `from` means "unknown, long ago", an empty `to` "still".
struct DateSpan {
  std::optional<base::CivilDate> from, to;
  [[nodiscard]] bool contains(base::CivilDate day) const { return (!from || *from <= day) && (!to || day <= *to); }
  [[nodiscard]] bool overlaps(const DateSpan& other) const;
};

/// A person's role in an organisation, as proposed.
struct RoleClaim {
  SubjectKind personKind = SubjectKind::kNaturalPerson;
  SubjectKind orgKind = SubjectKind::kOrganisation;
  std::string_view role;  ///< code of the jurisdiction's list
  DateSpan span;
};
/// SUBJ-0020 not a person, SUBJ-0021 not an organisation, SUBJ-0022 dates reversed, SUBJ-0023 the same role is already
/// held in an overlapping span.
[[nodiscard]] base::Status checkRole(const RoleClaim& claim, const std::vector<DateSpan>& heldAlready);

/// 近三年 (海南办法 第十三条(五)): default calendar years T-3 to T-1 and the current year to date; or rolling 36
/// months.
enum class WindowKind { kCalendarYears, kRolling };
[[nodiscard]] DateSpan lastThreeYears(base::CivilDate today, WindowKind kind);

}  // namespace medcredit::domain
