// commitment make | list; credit-list standard | propose | decide | show
#include <fmt/format.h>

#include "cli/cli.h"
#include "service/cases.h"
#include "service/commitments.h"
#include "service/list_entries.h"

namespace medcredit::cli {

namespace json = boost::json;

namespace {

struct CreditOptions {
  std::string subject, letter, item, unit, matter, signer, education;
  std::string list, id, text, basis, standard, facts, reason, until, entry;
  std::vector<std::string> evidence;
};

/// Runs a command with the opened store; a failure is said and gives the exit code.
template <class Command>
void withCredit(Session& session, Command command) {
  const auto context = session.context();
  if (!context.ok()) {
    session.exitCode = session.fail(context.error());
    return;
  }
  const base::Status done = command(**context);
  if (!done.ok()) session.exitCode = session.fail(done.error());
}

/// The same words make the same matter once.
std::string keyOf(const service::Context& context, const std::string& what) {
  return "cli " + what + " " + context.clock.today().iso();
}

base::Status makeCommitment(Session& session, service::Context& context, const CreditOptions& options) {
  service::NewCommitment request;
  request.letter.letter = options.letter;
  request.letter.item = options.item;
  request.letter.subjectId = service::parsePublicId('S', options.subject).value_or(0);
  request.letter.unit = options.unit;
  request.letter.matter = options.matter;
  request.signer = options.signer;
  request.how = "platform";
  request.education = options.education;
  request.key = keyOf(context, options.subject + " " + options.letter + options.item + " " + options.matter);
  MC_ASSIGN(const auto done, service::makeCommitment(context, request));
  const auto id = service::publicId('K', done.id);
  session.say(fmt::format("{}  {}{}", id, done.caseNumber, done.known ? "（已有）" : ""));
  session.emit(
      json::object{{"commitment", id}, {"case", service::publicId('C', done.caseId)}, {"number", done.caseNumber}});
  return {};
}

base::Status listCommitments(Session& session, service::Context& context) {
  MC_ASSIGN(const auto views, service::findCommitments(context, {}));
  json::array items;
  for (const auto& view : views) {
    const auto id = service::publicId('K', view.row.id);
    session.say(fmt::format("{}  {}  {}  {}  至 {}  {}", id, view.subjectName, view.letterTitle, view.matter,
                            view.row.validTo, view.row.state));
    items.push_back(json::object{{"commitment", id}, {"subject", view.subjectName}, {"state", view.row.state}});
  }
  session.emit(json::object{{"items", std::move(items)}});
  return {};
}

base::Status propose(Session& session, service::Context& context, const CreditOptions& options) {
  service::ListProposal proposal;
  proposal.list = options.list;
  proposal.subjectId = service::parsePublicId('S', options.subject).value_or(0);
  proposal.standard = options.standard;
  proposal.facts = options.facts;
  proposal.evidence = options.evidence;
  proposal.basis = options.basis;
  proposal.unit = options.unit;
  proposal.reason = options.reason;
  if (!options.until.empty()) proposal.validTo = base::CivilDate::parseIso(options.until);
  proposal.key = keyOf(context, options.subject + " " + options.list);
  MC_ASSIGN(const auto done, service::proposeListing(context, proposal));
  const auto id = service::publicId('L', done.id);
  session.say(fmt::format("{}  {}", id, done.caseNumber));
  session.emit(json::object{{"entry", id}, {"case", service::publicId('C', done.caseId)}, {"number", done.caseNumber}});
  return {};
}

/// The deciding step with the last day; never by the one who proposed.
base::Status decide(Session& session, service::Context& context, const CreditOptions& options) {
  MC_ASSIGN(const auto view, service::showListEntry(context, service::parsePublicId('L', options.entry).value_or(0)));
  MC_ASSIGN(const auto kept, service::keptCase(context, view.row.caseId.value_or(0)));
  service::StepCase step;
  step.caseId = kept.head.id;
  step.version = kept.head.version;
  step.key = keyOf(context, "enter " + options.entry);
  step.step = "enter";
  step.input.reason = options.reason;
  step.input.until = base::CivilDate::parseIso(options.until.empty() ? view.row.validTo : options.until);
  MC_TRY(service::stepCase(context, step));
  session.say(fmt::format("{}  已列入{}，至 {}", options.entry, view.row.listName, step.input.until->iso()));
  session.emit(json::object{{"entry", options.entry}, {"until", step.input.until->iso()}});
  return {};
}

base::Status show(Session& session, service::Context& context, const std::string& list) {
  store::ListFilter filter;
  filter.list = list;
  MC_ASSIGN(const auto views, service::findListEntries(context, filter));
  json::array items;
  for (const auto& view : views) {
    const auto id = service::publicId('L', view.row.id);
    session.say(fmt::format("{}  {}  {}  {}  至 {}", id, view.row.listName, view.subjectName, view.row.state,
                            view.row.validTo));
    items.push_back(json::object{{"entry", id}, {"subject", view.subjectName}, {"state", view.row.state}});
  }
  session.emit(json::object{{"items", std::move(items)}});
  return {};
}

void addCommitmentGroup(CLI::App& app, Session& session, const std::shared_ptr<CreditOptions>& options) {
  auto* group = app.add_subcommand("commitment", "信用承诺");
  group->require_subcommand(1);
  auto* makes = group->add_subcommand("make", "作出信用承诺：由平台签名，写明签署人");
  makes->add_option("--subject", options->subject, "承诺人，如 S7")->required();
  makes->add_option("--letter", options->letter, "承诺书");
  makes->add_option("--item", options->item, "告知承诺事项");
  makes->add_option("--unit", options->unit, "受理单位")->required();
  makes->add_option("--matter", options->matter, "承诺事由");
  makes->add_option("--signer", options->signer, "签署人")->required();
  makes->add_option("--education", options->education, "所讲解的信用知识教材版本");
  makes->callback([&session, options] {
    withCredit(session, [&](service::Context& context) { return makeCommitment(session, context, *options); });
  });
  group->add_subcommand("list", "信用承诺，新的在前")->callback([&session] {
    withCredit(session, [&](service::Context& context) { return listCommitments(session, context); });
  });
}

}  // namespace

void addCreditCommands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<CreditOptions>();
  addCommitmentGroup(app, session, options);
  auto* group = app.add_subcommand("credit-list", "名单：认定标准、列入、查看");
  group->require_subcommand(1);
  auto* standard = group->add_subcommand("standard", "施行认定标准");
  standard->add_option("--id", options->id, "编号")->required();
  standard->add_option("--list", options->list, "名单")->required();
  standard->add_option("--text", options->text, "内容")->required();
  standard->add_option("--basis", options->basis, "依据文件（登记册中的标识）")->required();
  standard->callback([&session, options] {
    withCredit(session, [&](service::Context& context) {
      return service::addStandard(context, {options->id, options->list, options->text, options->basis, {}, {}});
    });
  });
  auto* proposes = group->add_subcommand("propose", "提出列入");
  proposes->add_option("--list", options->list, "名单")->required();
  proposes->add_option("--subject", options->subject, "主体，如 S7")->required();
  proposes->add_option("--standard", options->standard, "认定标准")->required();
  proposes->add_option("--facts", options->facts, "列入名单事由")->required();
  proposes->add_option("--evidence", options->evidence, "事实证据")->required();
  proposes->add_option("--basis", options->basis, "认定依据")->required();
  proposes->add_option("--unit", options->unit, "认定单位")->required();
  proposes->add_option("--until", options->until, "有效期至");
  proposes->add_option("--reason", options->reason, "理由")->required();
  proposes->callback([&session, options] {
    withCredit(session, [&](service::Context& context) { return propose(session, context, *options); });
  });
  auto* decides = group->add_subcommand("decide", "决定列入（不得由提出人决定，用 --actor 写明）");
  decides->add_option("entry", options->entry, "L1")->required();
  decides->add_option("--until", options->until, "有效期至");
  decides->add_option("--reason", options->reason, "理由")->required();
  decides->callback([&session, options] {
    withCredit(session, [&](service::Context& context) { return decide(session, context, *options); });
  });
  auto* shows = group->add_subcommand("show", "名单中的主体");
  shows->add_option("--list", options->list, "名单");
  shows->callback([&session, options] {
    withCredit(session, [&](service::Context& context) { return show(session, context, options->list); });
  });
}

}  // namespace medcredit::cli
