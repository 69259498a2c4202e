#include "service/paper_sources.h"

#include <map>

#include "domain/penalty_severity.h"
#include "service/repair_facts.h"
#include "service/subject.h"
#include "store/records.h"
#include "store/units.h"
#include "workflow/procedure.h"
#include "workflow/repair.h"

namespace medcredit::service {

namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

base::Status addSubject(Context& context, std::int64_t id, Texts& out) {
  MC_ASSIGN(const auto subject, subjectById(context, id));
  out["subject.name"] = subject.name;
  // Numbers of persons stay off papers: the name and the record say who is meant (R-DISC-04).
  if (subject.kind == "NP") return {};
  MC_ASSIGN(const auto identifiers, store::subjectIdentifiers(context.conn, id));
  for (const auto& identifier : identifiers) {
    if (identifier.kind == "usc" && identifier.to.empty()) out["subject.code"] = identifier.text;
  }
  return {};
}

base::Status addRecord(Context& context, std::int64_t id, Texts& out) {
  MC_ASSIGN(const auto head, store::getRecord(context.conn, id));
  if (!head) return {};
  out["record.number"] = head->documentNo.empty() ? publicId('R', id) : head->documentNo;
  const auto* entry = context.law.entry(head->entry);
  out["record.entry"] = entry == nullptr ? head->entry : entry->name;
  out["record.decided"] = head->decidedOn;
  out["record.severity"] = std::string(domain::severityLabel(head->severity));
  out["record.public_from"] = head->publishedOn;
  out["record.public_until"] = head->publicityUntil;
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, head->unitId));
  out["record.unit"] = unit ? unit->name : head->unitId;
  return {};
}

/// First lawful day of a repair, for the notice that goes out with the decision (两书同达).
base::Status addRepair(Context& context, std::int64_t recordId, Texts& out) {
  if (context.procedures == nullptr) return {};
  const auto& rules = context.procedures->repair;
  RepairAsk ask;
  ask.recordId = recordId;
  ask.allBrought = true;
  ask.commitment = true;
  MC_ASSIGN(const auto record, repairRecord(context, rules, ask));
  if (!record) return {};
  const auto answer = workflow::repairEligibility(record->facts, rules, context.clock.today());
  out["repair.explanation"] = workflow::explainEligibility(answer);
  if (answer.firstLawfulDay) out["repair.first_day"] = answer.firstLawfulDay->iso();
  if (answer.publicityEnds) out["repair.shortest"] = answer.publicityEnds->plusDays(-1).iso();
  return {};
}

bool asks(const jurisdiction::PaperTemplate& paper, std::string_view room) {
  for (const auto& field : paper.fields) {
    if (field.from.starts_with(room)) return true;
  }
  return false;
}

}  // namespace

base::Result<papers::Values> paperValues(Context& context, const jurisdiction::PaperTemplate& paper,
                                         const PaperOrder& order) {
  papers::Values values = order.values;
  for (const auto& [name, value] : order.facts) {
    if (paper.field(name) != nullptr && !value.empty()) values.try_emplace(name, value);
  }
  Texts known;
  if (order.subjectId && asks(paper, "subject.")) MC_TRY(addSubject(context, *order.subjectId, known));
  if (order.recordId && asks(paper, "record.")) MC_TRY(addRecord(context, *order.recordId, known));
  if (order.recordId && asks(paper, "repair.")) MC_TRY(addRepair(context, *order.recordId, known));
  for (const auto& field : paper.fields) {
    const auto found = known.find(field.from);
    if (found != known.end() && !found->second.empty()) values.try_emplace(field.id, found->second);
  }
  return values;
}

}  // namespace medcredit::service
