#include "service/repair_facts.h"

#include <algorithm>
#include <map>

#include "domain/classification.h"
#include "service/archive.h"
#include "service/repair_cases.h"
#include "service/scope.h"
#include "store/records.h"
#include "store/repair.h"
#include "store/subjects_archive.h"

namespace medcredit::service {

using base::CivilDate;
using workflow::RepairFacts;
using workflow::RepairTest;

namespace {

constexpr std::string_view kPenaltyClass = "行政处罚";
constexpr std::string_view kTrainingProof = "培训证明";

bool holds(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Latest statements by fact and name.
using Statements = std::map<std::pair<std::string, std::string>, store::RepairFactRow>;

base::Result<Statements> statementsOf(Context& context, std::int64_t recordId) {
  MC_ASSIGN(auto rows, store::repairFactsOf(context.conn, recordId));
  Statements out;
  for (auto& row : rows) out.emplace(std::pair(row.fact, row.name), std::move(row));
  return out;
}

const store::RepairFactRow* find(const Statements& statements, std::string_view fact) {
  const auto found = statements.find(std::pair(std::string(fact), std::string()));
  return found == statements.end() ? nullptr : &found->second;
}

/// A condition the subject can show: the office's word decides, else what was handed in.
bool shown(const Statements& statements, std::string_view fact, RepairTest test, const RepairAsk& ask) {
  if (const auto* said = find(statements, fact)) return said->amount != 0;
  return ask.allBrought || holds(ask.handedIn, proofOf(test));
}

base::Result<std::optional<RecordView>> viewOf(Context& context, std::int64_t recordId, domain::SubjectKind& kind,
                                               std::string& name) {
  MC_ASSIGN(const auto versions, versionsOfRecord(context, recordId));
  if (versions.empty()) return notFound(publicId('R', recordId));
  const Moment moment{context.clock.today(), kEverKnown};
  const auto owner = versions.front().subjectId;
  MC_ASSIGN(const auto subject, store::getSubject(context.conn, owner));
  if (subject) {
    name = subject->name;
    kind = domain::subjectKindFromCode(subject->kind).value_or(domain::SubjectKind::kOrganisation);
  }
  MC_ASSIGN(const auto life, lifeOf(context, owner, kind, moment));
  return viewRecord(context, versions, life, moment);
}

/// Severity as stated, else as the class data of the penalty suggest.
std::string severityOf(const RecordView& view) {
  return view.severity.empty() && view.proposal ? view.proposal->severity : view.severity;
}

/// What one subject brings along for all of its records.
struct Subject {
  std::optional<CivilDate> lastRepair;
  std::vector<workflow::Talk> talks;
  std::vector<CivilDate> otherDishonesty;
  std::map<CivilDate, std::int64_t> trainings;  ///< day → hours, attended with a certificate
};

base::Status readOthers(Context& context, std::int64_t member, const RepairAsk& ask, Subject& out) {
  MC_ASSIGN(const auto records, store::negativeRecordsOf(context.conn, member));
  for (const auto id : records) {
    if (id == ask.recordId || std::find(ask.together.begin(), ask.together.end(), id) != ask.together.end()) continue;
    MC_ASSIGN(const auto repaired, store::repairOfRecord(context.conn, id));
    if (repaired) continue;
    domain::SubjectKind kind = domain::SubjectKind::kOrganisation;
    std::string name;
    MC_ASSIGN(const auto view, viewOf(context, id, kind, name));
    // Minor matters are not shown and not repaired, so they do not bar either (默认值（依据未规定）).
    if (!view || !view->counts || severityOf(*view) == "minor") continue;
    if (const auto day = CivilDate::parseIso(view->decidedOn)) out.otherDishonesty.push_back(*day);
  }
  return {};
}

base::Status readMember(Context& context, std::int64_t member, const RepairAsk& ask, Subject& out) {
  MC_ASSIGN(const auto repairs, store::repairsOfSubject(context.conn, member));
  for (const auto& repair : repairs) {
    const auto day = CivilDate::parseIso(repair.repairedOn);
    if (!repair.revokedOn.empty() || !day) continue;
    if (!out.lastRepair || *out.lastRepair < *day) out.lastRepair = day;
  }
  MC_ASSIGN(auto talks, talksOf(context, member));
  out.talks.insert(out.talks.end(), talks.begin(), talks.end());
  MC_ASSIGN(const auto trainings, store::trainingsOf(context.conn, member));
  for (const auto& one : trainings) {
    if (!one.attended.value_or(false) || one.certificate.empty()) continue;
    MC_ASSIGN(const auto training, store::repairTraining(context.conn, one.trainingId));
    const auto day = training ? CivilDate::parseIso(training->heldOn) : std::nullopt;
    if (day) out.trainings[*day] += training->hours;
  }
  return readOthers(context, member, ask, out);
}

/// Ways of repair: what offices noted, papers handed in, certificates of training held since the record is public.
void addEvidence(const workflow::RepairRules& rules, const Statements& statements, const Subject& subject,
                 const RepairAsk& ask, RepairFacts& facts) {
  for (const auto& rule : rules.rules) {
    if (rule.test != RepairTest::kEvidence) continue;
    int amount = 0;
    if (rule.evidence.ends_with(kTrainingProof)) {
      for (const auto& [day, hours] : subject.trainings) {
        if (day >= facts.publicFrom) amount += std::max(1, static_cast<int>(hours));
      }
    }
    if (holds(ask.handedIn, rule.evidence)) amount = std::max(amount, 1);
    const auto said = statements.find(std::pair(std::string(kEvidence), rule.evidence));
    if (said != statements.end()) {
      amount = static_cast<int>(said->second.amount);
    } else if (ask.allBrought) {
      amount = std::max({amount, 1, rule.minimum});
    }
    if (amount > 0) facts.evidence[rule.evidence] = amount;
  }
}

std::string irreparableBy(const Context& context, const Statements& statements, const RecordView& view) {
  const auto* said = find(statements, kIrreparable);
  if (said != nullptr) return said->amount != 0 ? said->clause : std::string();
  const auto* list = context.law.codeList(kIrreparableList);
  if (list == nullptr || view.kindCode.empty()) return {};
  for (const auto& item : list->items) {
    if (item.code == view.kindCode) return item.label;
  }
  return {};
}

RepairFacts factsFrom(const Context& context, const workflow::RepairRules& rules, const RecordView& view,
                      const Statements& statements, const Subject& subject, const RepairAsk& ask) {
  RepairFacts facts;
  facts.severity = severityOf(view);
  facts.publicFrom = CivilDate::parseIso(view.decidedOn).value_or(view.provenance.knownAt.shanghaiDate());
  const auto* entry = context.law.entry(view.entry);
  facts.penalty = entry != nullptr && entry->enforcementClass == kPenaltyClass;
  for (const auto& [key, row] : statements) {
    if (key.first == kSpecialKind && row.amount != 0) facts.kinds.push_back(key.second);
  }
  facts.rectified = shown(statements, kRectified, RepairTest::kRectification, ask);
  facts.dutiesDone = shown(statements, kDutiesDone, RepairTest::kDuties, ask);
  facts.effectRemoved = shown(statements, kEffectRemoved, RepairTest::kEffectRemoved, ask);
  facts.commitmentGiven = ask.commitment || ask.allBrought;
  const auto* fraud = find(statements, kFraud);
  facts.fraud = fraud != nullptr && fraud->amount != 0;
  facts.irreparableBy = irreparableBy(context, statements, view);
  facts.otherDishonesty = subject.otherDishonesty;
  facts.lastRepair = subject.lastRepair;
  facts.talks = subject.talks;
  facts.appliedOn = ask.appliedOn;
  addEvidence(rules, statements, subject, ask, facts);
  return facts;
}

}  // namespace

std::string_view proofOf(RepairTest test) {
  if (test == RepairTest::kRectification) return "整改情况证明";
  if (test == RepairTest::kDuties) return "履行义务证明";
  if (test == RepairTest::kEffectRemoved) return "消除影响证明";
  return {};
}

base::Result<std::optional<RepairRecord>> repairRecord(Context& context, const workflow::RepairRules& rules,
                                                       const RepairAsk& ask) {
  RepairRecord out;
  MC_ASSIGN(auto view, viewOf(context, ask.recordId, out.subjectKind, out.subjectName));
  if (!view || view->state != "live" || view->info != domain::InfoClass::kNegative || view->archived) {
    return std::optional<RepairRecord>();
  }
  out.view = std::move(*view);
  MC_ASSIGN(const auto statements, statementsOf(context, ask.recordId));
  Subject subject;
  MC_ASSIGN(const auto members, archiveMembers(context, out.view.subjectId, kEverKnown));
  for (const auto member : members) MC_TRY(readMember(context, member, ask, subject));
  out.facts = factsFrom(context, rules, out.view, statements, subject, ask);
  out.facts.subject = out.subjectKind;
  MC_ASSIGN(const bool caught, caughtInFraud(context, ask.recordId));
  out.facts.fraud = out.facts.fraud || caught;
  return std::optional(std::move(out));
}

}  // namespace medcredit::service
