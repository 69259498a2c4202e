// repair show | candidates | batch | table
#include <fmt/format.h>

#include "cli/cli.h"
#include "http/repair_views.h"
#include "service/repair.h"
#include "service/repair_batch.h"

namespace medcredit::cli {

namespace json = boost::json;

namespace {

struct RepairOptions {
  std::string record, unit, title, batch;
};

base::Status show(Session& session, service::Context& context, const std::string& text) {
  const auto id = service::parsePublicId('R', text);
  MC_ASSIGN(const auto state, service::repairState(context, id.value_or(0)));
  session.say(state.text);
  for (const auto& bar : state.answer.bars) session.say(fmt::format("  不能修复：{}  {}", bar.text, bar.clause));
  for (const auto& bar : state.toBring) session.say(fmt::format("  尚须说明：{}  {}", bar.text, bar.clause));
  session.emit(http::repairStateView(state));
  return {};
}

base::Status candidates(Session& session, service::Context& context, const std::string& unit) {
  MC_ASSIGN(const auto rows, service::batchCandidates(context, unit));
  json::array items;
  for (const auto& row : rows) {
    session.say(fmt::format("{}  {}  {}", service::publicId('R', row.recordId), row.documentNo, row.decidedOn));
    items.push_back(json::object{{"record", service::publicId('R', row.recordId)},
                                 {"documentNo", row.documentNo},
                                 {"decidedOn", row.decidedOn}});
  }
  session.emit(json::object{{"items", std::move(items)}});
  return {};
}

base::Status table(Session& session, service::Context& context, std::int64_t id) {
  MC_ASSIGN(const auto list, service::repairBatchList(context, id));
  session.say(service::repairBatchCsv(list));
  json::array items;
  for (const auto& line : list.lines) {
    items.push_back(json::object{{"record", service::publicId('R', line.item.recordId)},
                                 {"number", line.caseNumber},
                                 {"state", line.stateTitle},
                                 {"refusal", line.item.refusal}});
  }
  session.emit(json::object{{"id", service::publicId('B', id)}, {"items", std::move(items)}});
  return {};
}

base::Status batch(Session& session, service::Context& context, const RepairOptions& options) {
  MC_ASSIGN(const auto id, service::makeRepairBatch(context, options.unit, options.title, {}));
  return table(session, context, id);
}

}  // namespace

void addRepairCommands(CLI::App& app, Session& session) {
  auto* group = app.add_subcommand("repair", "信用修复：条件、批量修复（不收取任何费用）");
  group->require_subcommand(1);
  const auto options = std::make_shared<RepairOptions>();
  auto* shows = group->add_subcommand("show", "一条负面信息能否修复、从何时起、还缺什么");
  shows->add_option("record", options->record, "记录编号，如 R5")->required();
  shows->callback([&session, options] {
    session.withStore([&](service::Context& context) { return show(session, context, options->record); });
  });
  auto* lists = group->add_subcommand("candidates", "现在可以批量修复的一般行政处罚");
  lists->add_option("--unit", options->unit, "认定单位")->required();
  lists->callback([&session, options] {
    session.withStore([&](service::Context& context) { return candidates(session, context, options->unit); });
  });
  auto* makes = group->add_subcommand("batch", "批量修复：逐条立案，逐条决定");
  makes->add_option("--unit", options->unit, "认定单位")->required();
  makes->add_option("--title", options->title, "名称")->required();
  makes->callback([&session, options] {
    session.withStore([&](service::Context& context) { return batch(session, context, *options); });
  });
  auto* tables = group->add_subcommand("table", "批量修复的结果清单（CSV）");
  tables->add_option("batch", options->batch, "批次编号，如 B3")->required();
  tables->callback([&session, options] {
    session.withStore([&](service::Context& context) {
      return table(session, context, service::parsePublicId('B', options->batch).value_or(0));
    });
  });
}

}  // namespace medcredit::cli
