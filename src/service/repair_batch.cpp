#include "service/repair_batch.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"
#include "domain/messages.h"
#include "service/cases.h"
#include "service/repair.h"
#include "service/repair_cases.h"
#include "store/records.h"
#include "store/subjects_archive.h"
#include "store/whole.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

constexpr std::int64_t kPage = 500;
constexpr std::string_view kGeneral = "general";

/// The opening step that the recognising unit itself may take.
base::Result<std::string> unitStep(Context& context) {
  MC_ASSIGN(const auto* set, procedures(context));
  const auto* procedure = set->find(kRepairProcedure);
  if (procedure == nullptr) return base::fail("CASE-0002", {{"procedure", std::string(kRepairProcedure)}});
  for (const auto& step : procedure->steps) {
    const bool opens = std::find(step.from.begin(), step.from.end(), workflow::kNew) != step.from.end();
    const bool byUnit = std::any_of(step.by.begin(), step.by.end(), [&](const std::string& id) {
      const auto* role = procedure->role(id);
      return role != nullptr && role->party == workflow::Party::kAuthority;
    });
    if (opens && byUnit) return step.id;
  }
  return base::fail("REPR-0021");
}

base::Status addCandidate(Context& context, const workflow::RepairRules& rules, std::int64_t id,
                          std::vector<BatchCandidate>& out) {
  RepairAsk ask;
  ask.recordId = id;
  ask.commitment = true;  // handed in with the batch
  MC_ASSIGN(const auto record, repairRecord(context, rules, ask));
  if (!record || !record->facts.penalty || record->facts.severity != kGeneral) return {};
  if (!workflow::repairEligibility(record->facts, rules, context.clock.today()).eligible) return {};
  MC_ASSIGN(const auto open, openRepairOf(context, id));
  if (open) return {};
  out.push_back({id, record->view.subjectId, record->subjectName, record->view.entryName, record->view.documentNo,
                 record->view.decidedOn});
  return {};
}

/// A case for one record; the reason in Chinese when it cannot be taken in.
base::Result<store::RepairBatchItem> takeIn(Context& context, const std::string& step, std::int64_t batch,
                                            std::int64_t record) {
  store::RepairBatchItem item{batch, record, std::nullopt, {}};
  OpenCase open;
  open.procedure = kRepairProcedure;
  open.records = {record};
  open.step = step;
  open.key = "batch " + std::to_string(batch) + " " + publicId('R', record);
  open.input.papers = {"application", std::string(kCommitmentId)};
  const auto done = openCase(context, open);
  if (done.ok()) {
    item.caseId = done->caseId;
  } else {
    item.refusal = domain::render(done.error());
  }
  return item;
}

std::string cell(const std::string& text) {
  // A spreadsheet must not read a cell as a formula.
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  std::string out = "\"";
  if (formula) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace

base::Result<std::vector<BatchCandidate>> batchCandidates(Context& context, std::string_view unit) {
  MC_ASSIGN(const auto* rules, repairRules(context));
  std::vector<BatchCandidate> out;
  store::RepairCandidates wanted;
  wanted.unitId = unit;
  wanted.limit = kPage;
  while (true) {
    MC_ASSIGN(const auto ids, store::repairCandidates(context.conn, wanted));
    for (const auto id : ids) MC_TRY(addCandidate(context, *rules, id, out));
    if (static_cast<std::int64_t>(ids.size()) < kPage) return out;
    wanted.after = ids.back();
  }
}

base::Result<std::int64_t> makeRepairBatch(Context& context, std::string_view unit, std::string_view title,
                                           const std::vector<std::int64_t>& records) {
  MC_ASSIGN(const auto step, unitStep(context));
  std::vector<std::int64_t> wanted = records;
  if (wanted.empty()) {
    MC_ASSIGN(const auto candidates, batchCandidates(context, unit));
    for (const auto& one : candidates) wanted.push_back(one.recordId);
  }
  if (wanted.empty()) return base::fail("REPR-0022");
  MC_ASSIGN(auto transaction, store::startWhole(context.conn));
  store::RepairBatch batch{
      0, std::string(unit), base::cleanText(title), context.clock.today().iso(), context.actor, context.clock.now()};
  MC_TRY(store::insertRepairBatch(context.conn, batch));
  std::int64_t taken = 0;
  for (const auto record : wanted) {
    MC_ASSIGN(const auto item, takeIn(context, step, batch.id, record));
    taken += item.caseId ? 1 : 0;
    MC_TRY(store::insertRepairBatchItem(context.conn, item));
  }
  MC_TRY(journal(context, "repair-batch.make", publicId('B', batch.id),
                 json::serialize(json::object{{"records", wanted.size()}, {"taken", taken}})));
  MC_TRY(transaction.commit());
  return batch.id;
}

base::Result<BatchList> repairBatchList(Context& context, std::int64_t id) {
  MC_ASSIGN(auto batch, store::repairBatch(context.conn, id));
  if (!batch) return base::fail("REPR-0020", {{"batch", publicId('B', id)}});
  MC_ASSIGN(const auto* set, procedures(context));
  const auto* procedure = set->find(kRepairProcedure);
  BatchList list{std::move(*batch), {}};
  MC_ASSIGN(const auto items, store::repairBatchItems(context.conn, id));
  for (const auto& item : items) {
    BatchLine line;
    line.item = item;
    MC_ASSIGN(const auto head, store::getRecord(context.conn, item.recordId));
    if (head) {
      line.documentNo = head->documentNo;
      line.decidedOn = head->decidedOn;
      MC_ASSIGN(const auto subject, store::getSubject(context.conn, head->subjectId));
      // Persons are named by their number only.
      const bool person = subject && subject->kind == domain::subjectKindCode(domain::SubjectKind::kNaturalPerson);
      line.subjectName = !subject || person ? publicId('S', head->subjectId) : subject->name;
    }
    if (item.caseId) {
      MC_ASSIGN(const auto kept, store::getCase(context.conn, *item.caseId));
      if (kept) {
        line.caseNumber = kept->head.number;
        const auto* state = procedure != nullptr ? procedure->state(kept->head.state) : nullptr;
        line.stateTitle = state != nullptr ? state->title : kept->head.state;
      }
    }
    list.lines.push_back(std::move(line));
  }
  return list;
}

std::string repairBatchCsv(const BatchList& list) {
  std::string out = "\xEF\xBB\xBF记录,主体,文书号,决定日期,办件号,状态,未受理原因\r\n";
  for (const auto& line : list.lines) {
    const auto row = {publicId('R', line.item.recordId),
                      line.subjectName,
                      line.documentNo,
                      line.decidedOn,
                      line.caseNumber,
                      line.stateTitle,
                      line.item.refusal};
    bool first = true;
    for (const auto& text : row) {
      if (!first) out += ',';
      out += cell(text);
      first = false;
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace medcredit::service
