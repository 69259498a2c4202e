// What no disclosure policy may do: rows that never decide, and verdicts the law forbids. The whole question space is
// looked at; values that no row and no rule tells apart are looked at once.
#include <algorithm>
#include <set>

#include "domain/disclosure.h"

namespace medcredit::domain {

namespace {

constexpr int kInfoClassCount = 6;
constexpr int kSubjectKindCount = 3;
constexpr int kSharingCount = 3;
constexpr int kSensitivityCount = 3;

bool isOpen(DisclosureState s) { return s == DisclosureState::kPublished || s == DisclosureState::kDisputed; }
bool isClosed(DisclosureState s) { return s == DisclosureState::kSealed || s == DisclosureState::kWithdrawn; }

template <class T, class V>
bool names(const std::vector<T>& set, const V& value) {
  return std::find(set.begin(), set.end(), value) != set.end();
}

/// One value for every group of values that all rows treat alike. `mark(value)` keeps values apart that a rule needs.
template <class V, class Field, class Mark>
std::vector<V> representatives(const std::vector<V>& values, const DisclosurePolicy& policy, Field field, Mark mark) {
  std::set<std::string> seen;
  std::vector<V> out;
  for (const auto& value : values) {
    std::string signature = mark(value);
    for (const auto& row : policy.rows) signature += names(row.*field, value) ? '1' : '0';
    if (seen.insert(signature).second) out.push_back(value);
  }
  return out;
}

template <class Enum>
std::vector<Enum> allOf(int count) {
  std::vector<Enum> out;
  for (int i = 0; i < count; ++i) out.push_back(static_cast<Enum>(i));
  return out;
}

/// The dimensions, each with its representatives.
struct Space {
  std::vector<Audience> audiences = allOf<Audience>(kAudiences);
  std::vector<Sensitivity> sensitivities = allOf<Sensitivity>(kSensitivityCount);
  std::vector<InfoClass> classes;
  std::vector<DisclosureState> states;
  std::vector<SubjectKind> subjects;
  std::vector<Sharing> sharings;
  std::vector<std::string> purposes;
};

Space spaceOf(const DisclosurePolicy& policy) {
  Space space;
  space.classes = representatives(allOf<InfoClass>(kInfoClassCount), policy, &DisclosureRow::classes,
                                  [](InfoClass c) { return std::string(c == InfoClass::kReference ? "R" : "-"); });
  space.states =
      representatives(allOf<DisclosureState>(kDisclosureStates), policy, &DisclosureRow::states, [](DisclosureState s) {
        return std::string(isOpen(s) ? "O" : isClosed(s) ? "C" : "-");
      });
  space.subjects =
      representatives(allOf<SubjectKind>(kSubjectKindCount), policy, &DisclosureRow::subjects,
                      [](SubjectKind k) { return std::string(k == SubjectKind::kNaturalPerson ? "N" : "-"); });
  space.sharings = representatives(allOf<Sharing>(kSharingCount), policy, &DisclosureRow::sharings,
                                   [](Sharing) { return std::string(); });
  std::vector<std::string> purposes{""};
  for (const auto& purpose : policy.purposes) purposes.push_back(purpose.id);
  space.purposes = representatives(purposes, policy, &DisclosureRow::purposes, [&policy](const std::string& id) {
    std::string mark;
    for (int a = 0; a < kAudiences; ++a) mark += policy.lawful(id, static_cast<Audience>(a)) ? 'l' : '-';
    return mark;
  });
  return space;
}

/// Calls `visit` for one question of every group.
template <class Visit>
void eachQuestion(const Space& space, Visit visit) {
  DisclosureQuestion q;
  for (const auto audience : space.audiences) {
    q.audience = audience;
    for (const auto cls : space.classes) {
      q.infoClass = cls;
      for (const auto state : space.states) {
        q.state = state;
        for (const auto subject : space.subjects) {
          q.subject = subject;
          for (const auto sharing : space.sharings) {
            q.sharing = sharing;
            for (const auto& purpose : space.purposes) {
              q.purpose = purpose;
              for (const auto sensitivity : space.sensitivities) {
                q.sensitivity = sensitivity;
                for (const bool internal : {false, true}) {
                  q.internalOnly = internal;
                  visit(q);
                }
              }
            }
          }
        }
      }
    }
  }
}

bool isOutside(Audience a) { return a != Audience::kOwningUnit && a != Audience::kSupervisor; }
bool isSociety(Audience a) {
  return a == Audience::kPublic || a == Audience::kAuthorised || a == Audience::kCreditAgency;
}

/// Rules broken by giving `verdict` to the question.
std::vector<PolicyFaultKind> broken(const DisclosureQuestion& q, DisclosureVerdict verdict) {
  std::vector<PolicyFaultKind> out;
  if (verdict < DisclosureVerdict::kMask) return out;
  const bool toPublic = q.audience == Audience::kPublic;
  if (toPublic && q.subject == SubjectKind::kNaturalPerson) out.push_back(PolicyFaultKind::kPersonPublic);
  if (toPublic && (q.sensitivity == Sensitivity::kInternal ||
                   (q.sensitivity == Sensitivity::kMasked && verdict == DisclosureVerdict::kShow))) {
    out.push_back(PolicyFaultKind::kSensitivePublic);
  }
  if (toPublic && (!isOpen(q.state) || q.sharing != Sharing::kPublicByLaw)) {
    out.push_back(PolicyFaultKind::kUnpublished);
  }
  if (q.internalOnly && q.audience != Audience::kOwningUnit) out.push_back(PolicyFaultKind::kInternalOutside);
  if (q.infoClass == InfoClass::kReference && isSociety(q.audience)) out.push_back(PolicyFaultKind::kReferenceOutside);
  if (isClosed(q.state) && isOutside(q.audience) && q.audience != Audience::kSubjectSelf) {
    out.push_back(PolicyFaultKind::kSealedOutside);
  }
  if (q.audience == Audience::kCreditAgency) out.push_back(PolicyFaultKind::kAgencyDetail);
  return out;
}

}  // namespace

std::vector<PolicyFault> findPolicyFaults(const DisclosurePolicy& policy) {
  std::vector<bool> reached(policy.rows.size());
  std::set<std::pair<std::size_t, PolicyFaultKind>> faults;
  eachQuestion(spaceOf(policy), [&](const DisclosureQuestion& question) {
    const int deciding = policy.decidingRow(question);
    if (deciding < 0) return;
    const auto row = static_cast<std::size_t>(deciding);
    reached[row] = true;
    for (const auto kind : broken(question, policy.rows[row].verdict)) faults.emplace(row, kind);
  });
  for (std::size_t i = 0; i < reached.size(); ++i) {
    if (!reached[i]) faults.emplace(i, PolicyFaultKind::kUnreachable);
  }
  std::vector<PolicyFault> out;
  for (const auto& [row, kind] : faults) out.push_back({kind, row});
  return out;
}

}  // namespace medcredit::domain
