#include "domain/subject.h"

#include <algorithm>
#include <array>

namespace medcredit::domain {

using base::CivilDate;

namespace {

struct Words {
  std::string_view name;
  std::string_view label;
};
constexpr auto kStates = std::to_array<Words>(
    {{"active", "存续"}, {"suspended", "停业"}, {"terminated", "注销（终止）"}, {"deceased", "死亡"}});
constexpr auto kEvents = std::to_array<Words>({{"approved", "新增审批"},
                                               {"filed", "备案"},
                                               {"suspended", "停业"},
                                               {"resumed", "恢复"},
                                               {"cancelled", "注销"},
                                               {"died", "死亡"}});
struct EventAlias {
  std::string_view word;
  SubjectEvent event;
};
constexpr auto kEventAliases = std::to_array<EventAlias>({{"终止", SubjectEvent::kCancelled},
                                                          {"复业", SubjectEvent::kResumed},
                                                          {"审批", SubjectEvent::kApproved},
                                                          {"恢复营业", SubjectEvent::kResumed}});

/// State an event leads to; empty when the step is not legal.
std::optional<SubjectState> step(SubjectKind kind, SubjectState state, SubjectEvent event) {
  if (isEnded(state)) return std::nullopt;
  const bool person = kind == SubjectKind::kNaturalPerson;
  switch (event) {
    case SubjectEvent::kApproved:
    case SubjectEvent::kFiled:
      return state;
    case SubjectEvent::kSuspended:
      return state == SubjectState::kActive ? std::optional(SubjectState::kSuspended) : std::nullopt;
    case SubjectEvent::kResumed:
      return state == SubjectState::kSuspended ? std::optional(SubjectState::kActive) : std::nullopt;
    case SubjectEvent::kCancelled:
      return person ? std::nullopt : std::optional(SubjectState::kTerminated);
    case SubjectEvent::kDied:
      return person ? std::optional(SubjectState::kDeceased) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::string_view subjectStateName(SubjectState s) { return kStates.at(static_cast<std::size_t>(s)).name; }
std::string_view subjectStateLabel(SubjectState s) { return kStates.at(static_cast<std::size_t>(s)).label; }
std::optional<SubjectState> subjectStateFromName(std::string_view name) {
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    if (kStates[i].name == name) return static_cast<SubjectState>(i);
  }
  return std::nullopt;
}

std::string_view subjectEventName(SubjectEvent e) { return kEvents.at(static_cast<std::size_t>(e)).name; }
std::string_view subjectEventLabel(SubjectEvent e) { return kEvents.at(static_cast<std::size_t>(e)).label; }
std::optional<SubjectEvent> subjectEventFromText(std::string_view text) {
  for (std::size_t i = 0; i < kEvents.size(); ++i) {
    if (kEvents[i].name == text || kEvents[i].label == text) return static_cast<SubjectEvent>(i);
  }
  for (const auto& alias : kEventAliases) {
    if (alias.word == text) return alias.event;
  }
  return std::nullopt;
}

base::Result<SubjectState> nextState(const LifeFacts& facts, SubjectEvent event, CivilDate on, CivilDate today) {
  if (on > today) return base::fail("SUBJ-0012", {{"date", on.iso()}, {"today", today.iso()}});
  const auto next = step(facts.kind, facts.state, event);
  if (!next) {
    return base::fail("SUBJ-0010", {{"kind", std::string(subjectKindLabel(facts.kind))},
                                    {"state", std::string(subjectStateLabel(facts.state))},
                                    {"event", std::string(subjectEventLabel(event))}});
  }
  if (facts.since && on < *facts.since) {
    return base::fail("SUBJ-0011", {{"date", on.iso()}, {"since", facts.since->iso()}});
  }
  return *next;
}

bool DateSpan::overlaps(const DateSpan& other) const {
  return (!from || !other.to || *from <= *other.to) && (!other.from || !to || *other.from <= *to);
}

base::Status checkRole(const RoleClaim& claim, const std::vector<DateSpan>& heldAlready) {
  if (claim.personKind != SubjectKind::kNaturalPerson) return base::fail("SUBJ-0020");
  if (claim.orgKind == SubjectKind::kNaturalPerson) return base::fail("SUBJ-0021");
  const DateSpan& span = claim.span;
  if (span.from && span.to && *span.to < *span.from) {
    return base::fail("SUBJ-0022", {{"from", span.from->iso()}, {"to", span.to->iso()}});
  }
  const auto clash = [&span](const DateSpan& held) { return held.overlaps(span); };
  if (std::any_of(heldAlready.begin(), heldAlready.end(), clash)) {
    return base::fail("SUBJ-0023", {{"role", std::string(claim.role)}});
  }
  return {};
}

DateSpan lastThreeYears(CivilDate today, WindowKind kind) {
  if (kind == WindowKind::kRolling) return {today.plusMonths(-36), today};
  return {CivilDate::fromYmd(today.year() - 3, 1, 1), today};
}

}  // namespace medcredit::domain
