// The message centre: what the offices are told without asking, first of all what is due or overdue by law (R-QUAL-04).
// A message goes to a person or to everybody of a unit; each reader marks it read for itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"
#include "store/notices.h"

namespace medcredit::service {

/// Kinds of messages.
inline constexpr std::string_view kNoticeDuties = "duties";      ///< what is due, of each day; object: the unit
inline constexpr std::string_view kNoticeReminder = "reminder";  ///< of the self-check by the office above; the unit

/// Of cases: to offices, and to the subject with legal effect (受理、不予受理、决定 …), kept apart.
inline constexpr std::string_view kNoticeCase = "case";
inline constexpr std::string_view kNoticeLegal = "case-legal";

/// Tells every unit with something overdue, due today, this week or near its day how much that is. One message for a
/// unit and a day, however often it is done; returns how many were written.
[[nodiscard]] base::Result<int> writeDutyNotices(Context& context, base::CivilDate day);

/// A message to a unit, inside the caller's transaction; `source` as in store::NoticeRow.
base::Status tellUnit(Context& context, std::string_view unit, std::string_view kind, std::string text,
                      std::string source);

/// Something a subject is told.
struct SubjectNotice {
  std::int64_t subjectId = 0;
  std::string unit;  ///< that serves it on paper where the subject has no account
  std::string kind, text, object, source;
};
/// A message to every account that speaks for the subject today; where there is none, the unit is asked to serve it on
/// paper (no unit: nobody is told). Inside the caller's transaction.
base::Status tellSubject(Context& context, const SubjectNotice& notice);

/// What the signed-in person has been told, newest first. ACCS-01xx while its session still waits for something.
[[nodiscard]] base::Result<std::vector<store::NoticeRow>> myNotices(Context& context,
                                                                    const store::NoticeFilter& filter);
[[nodiscard]] base::Result<std::int64_t> unreadNotices(Context& context);
/// Marks it read and returns it. ACCS-0401 when it is for somebody else, as for one that does not exist.
[[nodiscard]] base::Result<store::NoticeRow> readNotice(Context& context, std::int64_t id);

}  // namespace medcredit::service
