#include "service/publish_exchange.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <map>

#include "base/text.h"
#include "formats/table_writer.h"
#include "service/publish.h"
#include "service/publish_rules.h"
#include "service/register_table.h"

namespace medcredit::service {

namespace {

namespace fs = std::filesystem;

base::Result<store::PublicityRow> recordOf(Context& context, std::int64_t recordId) {
  std::optional<store::PublicityRow> row;
  store::PublicityFilter filter;
  filter.recordId = recordId;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& found) {
    row = found;
    return false;
  }));
  if (!row) return base::fail("PUBL-0002", {{"record", publicId('R', recordId)}});
  return std::move(*row);
}

struct Message {
  store::PublicationJob job;
  std::vector<std::string> cells;
  bool disputed = false;
};

base::Result<Message> messageOf(Context& context, PublicityDesk& desk, const store::PublicationJob& job,
                                std::string& entryCode) {
  MC_ASSIGN(const auto row, recordOf(context, job.recordId));
  MC_ASSIGN(const auto fields, desk.fields(row));
  const auto& entry = *fields.publicity->entry;
  entryCode = entry.code;
  Message message{job, {publicId('J', job.id), job.act, publicId('R', job.recordId), std::to_string(job.version)}};
  message.disputed = row.disputed && job.act != "remove";
  // A removal names the record only: what must disappear is not sent out once more. Neither is a record that may no
  // longer be public; its own removal follows in the queue.
  const bool carriesFacts = job.act != "remove" &&
                            desk.decide(row, fields).state != domain::PublicityState::kNotPublic && row.state == "live";
  auto facts =
      carriesFacts ? uploadCells(entry, fields.values, false) : std::vector<std::string>(entry.fieldSet.fields.size());
  message.cells.insert(message.cells.end(), facts.begin(), facts.end());
  return message;
}

base::Result<fs::path> writeReceiptForm(const fs::path& package, const std::vector<Message>& messages) {
  const fs::path target = package.parent_path() / (package.stem().string() + "-回执.csv");
  const std::vector<std::string> header{"流水号", "结果", "回执号", "原因"};
  MC_ASSIGN(auto writer, formats::makeTableWriter(target, "回执", header));
  for (const auto& message : messages) {
    const std::vector<std::string> cells{publicId('J', message.job.id), "", "", ""};
    MC_TRY(writer->row(cells));
  }
  MC_TRY(writer->finish());
  return target;
}

base::Status writeEntryFile(Context& context, const jurisdiction::Channel& channel, const PackageRequest& request,
                            std::string_view entryCode, const std::vector<Message>& messages, PackageResult& result) {
  const auto* entry = context.law.entry(entryCode);
  const bool xlsx = channel.format.ends_with("xlsx");
  const auto target = request.folder / (channel.id + "-" + std::to_string(result.number) + "-" +
                                        std::string(entryCode) + (xlsx ? ".xlsx" : ".csv"));
  std::vector<std::string> header{"流水号", "操作", "记录号", "版本"};
  const auto columns = uploadHeader(*entry);
  header.insert(header.end(), columns.begin(), columns.end());
  MC_ASSIGN(auto writer, formats::makeTableWriter(target, entry->name, header));
  for (const auto& message : messages) MC_TRY(writer->row(message.cells));
  MC_TRY(writer->finish());
  boost::json::array disputed;  // the columns are those of the standard: the mark travels beside them
  for (const auto& message : messages) {
    if (message.disputed) disputed.push_back(boost::json::string(publicId('R', message.job.recordId)));
  }
  const boost::json::object extra{{"kind", "package"},
                                  {"channel", channel.id},
                                  {"channel_name", channel.name},
                                  {"package", result.number},
                                  {"entry", entryCode},
                                  {"entry_version", entry->versionDigest},
                                  {"disputed", std::move(disputed)}};
  MC_ASSIGN(auto written,
            writeManifest(context, target, static_cast<std::int64_t>(messages.size()), boost::json::serialize(extra)));
  MC_ASSIGN(auto form, writeReceiptForm(target, messages));
  result.files.push_back(std::move(written));
  result.receiptForms.push_back(std::move(form));
  result.messages += static_cast<std::int64_t>(messages.size());
  return {};
}

/// Jobs of a channel that are to go out now, in the order in which they arose.
base::Result<std::vector<store::PublicationJob>> outgoing(Context& context, const std::string& channel, bool resend) {
  MC_ASSIGN(auto jobs, store::listPublicationJobs(context.conn, {channel, "", std::nullopt}));
  std::erase_if(jobs, [&](const store::PublicationJob& job) {
    if (job.act == "track" || job.state == "confirmed") return true;
    return !resend && job.state != "pending";
  });
  return jobs;
}

std::optional<bool> receiptResult(std::string_view text) {
  static constexpr std::string_view kAccepted[] = {"接收", "成功", "确认", "已入库", "已录入", "confirmed"};
  static constexpr std::string_view kRefused[] = {"拒绝", "失败", "退回", "rejected"};
  if (std::find(std::begin(kAccepted), std::end(kAccepted), text) != std::end(kAccepted)) return true;
  if (std::find(std::begin(kRefused), std::end(kRefused), text) != std::end(kRefused)) return false;
  return std::nullopt;
}

base::Status takeLine(Context& context, const NamedRow& row, ReceiptOutcome& outcome) {
  const auto place = "第" + std::to_string(row.row) + "行";
  if (row.cells[1].text.empty()) return {};  // not answered yet
  const auto& number = row.cells[0].text;
  const auto id = parsePublicId('J', number);
  std::optional<store::PublicationJob> job;
  if (id) {
    MC_ASSIGN(job, store::getPublicationJob(context.conn, *id));
  }
  if (!job || job->act == "track") {
    outcome.problems.push_back(base::fail("PUBL-0013", {{"job", number}}, place));
    return {};
  }
  const auto accepted = receiptResult(row.cells[1].text);
  if (!accepted) {
    outcome.problems.push_back(base::fail("PUBL-0014", {{"value", row.cells[1].text}}, place));
    return {};
  }
  const std::string state = *accepted ? "confirmed" : "rejected";
  const auto& receipt = *accepted ? row.cells[2].text : row.cells[3].text;
  if (job->state == state && job->receipt == receipt) {
    ++outcome.unchanged;
    return {};
  }
  // A confirmed message stays confirmed: a later refusal of the same number is a contradiction for people to settle.
  if (job->state == "confirmed") {
    outcome.problems.push_back(base::fail("PUBL-0015", {{"job", number}, {"receipt", job->receipt}}, place));
    return {};
  }
  MC_TRY(store::setJobState(context.conn, job->id, state, context.clock.today().iso(), receipt));
  ++(*accepted ? outcome.confirmed : outcome.rejected);
  return {};
}

}  // namespace

base::Result<std::vector<QueuedJob>> listQueue(Context& context, std::string_view channelName, std::string_view state) {
  std::string channelId;
  if (!channelName.empty()) {
    MC_ASSIGN(const auto* channel, findChannel(context.law, channelName));
    channelId = channel->id;
  }
  MC_ASSIGN(const auto jobs, store::listPublicationJobs(context.conn, {channelId, std::string(state), std::nullopt}));
  std::vector<QueuedJob> queue;
  for (const auto& job : jobs) {
    MC_ASSIGN(const auto row, recordOf(context, job.recordId));
    const auto channel = findChannel(context.law, job.channel);
    queue.push_back({job, row.entry, row.documentNo, channel ? channel.value()->name : job.channel});
  }
  return queue;
}

base::Result<PackageResult> writePackage(Context& context, const PackageRequest& request) {
  MC_ASSIGN(const auto* channel, findChannel(context.law, request.channel));
  if (!channel->via.empty()) {
    const auto via = findChannel(context.law, channel->via);
    return base::fail("PUBL-0025", {{"channel", channel->name}, {"via", via ? via.value()->name : channel->via}});
  }
  std::error_code ec;
  fs::create_directories(request.folder, ec);
  if (ec) return base::fail("PUBL-0018", {{"path", request.folder.string()}, {"detail", ec.message()}});
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(reconcilePublicity(context));
  MC_ASSIGN(const auto jobs, outgoing(context, channel->id, request.resend));
  PackageResult result;
  if (jobs.empty()) {
    MC_TRY(transaction.commit());
    return result;
  }
  MC_ASSIGN(result.number, store::reserveIds(context.conn, "package", 1));
  PublicityDesk desk(context);
  std::map<std::string, std::vector<Message>, std::less<>> byEntry;
  for (const auto& job : jobs) {
    std::string entry;
    MC_ASSIGN(auto message, messageOf(context, desk, job, entry));
    byEntry[entry].push_back(std::move(message));
    MC_TRY(store::setJobState(context.conn, job.id, "sent", "", ""));
  }
  // The files are written before the commit: a message is never marked sent without standing in a file.
  for (const auto& [entry, messages] : byEntry) {
    MC_TRY(writeEntryFile(context, *channel, request, entry, messages, result));
  }
  MC_TRY(
      journal(context, "publish.package", channel->id,
              boost::json::serialize(boost::json::object{{"package", result.number}, {"messages", result.messages}})));
  MC_TRY(transaction.commit());
  return result;
}

base::Result<ReceiptOutcome> takeReceipts(Context& context, const fs::path& file) {
  const std::vector<NamedColumn> columns{{"流水号", {"流水号", "job", "job_id"}, true},
                                         {"结果", {"结果", "处理结果", "result"}, true},
                                         {"回执号", {"回执号", "回执编号", "receipt"}, false},
                                         {"原因", {"原因", "退回原因", "失败原因", "reason"}, false}};
  MC_ASSIGN(const auto rows, readNamedTable(file, columns));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  ReceiptOutcome outcome;
  for (const auto& row : rows) MC_TRY(takeLine(context, row, outcome));
  if (outcome.confirmed + outcome.rejected > 0) {
    const boost::json::object detail{{"confirmed", outcome.confirmed}, {"rejected", outcome.rejected}};
    MC_TRY(journal(context, "publish.receipt", file.filename().string(), boost::json::serialize(detail)));
  }
  MC_TRY(transaction.commit());
  return outcome;
}

}  // namespace medcredit::service
