#include "http/views.h"

#include <boost/json.hpp>

#include "domain/messages.h"
#include "service/context.h"
#include "service/public_site.h"

namespace medcredit::http {

namespace json = boost::json;

json::value idOrNull(char letter, const std::optional<std::int64_t>& id) {
  return id ? json::value(service::publicId(letter, *id)) : json::value(nullptr);
}

json::value momentOrNull(const std::optional<base::Instant>& at) {
  return at ? json::value(at->iso()) : json::value(nullptr);
}
json::value textOrNull(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::array countsView(const std::vector<std::pair<std::string, std::int64_t>>& counts) {
  json::array out;
  for (const auto& [code, count] : counts) {
    out.push_back(json::object{{"code", code}, {"count", count}, {"text", domain::summaryText(code)}});
  }
  return out;
}

namespace {

json::object countsOf(const store::BatchCounts& counts) {
  return {{"rows", counts.rows},         {"accepted", counts.accepted},     {"updated", counts.updated},
          {"rejected", counts.rejected}, {"duplicates", counts.duplicates}, {"warnings", counts.warnings}};
}

}  // namespace

json::object batchView(const store::Batch& batch) {
  return {{"id", service::publicId('B', batch.id)},
          {"unit", batch.unitId},
          {"entry", batch.entry},
          {"fileName", batch.fileName},
          {"fileDigest", batch.fileDigest},
          {"format", batch.format},
          {"encoding", batch.encoding},
          {"headerRow", batch.headerRow},
          {"receivedOn", batch.receivedOn},
          {"createdAt", batch.createdAt.iso()},
          {"actor", batch.actor},
          {"state", batch.state},
          {"roundOf", idOrNull('B', batch.roundOf)},
          {"counts", countsOf(batch.counts)}};
}

json::object findingView(const store::StoredFinding& finding) {
  return {{"seq", finding.seq},
          {"row", finding.fileRow > 0 ? json::value(finding.fileRow) : json::value(nullptr)},
          {"column", finding.fileColumn >= 0 ? json::value(finding.fileColumn + 1) : json::value(nullptr)},
          {"code", finding.code},
          {"severity", finding.severity},
          {"field", finding.field},
          {"value", finding.value},
          {"message", finding.message},
          {"basis", finding.basis},
          {"suggestion", finding.suggestion}};
}

json::object reportView(const service::ImportReport& report) {
  json::array findings;
  for (const auto& finding : report.findings) findings.push_back(findingView(finding));
  return {{"batch", idOrNull('B', report.batchId)},
          {"format", report.format},
          {"encoding", report.encoding},
          {"sheet", textOrNull(report.sheet)},
          {"headerRow", report.headerRow},
          {"counts", countsOf(report.counts)},
          {"unchanged", report.unchanged},
          {"late", report.late},
          {"skipped", report.skipped},
          {"roundOf", idOrNull('B', report.roundOf)},
          {"resolved", report.resolved},
          {"alreadyStored", report.alreadyStored},
          {"findingCounts", countsView(report.findingCounts)},
          {"findingsTotal", report.findingsTotal},
          {"findings", std::move(findings)}};
}

json::object flowView(const service::RecordFlow& flow) {
  json::array events;
  for (const auto& event : flow.events) {
    events.push_back(json::object{{"version", event.version},
                                  {"state", service::flowStateName(event.state)},
                                  {"label", service::flowStateLabel(event.state)},
                                  {"actor", event.actor},
                                  {"at", event.at.iso()},
                                  {"points", json::array(event.points.begin(), event.points.end())},
                                  {"reason", textOrNull(event.reason)}});
  }
  return {{"state", service::flowStateName(flow.state)},
          {"label", service::flowStateLabel(flow.state)},
          {"heldBy", textOrNull(flow.heldBy)},
          {"events", std::move(events)}};
}

json::object attachmentView(const store::Attachment& attachment) {
  return {{"number", attachment.number},   {"version", attachment.version},
          {"kind", attachment.kind},       {"kindLabel", service::evidenceKindLabel(attachment.kind)},
          {"name", attachment.name},       {"media", attachment.media},
          {"size", attachment.size},       {"digest", attachment.digest},
          {"addedBy", attachment.addedBy}, {"addedAt", attachment.addedAt.iso()}};
}

json::object publicRecordView(const service::PublicRecord& record) {
  json::array fields;
  for (const auto& field : record.fields) {
    fields.push_back(
        json::object{{"id", field.id}, {"name", field.name}, {"value", field.value}, {"masked", field.masked}});
  }
  return json::object{{"id", service::publicId('R', record.recordId)},
                      {"entry", record.entry},
                      {"entryName", record.entryName},
                      {"unit", record.unitId},
                      {"unitName", record.unitName},
                      {"subjectName", record.subjectName},
                      {"unifiedCode", record.unifiedCode},
                      {"documentNo", record.documentNo},
                      {"decidedOn", record.decidedOn},
                      {"publishedOn", record.publishedOn},
                      {"publicityUntil", record.publicityUntil},
                      {"disputed", record.disputed},
                      {"statement", textOrNull(record.statement)},
                      {"fields", std::move(fields)}};
}

json::object issueView(const base::Error& error) {
  return {{"code", error.code}, {"message", domain::renderText(error)}, {"place", textOrNull(error.place)}};
}

json::object outcomeView(const service::RecordOutcome& outcome) {
  json::array findings;
  for (const auto& finding : outcome.findings) findings.push_back(findingView(finding));
  return {{"id", idOrNull('R', outcome.id)},    {"version", outcome.version},
          {"dueOn", textOrNull(outcome.dueOn)}, {"late", outcome.late},
          {"errors", outcome.errors},           {"findings", std::move(findings)}};
}

json::value severityView(const std::optional<domain::SeverityProposal>& proposal) {
  if (!proposal) return nullptr;
  return json::object{{"severity", proposal->severity},
                      {"label", domain::severityLabel(proposal->severity)},
                      {"why", proposal->why},
                      {"isDefault", proposal->isDefault}};
}

}  // namespace medcredit::http
