#include "service/corrections.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

#include "service/act.h"
#include "service/cases.h"
#include "service/notices.h"
#include "service/public_site.h"
#include "service/scope.h"

namespace medcredit::service {

namespace {

constexpr auto kReasons = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"wrong", "内容有误"},
    {"outdated", "情况已经变化"},
    {"other-subject", "不是该机构的信息"},
    {"repeated", "重复公示"},
});

std::string_view labelOf(std::string_view reason) {
  const auto found =
      std::find_if(kReasons.begin(), kReasons.end(), [&](const auto& one) { return one.first == reason; });
  return found == kReasons.end() ? std::string_view() : found->second;
}

/// What is said to be wrong, by its name; ACCS-0401 when the public does not see it.
base::Result<std::string> placeOf(const PublicRecord& record, const std::string& field) {
  if (field.empty()) return std::string("整条信息");
  for (const auto& one : record.fields) {
    if (one.id == field && !one.masked) return "“" + one.name + "”";
  }
  return notFound("字段 " + field);
}

/// The office gets a case with a clock, once for a record at a time. Where none can be opened the message stands alone.
base::Status openErrorReport(Context& context, const CorrectionReport& report, const std::string& place,
                             const std::string& source) {
  if (context.procedures == nullptr || context.procedures->find("error-report") == nullptr) return {};
  OpenCase request;
  request.procedure = "error-report";
  request.records = {report.recordId};
  request.key = source;
  request.input.reason = place + "：" + std::string(labelOf(report.reason));
  const auto opened = openFollowing(context, request, "reporter", "");
  const bool alone = opened.ok() || opened.error().code == "CASE-0005" || opened.error().code == "CASE-0006";
  return alone ? base::Status{} : base::Status{opened.error()};
}

}  // namespace

const std::vector<std::string_view>& correctionReasons() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> out;
    for (const auto& [id, label] : kReasons) out.push_back(id);
    return out;
  }();
  return words;
}

base::Status reportCorrection(Context& context, const CorrectionReport& report) {
  const std::string id = publicId('R', report.recordId);
  PublicQuery query;
  query.recordId = report.recordId;
  query.limit = 1;
  MC_ASSIGN(const auto records, publicRecords(context, query));
  if (records.empty()) return notFound(id);
  const auto& record = records.front();
  MC_ASSIGN(const auto place, placeOf(record, report.field));
  const std::string what = record.documentNo.empty() ? record.entryName : record.documentNo;
  const std::string day = context.clock.today().iso();
  std::string text = "公众反映公示信息 " + id + "（" + what + "）" + place + "：" +
                     std::string(labelOf(report.reason)) + "。请核对，确有错误的按规定更正";
  const std::string source = "correction " + day + " " + id + " " + report.field + " " + report.reason;
  return act(context, "correction.report", id, {{"field", report.field}, {"reason", report.reason}},
             [&]() -> base::Status {
               MC_TRY(tellUnit(context, record.unitId, kNoticeCorrection, std::move(text), source));
               return openErrorReport(context, report, place, source);
             });
}

}  // namespace medcredit::service
