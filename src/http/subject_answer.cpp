#include "http/subject_answer.h"

#include <boost/json.hpp>

#include "domain/subject.h"
#include "http/archive_view.h"
#include "http/json_writer.h"
#include "http/views.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

/// The evaluation result is made by the evaluation of credit; until one is there, only its publicity is known.
void writeResult(JsonWriter& out, const service::SubjectAnswer& answer) {
  out.openObject();
  out.member("available", false);
  out.member("allowed", answer.resultAllowed);
  out.member("publicity", domain::resultPublicityLabel(answer.result.grade));
  out.member("detailPublicity", domain::resultPublicityLabel(answer.result.detail));
  out.memberOrNull("form", answer.result.form);
  out.closeObject();
}

}  // namespace

std::string subjectAnswerText(const service::Context& context, const service::SubjectAnswer& answer) {
  std::string text;
  text.reserve(archiveSize(answer.archive));
  JsonWriter out(text);
  out.openObject();
  out.name("archive");
  writeArchive(out, context, answer.archive);
  out.name("result");
  writeResult(out, answer);
  out.name("grant");
  if (answer.grantId != 0) {
    out.id('G', answer.grantId);
  } else {
    out.null();
  }
  out.memberOrNull("purpose", answer.purpose);
  out.memberOrNull("purposeLabel", answer.purposeLabel);
  out.closeObject();
  return text;
}

json::object grantView(const service::Grant& grant) {
  json::array scope(grant.scope.begin(), grant.scope.end());
  json::value withdrawn = nullptr;
  if (grant.withdrawnAt) withdrawn = grant.withdrawnAt->iso();
  return {{"id", service::publicId('G', grant.id)},
          {"subject", service::publicId('S', grant.subjectId)},
          {"grantee", grant.grantee},
          {"granteeName", grant.granteeName},
          {"purpose", grant.purpose},
          {"purposeLabel", grant.purposeLabel},
          {"scope", std::move(scope)},
          {"from", grant.from},
          {"to", grant.to},
          {"state", service::grantStateName(grant.state)},
          {"stateLabel", service::grantStateLabel(grant.state)},
          {"evidence", grant.evidence},
          {"grantedAt", grant.grantedAt.iso()},
          {"withdrawnAt", std::move(withdrawn)}};
}

json::object accessLineView(const service::AccessLine& line) {
  return {{"entry", std::to_string(line.epoch) + "/" + std::to_string(line.seq)},
          {"at", line.at},
          {"who", line.who},
          {"what", line.what},
          {"why", line.why},
          {"scope", line.scope},
          {"allowed", line.allowed},
          {"own", line.own},
          {"action", line.action},
          {"purpose", textOrNull(line.purpose)}};
}

json::object bulkExportView(const service::BulkExport& one) {
  return {{"id", service::publicId('E', one.id)},
          {"entry", one.demand.entry},
          {"unit", textOrNull(one.demand.unit)},
          {"purpose", one.demand.purpose},
          {"reason", one.demand.reason},
          {"format", one.demand.format},
          {"rows", one.rows},
          {"state", one.state},
          {"needsApproval", one.needsApproval},
          {"requestedBy", one.requestedBy},
          {"requestedAt", one.requestedAt},
          {"decidedBy", textOrNull(one.decidedBy)},
          {"decidedAt", textOrNull(one.decidedAt)},
          {"decision", textOrNull(one.decision)}};
}

}  // namespace medcredit::http
